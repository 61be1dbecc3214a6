"""What comes due by the clock alone: edits of alerts, the morning after quiet hours, digests."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.logs import Incidents, cause_of
from storage import deliveries, digests, mornings, waves
from storage.database import Database, is_out_of_order
from storage.digests import Word
from storage.mornings import Morning
from storage.waves import Compose

_EVERY = 2.0

log = logging.getLogger("parley.deliver")


class Rounds:
    """Every two seconds lets what has waited long rise, and begins what is due; what has no words is left out.

    Each by itself: a text that cannot be worded keeps none of the others from anybody. `alarm` is told of it once.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        alarm: Callable[[str], None],
        *,
        compose: Compose | None,
        morning: Morning | None,
        digest: Word | None,
        edit_gap: timedelta,
    ) -> None:
        self._database, self._now, self._alarm = database, now, alarm
        self._compose, self._morning, self._digest, self._edit_gap = compose, morning, digest, edit_gap
        self._incidents = Incidents(log)
        self._next_at = 0.0

    def hurry(self) -> None:
        """The next one is now."""
        self._next_at = 0.0

    async def go(self) -> int:
        """One round, if it is time: how many edits, mornings and digests have begun."""
        if (at := asyncio.get_running_loop().time()) < self._next_at:
            return 0
        self._next_at = at + _EVERY
        await self._database.write(deliveries.age, self._now())
        begun = 0
        if self._digest is not None:
            begun += await self._begun("digests", digests.make, self._digest)
        if self._compose is not None:
            begun += await self._begun("edits", waves.start, self._compose, self._edit_gap)
            if self._morning is not None:
                begun += await self._begun("morning messages", mornings.fold, self._compose, self._morning)
        return begun

    async def _begun(self, what: str, begin: Callable[..., int], *given: Any) -> int:
        try:
            begun = await self._database.write(begin, *given, self._now())
        except Exception as error:
            if is_out_of_order(error):
                raise
            told = f"{what} cannot be made, all else goes on: {cause_of(error)}"
            if self._incidents.begin(what, told, logging.DEBUG):
                self._alarm(told)
            return 0
        self._incidents.end(what, f"{what} can be made again")
        return begun
