"""One connection and a pause a host, so many hosts at once, and a rest for a host that is unwell (RULES: Polling)."""

from __future__ import annotations

import asyncio
import math
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.feeds.failures import UNREACHED, FeedFailed

_FIRST_REST, _LONGEST_REST = 30.0, 600.0
_LONGEST_ASKED = 86_400.0
"""A mistyped header must not silence a host for years."""


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    failures: int = 0
    rests_until: float = 0.0
    cause: str = ""

    def check(self) -> None:
        """Refuses while the host rests."""
        left = self.rests_until - time.monotonic()
        if left > 0:
            raise FeedFailed(self.cause, retry_after=math.ceil(left))


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

    def answered(self, host: str) -> None:
        """The host is well."""
        self._hosts[host].failures = 0

    def failed(self, host: str, cause: str, retry_after: int | None = None) -> None:
        """The host itself was out of reach or asks for a rest: all its feeds get one.

        It is as long as it asks for, else from the second failure in a row on 30 seconds, twice as long each time, to
        ten minutes; `cause` is what those hear who come meanwhile. One failure alone may be a feed's own.
        """
        one = self._hosts[host]
        one.failures += 1
        doubled = _FIRST_REST * 2.0 ** min(one.failures - 2, 16) if one.failures > 1 else 0.0
        rest = min(float(retry_after), _LONGEST_ASKED) if retry_after else min(doubled, _LONGEST_REST)
        one.rests_until, one.cause = max(one.rests_until, time.monotonic() + rest), cause

    def forgive(self) -> None:
        """The way to all hosts was away: none of them needs a rest that it has not asked for."""
        for one in self._hosts.values():
            if one.cause in UNREACHED:
                one.failures, one.rests_until = 0, 0.0

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until the host may be asked again; `pause` seconds lie between two turns.

        Raises:
            FeedFailed: the host rests, for as long as its `retry_after` says.
        """
        one = self._hosts[host]
        async with one.lock:
            one.check()
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
