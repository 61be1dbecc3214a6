"""A database that fails in the middle of a run: restarted, full, locked. Nothing is lost, and the log says it once."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.jobs.deliver import CAP
from bot.telegram.local import LocalBotApi
from storage import migrate
from storage.database import Database
from tests import postgresql
from tests.bot_server import BotServer
from tests.delivery.checker import Accepted, judge
from tests.delivery.owing import alert, states, subscribe
from tests.newsroom import TOKEN, Newsroom, Running, running

CHATS = 120
PARTS = 8
"""Parts of a run that use the database: its jobs, delivery, outcomes, polling."""
OWED = "owed before: 214 returned"
EXCHANGE = "Prisoner exchange: 157"
SWAP = "Ukraine and Russia exchange 157 prisoners each"
SWAP_TEXT = (
    "Russia's Defence Ministry said that 157 Russian soldiers were returned from captivity on {today}, and that 157 "
    "Ukrainian prisoners of war were handed over to Ukraine in exchange. The United Arab Emirates mediated."
)


@dataclass
class Life:
    """A run with what stands around it."""

    bot: Running
    telegram: BotServer
    newsroom: Newsroom
    database: Database

    def publish(self) -> None:
        self.newsroom.publish("wire", SWAP, SWAP_TEXT.format(today=time.strftime("%A")))

    def accepted(self, words: str) -> list[Accepted]:
        said = ((chat, m["text"]) for chat in range(1, CHATS + 1) for m in self.telegram.api.said(chat))
        return [Accepted(chat, text) for chat, text in said if words in text]

    async def told(self, words: str, chats: int, within: float = 60) -> None:
        async with asyncio.timeout(within):
            while len({one.chat_id for one in self.accepted(words)}) < chats:
                assert self.bot.process.returncode is None, self.bot.log
                await asyncio.sleep(0.05)

    async def settled(self) -> None:
        async with asyncio.timeout(30):
            while set(await asyncio.to_thread(states, self.database)) != {"sent"}:
                await asyncio.sleep(0.1)

    async def stood_still(self, *causes: str) -> None:
        """Waits until the log names one of these causes, and then so long that each part has tried again."""
        async with asyncio.timeout(30):
            while not any(self.lines(cause) for cause in causes):
                await asyncio.sleep(0.05)
        await asyncio.sleep(2)

    def said_little(self) -> None:
        """Each part that stood still says so once, and that it is over; beside them what was in flight."""
        troubles = [line for line in self.bot.log.splitlines() if " WARNING " in line or " ERROR " in line]
        assert len(troubles) <= 2 * PARTS + CAP, self.bot.log
        assert "Traceback" not in self.bot.log

    def lines(self, words: str) -> list[str]:
        return [line for line in self.bot.log.splitlines() if words in line]


@asynccontextmanager
async def life(database: Database, folder: Path, **more: Any) -> AsyncIterator[Life]:
    """A run that has polled once, with subscribers."""
    subscribe(database, range(1, CHATS + 1))
    async with BotServer(LocalBotApi(token=TOKEN, latency=0.02)) as telegram, Newsroom() as newsroom:
        newsroom.publish("wire", "Markets end the day unchanged", "Shares hardly moved.")
        settings = {
            "database_url": database.url.render_as_string(hide_password=False),
            "telegram_token": TOKEN, "telegram_api_url": telegram.url, "allow_private_addresses": 1,
            "feeds": newsroom.opml(folder / "feeds.opml", "wire"),
            "poll_seconds": 1, "poll_seconds_max": 1, "broadcast_per_second": 1000,
        }  # fmt: skip
        async with running(folder, **settings | more) as bot:
            await bot.says("this instance fetches updates", 60)
            asked = newsroom.asked
            async with asyncio.timeout(30):
                while newsroom.asked < max(2, asked + 1):
                    await asyncio.sleep(0.05)
            yield Life(bot, telegram, newsroom, database)


@pytest.fixture
def own_server() -> Iterator[Any]:
    """A PostgreSQL that this test may stop and start."""
    with postgresql.server() as running_here:
        yield running_here


async def test_postgresql_restarted_in_mid_broadcast(own_server: Any, tmp_path: Path) -> None:
    with psycopg.connect(own_server.get_uri(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE parley")
    with Database(str(own_server.get_uri(database="parley"))) as database:
        migrate.upgrade(database)
        async with life(database, tmp_path) as now:
            database.run(alert, OWED, write=True)
            await now.told(OWED, CHATS // 4)
            database.engine.dispose()
            await asyncio.to_thread(own_server.stop)
            before = len(now.accepted(OWED))
            assert before < CHATS, "it was over before the restart: the test shows nothing"
            now.publish()
            await now.stood_still("no server answers there", "the server went away")
            own_server.start()
            await now.told(OWED, CHATS)
            await now.told(EXCHANGE, CHATS)
            await now.settled()
            found = judge({chat: [OWED] for chat in range(1, CHATS + 1)}, now.accepted(OWED))
            assert found.kept, found
            assert found.repeats <= CAP
            assert len(now.accepted(EXCHANGE)) == CHATS
            assert now.lines("no server answers there") + now.lines("the server went away")
            now.said_little()


def pages(limit: Path, most: int) -> None:
    """How many pages the database may have; put in place at once, as it is read at any moment."""
    new = limit.with_suffix(".new")
    new.write_text(str(most))
    new.replace(limit)


async def test_a_full_disk_stops_nothing_for_good(started_before: Database, tmp_path: Path) -> None:
    database = started_before
    limit = tmp_path / "pages"
    pages(limit, 1_000_000)
    async with life(database, tmp_path, by=("tests.small_disk", str(limit))) as now:
        pages(limit, 1)  # no page more than there are
        now.publish()
        database.run(alert, OWED, write=True)
        await now.stood_still("the disk is full")
        assert len(now.accepted(OWED)) < CHATS, "nothing stood still: the test shows nothing"
        pages(limit, 1_000_000)
        await now.told(OWED, CHATS)
        await now.told(EXCHANGE, CHATS)
        await now.settled()
        assert [len(now.accepted(words)) for words in (OWED, EXCHANGE)] == [CHATS, CHATS]
        now.said_little()


async def test_a_file_that_another_program_holds_is_waited_for(started_before: Database, tmp_path: Path) -> None:
    database = started_before
    waiting = f"{database.url}?timeout=1"
    async with life(database, tmp_path, database_url=waiting) as now:
        assert database.path is not None
        database.run(alert, OWED, write=True)
        other = sqlite3.connect(database.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        now.publish()
        await now.stood_still("another program holds it")
        other.execute("ROLLBACK")
        other.close()
        await now.told(OWED, CHATS)
        await now.told(EXCHANGE, CHATS)
        await now.settled()
        assert [len(now.accepted(words)) for words in (OWED, EXCHANGE)] == [CHATS, CHATS]
        now.said_little()
