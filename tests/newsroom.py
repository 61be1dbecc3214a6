"""A feed server and a running `parley` for tests that look at the whole from outside."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from io import StringIO
from pathlib import Path
from typing import Self
from xml.sax.saxutils import escape

import pytest

from bot.cli import main
from tests.listening import Listener

TOKEN = "123456789:" + "x" * 35


@dataclass
class Newsroom:
    """Serves RSS documents at /<name>, slowly where asked; items can be published at any time."""

    delay: float = 0.0
    items: dict[str, list[tuple[str, str, datetime]]] = field(default_factory=dict)
    asked: int = 0

    def publish(self, feed: str, title: str, text: str, at: datetime | None = None) -> None:
        self.items.setdefault(feed, []).append((title, text, at or datetime.now(UTC)))

    def url(self, feed: str) -> str:
        return f"http://127.0.0.1:{self._listener.port}/{feed}"

    def opml(self, path: Path, *feeds: str) -> Path:
        rows = "".join(
            f'<outline type="rss" text="{name}" xmlUrl="{self.url(name)}" outlet="{name.title()}" owner="{name}" '
            f'language="en" tier="1"/>'
            for name in feeds
        )
        path.write_text(f'<opml version="2.0"><body>{rows}</body></opml>')
        return path

    async def __aenter__(self) -> Self:
        self._listener = Listener(self._serve)
        await self._listener.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._listener.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.asked += 1
        await asyncio.sleep(self.delay)
        body = self._document(head.split(b" ")[1].decode().strip("/")).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    def _document(self, feed: str) -> str:
        rows = "".join(
            f"<item><guid>{feed}-{number}</guid><title>{escape(title)}</title><description>{escape(text)}</description>"
            f"<link>https://{feed}.example/{number}</link><pubDate>{format_datetime(at)}</pubDate></item>"
            for number, (title, text, at) in enumerate(self.items.get(feed, []))
        )
        head = f"<title>{feed}</title><ttl>20</ttl>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{rows}</channel></rss>'


def environment(folder: Path, **settings: object) -> dict[str, str]:
    """The environment of a `parley` that knows no settings but these."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PARLEY_")}
    given = {f"PARLEY_{name.upper()}": str(value) for name, value in settings.items()}
    return {"PARLEY_DATABASE_URL": f"sqlite:///{folder / 'parley.db'}", **clean, **given}


@contextmanager
def logging_kept() -> Iterator[None]:
    """Takes back what `bot.logs.configure` changes in the process."""
    kept = logging.root.handlers[:], logging.root.level, sys.excepthook, threading.excepthook
    levels = {name: logging.getLogger(name).level for name in ("httpx", "httpcore", "hpack", "telegram", "asyncio")}
    try:
        yield
    finally:
        logging.root.handlers[:], sys.excepthook, threading.excepthook = kept[0], kept[2], kept[3]
        logging.root.setLevel(kept[1])
        logging.captureWarnings(capture=False)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


async def command(folder: Path, *arguments: str, **settings: object) -> tuple[int, str, str]:
    """What `parley` gives, from a call within this process: a process of its own takes seconds to start."""
    return await asyncio.to_thread(_called, folder, ["parley", *arguments], environment(folder, **settings))


def _called(folder: Path, arguments: list[str], variables: dict[str, str]) -> tuple[int, str, str]:
    out, err, status = StringIO(), StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, chdir(folder), logging_kept():
        patch.setattr(sys, "argv", arguments)
        patch.setattr(os, "environ", variables)
        with redirect_stdout(out), redirect_stderr(err):
            try:
                main()
            except SystemExit as end:
                status = int(end.code or 0)
    return status, out.getvalue(), err.getvalue()


async def parley(folder: Path, *arguments: str, **settings: object) -> tuple[int, str, str]:
    """One `parley …` from start to end, a process of its own: exit status, what it printed, what it complained of."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=folder, env=environment(folder, **settings) | _path(),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


@dataclass
class Running:
    """A `parley run` and what it has logged so far."""

    process: asyncio.subprocess.Process
    log: str = ""

    async def follow(self) -> None:
        assert self.process.stderr is not None
        while line := await self.process.stderr.readline():
            self.log += line.decode()

    async def says(self, text: str, within: float = 30) -> None:
        """Waits until the log holds a text."""
        async with asyncio.timeout(within):
            while text not in self.log:
                assert self.process.returncode is None, self.log
                await asyncio.sleep(0.05)


@asynccontextmanager
async def running(folder: Path, *, by: tuple[str, ...] = ("bot",), **settings: object) -> AsyncIterator[Running]:
    """`parley run` in the background, by another module where asked; killed at the end if it still runs."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *by, "run", cwd=folder, env=environment(folder, **settings) | _path(),
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    found = Running(process)
    following = asyncio.create_task(found.follow())
    try:
        yield found
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        await following


def _path() -> dict[str, str]:
    return {"PYTHONPATH": str(Path(__file__).parent.parent)}
