"""Bringing a file's feeds into the list: what it says nothing of stays, and so does what an operator decided."""

from bot.feeds.catalogue import comparable
from storage import feeds, imported
from storage.database import Database
from storage.imported import Imported
from storage.vocabulary import Feed, FeedState

WIRE = Feed(url="https://wire.example/rss", title="News", outlet="Wire", owner="State", tier=1, official_of="UA")


def bring_in(database: Database, *found: tuple[Feed, set[str]]) -> Imported:
    return database.run(imported.bring_in, found, comparable, write=True)


def test_another_readers_file_changes_nothing_of_what_is_listed(either: Database) -> None:
    either.run(feeds.put, WIRE, write=True)

    done = bring_in(
        either,
        (Feed(url="https://WIRE.example/rss", title="My wire"), set()),
        (Feed(url="https://new.example/"), set()),
    )

    assert done == Imported(added=1, listed=1)
    new, wire = either.run(feeds.every)
    assert (wire.url, wire.title, wire.tier, wire.official_of) == (WIRE.url, "News", 1, "UA")
    assert (new.url, new.tier, new.state) == ("https://new.example/", 3, FeedState.ACTIVE)


def test_only_what_is_given_is_changed(database: Database) -> None:
    database.run(feeds.put, WIRE, write=True)

    done = bring_in(database, (Feed(url=WIRE.url, tier=2), {"tier"}))

    assert done == Imported(listed=1, updated=1)
    wire = database.run(feeds.get, WIRE.url)
    assert (wire.tier, wire.owner) == (2, "State")
    assert bring_in(database, (Feed(url=WIRE.url, tier=2), {"tier"})) == Imported(listed=1)


def test_an_operators_word_stays(database: Database) -> None:
    database.run(feeds.put, WIRE, write=True)
    database.run(feeds.put, Feed(url="https://old.example/"), write=True)
    database.run(feeds.set_state, WIRE.url, FeedState.PAUSED, "noisy", write=True)
    database.run(feeds.remove, "https://old.example/", write=True)

    done = bring_in(database, (WIRE, {"state"}), (Feed(url="https://old.example/"), {"state"}))

    assert done == Imported(listed=1, removed=1)
    (wire,) = database.run(feeds.every)
    assert (wire.state, wire.reason) == (FeedState.PAUSED, "noisy")
