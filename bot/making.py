"""What takes time to make, such as a picture: made in a process of its own, once as long as its data stays."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from bot.errors import BotError
from bot.feeds.failures import FeedFailed
from bot.feeds.worker import Workers
from handlers.conversation import Made

KEPT = 24
"""The latest pieces that are kept, some 50 kB each."""
_SECONDS, _IDLE = 30.0, 1800.0
"""Whoever asks for a picture within half an hour of the last one does not wait for a process to start."""


class NotMade(BotError):
    """A picture could not be made; the text says why."""


class Making:
    """Makes things for the event loop, one at a time, and keeps the latest.

    The process is started when it is needed, and ends after `idle` seconds without work: a plotting library takes
    more memory than all of Parley. Use it within one event loop, and close it.
    """

    def __init__(self, *, idle: float = _IDLE) -> None:
        self._workers = Workers(1, seconds=_SECONDS, idle=idle)
        self._kept: OrderedDict[Made, asyncio.Task[bytes]] = OrderedDict()

    async def content(self, made: Made) -> bytes:
        """The bytes; those who ask for the same at one time wait for one making.

        Raises:
            NotMade: the function failed, or took too long or too much memory.
        """
        if made not in self._kept:
            self._kept[made] = asyncio.create_task(self._make(made))
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(made)
        try:
            return await asyncio.shield(self._kept[made])
        except Exception as error:
            self._kept.pop(made, None)
            why = error.cause if isinstance(error, FeedFailed) else f"{type(error).__name__}: {error}"
            raise NotMade(f"not made: {why}") from error

    async def _make(self, made: Made) -> bytes:
        return await self._workers.run(made.function, made.given)

    async def close(self) -> None:
        """Ends what is being made, and the process."""
        for task in self._kept.values():
            task.cancel()
        await asyncio.gather(*self._kept.values(), return_exceptions=True)
        self._kept.clear()
        await self._workers.close()
