"""What polls come to, stored in groups: a transaction costs a wait for the disk, and there are as many as feeds."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlmodel import Session

from storage import feeds
from storage.database import Database, DatabaseFailed

_TOGETHER = 40
"""So many outcomes in one transaction at most: an answer to a reader may wait for its end."""


@dataclass(slots=True)
class _Waiting:
    """One outcome that is to be stored."""

    feed_id: int
    store: Callable[[Session], None]
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
        self._task: asyncio.Task[None] | None = None

    async def store(self, feed_id: int, function: Callable[..., None], *arguments: Any, **named: Any) -> None:
        """Calls `function(session, …)` within a transaction and returns once that is committed.

        Raises:
            DatabaseFailed: the database cannot be used. And whatever the function raises.
        """
        one = _Waiting(feed_id, partial(_call, function, arguments, named))
        self._waiting.append(one)
        if self._task is None:
            self._task = asyncio.create_task(self._drain())
        await one.stored

    async def _drain(self) -> None:
        try:
            while self._waiting:
                some, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
                await self._together(some)
        finally:
            self._task = None

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


def _call(function: Callable[..., None], arguments: Sequence[Any], named: dict[str, Any], session: Session) -> None:
    function(session, *arguments, **named)


def _store_all(session: Session, some: Sequence[_Waiting]) -> None:
    with feeds.at_hand(session, [one.feed_id for one in some]):
        for one in some:
            one.store(session)
        session.flush()
