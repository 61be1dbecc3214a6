"""The event loop stays free while feeds are polled: none of its callbacks takes it longer than 20 ms.

What is measured is the processor time of its thread, callback by callback, so that others on the machine do not count.
"""

import asyncio
import gc
import gzip
import sys
import threading
import time
from asyncio import events
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from bot.feeds.fetch import Fetcher
from bot.feeds.worker import Workers
from bot.jobs.intervals import Pace
from bot.jobs.poll import Poller
from bot.jobs.resolve import resolve_wave
from bot.running import keep_loop_free
from handlers.alerting import compose
from storage import feeds
from storage.database import Database
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Feed
from tests.listening import Listener

LONGEST = 0.020
SWAP = "Ukraine and Russia exchanged {} prisoners each on Thursday, the Russian Defence Ministry said. "
RAIN = "Forecasters expect rain in the west and a dry day on the coast. "


@pytest.fixture
def as_in_a_run() -> Iterator[None]:
    """What is there already is no garbage, and threads hand over soon."""
    before = sys.getswitchinterval()
    keep_loop_free()
    yield
    gc.unfreeze()
    sys.setswitchinterval(before)


class Watch:
    """Times every callback of the event loop in this thread."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.longest, self.callbacks, self.what = 0.0, 0, ""
        ran, watched = events.Handle._run, threading.get_ident()

        def timed(handle: asyncio.Handle) -> None:
            begun = time.thread_time()
            ran(handle)
            took = time.thread_time() - begun
            if threading.get_ident() == watched:
                self.callbacks += 1
                if took > self.longest:
                    self.longest, self.what = took, repr(handle)

        patch.setattr(events.Handle, "_run", timed)


@pytest.fixture
def paper() -> Iterator[str]:
    """A server in a thread of its own: 100 feeds of five entries and one of two thousand, packed; gives its address."""
    packed = {f"/{number}": _document(number, 5, RAIN * 3) for number in range(100)}
    packed["/long"] = _document(100, 2000, RAIN * 8)
    ready, port = threading.Event(), 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            body = packed[head.split(b" ")[1].decode()]
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body))
            writer.write(body)

    async def serve() -> None:
        nonlocal port
        async with Listener(answer) as server:
            port = server.port
            ready.set()
            while not over.is_set():
                await asyncio.sleep(0.05)

    over = threading.Event()
    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    ready.wait()
    yield f"http://127.0.0.1:{port}"
    over.set()
    thread.join()


def _document(feed: int, entries: int, rain: str) -> bytes:
    rows = "".join(
        f"<item><guid>{feed}-{number}</guid><title>Item {number}</title>"
        f"<description>{SWAP.format(100 + feed) if number % 100 == 0 else ''}{rain}</description></item>"
        for number in range(entries)
    )
    return gzip.compress(f'<rss version="2.0"><channel><title>{feed}</title>{rows}</channel></rss>'.encode(), 1)


@pytest.mark.speed
@pytest.mark.usefixtures("as_in_a_run")
async def test_a_hundred_feeds_with_much_that_is_new_hold_the_loop_up_for_20_ms_at_most(
    database: Database, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = [Feed(url=f"{paper}/{number}", owner=f"{number}") for number in (*range(100), "long")]
    database.run(feeds.synchronise, listed, write=True)
    dossier, workers = load_dossier(default_folder()), Workers(1)

    def decide(session: Session) -> None:
        resolve_wave(session, dossier, datetime.now(UTC), edit_seconds=600, compose=compose)

    async def settle() -> None:
        await database.write(decide)

    async with Fetcher("Parley/test", allow_private=True) as fetcher:
        poller = Poller(
            database, fetcher, workers, folder=default_folder(), pace=Pace(), now=lambda: datetime.now(UTC),
            owner="test", settle=settle,
        )  # fmt: skip
        watch = Watch(monkeypatch)
        wave = await poller.poll_all()
        monkeypatch.undo()
        await workers.close()
    assert (wave.answered, wave.entries, wave.relevant) == (101, 2500, 120)
    assert watch.callbacks > 1000
    assert watch.longest < LONGEST, watch.what


async def test_what_would_hold_it_up_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def compute() -> None:
        until = time.thread_time() + 1.1 * LONGEST
        while time.thread_time() < until:
            pass

    watch = Watch(monkeypatch)
    asyncio.get_running_loop().call_soon(compute)
    await asyncio.sleep(0)
    monkeypatch.undo()
    assert watch.longest > LONGEST


@pytest.mark.usefixtures("as_in_a_run")
def test_after_a_start_no_collection_of_garbage_stops_the_loop() -> None:
    begun = time.thread_time()
    gc.collect()
    assert time.thread_time() - begun < LONGEST
