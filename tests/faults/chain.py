"""The whole way of an entry, from a feed's server to a reader's chat, with HTTP on loopback at both ends."""

from __future__ import annotations

import asyncio
import random
import ssl
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.feeds.fetch import Fetcher
from bot.feeds.limits import Limits
from bot.feeds.worker import Workers
from bot.jobs.intervals import Pace
from bot.jobs.poll import SETTLE_SECONDS, Poller
from bot.jobs.resolve import resolve_wave
from bot.reading import read_entries
from handlers.alerting import compose
from storage import feeds
from storage.database import Database
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Feed, FeedState, Kind
from tests.delivery.owing import Clock, Post, post, subscribe
from tests.faults.outlet import EXPIRED, GOOD, Outlet

READER = 4711
LIMITS = Limits(total=2.5, connect=1.0, read=2.2, size=1_000_000, patience=0.5)


class Chain:
    """The poller, the resolution and the deliverer as they run, over one database; only the clock is ours."""

    def __init__(self, database: Database, fetcher: Fetcher, workers: Workers, post: Post, **limits: float) -> None:
        self.database, self.post, self.clock = database, post, post.clock
        self.dossier = load_dossier(default_folder(), self.clock())
        self.poller = Poller(
            database, fetcher, workers, folder=default_folder(), pace=Pace(1, 1), now=self.clock, owner="me",
            settle=self.settle, **limits,
        )  # fmt: skip
        self._settling = asyncio.Lock()

    async def settle(self) -> None:
        async with self._settling:
            await self.database.write(self._decide, self.clock())
        self.post.deliverer.wake()

    def _decide(self, session: Session, now: datetime) -> None:
        resolve_wave(session, self.dossier, now, edit_seconds=600, compose=compose)

    def follow(self, *outlets: Outlet) -> None:
        listed = [Feed(url=one.url, outlet=one.name.title(), owner=one.name, tier=1) for one in outlets]
        self.database.run(feeds.synchronise, listed, write=True)

    def forget(self, *outlets: Outlet) -> None:
        for one in outlets:
            self.database.run(feeds.remove, one.url, write=True)

    def resume(self, outlet: Outlet) -> None:
        self.database.run(feeds.set_state, outlet.url, FeedState.ACTIVE, None, write=True)

    def feed(self, outlet: Outlet) -> Feed:
        found = self.database.run(feeds.get, outlet.url)
        assert found is not None
        return found

    async def poll(self) -> None:
        """One wave over all feeds, and what it owes is sent."""
        self.clock.advance(60)
        await self.poller.poll_all()
        await self.sent()

    async def sent(self) -> None:
        """Waits until nothing is owed any more."""
        from tests.delivery.owing import states

        async with asyncio.timeout(10):
            while set(states(self.database)) - {"sent"} or await self.database.read(_unexpanded):
                await asyncio.sleep(0.01)

    def told(self, words: str) -> int:
        """How many messages the reader got in which these words stand."""
        return sum(words in text for text in self.post.texts(READER))

    async def told_within(self, words: str, seconds: float) -> float:
        """Waits for a message with these words: after how many seconds it came."""
        begun = time.monotonic()
        async with asyncio.timeout(seconds):
            while not self.told(words):
                await asyncio.sleep(0.005)
        return time.monotonic() - begun


class Here(Workers):
    """Workers whose work is done where it is asked for."""

    async def run_next(self, function: Callable[..., Any], *arguments: Any) -> Any:
        return function(*arguments)


def unlike(number: int) -> str:
    """Some words that make a text unlike those with other numbers: else it would be an older one published anew."""
    chance = random.Random(number)
    words = ("".join(chance.choices("bcdfghlmnprst", k=6)) for _ in range(60))
    return f"Elsewhere: {' '.join(words)}."


def _unexpanded(session: Session) -> int:
    from storage import broadcasts

    return broadcasts.unfinished(session)


@asynccontextmanager
async def chain(database: Database, **options: Any) -> AsyncIterator[Chain]:
    """A chain with one reader, who wants to hear of everything that is carried out.

    With `here` documents are read in this process: no test of what an entry says needs another one.
    """
    here = options.pop("here", False)
    limits = {"settle_seconds": options.pop("settle_seconds", SETTLE_SECONDS)}
    trusted = ssl.create_default_context(cafile=str(GOOD))
    trusted.load_verify_locations(str(EXPIRED))
    subscribe(database, [READER], kinds=[Kind.EXCHANGE.value, Kind.BODIES.value])
    async with AsyncExitStack() as stack:
        workers = Here(1) if here else Workers(1)
        stack.push_async_callback(workers.close)
        fetcher = await stack.enter_async_context(
            Fetcher("Parley/test", allow_private=True, limits=LIMITS, tls=trusted)
        )
        made = await stack.enter_async_context(post(database, "http", clock=Clock(), **options))
        running = asyncio.create_task(made.deliverer.run())
        await workers.run(read_entries, default_folder(), [], Feed(url="http://127.0.0.1/"))  # so that it is warm
        yield Chain(database, fetcher, workers, made, **limits)
        await made.deliverer.stop(0.5)
        await running
