"""Delivery: what is owed goes out, in order, never lost and never doubled unseen (RULES, 5: Protocol P)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session

from bot.jobs.reach import LONGEST_REST
from bot.jobs.rounds import Rounds
from bot.jobs.settle import Places, Settling
from bot.jobs.verdict import Answer, Sender, Verdict
from bot.logs import Incidents, cause_of
from storage import broadcasts, deliveries
from storage.database import Database
from storage.deliveries import Claimed, Deferred, Dropped
from storage.digests import Word
from storage.mornings import Morning
from storage.vocabulary import Delivery, DeliveryState, Purpose
from storage.waves import Compose

CAP = 5
"""Most calls in flight, and so most labelled repeats a crash can cost."""
HUNG_AFTER, HUNG_MOST = 5.0, 20
"""A call older than this (seconds) leaves the cap, at most so many of them: hung chats stop nobody."""
FRESH = 0.25
"""Seconds for which what was read of a delivery and its chat is taken to hold."""
GRACE = 4.0
TICK = 1.0
LOOK_ANYWAY = 5.0
"""Seconds after which it is looked at what is owed though nothing was stored: hours of the day pass too."""
_LABELLED = (Purpose.ALERT, Purpose.CORRECTION, Purpose.FOLLOWED, Purpose.FOLDED)

log = logging.getLogger("parley.deliver")


@dataclass(slots=True, eq=False)
class _Flight:
    claimed: Claimed
    task: asyncio.Task[None] | None = None
    called_at: float | None = None


class Deliverer:
    """Expands broadcasts, claims what is due, sends it and stores what came of it.

    `run()` works until `stop()`, woken by `wake()`; `drain()` works until nothing is due any more; `run_once()` is
    one step of either. `label` makes a repeat of a message tell that it is one, given the message and a language.
    `alarm` is told what an operator has to know; it gets no chat and no text of a message. `noted` hears of every
    answer, `places` of what becomes of places. After `hung_after` seconds a call leaves the cap; `longest_rest` is the
    longest pause (seconds) between two looks whether the Bot API is back. `version` is another one whenever anything
    was stored; None where that cannot be told.
    """

    def __init__(
        self,
        database: Database,
        sender: Sender,
        *,
        owner: str,
        now: Callable[[], datetime],
        label: Callable[[Mapping[str, Any], str], Mapping[str, Any]],
        compose: Compose | None = None,
        morning: Morning | None = None,
        digest: Word | None = None,
        edit_gap: timedelta = timedelta(minutes=10),
        alarm: Callable[[str], None] = log.error,
        allowed: Callable[[], bool] = lambda: True,
        cap: int = CAP,
        hung_after: float = HUNG_AFTER,
        longest_rest: float = LONGEST_REST,
        noted: Callable[[Delivery, Answer], None] = lambda _, __: None,
        places: Places | None = None,
        version: Callable[[], int | None] = lambda: None,
    ) -> None:
        self._database, self._sender, self._owner, self._now = database, sender, owner, now
        self._label, self._allowed, self._noted = label, allowed, noted
        self._cap, self._hung_after = cap, hung_after
        self._settling = Settling(database, owner, now, alarm, longest_rest, places)
        self._rounds = Rounds(
            database, now, alarm, compose=compose, morning=morning, digest=digest, edit_gap=edit_gap
        )  # fmt: skip
        self._incidents = Incidents(log)
        self._flights: set[_Flight] = set()
        self._wake = asyncio.Event()
        self._stopping = False
        self._version = version
        self._idle_at: int | None = None
        """The version at which nothing was to be done, and nothing under way."""
        self._next_due: datetime | None = None

    def wake(self) -> None:
        """Says that something new is owed."""
        self._wake.set()

    @property
    def in_flight(self) -> int:
        return len(self._flights)

    async def run(self) -> None:
        """Works until `stop()`; a database that fails is tried again, and said once."""
        while not self._stopping:
            moved = False
            try:
                moved = await self.run_once()
                self._incidents.end("database", "the database works again")
            except Exception as error:  # whatever it is, what is owed stays owed
                self._incidents.begin("database", f"delivery cannot use the database: {cause_of(error)}")
            if not moved:
                await self._rest_while_idle()

    async def run_once(self) -> bool:
        """One step: a batch of deliveries made, what may be sent begun. False where there was nothing to do."""
        self._wake.clear()
        self._idle_at, version = None, self._version()
        if self._stopping or not self._allowed():
            return False
        begun = await self._rounds.go()
        room, busy = self._room(), self._busy()
        work = await self._database.write(_work, self._owner, self._now(), room, busy)
        if self._stopping:  # while that was being written
            await self._database.write(deliveries.release, [one.id for one in work.claimed], self._owner, self._now())
            return False
        for one in work.claimed:
            self._begin(one)
        moved = bool(work.expanded or work.claimed or begun)
        if room and not (moved or busy or self._flights):
            self._idle_at, self._next_due = version, work.next_due
        return moved

    async def drain(self, within: float = 60.0) -> None:
        """Works until nothing is due and all calls are answered, or the seconds are over."""
        until = self._time() + within
        while self._time() < until:
            moved = await self.run_once()
            if moved:
                continue
            if not self._flights and not await self._database.read(deliveries.any_due, self._now()):
                self._rounds.hurry()  # what has gone out to all may be edited from now on
                if not await self._rounds.go():
                    return
                continue
            await self._rest(0.05)

    async def stop(self, grace: float = GRACE) -> None:
        """Claims no more and waits for the calls under way; whatever never left is given back.

        What is unanswered after `grace` seconds stays `sending`, and is unknown at the next start.
        """
        self._stopping = True
        self._wake.set()
        waiting = [one for one in self._flights if one.called_at is None]
        await _end([one.task for one in waiting if one.task])
        calls = [one.task for one in self._flights if one.task]
        if calls:
            await asyncio.wait(calls, timeout=grace)
        ids = [one.claimed.id for one in waiting if one.called_at is None]
        if ids:
            await self._database.write(deliveries.release, ids, self._owner, self._now())
        await _end([one.task for one in self._flights if one.task])

    def _time(self) -> float:
        return asyncio.get_running_loop().time()

    async def _rest(self, seconds: float = TICK) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), seconds)

    async def _rest_while_idle(self) -> None:
        """Until it is woken, anything is stored or due, or some seconds are over."""
        until = self._time() + LOOK_ANYWAY
        await self._rest()
        while not self._wake.is_set() and self._time() < until and self._is_idle():
            await self._rest()

    def _is_idle(self) -> bool:
        if self._idle_at is None or self._stopping or self._version() != self._idle_at:
            return False
        return self._next_due is None or self._now() < self._next_due

    def _room(self) -> int:
        """How many more may be claimed now."""
        if self._sender.paused() > 0 or self._settling.reach.resting(self._time()):
            return 0
        hung = sum(1 for one in self._flights if one.called_at and self._time() - one.called_at > self._hung_after)
        young = len(self._flights) - hung
        cap = 1 if self._settling.reach.probing else self._cap
        return max(0, min(cap - young, self._cap + HUNG_MOST - len(self._flights)))

    def _busy(self) -> frozenset[int]:
        """Chats that cannot get one now, or are getting one."""
        return self._sender.busy() | {one.claimed.chat_id for one in self._flights}

    def _begin(self, claimed: Claimed) -> None:
        flight = _Flight(claimed)
        self._flights.add(flight)
        flight.task = asyncio.create_task(self._fly(flight), name=f"delivery {claimed.id}")

    async def _fly(self, flight: _Flight) -> None:
        try:
            found = await self._in_turn(flight.claimed)
            if found is None:
                return
            if isinstance(found, Dropped):
                await self._settling.store(flight.claimed.id, DeliveryState.SKIPPED, error=found.reason)
                return
            if isinstance(found, Deferred):
                await self._settling.put_off(flight.claimed.id, found.until)
                return
            flight.called_at = self._time()
            answer = await self._call(found)
            self._noted(found, answer)
            await self._settling.settle(found, answer, self._time())
        except Exception as error:  # a fault of ours must not stop the others
            log.error("delivery %d failed on our side: %s", flight.claimed.id, cause_of(error))  # noqa: TRY400
            await self._settling.failed(flight.claimed.id, type(error).__name__, called=flight.called_at is not None)
        finally:
            self._flights.discard(flight)
            self._wake.set()

    async def _in_turn(self, claimed: Claimed) -> Delivery | Dropped | Deferred | None:
        """What is to be sent, at its turn; read again where that took so long that the chat may have left.

        Nothing stands between the turn and the call, so that calls keep the distance that the limiter gave them.
        """
        found = await self._database.read(deliveries.load, claimed.id, self._owner, self._now())
        begun = self._time()
        if isinstance(found, Delivery) and await self._in_vain(found):
            return None
        await self._sender.turn(claimed.chat_id, claimed.priority)
        if self._time() - begun > FRESH:
            found = await self._database.read(deliveries.load, claimed.id, self._owner, self._now())
        return found

    async def _in_vain(self, found: Delivery) -> bool:
        """Whether to put it off: a repeat to a server that does not even say who the bot is would only add doubt."""
        if not (found.repeats or self._settling.reach.stormy) or await self._sender.answers():
            return False
        unasked = Answer(verdict=Verdict.NEVER_LEFT, reason="Telegram answers nothing")
        await self._settling.settle(found, unasked, self._time())
        return True

    async def _call(self, found: Delivery) -> Answer:
        message = found.message
        if found.repeats and found.purpose in _LABELLED:
            message = self._label(message, found.language)
        return await self._sender.send(found, message)


async def _end(tasks: Iterable[asyncio.Task[None]]) -> None:
    tasks = list(tasks)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


class _Work(NamedTuple):
    """What one look came to, and when something is due that is not due yet."""

    expanded: bool
    claimed: list[Claimed]
    next_due: datetime | None = None


def _work(session: Session, owner: str, now: datetime, room: int, busy: frozenset[int]) -> _Work:
    expanded = broadcasts.expand(session, now)
    claimed = deliveries.claim(session, owner, now, room, busy)
    return _Work(expanded, claimed, None if expanded or claimed else broadcasts.next_due(session))
