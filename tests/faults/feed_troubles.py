"""Everything that can be wrong with a feed's server, each as a `Trouble`, with what Parley calls it."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import dataclass

from tests.faults.outlet import Line, Trouble


@dataclass(frozen=True, slots=True)
class Named:
    """A trouble, and the cause in plain words that it leads to."""

    trouble: Trouble
    cause: str


def _answers(cause: str, body: bytes = b"", status: str = "200 OK", **fields: str) -> Named:
    async def trouble(line: Line) -> None:
        await line.answer(body, status, **fields)

    return Named(trouble, cause)


async def _reset_before(line: Line) -> None:
    line.reset()


async def _reset_after(line: Line) -> None:
    await line.request()
    line.reset()


async def _never(line: Line) -> None:
    await line.request()
    await asyncio.sleep(3600)


async def _drips(line: Line) -> None:
    await line.request()
    line.writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        line.writer.write(b" ")
        await line.writer.drain()
        await asyncio.sleep(0.05)


async def _drips_its_head(line: Line) -> None:
    await line.request()
    for letter in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 1000:
        line.writer.write(bytes([letter]))
        await line.writer.drain()
        await asyncio.sleep(0.05)


async def _endless(line: Line) -> None:
    await line.request()
    line.writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        line.writer.write(b"<item/>" * 10_000)
        await line.writer.drain()


async def _cut(line: Line) -> None:
    """The connection ends before all that was announced has come."""
    await line.request()
    line.writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + line.document())


async def _loop(line: Line) -> None:
    first = (await line.request())[""].split(" ")[1]
    line.write(b"", "302 Found", Location="/other" if first != "/other" else "/round")


_PAGE = b"<!DOCTYPE html><html><body><h1>Bad Gateway</h1></body></html>"

TROUBLES = {
    "429": _answers("429 too many requests", status="429 Too Many Requests", Retry_After="120"),
    "403": _answers("403 forbidden", _PAGE, "403 Forbidden"),
    "404": _answers("404 not found", status="404 Not Found"),
    "410": _answers("410 gone", status="410 Gone"),
    "500": _answers("500 internal server error", status="500 Internal Server Error"),
    "502 with HTML": _answers("502 bad gateway", _PAGE, "502 Bad Gateway", Content_Type="text/html"),
    "reset before the request was read": Named(_reset_before, "connection broken"),
    "reset after the request was read": Named(_reset_after, "connection broken"),
    "no answer": Named(_never, "timed out"),
    "slow drip": Named(_drips, "timed out"),
    "slow drip of the head": Named(_drips_its_head, "timed out"),
    "endless body": Named(_endless, "too large"),
    "broken off": Named(_cut, "broken answer"),
    "gzip bomb": _answers("too large", gzip.compress(bytes(50_000_000)), Content_Encoding="gzip"),
    "damaged gzip": _answers("damaged compression", b"<rss/>", Content_Encoding="gzip"),
    "redirect loop": Named(_loop, "redirect loop"),
    "invalid XML": _answers("not a feed", b'<?xml version="1.0"?><r<s><<channel>'),
    "invalid JSON": _answers("not a feed", b'{"version": "https://jsonfeed.org/version/1.1", "items": ['),
    "HTML with 200": _answers("not a feed", _PAGE, Content_Type="application/rss+xml"),
    "empty with 200": _answers("empty"),
    "nested too deeply": _answers("nested too deeply", b'<rss version="2.0">' + b"<a>" * 100_000),
}
