"""One connection and a pause a host, so many hosts at once (RULES: Polling)."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0


class Turns:
    """Whose turn it is: requests to one host queue up, `parallel` of all hosts run at once.

    One that takes longer than `patience` seconds leaves the count of those running, at most `hung` at a time: so a
    dozen servers that hang keep nobody else waiting.
    """

    def __init__(self, *, pause: float, parallel: int, patience: float = 2.0, hung: int = 32) -> None:
        self._pause, self._patience = pause, patience
        self._slots = asyncio.Semaphore(parallel)
        self._hung = asyncio.Semaphore(hung)
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked again; `pause` seconds lie between two turns."""
        one = self._hosts[host]
        async with one.lock:
            await asyncio.sleep(max(0.0, one.free_at - time.monotonic()))
            try:
                async with self._slot():
                    yield
            finally:
                one.free_at = time.monotonic() + self._pause

    @asynccontextmanager
    async def unhurried(self) -> AsyncIterator[None]:
        """A turn without pause and queue, for hosts that need neither; `parallel` holds all the same."""
        async with self._slot():
            yield

    @asynccontextmanager
    async def _slot(self) -> AsyncIterator[None]:
        await self._slots.acquire()
        held = [self._slots]
        leaving = asyncio.create_task(self._leave(held))
        try:
            yield
        finally:
            leaving.cancel()
            held[0].release()

    async def _leave(self, held: list[asyncio.Semaphore]) -> None:
        """Passes the place on to somebody else, for one among those that hang, as soon as one is free there."""
        await asyncio.sleep(self._patience)
        await self._hung.acquire()
        held[0] = self._hung
        self._slots.release()
