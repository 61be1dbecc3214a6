"""Reading off the event loop: functions run in processes of their own, with a limit on time and memory.

A document from outside can make any parser slow or greedy. A process can be ended and replaced, a thread cannot. They
are forked from one that knows only what they read with, so they share it and are there at once, and hold no secret:
neither the settings nor the environment of the bot. All end by themselves when the bot does, even by a kill.
"""

from __future__ import annotations

import asyncio
import pickle
from collections.abc import Callable, Sized
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, ParamSpec, TypeVar, cast

from bot.feeds.failures import FeedFailed
from bot.feeds.forker import Forked, Forker

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_START_SECONDS = 60.0
_IDLE = 120.0
"""Long enough that the start (0.9 s) costs little where it is needed again and again."""
_LONG, _MANY = 100_000, 50
"""Bytes, and things in a list, that are packed and unpacked beside the event loop."""


class Workers:
    """`count` processes that run functions for the event loop; each is started when it is needed.

    `seconds` a call may take and `memory` (bytes) it may add to its process; a worker that exceeds either, or dies,
    is replaced. `initializer(*initargs)` loads what they all need, once, in the process that they are forked from.
    After `idle` seconds without work all are ended. Functions stand at module level, and what goes in and out can be
    pickled. Use it within one event loop, and close it.
    """

    def __init__(
        self,
        count: int = 2,
        *,
        seconds: float = 10.0,
        memory: int = 512 * 1024 * 1024,
        initializer: Callable[..., object] | None = None,
        initargs: tuple[object, ...] = (),
        idle: float = _IDLE,
    ) -> None:
        self._seconds, self._idle = seconds, idle
        self._timer: asyncio.TimerHandle | None = None
        self._beginning: asyncio.Task[object] | None = None
        self._busy = 0
        self._forker = Forker(pickle.dumps((memory, seconds, initializer, initargs)))
        self._all = [_Worker(self._forker) for _ in range(count)]
        self._packers = ThreadPoolExecutor(1, "parley-pack")
        self._turns = asyncio.Semaphore(count)
        self._free: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()  # the warm one first
        for worker in self._all:
            self._free.put_nowait(worker)

    async def begin(self) -> None:
        """Start now what the first call would wait for (0.9 s).

        Once this returns, it loads by itself, even while the caller holds up the event loop.
        """
        self._beginning = asyncio.create_task(self._begin())
        begun = asyncio.create_task(self._forker.begun.wait())
        await asyncio.wait((self._beginning, begun), return_when=asyncio.FIRST_COMPLETED)
        begun.cancel()

    async def _begin(self) -> None:
        with suppress(Exception):  # then the first call tries again, and says so
            async with asyncio.timeout(_START_SECONDS):
                await self._forker.ready()
        self._rest_later()

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What `function` returns or raises, run in a worker; waits for a free one.

        Raises:
            FeedFailed: *took too long to read*, *too much memory to read* or *broke the reader*.
        """
        async with self._turns:
            return await self.run_next(function, *args, **kwargs)

    async def run_next(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The same before all that wait for `run`: what goes on with work that is half done ends it, and frees memory.

        Raises:
            FeedFailed: as `run`.
        """
        call = (function, args, kwargs)
        packed = await self._aside(pickle.dumps, call) if _is_long(args) else pickle.dumps(call)
        worker = await self._free.get()
        self._busy += 1
        try:
            return cast("R", await self._ask(worker, packed))
        finally:
            self._busy -= 1
            self._free.put_nowait(worker)
            self._rest_later()

    def _rest_later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self._idle, self._rest)

    def _rest(self) -> None:
        """Nothing was read for a while: give all memory back."""
        if not self._busy:  # else this is asked anew when that work is done
            for worker in self._all:
                worker.kill()
            self._forker.rest()

    async def _ask(self, worker: _Worker, call: bytes) -> object:
        try:
            async with asyncio.timeout(_START_SECONDS):
                await worker.start()
            async with asyncio.timeout(self._seconds):
                answer = await worker.ask(call)
            how, value = await self._unpacked(answer)
        except TimeoutError as error:
            worker.kill()
            raise FeedFailed("took too long to read") from error
        except (OSError, EOFError) as error:
            worker.kill()
            raise FeedFailed("broke the reader") from error
        except BaseException:
            worker.kill()  # cancelled, and the process is in the middle of something
            raise
        if how == "full":
            worker.kill()
            raise FeedFailed("too much memory to read")
        if how == "raised":
            raise value
        return value

    async def _unpacked(self, answer: bytes) -> tuple[str, Any]:
        if len(answer) < _LONG:
            return cast("tuple[str, Any]", pickle.loads(answer))  # noqa: S301 -- our own process
        return cast("tuple[str, Any]", await self._aside(pickle.loads, answer))

    async def _aside(self, function: Callable[..., T], argument: object) -> T:
        """What would hold up the event loop, in a thread: between two objects of many it lets others go on."""
        return await asyncio.get_running_loop().run_in_executor(self._packers, function, argument)

    async def close(self) -> None:
        """End every process."""
        if self._timer is not None:
            self._timer.cancel()
        if self._beginning is not None:
            await self._beginning
        self._packers.shutdown(wait=False)
        for worker in self._all:
            worker.kill()
            await worker.ended()
        await self._forker.close()


def _is_long(arguments: tuple[object, ...]) -> bool:
    """Whether it would take milliseconds to pack them."""
    sizes = [(len(one), isinstance(one, bytes)) for one in arguments if isinstance(one, Sized)]
    return any(size > (_LONG if is_bytes else _MANY) for size, is_bytes in sizes)


class _Worker:
    """One process at a time, forked anew after each end."""

    def __init__(self, forker: Forker) -> None:
        self._forker = forker
        self._process: Forked | None = None
        self._ending: list[Forked] = []

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.runs

    async def start(self) -> None:
        """Make sure that the process runs and is prepared."""
        if self.runs:
            return
        self.kill()
        await self.ended()
        self._process = await self._forker.fork()

    async def ask(self, message: bytes) -> bytes:
        assert self._process is not None
        return await self._process.ask(message)

    def kill(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            self._ending.append(process)

    async def ended(self) -> None:
        """Wait until no killed process is left."""
        while self._ending:
            process = self._ending.pop()
            try:
                await process.ended()
            except BaseException:
                self._ending.append(process)  # the wait was given up: the next one is for this process too
                raise
