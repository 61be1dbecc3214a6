"""A news site on loopback that has a server of its own, and with it any trouble that a server can have."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Self
from xml.sax.saxutils import escape

from tests.listening import Listener

FOLDER = Path(__file__).parent
GOOD = FOLDER.parent / "feeds" / "localhost.pem"
SELF_SIGNED, EXPIRED = FOLDER / "selfsigned.pem", FOLDER / "expired.pem"


@dataclass
class Line:
    """One connection of a client, and the document that it would get."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    document: Callable[[], bytes]

    async def request(self) -> dict[str, str]:
        """Reads one request: its header fields by their names in lower case, the first line as `""`."""
        first, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip().split("\r\n")
        fields = (line.partition(":") for line in lines)
        return {"": first, **{name.lower(): value.strip() for name, _, value in fields}}

    async def answer(self, body: bytes = b"", status: str = "200 OK", **fields: str) -> None:
        """Reads a request and answers it; names of header fields are written with underscores."""
        await self.request()
        self.write(body, status, **fields)
        await self.writer.drain()

    def write(self, body: bytes, status: str = "200 OK", **fields: str) -> None:
        lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
        head = "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", f"Content-Length: {len(body)}", *lines, "", ""])
        self.writer.write(head.encode("latin-1") + body)

    def reset(self) -> None:
        """Breaks the connection off, as a machine does whose program died."""
        plug = self.writer.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Trouble = Callable[[Line], Awaitable[None]]


@dataclass
class Outlet:
    """One feed at `url`; while `trouble` is set, that answers instead. `certificate` makes it HTTPS."""

    name: str
    certificate: Path | None = None
    trouble: Trouble | None = None
    asked: int = 0
    conditional: int = 0
    port: int = 0
    _items: list[tuple[str, str, datetime]] = field(default_factory=list)
    _listener: Listener | None = None

    @property
    def url(self) -> str:
        return f"http{'s' if self.certificate else ''}://127.0.0.1:{self.port}/{self.name}"

    def publish(self, title: str, text: str, at: datetime) -> None:
        self._items.append((title, text, at))

    def document(self) -> bytes:
        rows = "".join(
            f"<item><guid>{self.name}-{number}</guid><title>{escape(title)}</title>"
            f"<description>{escape(text)}</description><pubDate>{format_datetime(at)}</pubDate></item>"
            for number, (title, text, at) in enumerate(self._items)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{rows}</channel></rss>'.encode()

    async def present(self, certificate: Path) -> None:
        """Shows another certificate from now on, at the same address."""
        await self.close()
        self.certificate = certificate
        await self.open()

    async def open(self) -> None:
        tls = None
        if self.certificate:
            tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            tls.load_cert_chain(self.certificate)
        self._listener = Listener(self._connected, self.port, tls)
        await self._listener.open()
        self.port = self._listener.port

    async def close(self) -> None:
        assert self._listener is not None
        await self._listener.close()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked += 1
        await (self.trouble or self._fine)(Line(reader, writer, self.document))

    async def _fine(self, line: Line) -> None:
        """A server as it should be: 304 where nothing has changed."""
        fields, body = await line.request(), self.document()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if fields.get("if-none-match") == etag:
            self.conditional += 1
            line.write(b"", "304 Not Modified", ETag=etag)
        else:
            line.write(body, ETag=etag)
        await line.writer.drain()
