"""`make bench-latency`: from an entry's publication in a feed to the first message of its alert; prints figures.

Real `parley run` processes that poll every POLL seconds (2) and real HTTP on loopback: a feed's server, a Bot API
server. Each of ROUNDS (10) runs starts on an empty database and meets an exchange, a return of bodies and one of
children, each published at a random moment between two polls. The first after a start costs more, as all that is
loaded when it is first needed is loaded for it: it has a line of its own.
"""

from __future__ import annotations

import asyncio
import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.telegram.local import LocalBotApi
from storage import migrate
from storage.database import Database
from storage.vocabulary import Kind
from tests.bot_server import BotServer
from tests.delivery.owing import subscribe
from tests.newsroom import TOKEN, Newsroom, running

ROUNDS, POLL = int(os.environ.get("ROUNDS", "10")), int(os.environ.get("POLL", "2"))
READER = 4711
JITTER = 1.1
"""An interval of polling may be a tenth longer than it is set."""
SECONDS_MORE, WORK = 2.0, 0.3
"""What is wanted (seconds): all of it within the interval and so much, the work itself within so much (p95)."""

KINDS = (Kind.EXCHANGE, Kind.BODIES, Kind.CHILDREN)
NEWS = (
    (
        "Ukraine and Russia exchange 157 prisoners each. Russia's Defence Ministry said that 157 Russian soldiers were "
        "returned from captivity on {today}, and that 157 Ukrainian prisoners of war were handed over to Ukraine in "
        "exchange. The United Arab Emirates mediated."
    ),
    (
        "Ukraine receives the bodies of 1,000 fallen soldiers. Ukraine received the bodies of 1,000 fallen soldiers "
        "from Russia on {today}, the Coordination Headquarters for the Treatment of Prisoners of War said."
    ),
    (
        "Ukraine returns 13 children from Russia. Thirteen Ukrainian children whom Russia had deported returned to "
        "Ukraine on {today}, Ombudsman Dmytro Lubinets said. Qatar mediated."
    ),
)
"""What is new, an alert each: a title, and a text that begins after the first full stop."""


@dataclass
class Desk(Newsroom):
    """A newsroom that knows when a title was published and when it was first handed out."""

    published: dict[str, float] = field(default_factory=dict)
    served: dict[str, float] = field(default_factory=dict)

    def break_news(self, title: str, text: str) -> None:
        self.publish("wire", title, text.format(today=time.strftime("%A")))
        self.published[title] = time.monotonic()

    def _document(self, feed: str) -> str:
        for title, _, _ in self.items.get(feed, []):
            if title in self.published:
                self.served.setdefault(title, time.monotonic())
        return super()._document(feed)


async def one_run(chance: random.Random) -> list[tuple[float, float]]:
    """For each piece of news, the seconds from publication and from its being fetched to the message."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Database(f"sqlite:///{folder / 'parley.db'}") as database:
            migrate.upgrade(database)
            subscribe(database, [READER], kinds=[kind.value for kind in KINDS])
        async with BotServer(LocalBotApi(token=TOKEN)) as telegram, Desk() as desk:
            desk.publish("wire", "Markets end the day unchanged", "Shares hardly moved.")
            settings = {
                "telegram_token": TOKEN, "telegram_api_url": telegram.url, "allow_private_addresses": 1,
                "feeds": desk.opml(folder / "feeds.opml", "wire"), "poll_seconds": POLL, "poll_seconds_max": POLL,
            }  # fmt: skip
            sent: list[float] = []
            telegram.api.listen(lambda event: sent.append(time.monotonic()) if event.what == "sent" else None)
            async with running(folder, **settings) as bot:
                await bot.says("this instance fetches updates", 60)
                await _until(lambda: desk.asked >= 2, 30)  # what the first fetch brings is pushed to nobody
                return [await _measured(chance, desk, sent, news) for news in NEWS]


async def _measured(chance: random.Random, desk: Desk, sent: list[float], news: str) -> tuple[float, float]:
    title, _, text = news.partition(". ")
    await asyncio.sleep(chance.uniform(0, POLL))
    before = len(sent)
    desk.break_news(title, text)
    await _until(lambda: len(sent) > before, POLL + 20)
    return sent[before] - desk.published[title], sent[before] - desk.served[title]


async def _until(condition: Callable[[], bool], seconds: float) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


async def measure() -> bool:
    """Prints the figures: whether they are as wanted."""
    chance = random.Random(7)
    runs = [await one_run(chance) for _ in range(ROUNDS)]
    whole = [whole for run in runs for whole, _ in run]
    first, later = [run[0][1] for run in runs], [work for run in runs for _, work in run[1:]]
    most = JITTER * POLL + SECONDS_MORE
    print(
        f"{len(whole)} alerts, published → sent, polled every {POLL} s: {_told(whole)} (wanted: at most {most:.1f} s)"
    )
    print(f"fetched → sent, the work itself: {_told(later)} (wanted: p95 at most {WORK * 1000:.0f} ms)")
    print(f"the same for the first after a start: {_told(first)}")
    return max(whole) <= most and percentile(later, 95) <= WORK


def percentile(values: list[float], part: int) -> float:
    """The value that so many of a hundred do not exceed."""
    return sorted(values)[math.ceil(part / 100 * len(values)) - 1]


def _told(seconds: list[float]) -> str:
    shown = {"p50": percentile(seconds, 50), "p95": percentile(seconds, 95), "max": max(seconds)}
    return ", ".join(f"{name} {value * 1000:,.0f} ms" for name, value in shown.items())


if __name__ == "__main__":
    sys.exit(0 if asyncio.run(measure()) else 1)
