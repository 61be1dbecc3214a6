"""What polls come to, stored in groups: a transaction costs a wait for the disk, and there are as many as feeds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from sqlmodel import Session

from storage import feeds
from storage.database import Database, DatabaseFailed

T = TypeVar("T")

_TOGETHER = 40
"""So many outcomes in one transaction at most: an answer to a reader may wait for its end."""
_PATIENCE = 0.5
"""Seconds for which an outcome that nobody waits for may wait for others."""


@dataclass(slots=True)
class _Waiting:
    """One outcome that is to be stored, by a function that takes several."""

    feed_id: int
    function: Callable[[Session, Sequence[Any]], None]
    outcome: Any
    stored: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    def end(self, error: Exception | None = None) -> None:
        if self.stored.done():  # nobody waits any more
            return
        if error is None:
            self.stored.set_result(None)
        else:
            self.stored.set_exception(error)


class Keeping:
    """Stores outcomes one after the other, those that wait meanwhile together; one that fails costs no other."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[_Waiting] = []
        self._expected = 0
        self._hurried = 0  # so many of them, the first ones, wait no longer
        self._task: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def store(
        self, feed_id: int, function: Callable[..., None], *arguments: Any, in_time: bool = False, **named: Any
    ) -> None:
        """Calls `function(session, …)` within a transaction and returns once that is committed.

        What may be stored `in_time`, as it brings nothing new, waits a moment for others where any are expected.

        Raises:
            DatabaseFailed: the database cannot be used. And whatever the function raises.
        """
        await self._store(_Waiting(feed_id, _call_all, partial(_call, function, arguments, named)), in_time=in_time)

    async def store_together(self, feed_id: int, function: Callable[[Session, Sequence[T]], None], outcome: T) -> None:
        """Calls `function(session, outcomes)` with this one and those that are stored with it by that function.

        They wait a moment for each other. Raises what `store` does.
        """
        await self._store(_Waiting(feed_id, function, outcome), in_time=True)

    async def _store(self, one: _Waiting, *, in_time: bool) -> None:
        self._waiting.append(one)
        if in_time and self._expected:
            self._go_on()
        else:
            self._hurry()
        await one.stored

    @contextmanager
    def expecting(self) -> Iterator[None]:
        """While the block runs, it may lead to an outcome."""
        self._expected += 1
        try:
            yield
        finally:
            self._expected -= 1

    def _hurry(self) -> None:
        """All that waits now is stored now."""
        self._hurried = len(self._waiting)
        self._go_on()

    def _go_on(self) -> None:
        if self._task is not None:
            return
        if self._is_time():
            self._task = asyncio.create_task(self._drain())
        elif self._waiting and self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_PATIENCE, self._over)

    def _over(self) -> None:
        self._timer = None
        self._hurry()

    def _is_time(self) -> bool:
        return self._hurried > 0 or len(self._waiting) >= _TOGETHER

    async def _drain(self) -> None:
        try:
            while self._is_time():
                some, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
                self._hurried = max(0, self._hurried - len(some))
                await self._together(some)
        finally:
            self._task = None
        self._go_on()

    async def _together(self, some: Sequence[_Waiting]) -> None:
        try:
            await self._database.write(_store_all, some)
        except Exception as error:
            if len(some) == 1 or isinstance(error, DatabaseFailed):
                for one in some:
                    one.end(error)
            else:
                for one in some:
                    await self._together([one])
        else:
            for one in some:
                one.end()


def _call_all(session: Session, calls: Sequence[Callable[[Session], None]]) -> None:
    for call in calls:
        call(session)


def _call(function: Callable[..., None], arguments: Sequence[Any], named: dict[str, Any], session: Session) -> None:
    function(session, *arguments, **named)


def _store_all(session: Session, some: Sequence[_Waiting]) -> None:
    with feeds.at_hand(session, [one.feed_id for one in some]):
        for function in dict.fromkeys(one.function for one in some):
            function(session, [one.outcome for one in some if one.function is function])
        session.flush()
