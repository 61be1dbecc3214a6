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
    """Whose turn it is: requests to one host queue up, `parallel` of all hosts run at once."""

    def __init__(self, *, pause: float, parallel: int) -> None:
        self._pause = pause
        self._slots = asyncio.Semaphore(parallel)
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked again; `pause` seconds lie between two turns."""
        one = self._hosts[host]
        async with one.lock:
            await asyncio.sleep(max(0.0, one.free_at - time.monotonic()))
            try:
                async with self._slots:
                    yield
            finally:
                one.free_at = time.monotonic() + self._pause

    @asynccontextmanager
    async def unhurried(self) -> AsyncIterator[None]:
        """A turn without pause and queue, for hosts that need neither; `parallel` holds all the same."""
        async with self._slots:
            yield
