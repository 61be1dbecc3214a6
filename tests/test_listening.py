"""Servers end with all that they have accepted, whatever stage it is at."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress

import psutil
import pytest

from bot.serving import Answered, Asked, HttpServer
from tests.faults.outlet import GOOD
from tests.listening import Listener

LARGE = bytes(20_000_000)
TURNS = range(12)


async def _large(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readline()
    writer.write(LARGE)


def _held(port: int) -> int:
    """The sockets at this port that this process has open."""
    return sum(one.laddr.port == port for one in psutil.Process().net_connections("tcp"))


async def _connect(port: int, *, tls: bool) -> asyncio.StreamWriter:
    """A client that says one line and reads nothing."""
    trusted = ssl.create_default_context(cafile=str(GOOD)) if tls else None
    _, writer = await asyncio.open_connection("localhost", port, ssl=trusted, limit=1)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return writer


async def _leave(client: asyncio.Task[asyncio.StreamWriter]) -> None:
    client.cancel()
    with suppress(OSError, asyncio.CancelledError):
        (await client).transport.abort()
    await asyncio.sleep(0.01)


@pytest.mark.parametrize("tls", [False, True])
async def test_a_listener_leaves_nothing_open(tls: bool) -> None:
    context = None
    if tls:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(GOOD)
    for turns in TURNS:
        async with Listener(_large, tls=context) as server:
            client = asyncio.create_task(_connect(server.port, tls=tls))
            for _ in range(turns):
                await asyncio.sleep(0.001)
        assert _held(server.port) == 0, turns
        await _leave(client)


@pytest.mark.parametrize("stuck", [False, True])
async def test_an_http_server_leaves_nothing_open(stuck: bool) -> None:
    async def answer(_: Asked) -> Answered:
        return Answered(body=LARGE if stuck else b"")

    for turns in TURNS:
        server = HttpServer("127.0.0.1:0", {("GET", "/"): answer})
        await server.start()
        client = asyncio.create_task(_connect(server.port, tls=False))
        for _ in range(turns):
            await asyncio.sleep(0)
        await server.stop()
        assert _held(server.port) == 0, turns
        await _leave(client)
