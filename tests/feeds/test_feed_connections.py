"""Connections that are kept: used again, one request at a time each, and no more of them than wanted."""

import asyncio
import ssl
from collections.abc import AsyncIterator

import httpcore
import pytest
from feed_web import Web, answer

from bot.feeds.connections import Connections
from bot.feeds.guard import GuardedBackend

BODY = b"<rss/>"
LIMITS = {"timeout": {"connect": 2.0, "read": 2.0, "write": 2.0}}


@pytest.fixture
async def kept() -> AsyncIterator[Connections]:
    pool = Connections(ssl.create_default_context(), GuardedBackend(allow_private=True), keep=2)
    yield pool
    await pool.aclose()


async def ask(pool: Connections, url: str, *, to_the_end: bool = True) -> bytes:
    headers = [("Host", "127.0.0.1")]
    response = await pool.handle_async_request(httpcore.Request("GET", url, headers=headers, extensions=LIMITS))
    try:
        return await response.aread() if to_the_end else b""
    finally:
        await response.aclose()


async def slow(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(0.1)
    writer.write(answer(BODY))


async def test_one_connection_serves_one_request_after_the_other(web: Web, kept: Connections) -> None:
    url = web.on("/", answer(BODY))
    assert [await ask(kept, url) for _ in range(3)] == [BODY] * 3
    assert (web.connections, len(kept.connections)) == (1, 1)


async def test_requests_side_by_side_share_none_and_only_so_many_stay(web: Web, kept: Connections) -> None:
    url = web.on("/", slow)
    assert await asyncio.gather(*(ask(kept, url) for _ in range(4))) == [BODY] * 4
    assert (web.connections, web.most_open, len(kept.connections)) == (4, 4, 2)
    await asyncio.gather(*(ask(kept, url) for _ in range(2)))
    assert web.connections == 4


async def test_a_connection_that_the_server_has_ended_is_not_used_again(web: Web, kept: Connections) -> None:
    async def last(writer: asyncio.StreamWriter) -> None:
        writer.write(answer(BODY))
        await writer.drain()
        writer.close()

    url = web.on("/", last, answer(BODY))
    await ask(kept, url)
    await asyncio.sleep(0.05)
    assert await ask(kept, url) == BODY
    assert (web.connections, len(kept.connections)) == (2, 1)


async def test_an_answer_left_halfway_ends_its_connection(web: Web, kept: Connections) -> None:
    url = web.on("/", answer(bytes(500_000)), answer(BODY))
    await ask(kept, url, to_the_end=False)
    assert kept.connections == []
    assert await ask(kept, url) == BODY


async def test_a_request_that_is_given_up_leaves_no_connection(web: Web, kept: Connections) -> None:
    url = web.on("/", slow, answer(BODY))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(ask(kept, url), 0.03)
    assert kept.connections == []
    assert await ask(kept, url) == BODY


async def test_one_that_is_given_up_as_its_answer_is_closed_leaves_none_either(web: Web, kept: Connections) -> None:
    url = web.on("/", answer(BODY))
    response = await kept.handle_async_request(httpcore.Request("GET", url, headers=[("Host", "x")], extensions=LIMITS))
    await response.aread()
    closing = asyncio.create_task(response.aclose())
    await asyncio.sleep(0)
    closing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await closing
    async with asyncio.timeout(5):
        while not web.ended:
            await asyncio.sleep(0.01)
    assert kept.connections == []


async def test_another_site_gets_a_connection_of_its_own(web: Web, kept: Connections) -> None:
    web.on("/", answer(BODY))
    for host in ("127.0.0.1", "localhost", "127.0.0.1"):
        await ask(kept, web.url("/", host))
    assert (web.connections, len(kept.connections)) == (2, 2)
