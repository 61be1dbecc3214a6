"""One Parley's feeds and hubs with a real hub on loopback, and a clock that is set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import ParamSpec, TypeVar

from sqlmodel import col, select

from bot.feeds.fetch import Fetcher
from bot.feeds.worker import Workers
from bot.jobs.callbacks import Callbacks
from bot.jobs.hubs import Hubs
from bot.jobs.intervals import Pace
from bot.jobs.poll import Poller
from bot.serving import HttpServer
from storage import entries, feeds, hubs
from storage.database import Database
from storage.seeds import default_folder
from storage.tables import HubRow
from storage.vocabulary import Feed, Subscription
from tests.hub_server import HubServer

P = ParamSpec("P")
R = TypeVar("R")

START = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
BENEATH = "https://parley.example/hook/feeds"
OLD = ("Markets end the day unchanged", "Shares hardly moved.")
SWAP = ("Swap", "Ukraine and Russia exchanged 157 prisoners each on Thursday, the Russian Defence Ministry said.")
LATER = ("Swap", "Ukraine and Russia exchanged 205 prisoners each on Friday, the Russian Defence Ministry said.")


class Here(Workers):
    """Reads in this process: starting another takes longer than the rest of a test."""

    async def run_next(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        return function(*args, **kwargs)


@dataclass
class Office:
    """One Parley's feeds and hubs, with a clock that is set by hand."""

    database: Database
    hub: HubServer
    poller: Poller = field(init=False)
    callbacks: Callbacks = field(init=False)
    hubs: Hubs = field(init=False)
    at: datetime = START
    outcomes: list[str] = field(default_factory=list)
    settled: int = 0

    def now(self) -> datetime:
        return self.at

    async def settle(self) -> None:
        self.settled += 1

    def wire(self, fetcher: Fetcher, owner: str = "test") -> None:
        self.poller = Poller(
            self.database, fetcher, Here(), folder=default_folder(), pace=Pace(90, 3600), now=self.now, owner=owner,
            settle=self.settle, callbacks=BENEATH,
        )  # fmt: skip
        self.callbacks = Callbacks(
            self.database, BENEATH, self.poller.take, now=self.now, owner=owner, gap=timedelta(seconds=30),
            noted=self.outcomes.append,
        )  # fmt: skip
        self.hubs = Hubs(self.database, fetcher, BENEATH, self.now, allow_private=True)

    async def poll(self, after: timedelta = timedelta()) -> int:
        """One wave over what is due by then: how many feeds that is."""
        self.at += after
        return (await self.poller.poll_due()).feeds

    async def ask(self, after: timedelta = timedelta()) -> None:
        """What is due at hubs by then, until these have verified it."""
        self.at += after
        await self.hubs.tick()
        await self.hub.idle()

    async def taken(self) -> None:
        """Waits until what was pushed has been taken in."""
        while self.callbacks._waiting or self.poller._waves:
            await asyncio.gather(*self.callbacks._waiting, *self.poller._waves)

    async def distributed(self) -> None:
        """What is published now is pushed by the hub, and taken in."""
        assert await self.hub.distribute("wire") == [200]
        await self.taken()

    async def subscribed(self, *news: tuple[str, str], tier: int = 1) -> None:
        """The feed /wire, polled once and with its hub's consent."""
        self.hub.publish("wire", *news)
        self.database.run(feeds.put, Feed(url=self.hub.url("wire"), outlet="Wire", tier=tier), write=True)
        await self.poll()
        await self.ask()

    @property
    def feed(self) -> Feed:
        found = self.database.run(feeds.get, self.hub.url("wire"))
        assert found is not None
        return found

    @property
    def subscription(self) -> Subscription | None:
        return self.database.run(hubs.by_feed).get(self.feed.id or 0)

    @property
    def texts(self) -> list[str]:
        with self.database.session() as session:
            return [entry.text for entry in entries.export(session)]

    @property
    def states(self) -> list[str]:
        return self.database.run(lambda session: list(session.exec(select(HubRow.state).order_by(col(HubRow.id)))))


@asynccontextmanager
async def opened(database: Database) -> AsyncIterator[Office]:
    async with HubServer() as hub, Fetcher("Parley/test", allow_private=True) as fetcher:
        office = Office(database, hub)
        office.wire(fetcher)
        web = HttpServer("127.0.0.1:0", office.callbacks.routes(), office.callbacks.longest)
        await web.start()
        hub.balancer = {"https://parley.example": f"http://127.0.0.1:{web.port}"}
        yield office
        await hub.idle()
        await office.callbacks.stop()
        await office.poller.stop()
        await web.stop()
