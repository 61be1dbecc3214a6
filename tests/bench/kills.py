"""`make soak-kills N=200`: kill -9 at random moments of a run that polls, resolves and sends; a pure checker judges.

On SQLite and on PostgreSQL: real `parley run` processes, a feed that brings an exchange on the way, 500 subscribers.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, select

from bot.jobs.deliver import CAP
from bot.telegram.local import LocalBotApi
from bot.telegram.local_state import Event
from storage import backup, feeds, instances, migrate
from storage.database import Database
from storage.tables import InstanceRow
from tests.bench.servers import postgres
from tests.bot_server import BotServer
from tests.delivery.checker import Accepted, Findings, judge
from tests.delivery.owing import DAY, alert, states, subscribe
from tests.newsroom import TOKEN, Newsroom, running

N = int(os.environ.get("N", "20"))
CHATS = 500
EXCHANGE = "Prisoner exchange: 157"
SWAP = "Ukraine and Russia exchange 157 prisoners each"
SWAP_TEXT = (
    "Russia's Defence Ministry said that 157 Russian soldiers were returned from captivity on {today}, and that 157 "
    "Ukrainian prisoners of war were handed over to Ukraine in exchange. The United Arab Emirates mediated."
)


@dataclass
class Soak:
    """What has happened so far."""

    database: Database
    telegram: BotServer
    newsroom: Newsroom
    folder: Path
    accepted: list[Accepted] = field(default_factory=list)
    alerts: int = 0
    published: bool = False
    faults: list[str] = field(default_factory=list)

    def heard(self, event: Event) -> None:
        if event.what == "sent":
            self.accepted.append(Accepted(event.chat_id, event.message["text"]))

    def publish(self) -> None:
        """The exchange appears, once; after the feed's first fetch, as what that brings is never pushed."""
        known = [feed for feed in self.database.run(feeds.every) if feed.first_answered]
        if known and not self.published:
            self.newsroom.publish("wire", SWAP, SWAP_TEXT.format(today=time.strftime("%A")))
            self.published = True

    async def life(self, seconds: float | None) -> None:
        """One run: killed after so many seconds; without any, when all is sent."""
        settings = {
            "database_url": self.database.url.render_as_string(hide_password=False),
            "telegram_token": TOKEN, "telegram_api_url": self.telegram.url, "allow_private_addresses": 1,
            "feeds": self.newsroom.opml(self.folder / "feeds.opml", "wire"),
            "poll_seconds": 1, "poll_seconds_max": 1, "broadcast_per_second": 1000,
        }  # fmt: skip
        async with running(self.folder, **settings) as bot:
            await bot.says("this instance fetches updates", 60)
            if seconds is not None:
                await asyncio.sleep(seconds)
            else:
                await self._finished()
            bot.process.kill()
        self.faults += backup.faults(self.database)
        if not self.database.sqlite:
            self.database.run(_twenty_seconds_pass, write=True)

    async def _finished(self) -> None:
        async with asyncio.timeout(300):
            while not self._all_sent():
                await asyncio.sleep(0.5)

    def _all_sent(self) -> bool:
        found = states(self.database, purpose="alert")
        return len(found) == (self.alerts + 1) * CHATS and set(found) == {"sent"}

    def judged(self) -> tuple[Findings, int]:
        """The findings; and how many chats did not get the exchange that the feed brought exactly once, unlabelled."""
        owed = {chat: [f"alert {number}" for number in range(self.alerts)] for chat in range(1, CHATS + 1)}
        found = judge(owed, [one for one in self.accepted if EXCHANGE not in one.text])
        plain = [one.chat_id for one in self.accepted if EXCHANGE in one.text and not one.labelled]
        told = {one.chat_id for one in self.accepted if EXCHANGE in one.text}
        return found, CHATS - len(told) + len(plain) - len(set(plain))


def _twenty_seconds_pass(session: Session) -> None:
    """Else each life would begin with waiting until the one before is taken for dead."""
    for row in session.exec(select(InstanceRow)):
        row.beat -= 2 * instances.DEAD
        session.add(row)


async def soak(name: str, database: Database, kills: int, seed: int = 7) -> bool:
    chance, begun = random.Random(seed), time.monotonic()
    subscribe(database, range(1, CHATS + 1))
    with tempfile.TemporaryDirectory() as folder:
        async with BotServer(LocalBotApi(token=TOKEN, latency=0.01)) as telegram, Newsroom() as newsroom:
            newsroom.publish("wire", "Markets end the day unchanged", "Shares hardly moved.")
            run = Soak(database, telegram, newsroom, Path(folder))
            telegram.api.listen(run.heard)
            for number in range(kills):
                if number >= kills // 2:
                    run.publish()
                if number % 3 == 0:
                    day = DAY - timedelta(days=run.alerts)
                    database.run(alert, f"alert {run.alerts}", day=day, write=True)
                    run.alerts += 1
                await run.life(chance.uniform(0, 2.5))
                if number % 10 == 9:
                    print(f"  {name}: {number + 1} kills, {len(run.accepted):,} accepted", flush=True)
            while not run.published:  # no life was long enough for a first poll
                await run.life(8)
                run.publish()
            await run.life(None)
    found, wrong = run.judged()
    print(
        f"{name}: {kills} kills in {time.monotonic() - begun:.0f} s, {len(run.accepted):,} messages accepted: "
        f"{len(found.lost)} lost, {len(found.unlabelled_doubles)} unlabelled doubles, "
        f"{len(found.out_of_order)} chats out of order, {found.repeats} labelled repeats (at most {CAP * kills}), "
        f"{wrong} chats with the feed's exchange not once; database faults: {run.faults or 'none'}",
        flush=True,
    )
    return found.kept and wrong == 0 and not run.faults and found.repeats <= CAP * kills


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Database(f"sqlite:///{folder}/parley.db") as database:
        migrate.upgrade(database)
        fine = asyncio.run(soak("SQLite", database, N))
    with postgres() as server, server.database() as database:
        return 0 if asyncio.run(soak("PostgreSQL", database, N)) and fine else 1


if __name__ == "__main__":
    sys.exit(main())
