"""The rows about a Parley that runs: its start, and what it takes while nothing happens."""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, select, update

from bot.feeds.catalogue import read_opml
from bot.telegram.local import LocalBotApi
from storage import feeds
from storage.database import Database
from storage.tables import FeedRow
from tests.bench import papers, peers
from tests.bench.measuring import MB, Run, cpu_of, family, memory_of
from tests.bench.outlet import Outlet
from tests.bench.table import Row, Table
from tests.bot_server import BotServer
from tests.newsroom import TOKEN, running

STARTS, READER = 3, 4711
START, CORE, MEMORY = 2.0, 0.01, 160.0
STAY = 1
"""Processes that stay after two minutes without work: Parley alone, without those that read."""
BUSY = 4
"""So many feeds are read before the rest, so that all that a run loads is loaded."""


def start(table: Table) -> None:
    """From the start of the process to the first answered command: on a new database, and on one with the record."""
    empty, full = [], []
    for number in range(STARTS):
        table.progress(f"start to first answered command, {number + 1} of {STARTS}")
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            empty.append(asyncio.run(_answered(Path(name))))
            full.append(asyncio.run(_answered(Path(name))))
    for what, taken in (("a new database, the record to be brought in", empty), ("the full record", full)):
        wall = statistics.median(taken)
        table.add(Row(f"start to first answer: {what}", wall=wall, goal="≤ 2 s", met=wall <= START, runs=STARTS))


async def _answered(folder: Path) -> float:
    answered = asyncio.Event()
    opml = papers.opml(folder / "feeds.opml", ["http://127.0.0.1:9/feed"])
    async with BotServer(LocalBotApi(token=TOKEN)) as telegram:
        telegram.api.listen(lambda event: answered.set() if event.what == "sent" else None)
        telegram.api.say(READER, "/latest")
        begun = time.perf_counter()
        async with running(folder, **_settings(telegram, opml)), asyncio.timeout(60):
            await answered.wait()
            return time.perf_counter() - begun


def rest(table: Table, count: int, seconds: float) -> None:
    """What schedule and leases of so many feeds take while none is due, and the memory of all processes then."""
    table.progress(f"at rest with {count} feeds, {seconds:.0f} s")
    with tempfile.TemporaryDirectory(prefix="bench-") as name, Outlet(count, datetime.now(UTC).date()) as outlet:
        found = asyncio.run(_rested(Path(name), outlet, seconds))
    share = found.cpu / found.wall
    what = f"at rest, {count:,} feeds"
    table.add(Row(f"{what}: share of one core", cpu=found.cpu, wall=found.wall, ratio=share, goal="≤ 0.01",
                  met=share <= CORE))  # fmt: skip
    table.add(Row(f"{what}: all processes", memory=found.memory, goal="≤ 160 MB", met=found.memory <= MEMORY))


async def _rested(folder: Path, outlet: Outlet, seconds: float) -> Run:
    opml = papers.opml(folder / "feeds.opml", outlet.addresses())
    peers.parley(folder, opml)
    with Database(f"sqlite:///{folder / 'parley.db'}") as database:
        database.run(feeds.synchronise, read_opml(opml), write=True)
        database.run(_put_off, write=True)
        async with BotServer(LocalBotApi(token=TOKEN)) as telegram, running(folder, **_settings(telegram, opml)) as bot:
            await bot.says("this instance fetches updates", 60)
            async with asyncio.timeout(60):
                while database.run(_answered_feeds) < BUSY:
                    await asyncio.sleep(0.2)
            async with asyncio.timeout(240):
                while len(family(bot.process.pid)) > STAY:
                    await asyncio.sleep(1)
            begun, before = time.perf_counter(), cpu_of(bot.process.pid)
            await asyncio.sleep(seconds)
            spent, wall = cpu_of(bot.process.pid) - before, time.perf_counter() - begun
            return Run(wall, spent, memory_of(bot.process.pid) / MB)


def _put_off(session: Session) -> None:
    """A few feeds are due now, all others tomorrow."""
    busy, now = select(FeedRow.id).order_by(col(FeedRow.id)).limit(BUSY), datetime.now(UTC)
    session.exec(update(FeedRow).values(due_at=now + timedelta(days=1)))
    session.exec(update(FeedRow).where(col(FeedRow.id).in_(busy)).values(due_at=now))


def _answered_feeds(session: Session) -> int:
    return len(session.exec(select(FeedRow.id).where(col(FeedRow.first_answered).is_not(None))).all())


def _settings(telegram: BotServer, opml: Path) -> dict[str, object]:
    return {
        "telegram_token": TOKEN, "telegram_api_url": telegram.url, "allow_private_addresses": 1, "feeds": opml,
        "poll_seconds": 3600,
    }  # fmt: skip
