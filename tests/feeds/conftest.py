"""What the feed tests share: a web server on loopback, and a fetcher that may reach it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from feed_web import Web

from bot.feeds.fetch import Fetcher
from bot.feeds.limits import Limits
from tests.bot_server import seated


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    site = Web()
    tasks: set[asyncio.Task[None]] = set()
    writers: set[asyncio.StreamWriter] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        writers.add(writer)
        await site.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    yield site
    server.close()
    await seated()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for writer in writers:  # one whose client reads no further stays open until it has sent all
        writer.transport.abort()
    await seated()  # aborted transports close in the next turn of the loop


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """One that may reach loopback, with limits small enough for a test."""
    limits = Limits(total=2.0, connect=1.0, read=1.0, size=200_000)
    async with Fetcher("Parley/test (+test@example.org)", allow_private=True, limits=limits) as one:
        yield one
