"""Calls at a start that may be refused for a while: Telegram names the wait, and it is waited."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from telegram.error import RetryAfter

from bot.telegram.limiter import seconds_of

_TRIES = 5


async def patiently(call: Callable[[], Awaitable[object]]) -> None:
    """Calls until it is not refused for being too many; raises RetryAfter after five times."""
    for left in reversed(range(_TRIES)):
        try:
            await call()
        except RetryAfter as error:
            if not left:
                raise
            await asyncio.sleep(seconds_of(error))
        else:
            return
