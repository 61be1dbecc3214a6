"""`make soak-kills N=200`: kill -9 at random moments of a run that polls, resolves and sends; a pure checker judges.

On SQLite and on PostgreSQL (or one of them: `ENGINE=sqlite`): real `parley run` processes, feeds that bring something
new at every turn and an exchange on the way, 500 subscribers. Some kills fall into the start, the rest into the work.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, col, func, select

from bot.jobs.deliver import CAP
from bot.telegram.local import LocalBotApi
from bot.telegram.local_state import Event
from storage import backup, feeds, instances, migrate
from storage.database import Database
from storage.tables import BroadcastRow, ClaimRow, DeliveryRow, EntryRow, InstanceRow
from storage.vocabulary import DeliveryState, Purpose
from tests.bench.servers import postgres
from tests.bot_server import BotServer
from tests.delivery.checker import Accepted, Findings, judge
from tests.delivery.owing import DAY, LABEL, alert, subscribe
from tests.newsroom import TOKEN, Newsroom, Running, running

N = int(os.environ.get("N", "20"))
ENGINES = os.environ.get("ENGINE", "sqlite postgresql").split()
CHATS = 500
STANDSTILL = 120.0
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
    chance: random.Random
    accepted: list[Accepted] = field(default_factory=list)
    alerts: int = 0
    published: bool = False
    in_flight: Counter[tuple[int | None, int]] = field(default_factory=Counter)
    worst: int = 0
    faults: list[str] = field(default_factory=list)

    def heard(self, event: Event) -> None:
        if event.what == "sent":
            text = event.message["text"]
            words = EXCHANGE if EXCHANGE in text else text.removeprefix(LABEL).lstrip(".").strip()
            label = f"{LABEL}\n" if text.startswith(LABEL) else ""
            self.accepted.append(Accepted(event.chat_id, label + words))

    def news(self, number: int, kills: int) -> None:
        """Something new in the feeds; from the middle on the exchange, and later a second outlet that tells of it.

        The exchange comes after the feed's first fetch: what that brings is never pushed.
        """
        self.newsroom.publish("wire", f"Markets end day {number} unchanged", "Shares hardly moved.")
        if number >= kills // 2 and not self.published and self._polled():
            self.published = True
            self.newsroom.publish("wire", SWAP, SWAP_TEXT.format(today=time.strftime("%A")))
        elif number >= kills * 3 // 4 and self.published and "post" not in self.newsroom.items:
            self.newsroom.publish("post", SWAP, SWAP_TEXT.format(today=time.strftime("%A")))

    def _polled(self) -> bool:
        return all(feed.first_answered for feed in self.database.run(feeds.every))

    def owe(self) -> None:
        """One more alert as soon as little is left to send: there is always something in flight."""
        if self.database.run(self._left).get("to be sent", 0) <= CHATS + CHATS // 2:
            self.database.run(alert, f"alert {self.alerts}", day=DAY - timedelta(days=self.alerts), write=True)
            self.alerts += 1

    async def life(self, kill: bool = True) -> None:
        """One run: killed at a random moment, or else when all is sent."""
        settings = {
            "database_url": self.database.url.render_as_string(hide_password=False),
            "telegram_token": TOKEN, "telegram_api_url": self.telegram.url, "allow_private_addresses": 1,
            "feeds": self.newsroom.opml(self.folder / "feeds.opml", "wire", "post"),
            "poll_seconds": 1, "poll_seconds_max": 1, "broadcast_per_second": 1000,
        }  # fmt: skip
        async with running(self.folder, **settings) as bot:
            await (self._random_moment(bot) if kill else self._finished(bot))
            bot.process.kill()
            await bot.process.wait()
        self.database.run(self._after, write=True)
        self.faults += backup.faults(self.database)

    async def _random_moment(self, bot: Running) -> None:
        """One in five within the start (imports, record, what a crash left undecided), as many after some polls."""
        kind = self.chance.random()
        if kind >= 0.2:
            await bot.says("this instance fetches updates", 60)
        await asyncio.sleep(self.chance.uniform(0, 4 if kind < 0.2 else 2.5 if kind < 0.8 else 12))

    def _after(self, session: Session) -> None:
        """Counts what the kill met. On PostgreSQL the dead one is long dead: else each life began with waiting."""
        sending = col(DeliveryRow.state) == DeliveryState.SENDING.value
        met = set(session.exec(select(DeliveryRow.id, DeliveryRow.attempt).where(sending)))
        self.worst = max(self.worst, len(met - set(self.in_flight)))
        self.in_flight.update(met)
        for row in session.exec(select(InstanceRow)):
            row.beat -= 2 * instances.DEAD
            session.add(row)

    async def _finished(self, bot: Running) -> None:
        """Waits for as long as the backlog takes, which is as long as anything of it gets less."""
        before, since = None, time.monotonic()
        while left := self.database.run(self._left):
            if left != before:
                before, since = left, time.monotonic()
            if time.monotonic() - since > STANDSTILL or bot.process.returncode is not None:
                self.faults.append(f"it stands still: {left}")
                print(bot.log)
                return
            await asyncio.sleep(0.5)

    def _left(self, session: Session) -> dict[str, int]:
        """What is not done yet."""
        count = select(func.count())
        entries = session.exec(count.select_from(EntryRow)).one()
        unresolved = count.select_from(ClaimRow).where(col(ClaimRow.resolved).is_(None))
        alerts = count.select_from(DeliveryRow).where(col(DeliveryRow.purpose) == Purpose.ALERT.value)
        done = session.exec(alerts.where(col(DeliveryRow.state) == DeliveryState.SENT.value)).one()
        left = {
            "entries": sum(map(len, self.newsroom.items.values())) - entries,
            "claims": session.exec(unresolved).one(),
            "to be sent": (self.alerts + 1) * CHATS - done,
            "more than owed": session.exec(alerts).one() - (self.alerts + 1) * CHATS,
        }
        return {name: number for name, number in left.items() if number}

    def judged(self) -> Findings:
        """What each chat was owed, in the order in which it was owed, against what was accepted."""
        owed = self.database.run(_words)
        return judge(dict.fromkeys(range(1, CHATS + 1), owed), self.accepted)


def _words(session: Session) -> list[str]:
    alerts = select(BroadcastRow).where(col(BroadcastRow.purpose) == Purpose.ALERT.value)
    texts = [str(row.texts["en"]["html"]) for row in session.exec(alerts.order_by(col(BroadcastRow.id)))]
    return [EXCHANGE if EXCHANGE in text else text.removeprefix("<b>").removesuffix("</b>") for text in texts]


async def soak(name: str, database: Database, kills: int, seed: int = 7) -> bool:
    begun = time.monotonic()
    subscribe(database, range(1, CHATS + 1))
    with tempfile.TemporaryDirectory() as folder:
        async with BotServer(LocalBotApi(token=TOKEN, latency=0.01)) as telegram, Newsroom() as newsroom:
            run = Soak(database, telegram, newsroom, Path(folder), random.Random(seed))
            telegram.api.listen(run.heard)
            for number in range(kills):
                run.news(number, kills)
                run.owe()
                await run.life()
                if number % 10 == 9:
                    print(f"  {name}: {number + 1} kills, {len(run.accepted):,} accepted", flush=True)
            for number in range(kills, kills + 20):  # no life was long enough for a first poll
                if run.published:
                    break
                await run.life()
                run.news(number, kills)
            await run.life(kill=False)
    found = run.judged()
    print(
        f"{name}: {kills} kills in {time.monotonic() - begun:.0f} s, {len(run.accepted):,} messages accepted: "
        f"{len(found.lost)} lost, {len(found.unlabelled_doubles)} unlabelled doubles, "
        f"{len(found.out_of_order)} chats out of order, {found.repeats} labelled repeats of {len(run.in_flight)} in "
        f"flight at a kill (most at one: {run.worst}); database faults: {run.faults or 'none'}",
        flush=True,
    )
    few = found.repeats <= len(run.in_flight) and run.worst <= CAP
    return found.kept and few and run.published and not run.faults


def main() -> int:
    fine = []
    if "sqlite" in ENGINES:
        with tempfile.TemporaryDirectory() as folder, Database(f"sqlite:///{folder}/parley.db") as database:
            migrate.upgrade(database)
            fine.append(asyncio.run(soak("SQLite", database, N)))
    if "postgresql" in ENGINES:
        with postgres() as server, server.database() as database:
            fine.append(asyncio.run(soak("PostgreSQL", database, N)))
    return 0 if fine and all(fine) else 1


if __name__ == "__main__":
    sys.exit(main())
