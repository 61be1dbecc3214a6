"""The local Bot API over real HTTP on loopback, with everything that can go wrong on a wire."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import deque
from contextlib import suppress
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, Self
from urllib.parse import parse_qsl

from bot.telegram.local import Broken, LocalBotApi

_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


class BotServer:
    """Serves a LocalBotApi at `url`, its faults included; `stop` and `start` take it off the port and back."""

    def __init__(self, api: LocalBotApi) -> None:
        self.api = api
        self.port = 0
        self._server: asyncio.Server | None = None
        self.requests: deque[tuple[str, dict[str, Any]]] = deque(maxlen=100)
        """The latest requests: method and what was given with it."""
        self._open: dict[asyncio.Task[Any], asyncio.StreamWriter] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        assert self._server is not None
        await let_go(self._server, self._open)
        await self._server.wait_closed()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open[task] = writer
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
                while await self._one(reader, writer):
                    pass
        finally:
            del self._open[task]
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        line, _, rest = head.partition("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (h.partition(":") for h in rest.split("\r\n"))}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        _, token, method = line.split(" ")[1].split("/")
        given = _form(headers, body)
        self.requests.append((method, given))
        try:
            status, answer = await self.api.serve(token.removeprefix("bot"), method, given)
        except Broken as error:
            return await self._break(str(error), writer)
        start = f"HTTP/1.1 {status} {_REASONS.get(status, 'Answer')}\r\nContent-Length: {len(answer)}\r\n\r\n"
        writer.write(start.encode() + answer)
        await writer.drain()
        return True

    async def _break(self, how: str, writer: asyncio.StreamWriter) -> bool:
        if how == "silence":
            await asyncio.sleep(3600)
        sock = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, not a polite end
        writer.transport.abort()
        return False


async def let_go(server: asyncio.Server, open_: dict[asyncio.Task[Any], asyncio.StreamWriter]) -> None:
    """Ends a server with all that it has accepted, also where a client reads no further."""
    server.close()
    await seated()
    for task, writer in list(open_.items()):
        writer.transport.abort()
        task.cancel()
    await asyncio.gather(*open_, return_exceptions=True)
    await seated()  # aborted transports close in the next turn of the loop


async def seated() -> None:
    """Lets connections that were accepted just now begin: a task cancelled before its first step closes nothing."""
    for _ in range(5):
        await asyncio.sleep(0)


def _form(headers: dict[str, str], body: bytes) -> dict[str, Any]:
    kind = headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    parsed = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    given: dict[str, Any] = {}
    for part in parsed.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if filename := part.get_filename():
            given |= {f"file:{name}": content, f"name:{name}": filename}
        else:
            given[str(name)] = content.decode()
    return given
