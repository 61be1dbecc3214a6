"""Reading off the event loop: functions run in processes of their own, with a limit on time and memory.

A document from outside can make any parser slow or greedy. A process can be ended and replaced, a thread cannot; and
one that is started fresh knows only what it reads with, which keeps it small, and holds no secret: neither the
settings nor the environment of the bot. It ends by itself when the bot does, even by a kill.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Sized
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar, cast

from bot.feeds.failures import FeedFailed
from bot.feeds.worker_process import SIZE

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_START_SECONDS = 60.0
_IDLE = 60.0
_LONG, _MANY = 100_000, 50
"""Bytes, and things in a list, that are packed and unpacked beside the event loop."""
_COMMAND = "import sys; sys.path[:] = sys.argv[1:]; from bot.feeds.worker_process import serve; serve()"


class Workers:
    """`count` processes that run functions for the event loop; each is started when it is first needed.

    `seconds` a call may take and `memory` (bytes) it may add to its process; a worker that exceeds either, or dies,
    is replaced. After `idle` seconds without work all but one are ended. `initializer(*initargs)` prepares each
    process. Functions stand at module level, and what goes in and out can be pickled. Use it within one event loop,
    and close it.
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
        self._busy = 0
        self._hello = pickle.dumps((memory, seconds, initializer, initargs))
        self._all = [_Worker() for _ in range(count)]
        self._packers = ThreadPoolExecutor(1, "parley-pack")
        self._turns = asyncio.Semaphore(count)
        self._free: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()  # the warm one first
        for worker in self._all:
            self._free.put_nowait(worker)

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
        """Nothing was read for a while: one process stays, the others give their memory back."""
        if not self._busy:  # else this is asked anew when that work is done
            for worker in [one for one in self._all if one.runs][1:]:
                worker.kill()
            free = [self._free.get_nowait() for _ in range(self._free.qsize())]
            for worker in sorted(free, key=lambda one: one.runs):  # the warm one is the first to be taken
                self._free.put_nowait(worker)

    async def _ask(self, worker: _Worker, call: bytes) -> object:
        try:
            async with asyncio.timeout(_START_SECONDS):
                await worker.start(self._hello)
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
        self._packers.shutdown(wait=False)
        for worker in self._all:
            worker.kill()
            await worker.ended()


def _is_long(arguments: tuple[object, ...]) -> bool:
    """Whether it would take milliseconds to pack them."""
    sizes = [(len(one), isinstance(one, bytes)) for one in arguments if isinstance(one, Sized)]
    return any(size > (_LONG if is_bytes else _MANY) for size, is_bytes in sizes)


class _Worker:
    """One process and the way to talk to it."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._ending: list[Process] = []

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.returncode is None

    async def start(self, hello: bytes) -> None:
        """Make sure that the process runs and is prepared."""
        if self.runs:
            return
        await self.ended()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _COMMAND,
            *sys.path,
            stdin=PIPE,
            stdout=PIPE,
            env={name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")},
            start_new_session=True,  # Ctrl-C in a terminal is for the bot, which then closes its workers
        )
        how, value = pickle.loads(await self.ask(hello))  # noqa: S301 -- our own process
        if how != "done":
            raise value

    async def ask(self, message: bytes) -> bytes:
        """Send one message and wait for its answer, still packed: how it went, and what came of it."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(SIZE.pack(len(message)))
        process.stdin.write(message)
        await process.stdin.drain()
        (size,) = SIZE.unpack(await process.stdout.readexactly(SIZE.size))
        return await process.stdout.readexactly(size)

    def kill(self) -> None:
        """End the process, whatever it does."""
        process, self._process = self._process, None
        if process is not None:
            self._ending.append(process)
            # Not process.kill: that also reaps, and asyncio then misses the child it waits for.
            with contextlib.suppress(ProcessLookupError):
                if process.returncode is None:
                    os.kill(process.pid, signal.SIGKILL)

    async def ended(self) -> None:
        """Wait until no killed process is left."""
        while self._ending:
            await self._ending.pop().wait()
