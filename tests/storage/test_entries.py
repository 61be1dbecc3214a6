"""Entries are kept once; what they said before is kept, and counts no more, when they say otherwise."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from storage import entries, feeds, reports
from storage.database import Database
from storage.vocabulary import Claim, Entry, Feed, Figure, Kind, Reading, Stage

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
CLAIM = Claim(kind=Kind.EXCHANGE, stage=Stage.COMPLETED, evidence="157 came home.", figures=(Figure(157, "UA"),))
ENTRY = Entry(
    feed="https://wire.example/rss", guid="1", title="Home", text="157 came home.", published=NOW, seen=NOW, link=None
)


@pytest.fixture
def wire(database: Database) -> Feed:
    database.run(feeds.synchronise, [Feed(url=ENTRY.feed, outlet="Wire", owner="Wire Ltd")], write=True)
    found = database.run(feeds.get, ENTRY.feed)
    assert found is not None
    return found


def _store(database: Database, wire: Feed, entry: Entry, *claims: Claim) -> bool:
    return database.run(entries.store, wire, entry, Reading(claims=claims), silent=False, write=True)


def test_a_stored_entry_is_no_longer_unknown(database: Database, wire: Feed) -> None:
    assert database.run(entries.unknown, wire.id, [ENTRY]) == [ENTRY]
    assert _store(database, wire, ENTRY, CLAIM)
    assert database.run(entries.unknown, wire.id, [ENTRY]) == []


def test_an_edited_entry_keeps_what_it_says_still_and_adds_what_is_new(database: Database, wire: Feed) -> None:
    _store(database, wire, ENTRY, CLAIM)
    [edited] = database.run(entries.unknown, wire.id, [replace(ENTRY, text="157 came home. Three more followed.")])
    assert edited.id is not None
    later = replace(CLAIM, figures=(Figure(160, "UA"),), evidence="Three more followed.")
    assert not _store(database, wire, edited, replace(CLAIM, evidence="157 came home. "), later)
    said = [(report.claim.evidence, report.withdrawn) for report in database.run(reports.unresolved)]
    assert said == [("157 came home. ", None), ("Three more followed.", None)]


def test_what_an_edited_entry_says_no_more_is_withdrawn_and_kept(database: Database, wire: Feed) -> None:
    _store(database, wire, ENTRY, CLAIM)
    other = replace(CLAIM, figures=(Figure(112, "UA"),), evidence="112 came home.")
    later = replace(ENTRY, text="112 came home.", seen=NOW + timedelta(hours=1))
    _store(database, wire, later, other)
    old, new = database.run(reports.unresolved)
    assert (old.claim, old.withdrawn) == (CLAIM, later.seen)
    assert (new.claim, new.withdrawn, new.replaces, new.seen) == (other, None, old.id, later.seen)


NEWEST = replace(ENTRY, published=NOW + timedelta(days=3), seen=NOW + timedelta(days=3), simhash=255)


@pytest.mark.parametrize(
    ("entry", "read_as_of"),
    [
        pytest.param(replace(NEWEST, text="157\n came  home."), None, id="only blanks"),
        pytest.param(replace(NEWEST, text="157 came …"), None, id="cut short"),
        pytest.param(replace(NEWEST, text="157 came home at noon."), NOW, id="an edit with a new date"),
        pytest.param(replace(NEWEST, title="Back", updated=NOW), None, id="an older copy"),
        pytest.param(replace(NEWEST, title="Back", text="Noon."), NEWEST.published, id="written anew"),
        pytest.param(replace(NEWEST, title="Back", text="Noon.", published_given=False), NOW, id="of no date"),
    ],
)
def test_a_newer_version(database: Database, wire: Feed, entry: Entry, read_as_of: datetime | None) -> None:
    _store(database, wire, replace(ENTRY, updated=NOW + timedelta(minutes=5)), CLAIM)
    found = [one.published for one in database.run(entries.unknown, wire.id, [entry])]
    assert found == ([read_as_of] if read_as_of else [])


def test_the_same_id_in_another_feed_is_another_entry(database: Database, wire: Feed) -> None:
    _store(database, wire, ENTRY)
    database.run(feeds.synchronise, [Feed(url="https://other.example/rss")], write=True)
    other = database.run(feeds.get, "https://other.example/rss")
    assert other is not None
    assert database.run(entries.unknown, other.id, [ENTRY]) == [ENTRY]


def test_what_goes_in_comes_out(database: Database, wire: Feed) -> None:
    _store(database, wire, ENTRY, CLAIM)
    with database.session() as session:
        [kept] = list(entries.export(session))
        [report] = reports.unresolved(session)
    assert replace(kept, id=None, outlet="") == ENTRY
    assert (report.claim, report.outlet, report.owner, report.entry_id) == (CLAIM, "Wire", "Wire Ltd", kept.id)


def test_an_entry_comes_from_another_process_as_it_was() -> None:
    entry = replace(
        ENTRY, link="https://wire.example/1", updated=NOW, published_given=False, simhash=-7, article="…", id=5
    )
    assert pickle.loads(pickle.dumps(entry)) == entry
