"""A small HTTP server for what others ask of a running Parley: health, metrics, Telegram's webhook; h11 parses."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus

import h11

from bot.errors import CannotStart
from bot.logs import place_of

LONGEST_BODY = 1_000_000
PATIENCE = 15.0
"""Seconds for a whole request; a caller who drips is let go."""
_MOST = 64

log = logging.getLogger("parley.serving")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"


Route = Callable[[Asked], Awaitable[Answered]]


class TooLong(Exception):
    """The body is larger than anything that is awaited here."""


class HttpServer:
    """Serves `routes`, a table of (method, path), at `host:port`; `port` is the real one once it has started."""

    def __init__(self, address: str, routes: Mapping[tuple[str, str], Route]) -> None:
        self._host, _, port = address.rpartition(":")
        self.port = int(port or 0)
        self._routes = dict(routes)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listens.

        Raises:
            CannotStart: the address is taken, or none of this machine.
        """
        try:
            self._server = await asyncio.start_server(self._connected, self._host.strip("[]"), self.port)
        except OSError as error:
            raise CannotStart(f"cannot listen on {self._host}:{self.port}: {error.strerror}") from error
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Listens no more, and lets go of whoever is connected."""
        if self._server is None:
            return
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()
        self._server = None

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        if len(self._open) >= _MOST:
            writer.close()
            return
        self._open.add(task)
        try:
            await _converse(reader, writer, self._answer)
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            pass
        finally:
            self._open.discard(task)
            writer.close()

    async def _answer(self, asked: Asked) -> Answered:
        route = self._routes.get((asked.method, asked.path))
        if route is None:
            known = any(path == asked.path for _, path in self._routes)
            return Answered(HTTPStatus.METHOD_NOT_ALLOWED if known else HTTPStatus.NOT_FOUND)
        try:
            return await route(asked)
        except Exception as error:
            log.error("%s failed: %s", asked.path, place_of(error))  # noqa: TRY400 - its text may hold a secret
            return Answered(HTTPStatus.INTERNAL_SERVER_ERROR)


@asynccontextmanager
async def served(address: str, routes: Mapping[tuple[str, str], Route], what: str) -> AsyncIterator[None]:
    """With these routes at that address; with nothing where one of the two is empty."""
    if not (address and routes):
        yield
        return
    server = HttpServer(address, routes)
    await server.start()
    log.info("%s is served at port %d", what, server.port)
    try:
        yield
    finally:
        await server.stop()


async def _converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answer: Route) -> None:
    """Requests and answers in turn, until one side has had enough."""
    protocol = h11.Connection(h11.SERVER)
    while True:
        try:
            async with asyncio.timeout(PATIENCE):
                asked = await _read(protocol, reader)
            if asked is None:
                return
            reply = await answer(asked)
        except h11.RemoteProtocolError:
            reply = Answered(HTTPStatus.BAD_REQUEST)
        except TooLong:
            reply = Answered(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        with suppress(h11.LocalProtocolError):
            writer.write(_written(protocol, reply))
            await writer.drain()
        if protocol.our_state is not h11.DONE or protocol.their_state is not h11.DONE:
            return
        protocol.start_next_cycle()


async def _read(protocol: h11.Connection, reader: asyncio.StreamReader) -> Asked | None:
    """The next request; None where the other side has closed."""
    request, body = None, bytearray()
    while True:
        event = protocol.next_event()
        if event is h11.NEED_DATA:
            protocol.receive_data(await reader.read(65536))
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > LONGEST_BODY:
                raise TooLong
        elif isinstance(event, h11.EndOfMessage) and request is not None:
            return _asked(request, bytes(body))
        else:
            return None


def _asked(request: h11.Request, body: bytes) -> Asked:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers}
    path = request.target.decode("latin-1").partition("?")[0]
    return Asked(request.method.decode("latin-1"), path, headers, body)


def _written(protocol: h11.Connection, reply: Answered) -> bytes:
    headers = [("Content-Type", reply.kind), ("Content-Length", str(len(reply.body)))]
    events = h11.Response(status_code=int(reply.status), headers=headers), h11.Data(data=reply.body), h11.EndOfMessage()
    return b"".join(protocol.send(event) or b"" for event in events)
