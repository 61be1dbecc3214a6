"""A server for tests whose end is the end of all that it has accepted."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Self

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Listener:
    """Has `serve` speak with whoever connects to `port` of 127.0.0.1, over TLS where it is given.

    A server of asyncio leaves open what it has accepted, loses what it is accepting while it closes, and knows nothing
    of those that still shake hands: garbage that is collected in some later test, which then fails for it.
    """

    def __init__(self, serve: Serve, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.port = port
        self._serve, self._tls = serve, tls
        self._door: socket.socket | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        self._door = socket.create_server(("127.0.0.1", self.port), backlog=128)
        self._door.setblocking(False)
        self.port = self._door.getsockname()[1]
        asyncio.get_running_loop().add_reader(self._door, self._accept, self._door)

    async def close(self) -> None:
        """Listens no more, and breaks off all connections, also where a client reads no further."""
        assert self._door is not None
        asyncio.get_running_loop().remove_reader(self._door)
        self._door.close()
        await _turns()  # a task that is cancelled before its first step closes nothing
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await _turns()  # aborted transports close in the next turn of the loop

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def _accept(self, door: socket.socket) -> None:
        with suppress(BlockingIOError, ConnectionAbortedError):
            plug, _ = door.accept()
            task = asyncio.create_task(self._speak(plug))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _speak(self, plug: socket.socket) -> None:
        plug.setblocking(False)
        loop = asyncio.get_running_loop()
        reader = asyncio.StreamReader()
        protocol = asyncio.StreamReaderProtocol(reader)
        with suppress(ConnectionError, ssl.SSLError):  # who comes does not shake hands
            transport, _ = await loop.connect_accepted_socket(lambda: protocol, plug, ssl=self._tls)
            writer = asyncio.StreamWriter(transport, protocol, reader, loop)
            try:
                with suppress(ConnectionError, asyncio.IncompleteReadError):
                    await self._serve(reader, writer)
                writer.close()
                with suppress(OSError):
                    await writer.wait_closed()
            finally:
                transport.abort()


async def _turns() -> None:
    """As many turns of the loop as a connection takes to begin, or to end."""
    for _ in range(5):
        await asyncio.sleep(0)
