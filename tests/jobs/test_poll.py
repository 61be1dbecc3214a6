"""The polling job against a real server: what is kept, what is not fetched twice, what one bad feed cannot do."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from bot.feeds.catalogue import read_opml
from bot.feeds.fetch import Fetcher
from bot.feeds.fetched import Fetched
from bot.feeds.worker import Workers
from bot.jobs import tidy
from bot.jobs.intervals import Pace
from bot.jobs.leases import LEASE, SHORT, renewed
from bot.jobs.poll import Poller, store_document
from bot.jobs.wave import Wave
from storage import entries, feeds, reports, tombstones
from storage.database import Database
from storage.seeds import default_folder
from storage.tables import EntryRow
from storage.tombstones import GRACE
from storage.vocabulary import Document, Entry, Feed, Reading
from tests.newsroom import Newsroom
from tests.telling import tell

NEWS = "Ukraine and Russia exchanged 157 prisoners each on Thursday, the Russian Defence Ministry said."


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    async with Newsroom() as room:
        yield room


@pytest.fixture
async def poller(database: Database) -> AsyncIterator[Poller]:
    async def settle() -> None:
        """Nothing is decided here."""

    workers = Workers(1)
    async with Fetcher("Parley/test", allow_private=True) as fetcher:
        yield Poller(
            database, fetcher, workers, folder=default_folder(), pace=Pace(1, 1), now=lambda: datetime.now(UTC),
            owner="test", settle=settle,
        )  # fmt: skip
        await workers.close()


def _list(database: Database, newsroom: Newsroom, folder: Path, *names: str) -> None:
    database.run(feeds.synchronise, read_opml(newsroom.opml(folder / "feeds.opml", *names)), write=True)


def _feed(database: Database, newsroom: Newsroom, name: str) -> Feed:
    found = database.run(feeds.get, newsroom.url(name))
    assert found is not None
    return found


async def test_the_first_fetch_is_silent_and_the_next_is_not(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path
) -> None:
    _list(database, newsroom, tmp_path, "wire")
    newsroom.publish("wire", "Swap", NEWS)
    wave = await poller.poll_all()
    assert (wave.answered, wave.entries, wave.relevant) == (1, 1, 1)
    newsroom.publish("wire", "Swap again", NEWS)
    await poller.poll_all()
    assert [report.silent for report in database.run(reports.unresolved)] == [True, False]


async def test_hot_hours_are_looked_for_after_the_first_wave_and_after_each_with_news(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path
) -> None:
    asked: list[datetime] = []

    def hot(_: Session, now: datetime) -> tuple[datetime, frozenset[int]]:
        asked.append(now)
        return now + timedelta(hours=3), frozenset()

    _list(database, newsroom, tmp_path, "wire")
    watching = Poller(
        database, poller._fetcher, poller._workers, folder=default_folder(), pace=Pace(90, 3600),
        now=lambda: datetime.now(UTC), owner="test", settle=poller._settle, hot=hot,
    )  # fmt: skip
    for news, times in ((False, 1), (False, 1), (True, 2)):
        if news:
            newsroom.publish("wire", "Swap", NEWS)
        await watching.poll_all()
        assert len(asked) == times
    assert _feed(database, newsroom, "wire").ttl_minutes == 20
    due = _feed(database, newsroom, "wire").due_at
    assert due is not None
    assert due - asked[-1] < timedelta(seconds=110)  # 90 s by the hours learned of after the first wave, not 180


async def test_an_empty_first_document_ends_the_silence(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path
) -> None:
    _list(database, newsroom, tmp_path, "wire")
    await poller.poll_all()
    newsroom.publish("wire", "Swap", NEWS)
    await poller.poll_all()
    assert [report.silent for report in database.run(reports.unresolved)] == [False]


async def test_the_same_document_again_adds_nothing(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path
) -> None:
    _list(database, newsroom, tmp_path, "wire")
    newsroom.publish("wire", "Swap", NEWS)
    await poller.poll_all()
    wave = await poller.poll_all()
    assert (wave.unchanged, wave.entries) == (1, 0)
    with database.session() as session:
        assert len(list(entries.export(session))) == 1


async def test_one_bad_feed_keeps_nobody_from_being_read(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path
) -> None:
    _list(database, newsroom, tmp_path, "wire")
    bad = Feed(url="http://127.0.0.1:1/feed", outlet="Bad")
    database.run(feeds.put, bad, write=True)
    newsroom.publish("wire", "Swap", NEWS)
    told: list[tuple[str, str]] = []
    wave = await poller.poll_all(lambda feed, outcome: told.append((feed.outlet, outcome)))
    assert (wave.answered, wave.failed) == (1, 1)
    assert sorted(told) == [("Bad", "connection refused"), ("Wire", "1 new entries")]
    assert database.run(feeds.get, bad.url).error == "connection refused"
    assert _feed(database, newsroom, "wire").failures == 0


async def test_a_stop_gives_the_leases_back(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path
) -> None:
    newsroom.delay = 30
    _list(database, newsroom, tmp_path, "wire")
    await poller.tick()
    await poller.stop()
    assert len(database.run(feeds.claim_due, datetime.now(UTC), "other", LEASE, write=True)) == 1


async def test_a_poll_of_all_that_is_killed_keeps_its_feeds_for_half_a_minute(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path
) -> None:
    def free(at: datetime) -> int:
        return len(database.run(feeds.claim_all, at, "other", LEASE, write=True))

    newsroom.delay = 30
    _list(database, newsroom, tmp_path, "wire")
    polling = asyncio.create_task(poller.poll_all())
    async with asyncio.timeout(10):
        while not newsroom.asked:
            await asyncio.sleep(0.01)
    now = datetime.now(UTC)
    assert free(now + SHORT - timedelta(seconds=15)) == 0
    assert free(now + SHORT) == 1
    database.run(feeds.release, "other", write=True)
    await _interrupted(polling)


async def test_a_poll_of_all_that_is_interrupted_gives_its_feeds_back(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path
) -> None:
    newsroom.delay = 30
    _list(database, newsroom, tmp_path, "wire")
    polling = asyncio.create_task(poller.poll_all())
    async with asyncio.timeout(10):
        while not newsroom.asked:
            await asyncio.sleep(0.01)
    await _interrupted(polling)
    assert len(database.run(feeds.claim_all, datetime.now(UTC), "other", LEASE, write=True)) == 1


async def _interrupted(polling: asyncio.Task[Wave]) -> None:
    polling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polling


async def test_a_lease_is_renewed_as_long_as_it_is_needed(either: Database) -> None:
    def claim(owner: str, lease: timedelta) -> int:
        return len(either.run(feeds.claim_all, datetime.now(UTC), owner, lease, write=True))

    either.run(feeds.put, Feed(url="https://example.org/rss"), write=True)
    either.run(feeds.put, Feed(url="https://other.example/rss"), write=True)
    lease = timedelta(seconds=3)
    async with renewed(either, "mine", lambda: datetime.now(UTC), lease):
        assert claim("mine", lease) == 2
        done = either.run(feeds.every)[0].id
        either.run(feeds.failed, done, datetime.now(UTC), datetime.now(UTC), "timed out", write=True)
        await asyncio.sleep(4)
        assert claim("other", lease) == 1, "that which was given back"
        either.run(feeds.release, "other", write=True)
    assert claim("other", lease) == 2


async def test_a_lease_is_renewed_again_after_the_database_has_failed(database: Database) -> None:
    def claim(owner: str) -> int:
        return len(database.run(feeds.claim_all, datetime.now(UTC), owner, lease, write=True))

    def rename(session: Session, old: str, new: str) -> None:
        session.connection().exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    database.run(feeds.put, Feed(url="https://example.org/rss"), write=True)
    lease = timedelta(seconds=3)
    async with renewed(database, "mine", lambda: datetime.now(UTC), lease):
        assert claim("mine") == 1
        database.run(rename, "feed", "away", write=True)
        await asyncio.sleep(1.5)
        database.run(rename, "away", "feed", write=True)
        await asyncio.sleep(2.5)
        assert claim("other") == 0


async def test_a_database_that_refuses_what_is_polled_does_not_make_servers_be_asked_all_the_time(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _list(database, newsroom, tmp_path, "wire")
    newsroom.publish("wire", "Swap", NEWS)
    full = "CREATE TRIGGER full_disk BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    database.run(lambda session: session.exec(text(full)), write=True)
    begun = time.monotonic()
    async with asyncio.timeout(30):
        while (spent := time.monotonic() - begun) < 4 or newsroom.asked < 2:
            await poller.tick()
            await asyncio.sleep(0.1)
    assert newsroom.asked <= max(4, spent), "at once, after a second, after three, and ever less often"
    assert caplog.text.count("broke off") == 1
    database.run(lambda session: session.exec(text("DROP TRIGGER full_disk")), write=True)
    async with asyncio.timeout(15):
        while not database.run(reports.unresolved):
            await poller.tick()
            await asyncio.sleep(0.1)
    await poller.stop()
    assert caplog.text.count("can be stored again") == 1


async def test_an_item_seen_once_is_never_new_again(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path
) -> None:
    _list(database, newsroom, tmp_path, "wire")
    for news in ("Rain", "Snow", NEWS):
        newsroom.publish("wire", news, f"{news}.")
    await poller.poll_all()
    swap, snow = newsroom.items["wire"].pop(), newsroom.items["wire"].pop()
    await poller.poll_all()
    assert await tidy.run(database, datetime.now(UTC)) == 0
    assert await tidy.run(database, datetime.now(UTC) + GRACE) == 1
    newsroom.items["wire"] += [snow, swap]
    assert (await poller.poll_all()).entries == 0
    newsroom.items["wire"][1] = ("Snow", f"{NEWS} Snow.", snow[2])
    await poller.poll_all()
    assert len(database.run(reports.unresolved)) == 2
    assert _feed(database, newsroom, "wire").entries == 3


def test_half_a_document_does_not_say_what_a_feed_shows_no_more(database: Database) -> None:
    database.run(feeds.synchronise, [Feed(url="https://wire.example/rss")], write=True)
    wire = database.run(feeds.get, "https://wire.example/rss")
    assert wire is not None
    now = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
    entry = Entry(feed=wire.url, guid="1", title="Rain", text="Rain.", published=now, seen=now)
    database.run(entries.store, wire, entry, Reading(), silent=False, write=True)
    fetched, wire = Fetched(status=200, url=wire.url, body=b""), replace(wire, first_answered=now)
    for whole, days, buried in ((False, 2, 0), (True, 29, 0), (False, 30, 1)):
        document = Document(version="rss20", whole=whole)
        database.run(store_document, wire, fetched, document, [], now, Pace(), "", write=True)
        assert database.run(tombstones.bury, now + timedelta(days=days), write=True) == buried


@pytest.mark.parametrize(("hours", "silent"), [(1, [False, False]), (30, [True, False])])
def test_what_names_no_date_after_an_outage_may_be_old_and_alerts_nobody(
    database: Database, hours: int, silent: list[bool]
) -> None:
    database.run(feeds.synchronise, [Feed(url="https://wire.example/rss")], write=True)
    wire = database.run(feeds.get, "https://wire.example/rss")
    assert wire is not None
    now = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
    wire = replace(wire, first_answered=now - timedelta(days=9), last_success=now - timedelta(hours=hours))
    undated, dated = (
        Entry(
            feed=wire.url, guid=f"{given}", title="Swap", text=f"{NEWS} {given}", published=now, published_given=given,
            seen=now,
        )
        for given in (False, True)
    )  # fmt: skip
    kept = [(one, Reading(claims=(tell(red=157, by="RE").claim,))) for one in (undated, dated)]
    fetched = Fetched(status=200, url=wire.url, body=b"")
    database.run(store_document, wire, fetched, Document(version="rss20"), kept, now, Pace(), "", write=True)
    found = database.run(lambda session: {one.entry_id: one.silent for one in reports.unresolved(session)})
    known = database.run(lambda session: {one.guid: one.id for one in session.exec(select(EntryRow))})
    assert [found[known["False"]], found[known["True"]]] == silent


class _Wall:
    """A machine's clock, which can be set."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@pytest.fixture
def wall() -> _Wall:
    return _Wall()


def _by(wall: _Wall, poller: Poller, database: Database) -> Poller:
    return Poller(
        database, poller._fetcher, poller._workers, folder=default_folder(), pace=Pace(90, 3600), now=wall,
        owner="test", settle=poller._settle,
    )  # fmt: skip


async def test_a_feed_that_is_waited_for_longer_than_a_lease_is_asked_once(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path, wall: _Wall
) -> None:
    newsroom.delay = 30
    _list(database, newsroom, tmp_path, "wire")
    patient = _by(wall, poller, database)
    for _ in range(4):
        await patient.tick()
        await asyncio.sleep(0.3)
        wall.ahead += LEASE / 2
    assert newsroom.asked == 1
    assert database.run(feeds.claim_due, wall(), "other", LEASE, write=True) == []
    await patient.stop()


async def test_what_a_broken_wave_leaves_is_polled_again_though_another_goes_on(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path, wall: _Wall
) -> None:
    both = _by(wall, poller, database)
    newsroom.delay = 30
    _list(database, newsroom, tmp_path, "wire")
    await both.tick()
    async with asyncio.timeout(10):
        while not newsroom.asked:
            await asyncio.sleep(0.01)
    newsroom.delay = 0
    newsroom.publish("post", "Swap", NEWS)
    full = "CREATE TRIGGER full_disk BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
    database.run(lambda session: session.exec(text(full)), write=True)
    database.run(feeds.put, Feed(url=newsroom.url("post"), outlet="Post"), write=True)
    async with asyncio.timeout(10):
        while not both._broken:
            await both.tick()
            await asyncio.sleep(0.1)
    database.run(lambda session: session.exec(text("DROP TRIGGER full_disk")), write=True)
    async with asyncio.timeout(8):  # the other one is given up after ten seconds
        while not database.run(reports.unresolved):
            wall.ahead += LEASE / 4
            await both.tick()
            await asyncio.sleep(0.2)
    await both.stop()


async def test_a_clock_that_is_set_back_by_an_hour_silences_no_feed(
    poller: Poller, newsroom: Newsroom, database: Database, tmp_path: Path, wall: _Wall
) -> None:
    _list(database, newsroom, tmp_path, "wire")
    steady = _by(wall, poller, database)

    async def asked(times: int) -> None:
        async with asyncio.timeout(10):
            while newsroom.asked < times or steady._waves:
                await steady.tick()
                await asyncio.sleep(0.1)

    await asked(1)
    await steady.tick()  # nothing is due, and it is known until when
    wall.ahead = -timedelta(hours=1)
    await steady.tick()
    wall.ahead += timedelta(seconds=95)
    await asked(2)
    await steady.stop()


async def test_after_an_outage_of_the_network_all_feeds_are_asked_soon(
    poller: Poller,
    newsroom: Newsroom,
    database: Database,
    tmp_path: Path,
    wall: _Wall,
    caplog: pytest.LogCaptureFixture,
) -> None:
    names = ("one", "two", "three", "four")
    _list(database, newsroom, tmp_path, *names)
    dead = newsroom.url("dead")
    cut_off = _by(wall, poller, database)
    await _worked(cut_off)
    database.run(feeds.put, Feed(url=dead.replace("127.0.0.1", "127.0.0.2"), outlet="Dead"), write=True)
    await newsroom._listener.close()
    for _ in range(15):
        wall.ahead += timedelta(minutes=6)
        await _worked(cut_off)
    assert all(_feed(database, newsroom, name).failures >= 3 for name in names)
    (before,) = [feed.failures for feed in database.run(feeds.every) if feed.outlet == "Dead"]
    await newsroom._listener.open()
    while newsroom.asked <= len(names):
        wall.ahead += timedelta(minutes=1)
        await _worked(cut_off)
    soon = wall() + timedelta(seconds=200)
    assert all((_feed(database, newsroom, name).due_at or soon) < soon for name in names)
    assert caplog.text.count("servers answer again") == 1
    (after,) = [feed.failures for feed in database.run(feeds.every) if feed.outlet == "Dead"]
    assert after >= before > 1, "what was never well keeps its back-off"
    await cut_off.stop()


async def _worked(poller: Poller) -> None:
    """One look at what is due, worked through."""
    poller._due.look()
    await poller.tick()
    await asyncio.gather(*poller._waves)
