"""The feed server of the benches: a process of its own that answers with ready documents, ETag and 304 included."""

from __future__ import annotations

import asyncio
import multiprocessing
import urllib.request
from datetime import date
from multiprocessing.connection import Connection
from typing import Self

from tests.bench import papers

_KEPT = b"HTTP/1.1 %s\r\nContent-Length: %d\r\nETag: %s\r\nContent-Type: application/rss+xml; charset=utf-8\r\n\r\n"


class Outlet:
    """So many feeds under /feed/<number>; `publish` gives some of them one more entry."""

    def __init__(self, feeds: int, today: date, entries: int = papers.ENTRIES) -> None:
        self._feeds = feeds
        mine, theirs = multiprocessing.Pipe()
        self._port = mine
        start = multiprocessing.get_context("spawn")
        self._process = start.Process(target=_serve, args=(theirs, feeds, today, entries), daemon=True)

    def __enter__(self) -> Self:
        self._process.start()
        self.root = f"http://127.0.0.1:{self._port.recv()}"
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()

    def addresses(self, feeds: int | None = None) -> list[str]:
        """The first so many feeds."""
        return [f"{self.root}/feed/{number}" for number in range(feeds or self._feeds)]

    def publish(self, feeds: int) -> None:
        """One new entry in each of so many feeds, other ones each time."""
        with urllib.request.urlopen(f"{self.root}/publish/{feeds}") as answer:
            answer.read()


class _Shelf:
    """The documents as they stand, ready to be sent."""

    def __init__(self, feeds: int, today: date, entries: int) -> None:
        self._today, self._entries = today, entries
        self._more = [0] * feeds
        self._next = 0
        self._ready = [self._made(feed) for feed in range(feeds)]

    def _made(self, feed: int) -> tuple[bytes, bytes]:
        body = papers.document(feed, self._today, more=self._more[feed], entries=self._entries)
        tag = b'"%d-%d"' % (feed, self._more[feed])
        return tag, _KEPT % (b"200 OK", len(body), tag) + body

    def publish(self, feeds: int) -> None:
        for _ in range(feeds):
            self._more[self._next] += 1
            self._ready[self._next] = self._made(self._next)
            self._next = (self._next + 1) % len(self._more)

    def answer(self, head: bytes) -> bytes:
        _, what, number = head.split(b" ", 2)[1].split(b"/")
        if what == b"publish":
            self.publish(int(number))
            return _KEPT % (b"200 OK", 0, b'"-"')
        tag, whole = self._ready[int(number)]
        return _KEPT % (b"304 Not Modified", 0, tag) if tag in head else whole


def _serve(port: Connection, feeds: int, today: date, entries: int) -> None:
    asyncio.run(_answering(port, _Shelf(feeds, today, entries)))


async def _answering(port: Connection, shelf: _Shelf) -> None:
    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                writer.write(shelf.answer(await reader.readuntil(b"\r\n\r\n")))
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0, backlog=1000)
    port.send(server.sockets[0].getsockname()[1])
    await server.serve_forever()
