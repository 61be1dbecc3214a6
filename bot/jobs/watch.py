"""Watching: operators are told once of each feed that is dead or dry, of a queue that stands, and hourly of a hold."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlmodel import Session

from storage import doubts, health, holds, troubles
from storage.database import Database
from storage.troubles import News

DEAD_AFTER = timedelta(hours=6)
OLD = timedelta(minutes=5)
EVERY = 60.0
_DRY_EVERY = timedelta(hours=1)
_MOST_ALARMS = 10
_HOUR = timedelta(hours=1)

log = logging.getLogger("parley.watch")


class Word(Protocol):
    """Words a notice for each of the languages."""

    def __call__(self, news: News, languages: Collection[str]) -> Mapping[str, Mapping[str, object]]: ...


@dataclass
class Watch:
    """One look a minute by whoever sends; what is owed goes to `admins` through the outbox.

    `per_second` is the pace of sending: a queue that moves at half of it is long, not old.
    """

    database: Database
    now: Callable[[], datetime]
    admins: frozenset[int]
    word: Word
    allowed: Callable[[], bool]
    per_second: int = 30
    _alarms: list[str] = field(default_factory=list)
    _dry: dict[int, str] = field(default_factory=dict)
    _dry_at: datetime | None = None

    def alarm(self, text: str) -> None:
        """Logs what an operator has to know, and passes it on with the next look."""
        log.error("%s", text)
        if "(notice)" not in text and len(self._alarms) < _MOST_ALARMS:  # a notice about a notice would never end
            self._alarms.append(text)

    async def look(self) -> None:
        """One look. What the database did not take is told at the next one."""
        if self.allowed():
            alarms = tuple(self._alarms)
            await self.database.write(self._look, self.now(), alarms)
            del self._alarms[: len(alarms)]

    def _look(self, session: Session, now: datetime, alarms: tuple[str, ...]) -> None:
        news = self._news(session, now, alarms)
        if not news:
            return
        for line in told(news):
            log.warning("%s", line)
        if self.admins:
            languages = troubles.languages(session, self.admins)
            troubles.tell(session, self.admins, self.word(news, languages), now)

    def _news(self, session: Session, now: datetime, alarms: tuple[str, ...]) -> News:
        failing = {f"{'gone' if one.gone else 'feed'} {one.id}": one for one in troubles.failing(session)}
        dry = {f"dry {number}": name for number, name in self._dried(session, now).items()}
        silent = {f"silent {number}": one for number, one in troubles.silent(session, now).items()}
        queue = standing(session, now, self.per_second)
        held = held_for(session, now)
        lost = {f"given up {key}": line for key, line in doubts.given_up(session, now - doubts.REMEMBERED).items()}
        others = [*dry, *silent, *lost, *(["queue"] if queue else []), *([f"held {held // _HOUR}"] if held else [])]
        since = troubles.begun(session, [*failing, *others], now)
        failed_for = {key: now - (one.since or since[key]) for key, one in failing.items()}
        dead = [key for key, one in failing.items() if failed_for[key] >= DEAD_AFTER or one.gone]
        new = troubles.untold(session, [*dead, *others])
        return News(
            dead=tuple((failing[key], failed_for[key]) for key in dead if key in new and not failing[key].gone),
            gone=tuple(failing[key] for key in dead if key in new and failing[key].gone),
            dry=tuple(name for key, name in dry.items() if key in new),
            silent=tuple(one for key, one in silent.items() if key in new),
            queue=queue if "queue" in new else None,
            held=held if held and f"held {held // _HOUR}" in new else None,
            given_up=tuple(line for key, line in lost.items() if key in new),
            alarms=alarms,
        )

    def _dried(self, session: Session, now: datetime) -> dict[int, str]:
        """Counted once an hour: it goes over five weeks of entries."""
        if self._dry_at is None or now - self._dry_at >= _DRY_EVERY:
            self._dry_at, self._dry = now, dict(troubles.dry(session, now))
        return self._dry


def standing(session: Session, now: datetime, per_second: int) -> tuple[int, timedelta] | None:
    """How many wait and for how long, if that is over five minutes and the sending is slow; None if all is well."""
    waiting = health.backlog(session, now)
    if waiting.oldest is None or now - waiting.oldest <= OLD or holds.held(session):
        return None
    if troubles.sent_since(session, now - OLD) >= per_second * OLD.total_seconds() / 2:
        return None
    return waiting.waiting, now - waiting.oldest


def held_for(session: Session, now: datetime) -> timedelta | None:
    """For how long pushes have been held, once that is an hour: operators are reminded of it every hour."""
    since = holds.since(session)
    return now - since if since is not None and now - since >= _HOUR else None


def told(news: News) -> list[str]:
    """The news for the log, a line each."""
    dead = [
        f"feed {one.name} has not answered for {int(silent.total_seconds() // 3600)} h: {one.error}"
        for one, silent in news.dead
    ]
    gone = [f"feed {one.name} is polled no more: {one.error}" for one in news.gone]
    held = [f"pushes have been held for {news.held // _HOUR} h"] if news.held else []
    dry = [f"nothing has been read out of {name} for a week, which used to give" for name in news.dry]
    silent = [f"{name} answers, but has brought nothing for {age // _HOUR} h" for name, age in news.silent]
    queue = []
    if news.queue:
        number, age = news.queue
        queue = [f"{number} messages wait, the oldest for {int(age.total_seconds() // 60)} minutes"]
    return [*dead, *gone, *dry, *silent, *queue, *held, *news.given_up]
