"""Deciding what is open, so that a claim on which that fails costs no other: it is set aside, and tried again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.jobs.resolve import MOST
from bot.logs import place_of
from storage import reports
from storage.database import Database, is_out_of_order
from storage.reports import Chosen

REST = timedelta(minutes=5)
"""After so long a claim that could not be decided is tried again."""

log = logging.getLogger("parley.resolve")


class Decider:
    """`decide` decides the claims that are chosen, in one transaction; `alarm` is told once of each that cannot be."""

    def __init__(
        self,
        database: Database,
        decide: Callable[[Session, datetime, Chosen], None],
        now: Callable[[], datetime],
        alarm: Callable[[str], None],
    ) -> None:
        self._database, self._decide, self._now, self._alarm = database, decide, now, alarm
        self._aside: dict[int, datetime] = {}

    async def run(self) -> None:
        """Decides everything unresolved as one wave; where that fails, as few claims as possible by themselves.

        Raises:
            DatabaseFailed: the database cannot be used. And whatever is not the fault of any claim.
        """
        now = self._now()
        resting = frozenset(claim for claim, until in self._aside.items() if now < until)
        try:
            await self._database.write(self._decide, now, Chosen(but=resting))
        except Exception as error:
            if is_out_of_order(error):
                raise
            await self._database.write(self._decide, now, Chosen(only=()))  # raises where no claim is at fault
            await self._one_by_one(await self._database.read(reports.unresolved_ids, Chosen(but=resting), MOST), now)
        if self._aside:
            self._over(await self._database.read(reports.unresolved_ids, Chosen(only=tuple(self._aside))))

    async def _one_by_one(self, claims: Sequence[int], now: datetime) -> None:
        """By halves: what can be decided together is."""
        try:
            await self._database.write(self._decide, now, Chosen(only=claims))
        except Exception as error:
            if is_out_of_order(error):
                raise
            if len(claims) == 1:
                self._set_aside(claims[0], now, error)
                return
            middle = len(claims) // 2
            for half in (claims[:middle], claims[middle:]):
                await self._one_by_one(half, now)

    def _set_aside(self, claim: int, now: datetime, error: Exception) -> None:
        if claim not in self._aside:
            self._alarm(
                f"claim {claim} cannot be decided, all others are; it is tried again every five minutes: "
                f"{place_of(error)}"
            )
        self._aside[claim] = now + REST

    def _over(self, open_: Sequence[int]) -> None:
        for claim in [one for one in self._aside if one not in open_]:
            del self._aside[claim]
            log.warning("claim %d could be decided now", claim)
