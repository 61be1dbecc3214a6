"""The wire to the Bot API over HTTP on loopback: what it has opened it closes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import psutil
import pytest
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.telegram import faults
from bot.telegram.local import LocalBotApi
from bot.telegram.wire import Health, Wire
from tests.bot_server import BotServer
from tests.delivery.owing import TOKEN

MANY, EXPIRY = 10, 0.05


@pytest.fixture
async def server() -> AsyncIterator[BotServer]:
    async with BotServer(LocalBotApi(token=TOKEN)) as made:
        yield made


async def _ask(wire: Wire, server: BotServer) -> int:
    return (await wire.do_request(f"{server.url}/bot{TOKEN}/getMe", "POST"))[0]


def _open_to(port: int) -> int:
    """How many sockets of this process are still open to that port."""
    return sum(bool(one.raddr) and one.raddr.port == port for one in psutil.Process().net_connections("tcp"))


@pytest.mark.parametrize("turns", range(1, 20))
async def test_what_is_cancelled_while_old_connections_close_leaves_none_open(server: BotServer, turns: int) -> None:
    limits = httpx.Limits(keepalive_expiry=EXPIRY)
    wire = Wire(Health(), HTTPXRequest(connection_pool_size=MANY, httpx_kwargs={"limits": limits}))
    await wire.initialize()
    async with asyncio.timeout(20):
        while _open_to(server.port) < MANY:  # where the machine is busy, the first are too old before the last is there
            await asyncio.gather(*(_ask(wire, server) for _ in range(MANY)))
    assert _open_to(server.port) == MANY
    await asyncio.sleep(2 * EXPIRY)
    late = asyncio.create_task(_ask(wire, server))
    for _ in range(turns):
        await asyncio.sleep(0)
    late.cancel()
    with pytest.raises(asyncio.CancelledError):
        await late
    await wire.shutdown()
    await asyncio.sleep(0)
    assert _open_to(server.port) == 0


async def test_an_error_comes_as_it_is(server: BotServer) -> None:
    wire = Wire(Health())
    await wire.initialize()
    server.api.faults.add(faults.reset(method="getMe"))
    with pytest.raises(NetworkError) as caught:
        await _ask(wire, server)
    assert isinstance(caught.value.__cause__, httpx.TransportError)
    assert await _ask(wire, server) == 200
    await wire.shutdown()
