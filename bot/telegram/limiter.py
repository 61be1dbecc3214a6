"""The rate limiter: people who are typing go first, then alerts, then the rest; a flood answer slows what it names."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram.lanes import Lanes, Pace, Ticket
from storage.vocabulary import Priority

os.environ.setdefault("PTB_TIMEDELTA", "true")
"""Else python-telegram-bot warns of a change to come at every flood answer."""

GRANTED = "granted"
"""The `rate_limit_args` of a call whose turn was awaited already."""

_PATIENCE, _TRIES = 30.0, 3
"""A reply is tried again after a flood answer of at most so many seconds, so many times; later it helps nobody."""

_LONGEST_ASKED = 86_400.0
"""Seconds: whatever a server asks for, a chat is tried again the next day."""

_COUNTED = ("send", "edit", "copy", "forward")


class LaneLimiter(BaseRateLimiter[Any]):
    """Lets messages out by priority within Telegram's budgets. What is no message (`answerCallbackQuery`) is free.

    A call's `rate_limit_args` is its `Priority`, a reply where there is none.
    """

    def __init__(self, pace: Pace, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._pace = pace
        self._lanes = Lanes(self._pace)
        self._turns: dict[Ticket, asyncio.Future[None]] = {}
        self._timer: asyncio.TimerHandle | None = None
        self.floods = 0

    async def turn(self, chat_id: int, priority: Priority) -> None:
        """Waits until that chat may get a message of that priority; the place in the budget is then taken."""
        ticket = self._lanes.add(chat_id, priority)
        self._turns[ticket] = asyncio.get_running_loop().create_future()
        self._advance()
        try:
            await self._turns[ticket]
        finally:
            del self._turns[ticket]
            self._lanes.remove(ticket)

    def busy(self) -> frozenset[int]:
        """The chats that could get nothing just now."""
        return self._pace.busy(self._monotonic())

    def paused(self) -> float:
        """Seconds for which a flood answer has stopped everything."""
        return self._pace.paused(self._monotonic())

    def flooded(self, chat_id: int, seconds: float) -> None:
        """Notes a 429 that a message to that chat met."""
        self.floods += 1
        self._pace.flooded(chat_id, seconds, self._monotonic())

    def forget(self, chat_id: int) -> None:
        """What was known of one chat."""
        self._pace.forget(chat_id)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Stops the timer; whoever waits still is cancelled by its owner."""
        if self._timer is not None:
            self._timer.cancel()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Any,
    ) -> Any:
        """Calls `callback` in its turn."""
        chat_id = data.get("chat_id")
        if not isinstance(chat_id, int) or not endpoint.startswith(_COUNTED) or endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        if rate_limit_args == GRANTED:
            return await self._noting_floods(chat_id, callback, args, kwargs)
        return await self._reply(chat_id, rate_limit_args or Priority.REPLY, callback, args, kwargs)

    async def _reply(self, chat_id: int, priority: Priority, callback: Any, args: Any, kwargs: Any) -> Any:
        for left in reversed(range(_TRIES)):
            await self.turn(chat_id, priority)
            try:
                return await self._noting_floods(chat_id, callback, args, kwargs)
            except RetryAfter as error:
                if not left or seconds_of(error) > _PATIENCE:
                    raise
        raise AssertionError

    async def _noting_floods(self, chat_id: int, callback: Any, args: Any, kwargs: Any) -> Any:
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            self.flooded(chat_id, seconds_of(error))
            raise

    def _advance(self) -> None:
        """Grants what may go now, and sets the alarm for what may go next."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        now = self._monotonic()
        while ticket := self._lanes.grant(now):
            future = self._turns.get(ticket)
            if future is not None and not future.done():
                future.set_result(None)
        wait = self._lanes.wait(now)
        if wait is not None:
            self._timer = asyncio.get_running_loop().call_later(max(wait, 0.001), self._advance)


def seconds_of(error: RetryAfter) -> float:
    """How long a flood answer asks to wait, up to a day; python-telegram-bot gives a number or a timedelta."""
    after = error.retry_after
    return min(after.total_seconds() if isinstance(after, timedelta) else float(after), _LONGEST_ASKED)
