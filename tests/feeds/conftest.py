"""What the feed tests share: a web server on loopback, and a fetcher that may reach it."""

from collections.abc import AsyncIterator

import pytest
from feed_web import Web

from bot.feeds.fetch import Fetcher
from bot.feeds.limits import Limits
from tests.listening import Listener


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    site = Web()
    async with Listener(site.serve) as server:
        site.port = server.port
        yield site


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    """One that may reach loopback, with limits small enough for a test."""
    limits = Limits(total=2.0, connect=1.0, read=1.0, size=200_000)
    async with Fetcher("Parley/test (+test@example.org)", allow_private=True, limits=limits) as one:
        yield one
