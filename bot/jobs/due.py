"""Which feeds are to be polled now: looked at often, asked of the database rarely while nothing is due."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.jobs.leases import LEASE
from storage import feeds
from storage.database import Database
from storage.vocabulary import Feed

IDLE = timedelta(seconds=3)
"""How long the database is not asked where nothing is due: others may list or resume a feed."""
_SET_BACK = timedelta(minutes=1)
"""A clock that goes back by more was set."""
_NEVER = datetime.min.replace(tzinfo=UTC)


class Due:
    """Leases what is due to `owner`, and keeps it leased while it is worked on, however long hosts make feeds queue.

    `first` tells when a feed is polled of which no sensible time is known, as at a start.
    """

    def __init__(
        self,
        database: Database,
        owner: str,
        now: Callable[[], datetime],
        first: Callable[[Feed, datetime], datetime],
    ) -> None:
        self._database, self._owner, self._now, self._first = database, owner, now, first
        self._seen, self._renewed, self._idle_until = _NEVER, _NEVER, 0.0

    def look(self) -> None:
        """Something has changed: the next look asks the database."""
        self._idle_until = 0.0

    async def claim(self, *, working: bool) -> list[Feed]:
        """What is due now; `working` says whether anything that was leased before is still worked on."""
        now = self._now()
        await self._mind_clock(now)
        if working:
            await self._renew(now)
        if time.monotonic() < self._idle_until:
            return []
        due = await self._database.write(feeds.claim_due, now, self._owner, LEASE)
        if not due and not working:
            left = await self._database.read(feeds.next_due, now + IDLE) - now
            self._idle_until = time.monotonic() + left.total_seconds()
        return due

    async def _mind_clock(self, now: datetime) -> None:
        """Where the machine's clock was set back by an hour, all that was due would be late by one."""
        if now + _SET_BACK < self._seen:
            await self._database.write(feeds.spread, now, lambda feed: self._first(feed, now))
            self.look()
            self._renewed = _NEVER
        self._seen = now

    async def _renew(self, now: datetime) -> None:
        if now - self._renewed >= LEASE / 3:
            await self._database.write(feeds.renew, now, self._owner, LEASE)
            self._renewed = now
