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
_MOST_LARGE = 4
"""So many bodies at once may be longer than LONGEST_BODY, where a route takes such."""
_GO_ON = h11.InformationalResponse(status_code=100, headers=[])
BENEATH = "*"
"""As a path's last part in a table of routes: any one part."""

log = logging.getLogger("parley.serving")


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; header names are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    query: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/plain; charset=utf-8"


Route = Callable[[Asked], Awaitable[Answered]]
Routes = Mapping[tuple[str, str], Route]
"""By (method, path); a path that ends in `/*` is every one beneath it that no other entry names."""


class TooLong(Exception):
    """The body is larger than anything that is awaited here."""


class HttpServer:
    """Serves `routes` at `host:port`; `port` is the real one once it has started.

    Bodies may have LONGEST_BODY bytes, what is posted to the routes `longest` names as many as it says.
    """

    def __init__(self, address: str, routes: Routes, longest: Mapping[str, int] | None = None) -> None:
        self._host, _, port = address.rpartition(":")
        self.port = int(port or 0)
        self._routes, self._longest, self._large = dict(routes), dict(longest or {}), 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listens.

        Raises:
            CannotStart: the address is taken, or none of this machine.
        """
        try:
            self._server = await asyncio.start_server(self._accepted, self._host.strip("[]"), self.port)
        except OSError as error:
            raise CannotStart(f"cannot listen on {self._host}:{self.port}: {error.strerror}") from error
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Listens no more, and lets go of whoever is connected."""
        if self._server is None:
            return
        for door in self._server.sockets:
            asyncio.get_running_loop().remove_reader(door)
        await _turns()  # asyncio loses a connection that it is accepting while the server closes: it stays open
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()
        await _turns()  # transports that were let go of are closed in the next one
        self._server = None

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._open) >= _MOST:
            writer.close()
            return
        task = asyncio.create_task(self._connected(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._converse(reader, writer)
            writer.close()
            async with asyncio.timeout(PATIENCE):
                await writer.wait_closed()
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.transport.abort()

    async def _answer(self, asked: Asked) -> Answered:
        place = self._place(asked.path)
        route = self._routes.get((asked.method, place))
        if route is None:
            known = any(path == place for _, path in self._routes)
            return Answered(HTTPStatus.METHOD_NOT_ALLOWED if known else HTTPStatus.NOT_FOUND)
        try:
            return await route(asked)
        except Exception as error:
            log.error("%s failed: %s", place, place_of(error))  # noqa: TRY400 - its text may hold a secret
            return Answered(HTTPStatus.INTERNAL_SERVER_ERROR)

    def _place(self, path: str) -> str:
        """The path as the table has it: what stands for `*` may be a secret."""
        exact = any(path == known for _, known in self._routes)
        return path if exact else f"{path.rpartition('/')[0]}/{BENEATH}"

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Requests and answers in turn, until one side has had enough."""
        protocol = h11.Connection(h11.SERVER)
        while True:
            try:
                async with asyncio.timeout(PATIENCE):
                    asked = await self._read(protocol, reader, writer)
                if asked is None:
                    return
                reply = await self._answer(asked)
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

    async def _read(
        self, protocol: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> Asked | None:
        """The next request; None where the other side has closed."""
        request, body, most = None, bytearray(), LONGEST_BODY
        try:
            while True:
                event = protocol.next_event()
                if event is h11.NEED_DATA:
                    await _receive(protocol, reader, writer)
                elif isinstance(event, h11.Request):
                    request = event
                elif isinstance(event, h11.Data) and request is not None:
                    body += event.data
                    if len(body) > LONGEST_BODY == most:
                        most = self._grown(request)
                    if len(body) > most:
                        raise TooLong
                elif isinstance(event, h11.EndOfMessage) and request is not None:
                    return _asked(request, bytes(body))
                else:
                    return None
        finally:
            self._large -= most > LONGEST_BODY

    def _grown(self, request: h11.Request) -> int:
        """How long this body may be that is longer than most; only a few such are read at once."""
        longest = self._longest.get(self._place(_split(request)[0]), 0)
        if longest <= LONGEST_BODY or self._large == _MOST_LARGE:
            raise TooLong
        self._large += 1
        return longest


@asynccontextmanager
async def served(
    address: str, routes: Routes, what: str, longest: Mapping[str, int] | None = None
) -> AsyncIterator[None]:
    """With these routes at that address; with nothing where one of the two is empty."""
    if not (address and routes):
        yield
        return
    server = HttpServer(address, routes, longest)
    await server.start()
    log.info("%s is served at port %d", what, server.port)
    try:
        yield
    finally:
        await server.stop()


async def _turns() -> None:
    """As many turns of the loop as a connection takes to begin, or to end."""
    for _ in range(5):
        await asyncio.sleep(0)


async def _receive(protocol: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    if protocol.they_are_waiting_for_100_continue:
        writer.write(protocol.send(_GO_ON) or b"")
    protocol.receive_data(await reader.read(65536))


def _asked(request: h11.Request, body: bytes) -> Asked:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers}
    path, query = _split(request)
    return Asked(request.method.decode("latin-1"), path, headers, body, query)


def _split(request: h11.Request) -> tuple[str, str]:
    path, _, query = request.target.decode("latin-1").partition("?")
    return path, query


def _written(protocol: h11.Connection, reply: Answered) -> bytes:
    headers = [("Content-Type", reply.kind), ("Content-Length", str(len(reply.body)))]
    events = h11.Response(status_code=int(reply.status), headers=headers), h11.Data(data=reply.body), h11.EndOfMessage()
    return b"".join(protocol.send(event) or b"" for event in events)
