"""Hot hours for polling: who usually tells first is found in what is stored, and its next poll is brought forward."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.jobs.hot import HotHours, hasten
from bot.jobs.intervals import Pace
from storage import feeds, hot, worth
from storage.database import Database
from storage.tables import ClaimRow, DevelopmentRow, EntryRow
from storage.vocabulary import Feed

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
EARLY, OTHER, OFFICIAL = (Feed(url=f"https://{name}.example/rss", tier=3) for name in ("early", "other", "official"))
HOT = NOW + timedelta(hours=3)


@pytest.fixture
def listed(database: Database) -> Database:
    official = Feed(url=OFFICIAL.url, tier=1)
    database.run(feeds.synchronise, [EARLY, OTHER, official], write=True)
    return database


def _get(database: Database, feed: Feed) -> Feed:
    found = database.run(feeds.get, feed.url)
    assert found is not None
    assert found.id is not None
    return found


def _exchange(session: Session, stage: str, at: datetime, *feed_ids: int | None) -> None:
    row = DevelopmentRow(kind="exchange", stage=stage, confirmation="both_sides", first_seen=at, touched=at)
    session.add(row)
    session.flush()
    for minutes, feed_id in enumerate(feed_ids):
        told = at + timedelta(minutes=minutes)
        entry = EntryRow(feed_id=feed_id or 0, guid=f"{row.id}", published=told, seen=told, relevant=True)
        session.add(entry)
        session.flush()
        said = ClaimRow(
            kind="exchange", stage=stage, entry_id=entry.id, development_id=row.id, published=told, seen=told
        )
        said.owner = f"owner {feed_id}"
        session.add(said)


def test_it_is_known_from_stored_facts_who_usually_tells_first(listed: Database) -> None:
    early, other = _get(listed, EARLY).id, _get(listed, OTHER).id
    hours = HotHours("Europe/Kyiv")
    assert listed.run(hours, NOW) == (None, frozenset())
    with listed.session(write=True) as session:
        for days in range(worth.OFTEN):
            _exchange(session, "completed", NOW - timedelta(days=days + 1), early, other)
        _exchange(session, "under_way", NOW, other)
    assert listed.run(hours, NOW) == (NOW + hot.HOURS, frozenset({early}))


def test_as_it_becomes_hot_the_polls_of_those_who_tell_first_are_brought_forward(listed: Database) -> None:
    for feed, minutes in ((EARLY, 15), (OTHER, 15), (OFFICIAL, 3)):
        due = NOW + timedelta(minutes=minutes)
        listed.run(feeds.succeeded, _get(listed, feed).id, NOW, due, etag=None, modified=None, write=True)
    early = _get(listed, EARLY).id
    assert early is not None
    pace = Pace().heated(HOT, frozenset({early}))
    assert listed.run(hasten, pace, NOW, write=True) == 2
    assert listed.run(hasten, pace, NOW, write=True) == 0
    dues = [_get(listed, feed).due_at for feed in (EARLY, OFFICIAL, OTHER)]
    assert dues == [NOW + timedelta(seconds=90)] * 2 + [NOW + timedelta(minutes=15)]
    assert listed.run(hasten, Pace(), NOW, write=True) == 0


@pytest.mark.parametrize(
    ("due", "failures", "sooner"),
    [
        pytest.param(15, 0, True, id="our own choice"),
        pytest.param(40, 0, False, id="longer than our own choice: the server asked for it"),
        pytest.param(15, 1, False, id="backing off"),
        pytest.param(1, 0, False, id="due already"),
    ],
)
def test_what_a_server_asked_for_is_obeyed_in_hot_hours_too(due: int, failures: int, *, sooner: bool) -> None:
    at = NOW + timedelta(minutes=due)
    feed = Feed(url=EARLY.url, tier=3, last_attempt=NOW, last_entry=NOW, due_at=at, failures=failures, id=1)
    found = Pace().heated(HOT, frozenset({1})).hastened(feed, NOW + timedelta(seconds=80))
    assert (found is not None) == sooner
    assert found is None or NOW + timedelta(seconds=90) <= found <= NOW + timedelta(seconds=107)


def test_polls_brought_forward_and_feeds_leased_at_once_do_not_wait_for_each_other(postgres: Database) -> None:
    first, last = Feed(url=OTHER.url, outlet="Zeit", tier=1), Feed(url=EARLY.url, outlet="ABC", tier=1)
    postgres.run(feeds.synchronise, [first, last], write=True)
    due = NOW + timedelta(minutes=3)
    for feed in (first, last):
        postgres.run(feeds.succeeded, _get(postgres, feed).id, NOW, due, etag=None, modified=None, write=True)
    with ThreadPoolExecutor(2) as beside:
        with postgres.session(write=True) as session:
            feeds.hold(session, _get(postgres, first).id or 0)
            claimed = beside.submit(postgres.run, feeds.claim_all, NOW, "another", timedelta(minutes=3), write=True)
            _until_waiting(postgres, 1)
            hastened = beside.submit(postgres.run, hasten, Pace().heated(HOT, frozenset()), NOW, write=True)
            _until_waiting(postgres, 2)
        assert len(claimed.result(20)) == 2
        assert hastened.result(20) == 2


def _until_waiting(database: Database, count: int) -> None:
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if database.run(lambda session: session.connection().execute(waiting).scalar()) == count:
            return
        time.sleep(0.02)
    pytest.fail(f"{count} should wait")


def test_a_feed_that_is_being_polled_is_left_alone(listed: Database) -> None:
    number = _get(listed, EARLY).id
    assert number is not None
    due = NOW + timedelta(minutes=15)
    listed.run(feeds.succeeded, number, NOW, due, etag=None, modified=None, write=True)
    listed.run(feeds.claim_all, NOW, "another", timedelta(minutes=3), write=True)
    listed.run(feeds.bring_forward, number, NOW, NOW, write=True)
    assert _get(listed, EARLY).due_at == due
