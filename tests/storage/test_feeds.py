"""Who polls what when, what an operator decided, and each feed's health."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update
from sqlmodel import Session, col

from storage import feeds
from storage.database import Database
from storage.imported import Imported, bring_in
from storage.tables import FeedRow
from storage.vocabulary import Feed, FeedState

NOW = datetime(2026, 2, 4, 6, 0, tzinfo=UTC)
LEASE = timedelta(minutes=3)
WIRE = Feed(url="https://wire.example/rss", outlet="Wire", tier=2)
PAUSED = Feed(url="https://slow.example/rss", outlet="Slow", state=FeedState.PAUSED, reason="not proven alive")


@pytest.fixture
def listed(database: Database) -> Database:
    assert database.run(feeds.synchronise, [WIRE, PAUSED], write=True) == 2
    return database


def _claim(database: Database, owner: str, at: datetime = NOW) -> list[Feed]:
    return database.run(feeds.claim_due, at, owner, LEASE, write=True)


def _only(database: Database, url: str = WIRE.url) -> Feed:
    found = database.run(feeds.get, url)
    assert found is not None
    return found


def test_a_feed_is_leased_to_one_poller_until_its_lease_ends(listed: Database) -> None:
    assert [feed.url for feed in _claim(listed, "one")] == [WIRE.url]
    assert _claim(listed, "two") == []
    assert [feed.url for feed in _claim(listed, "two", NOW + LEASE)] == [WIRE.url]


def test_released_leases_are_free_at_once(listed: Database) -> None:
    _claim(listed, "one")
    listed.run(feeds.release, "one", write=True)
    assert len(_claim(listed, "two")) == 1


def test_claim_all_takes_what_is_not_due_but_nothing_paused(listed: Database) -> None:
    feed = _claim(listed, "one")[0]
    listed.run(feeds.succeeded, feed.id, NOW, NOW + LEASE, etag=None, modified=None, write=True)
    assert _claim(listed, "one") == []
    assert [one.url for one in listed.run(feeds.claim_all, NOW, "one", LEASE, write=True)] == [WIRE.url]


def test_of_two_that_claim_all_at_once_one_gets_each_feed(either: Database) -> None:
    either.run(feeds.synchronise, [WIRE, PAUSED], write=True)
    with ThreadPoolExecutor(1) as beside:
        with either.session(write=True) as session:
            assert len(feeds.claim_all(session, NOW, "one", LEASE)) == 1
            second = beside.submit(either.run, feeds.claim_all, NOW, "two", LEASE, write=True)
            with suppress(TimeoutError):
                second.result(0.5)
        assert second.result() == []


def test_leases_are_given_back_while_what_they_were_for_is_stored(postgres: Database) -> None:
    postgres.run(feeds.synchronise, [WIRE, Feed(url=PAUSED.url)], write=True)
    first, last = (feed.id or 0 for feed in postgres.run(feeds.claim_all, NOW, "one", LEASE, write=True))
    postgres.run(
        lambda session: session.exec(update(FeedRow).where(col(FeedRow.id) == first).values(tier=1)), write=True
    )

    def store(session: Session) -> None:
        with feeds.at_hand(session, [first, last]):
            pass

    with ThreadPoolExecutor(2) as beside:
        with postgres.session(write=True) as session:
            feeds.hold(session, last)
            released = beside.submit(postgres.run, feeds.release, "one", write=True)
            _until_waiting(postgres, 1)
            stored = beside.submit(postgres.run, store, write=True)
            _until_waiting(postgres, 2)
        stored.result(20)
        released.result(20)
    assert len(postgres.run(feeds.claim_all, NOW, "two", LEASE, write=True)) == 2


def _until_waiting(database: Database, count: int) -> None:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if database.run(lambda session: session.connection().execute(waiting).scalar()) == count:
            return
        time.sleep(0.02)
    pytest.fail(f"{count} should wait")


def test_the_catalogue_updates_attributes_but_not_an_operators_word(listed: Database) -> None:
    listed.run(feeds.set_state, WIRE.url, FeedState.PAUSED, "noisy", write=True)
    changed = Feed(url=WIRE.url, outlet="Wire & Sons", tier=1)
    assert listed.run(feeds.synchronise, [changed, PAUSED], write=True) == 0
    found = _only(listed)
    assert (found.outlet, found.tier, found.state, found.reason) == ("Wire & Sons", 1, FeedState.PAUSED, "noisy")


def test_a_removed_feed_stays_removed_until_it_is_added_again(listed: Database) -> None:
    assert listed.run(feeds.remove, WIRE.url, write=True)
    listed.run(feeds.synchronise, [WIRE, PAUSED], write=True)
    assert listed.run(feeds.get, WIRE.url) is None
    assert _claim(listed, "one") == []
    assert listed.run(feeds.put, WIRE, write=True)
    assert not listed.run(feeds.put, WIRE, write=True)
    assert len(_claim(listed, "one")) == 1


def test_a_success_ends_the_failures_and_keeps_the_validators(listed: Database) -> None:
    key = _only(listed).id
    listed.run(feeds.failed, key, NOW, NOW, "timed out", write=True)
    assert (_only(listed).failures, _only(listed).error) == (1, "timed out")
    listed.run(feeds.succeeded, key, NOW, NOW, etag='"a"', modified="Wed", body_hash="h", write=True)
    found = _only(listed)
    assert (found.failures, found.error, found.etag, found.modified) == (0, None, '"a"', "Wed")
    listed.run(feeds.succeeded, key, NOW, NOW, etag=None, modified=None, write=True)  # a 304 that repeats none
    assert _only(listed).etag == '"a"'


def test_a_gone_feed_is_polled_no_more_even_if_the_catalogue_lists_it(listed: Database) -> None:
    listed.run(feeds.failed, _only(listed).id, NOW, NOW, "410 gone", gone=True, write=True)
    listed.run(feeds.synchronise, [WIRE], write=True)
    assert _claim(listed, "one") == []
    assert _only(listed).state is FeedState.GONE


def test_a_move_is_believed_after_three_agreeing_answers(listed: Database) -> None:
    key, there = _only(listed).id, "https://wire.example/new"
    moves = [there, there, None, there, there]
    for moved in moves:
        listed.run(feeds.succeeded, key, NOW, NOW, etag=None, modified=None, moved_to=moved, write=True)
    assert _only(listed).url == WIRE.url
    listed.run(feeds.succeeded, key, NOW, NOW, etag=None, modified=None, moved_to=there, write=True)
    assert listed.run(feeds.get, WIRE.url) is None
    assert _only(listed, there).outlet == "Wire"


def test_a_feed_that_has_moved_is_the_one_that_the_catalogue_lists(listed: Database) -> None:
    key, there = _only(listed).id, "https://wire.example/new"
    for _ in range(3):
        listed.run(feeds.succeeded, key, NOW, NOW, etag=None, modified=None, moved_to=there, write=True)
    assert listed.run(feeds.synchronise, [WIRE, PAUSED], write=True) == 0
    assert {feed.url for feed in listed.run(feeds.every)} == {there, PAUSED.url}
    changed = replace(WIRE, tier=1)
    assert listed.run(feeds.synchronise, [changed, PAUSED], write=True) == 0
    assert _only(listed, there).tier == 1
    again = listed.run(bring_in, [(replace(WIRE, tier=2), ("tier",))], str, write=True)
    assert (again, _only(listed, there).tier) == (Imported(listed=1, updated=1), 2)
    assert listed.run(feeds.remove, there, write=True)
    listed.run(feeds.synchronise, [WIRE, PAUSED], write=True)
    assert {feed.url for feed in listed.run(feeds.every)} == {PAUSED.url}, "an operator's word"
    assert listed.run(feeds.put, WIRE, write=True)
    listed.run(feeds.synchronise, [WIRE, PAUSED], write=True)
    assert {feed.url for feed in listed.run(feeds.every)} == {WIRE.url, PAUSED.url}


def test_what_was_missed_while_nothing_ran_is_spread_and_what_is_running_is_left_alone(listed: Database) -> None:
    missed, late, held, planned = (Feed(url=f"https://{name}.example/rss") for name in ("gone", "late", "held", "next"))
    listed.run(feeds.synchronise, [missed, late, held, planned], write=True)
    dues = {missed: -timedelta(hours=1), late: -timedelta(seconds=20), held: -timedelta(hours=1), planned: LEASE}
    for feed, due in dues.items():
        number = _only(listed, feed.url).id
        listed.run(feeds.succeeded, number, NOW, NOW + due, etag=None, modified=None, write=True)
    with listed.session(write=True) as session:
        lease = {"lease_owner": "another", "lease_until": NOW + LEASE}
        session.connection().execute(update(FeedRow).where(col(FeedRow.url) == held.url).values(lease))
    soon = NOW + timedelta(seconds=30)
    listed.run(feeds.spread, NOW, lambda _: soon, write=True)
    assert {feed.url: feed.due_at for feed in listed.run(feeds.every)} == {
        **{feed.url: NOW + due for feed, due in dues.items()}, missed.url: soon, WIRE.url: soon, PAUSED.url: None,
    }  # fmt: skip


def test_what_a_document_tells_of_its_habits_is_kept_until_the_next_one(listed: Database) -> None:
    number = _only(listed).id
    for hours, gap in ((tuple(range(8)), 5400), ((), None)):
        habits = {"ttl_minutes": 20, "skip_hours": hours, "skip_days": (6,), "usual_gap": gap}
        listed.run(feeds.brought, number, 1, NOW, habits, write=True)
        found = _only(listed)
        assert {name: getattr(found, name) for name in habits} == habits
