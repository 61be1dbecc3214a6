"""The Telegram role: whoever holds it fetches updates and sends; every other instance polls feeds only (RULES, 5)."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from datetime import datetime

from storage import instances
from storage.database import Database

TRUSTED = (instances.DEAD - instances.BEAT).total_seconds()
"""Seconds after its last beat for which a holder may go on: it has let go before another takes it for dead."""

log = logging.getLogger("parley.role")


class Role:
    """Beats for this instance, and takes the role where nobody alive holds it.

    `changed` is told at once when it is won or lost. On SQLite the file's lock has settled already who is alone.
    """

    def __init__(
        self,
        database: Database,
        owner: str,
        now: Callable[[], datetime],
        changed: Callable[[bool], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._owner, self._now = database, owner, now
        self._changed, self._monotonic = changed, monotonic
        self._until = -math.inf
        self._told: bool | None = None

    @property
    def held(self) -> bool:
        """Whether this instance may fetch updates and send; ends by itself where the beats no longer arrive."""
        return self._monotonic() < self._until

    async def beat(self) -> None:
        """One beat. Says once what came of it."""
        begun = self._monotonic()
        await self._database.write(instances.beat, self._owner, self._now())
        if not await self._database.write(instances.take_role, self._owner, self._now()):
            self._until = -math.inf
        else:
            self._until = math.inf if self._database.sqlite else begun + TRUSTED
        await self.watch()

    async def watch(self) -> None:
        """Notices that the role has ended, also while a beat hangs in a database out of reach."""
        held = self.held
        if held == self._told:
            return
        if held:
            log.info("this instance fetches updates and sends")
        elif self._told:
            log.warning("this instance has lost the Telegram role; it polls feeds only until it gets it back")
        else:
            log.info("another instance fetches updates and sends; this one polls feeds, and stands by")
        self._told = held
        self._changed(held)
