"""What the feed tests share: a web server on loopback, and a fetcher that may reach it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from feed_web import Web

from bot.feeds.fetch import Fetcher
from bot.feeds.limits import Limits
from tests.bot_server import let_go


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    site = Web()
    open_: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_[task] = writer
        await site.serve(reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    yield site
    await let_go(server, open_)


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """One that may reach loopback, with limits small enough for a test."""
    limits = Limits(total=2.0, connect=1.0, read=1.0, size=200_000)
    async with Fetcher("Parley/test (+test@example.org)", allow_private=True, limits=limits) as one:
        yield one
