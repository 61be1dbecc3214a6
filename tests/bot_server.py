"""The local Bot API over real HTTP on loopback, with everything that can go wrong on a wire."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections import deque
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, Self
from urllib.parse import parse_qsl

from bot.telegram.local import Broken, LocalBotApi
from tests.listening import Listener

_REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict"}


class BotServer:
    """Serves a LocalBotApi at `url`, its faults included; `stop` and `start` take it off the port and back."""

    def __init__(self, api: LocalBotApi) -> None:
        self.api = api
        self._listener = Listener(self._speak)
        self.requests: deque[tuple[str, dict[str, Any]]] = deque(maxlen=100)
        """The latest requests: method and what was given with it."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def port(self) -> int:
        return self._listener.port

    async def start(self) -> None:
        await self._listener.open()

    async def stop(self) -> None:
        await self._listener.close()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def _speak(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while await self._one(reader, writer):
            pass

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
