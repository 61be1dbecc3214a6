"""How many feeds are asked while what others have answered waits to be read: it would fill the memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

T = TypeVar("T")

MOST = 200
"""Twice as many feeds as a wave of a running Parley has: only a poll of all feeds has more."""
_PATIENCE = 2.0
"""Seconds after which a feed that has not answered keeps no other waiting."""


class Backlog:
    """So many places for documents: each is taken by who asks for one, until it is read and stored."""

    def __init__(self, most: int = MOST, *, patience: float = _PATIENCE) -> None:
        self._free, self._patience = asyncio.Semaphore(most), patience

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Place]:
        """A place that is taken once it is filled, and free again at the end of the block."""
        place = Place(self._free, self._patience)
        try:
            yield place
        finally:
            place.leave()


class Place:
    """One place of a backlog."""

    def __init__(self, free: asyncio.Semaphore, patience: float) -> None:
        self._free, self._patience = free, patience
        self._taken = False

    async def fill(self, ask: Callable[[], Awaitable[T]]) -> T:
        """What `ask` gives, which is asked once there is room; meanwhile others may have the place if it takes long."""
        await self._free.acquire()
        self._taken = True
        timer = asyncio.get_running_loop().call_later(self._patience, self.leave)
        try:
            return await ask()
        finally:
            timer.cancel()

    def leave(self) -> None:
        """Somebody else may have it."""
        if self._taken:
            self._taken = False
            self._free.release()
