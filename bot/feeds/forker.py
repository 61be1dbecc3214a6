"""The bot's side of the process that workers are forked from."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import signal
import socket
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import Process
from itertools import count

from bot.compiled import SWITCH
from bot.feeds.forker_process import FORK, KILL, ORDER
from bot.feeds.worker_process import SIZE

_COMMAND = "import sys; sys.path[:] = sys.argv[1:]; from bot.feeds.forker_process import serve; serve()"
_CHUNK = 1 << 16


class Forker:
    """One process, started when the first worker is wanted and prepared by `hello`, that forks workers.

    The bot itself is never forked: it has threads, and it holds secrets.
    """

    def __init__(self, hello: bytes) -> None:
        self._hello = hello
        self._process: Process | None = None
        self._control: socket.socket | None = None
        self._starting = asyncio.Lock()
        self.begun = asyncio.Event()
        """Set once the process has been told what to load."""
        self._numbers = count(1)

    async def fork(self) -> Forked:
        """A new worker that is ready for calls.

        Raises:
            OSError, EOFError: it cannot be started.
            Exception: whatever the preparation raised.
        """
        control = await self.ready()
        mine, other = socket.socketpair()
        with other:  # open until the worker has it: macOS may lose what is closed on its way
            try:
                streams = await asyncio.open_connection(sock=mine)
            except BaseException:
                mine.close()
                raise
            worker = Forked(self, next(self._numbers), *streams)
            try:
                socket.send_fds(control, [ORDER.pack(FORK, worker.number)], [other.fileno()])
                _said(await worker.answer())
            except BaseException:
                worker.let_go()
                raise
        return worker

    async def ready(self) -> socket.socket:
        """The way to the process, which runs and is prepared.

        Raises: as `fork`.
        """
        async with self._starting:
            control = self._control if self._process and self._process.returncode is None else None
            return control or await self._start()

    async def _start(self) -> socket.socket:
        self.rest()
        if self._process is not None:
            await self._process.wait()
        mine, other = socket.socketpair()
        mine.setblocking(False)
        loop = asyncio.get_running_loop()
        try:
            with other:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-c",
                    _COMMAND,
                    *sys.path,
                    stdin=other.fileno(),
                    env={name: value for name, value in os.environ.items() if not _is_secret(name)},
                    start_new_session=True,  # Ctrl-C in a terminal is for the bot, which then closes its workers
                )
            self._control = mine
            await loop.sock_sendall(mine, SIZE.pack(len(self._hello)) + self._hello)
            self.begun.set()
            (size,) = SIZE.unpack(await _exactly(mine, SIZE.size))
            _said(await _exactly(mine, size))
        except BaseException:
            mine.close()
            self._end()
            raise
        return mine

    def kill(self, number: int) -> None:
        """End a worker, whatever it does."""
        if self._control is not None:
            with contextlib.suppress(OSError):
                self._control.send(ORDER.pack(KILL, number))

    def rest(self) -> None:
        """Let the process end by itself, and its workers with it, until there is work again."""
        control, self._control = self._control, None
        if control is not None:
            control.close()

    async def close(self) -> None:
        """End the process, whose workers are gone, and wait until it is gone too."""
        self._end()
        process, self._process = self._process, None
        if process is not None:
            await process.wait()

    def _end(self) -> None:
        self.rest()
        # Not process.kill: that also reaps, and asyncio then misses the child it waits for.
        with contextlib.suppress(ProcessLookupError):
            if self._process is not None and self._process.returncode is None:
                os.kill(self._process.pid, signal.SIGKILL)


class Forked:
    """One worker and the way to talk to it."""

    def __init__(self, forker: Forker, number: int, reader: StreamReader, writer: StreamWriter) -> None:
        self._forker, self.number = forker, number
        self._reader, self._writer = reader, writer

    @property
    def runs(self) -> bool:
        return not self._reader.at_eof()

    async def ask(self, message: bytes) -> bytes:
        """Send one message and wait for its answer, still packed: how it went, and what came of it."""
        self._writer.write(SIZE.pack(len(message)) + message)
        await self._writer.drain()
        return await self.answer()

    async def answer(self) -> bytes:
        (size,) = SIZE.unpack(await self._reader.readexactly(SIZE.size))
        return await self._reader.readexactly(size)

    def kill(self) -> None:
        """End it, whatever it does; one without work ends even where the process that it is forked from is lost."""
        self._forker.kill(self.number)
        with contextlib.suppress(OSError):  # it may be gone already
            self._writer.write_eof()

    def let_go(self) -> None:
        """End it without waiting until it is gone."""
        self.kill()
        self._writer.close()

    async def ended(self) -> None:
        """Wait until the killed process is gone."""
        with contextlib.suppress(OSError):
            while await self._reader.read(_CHUNK):
                pass
        self._writer.transport.abort()  # not to be waited for: who gives up that wait ends it for all that come after


def _is_secret(name: str) -> bool:
    return name.startswith("PARLEY_") and name != SWITCH


def _said(message: bytes) -> None:
    how, value = pickle.loads(message)  # noqa: S301 -- our own process
    if how != "done":
        raise value


async def _exactly(end: socket.socket, size: int) -> bytes:
    """So many bytes, and not one of what comes after."""
    got = b""
    while len(got) < size:
        more = await asyncio.get_running_loop().sock_recv(end, size - len(got))
        if not more:
            raise EOFError
        got += more
    return got
