"""Composition: the only file that knows all parts and puts them together."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from urllib.parse import urlsplit

from sqlmodel import Session
from telegram.request import BaseRequest

from bot import schedule
from bot.deciding import decide
from bot.feeds.worker import Workers
from bot.jobs import hot, tidy
from bot.jobs.callbacks import Callbacks
from bot.jobs.counts import Counts
from bot.jobs.decider import Decider
from bot.jobs.deliver import Deliverer
from bot.jobs.hubs import ASKS_EVERY, Hubs
from bot.jobs.poll import TICK, Poller
from bot.jobs.role import Role
from bot.jobs.settle import Places
from bot.jobs.watch import EVERY, Watch
from bot.opening import Now, dossier_folder, fetcher_for, fill, pace_of, utc_now
from bot.preparing import prepare
from bot.settings import Settings
from bot.telegram.door import Door
from bot.telegram.flood import Buckets
from bot.telegram.webhook import Webhook
from bot.watching import Watching
from handlers import digesting, mornings
from handlers.alerting import compose, repeat_of
from handlers.warming import warm
from handlers.wording.notices import notice, topic_closed
from storage import instances, notices, reviews
from storage.changes import Changes
from storage.database import Database
from storage.digests import Digest
from storage.record import Told, load_record
from storage.reports import Chosen
from storage.seeds import load_dossier
from storage.vocabulary import Alert, Dossier, Purpose


def webhook_of(settings: Settings) -> Webhook | None:
    secret = settings.webhook_secret
    return Webhook(settings.webhook_url, secret.get_secret_value()) if settings.webhook_url and secret else None


def callbacks_of(settings: Settings) -> str:
    """Where hubs reach this Parley: beneath the webhook's address; nowhere without one."""
    parts = urlsplit(settings.webhook_url)
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/feeds" if webhook_of(settings) else ""


@dataclass
class Parley:
    """One running Parley: its parts, wired. `request` replaces HTTP to the Bot API by an in-process one."""

    settings: Settings
    database: Database
    now: Now = utc_now
    token: str = ""
    request: BaseRequest | None = None
    buckets: Buckets = field(default_factory=Buckets)
    owner: str = field(default_factory=lambda: f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(2)}")
    started: datetime = field(init=False)
    dossier: Dossier = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.now()
        self.folder = dossier_folder(self.settings)
        self.dossier = load_dossier(self.folder, self.now())
        self.fetcher = fetcher_for(self.settings)
        self.workers = Workers(2, initializer=prepare, initargs=(self.folder,))
        self._settling = asyncio.Lock()
        self.changes = Changes(self.database)
        self._reviewed: int | None = None
        self.counts = Counts()
        self.watch = Watch(
            self.database, self.now, self.settings.admins, notice, lambda: self.role.held,
            self.settings.broadcast_per_second,
        )  # fmt: skip
        self._decider = Decider(self.database, self._decide, self.now, self.watch.alarm)
        self.watching = Watching(self.database, self.now, self.counts, self._known)
        self.poller = Poller(
            self.database, self.fetcher, self.workers, folder=self.folder, pace=pace_of(self.settings), now=self.now,
            owner=self.owner, settle=self.settle, noted=self.counts.polled, alarm=self.watch.alarm,
            hot=hot.HotHours(self.dossier.zone), callbacks=callbacks_of(self.settings),
        )  # fmt: skip
        self.callbacks = Callbacks(
            self.database, callbacks_of(self.settings), self.poller.take, now=self.now, owner=self.owner,
            gap=pace_of(self.settings).after_ping, noted=lambda outcome: self.counts.add("feed_pushes", outcome),
        )  # fmt: skip
        self.hubs = Hubs(
            self.database, self.fetcher, callbacks_of(self.settings), self.now,
            allow_private=self.settings.allow_private_addresses,
        )  # fmt: skip
        self.door = Door(
            token=self.token, database=self.database, dossier=self.dossier, now=self.now,
            api_url=self.settings.telegram_api_url, admins=self.settings.admins,
            per_second=self.settings.broadcast_per_second, request=self.request, facts=self.facts,
            buckets=self.buckets, webhook=webhook_of(self.settings), alarm=self.watch.alarm,
        )  # fmt: skip
        self.deliverer = Deliverer(
            self.database, self.door.sender, owner=self.owner, now=self.now, label=repeat_of, compose=self.composed,
            morning=self.morning, digest=self.digest, edit_gap=self.settings.edit_gap, allowed=lambda: self.role.held,
            alarm=self.watch.alarm, noted=lambda delivery, answer: self.counts.answered(delivery, answer, self.now()),
            places=Places(self.door.chats.moved, topic_closed()), version=self.changes.version,
        )  # fmt: skip
        self.door.listen(on=False)
        self.role = Role(self.database, self.owner, self.now, self._role_changed)

    def facts(self) -> Mapping[str, str]:
        """What only this process knows, for /status."""
        up = str(self.now() - self.started).partition(".")[0]
        return {"version": version("parley"), "up": up, "instance": self.owner}

    def composed(
        self, session: Session, alert: Alert, purpose: Purpose, languages: tuple[str, ...], now: datetime
    ) -> Mapping[str, Mapping[str, object]]:
        """The texts of an alert, over this Parley's dossier."""
        return compose(session, self.dossier, alert, purpose=purpose, languages=languages, now=now)

    def morning(
        self, session: Session, told: Sequence[Alert], corrections: Sequence[str], language: str, now: datetime
    ) -> Mapping[str, object]:
        """The one message that the quiet hours have come to."""
        return mornings.message(session, self.dossier, told, corrections, language, now)

    def digest(self, session: Session, digest: Digest, language: str, now: datetime) -> Mapping[str, object] | None:
        """What has happened since a reader's last digest, over this Parley's dossier."""
        return digesting.message(session, self.dossier, digest, language, now)

    async def settle(self) -> None:
        """Decides everything unresolved as one wave, and wakes who delivers."""
        async with self._settling:
            await self._decider.run()
        self.deliverer.wake()

    def _decide(self, session: Session, now: datetime, chosen: Chosen) -> None:
        result = decide(session, self.dossier, self.settings, now, chosen)
        self.counts.owed(session, result.pushed, now)

    async def follow_review(self) -> None:
        """Works out what operators have moved, whichever instance wrote it down: looked at once anything was stored."""
        version = self.changes.version()
        if version is not None and version == self._reviewed:
            return
        if await self.database.read(reviews.waiting):
            await self.settle()
        self._reviewed = version

    async def forget_notices(self) -> None:
        """What a reader wrote to the operators goes once it has arrived."""
        await self.database.write(notices.forget)

    async def prepare(self, told: Told = lambda _, __: None) -> None:
        """What every start does before anything runs: fills the database, decides what a crash left open, warms up."""
        await self.database.write(fill, self.settings, self.now(), told, self.dossier)
        await self.settle()
        await self.database.read(warm, self.dossier, self.now())

    def _known(self) -> Mapping[str, str]:
        """What only this process knows, for /healthz and /metrics."""
        self.counts.numbers["floods", ""] = self.door.limiter.floods
        return {"telegram": self.door.health.trouble or "ok", "role": "held" if self.role.held else "standing by"}

    def _role_changed(self, held: bool) -> None:
        self.door.listen(on=held)
        self.deliverer.wake()

    async def refresh(self) -> None:
        """The record's rows whose day has come."""
        await self.database.write(load_record, self.folder, self.now())

    def jobs(self) -> list[schedule.Job]:
        """The table of what the clock starts."""
        return [
            schedule.Job("poll", TICK, self.poller.tick),
            schedule.Job("beat", instances.BEAT.total_seconds(), self.role.beat),
            schedule.Job("role", 1, self.role.watch),
            schedule.Job("hubs", ASKS_EVERY, self.hubs.tick),
            schedule.Job("review", 1, self.follow_review),
            schedule.Job("forget", 60, self.forget_notices),
            schedule.Job("record", 3600, self.refresh),
            schedule.Job("watch", EVERY, self.watch.look),
            schedule.Job("tidy", tidy.EVERY, lambda: tidy.run(self.database, self.now())),
            schedule.Job("clock", 1, self.watching.beat),
        ]

    async def close(self) -> None:
        """Ends everything within four seconds; what is unanswered is found at the next start."""
        parts = (self.door, self.deliverer, self.callbacks, self.poller)
        await asyncio.gather(*(part.stop() for part in parts), return_exceptions=True)
        await self.workers.close()
        await self.database.write(instances.leave, self.owner)
        self.changes.close()
