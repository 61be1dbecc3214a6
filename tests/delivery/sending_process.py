"""Processes that deliver until they are killed, each forked off one that has imported all it takes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from bot.jobs.deliver import Deliverer
from bot.telegram.door import build
from bot.telegram.lanes import Pace
from bot.telegram.limiter import LaneLimiter
from bot.telegram.sender import TelegramSender
from bot.telegram.wire import Health
from storage import instances
from storage.database import Database
from tests.delivery.digesting import told
from tests.delivery.owing import TOKEN, labelled

_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload([__name__])


def now() -> datetime:
    return datetime.now(UTC)


def main(address: str, api: str, name: str, ready: Connection) -> None:
    asyncio.run(_deliver(address, api, name, ready))


async def _deliver(address: str, api: str, name: str, ready: Connection) -> None:
    with Database(address) as database:
        if database.sqlite:
            await database.write(instances.start_alone, name, now())
        assert await database.write(instances.take_role, name, now())
        limiter = LaneLimiter(Pace(1000, chat_gap=0))
        bot = build(TOKEN, api, limiter, Health()).bot
        await bot.initialize()
        ready.send(True)
        await Deliverer(database, TelegramSender(bot, limiter), owner=name, now=now, label=labelled, digest=told).run()


async def started(database: Database, api: str, name: str) -> BaseProcess:
    """Such a process, once it is ready to send."""
    address = database.url.render_as_string(hide_password=False)
    here, there = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=main, args=(address, api, name, there), daemon=True)
    process.start()
    there.close()
    assert await asyncio.to_thread(here.poll, 20)
    assert here.recv()
    here.close()
    return process


async def killed(process: BaseProcess) -> None:
    """Ends one as `kill -9` does."""
    process.kill()
    await asyncio.to_thread(process.join)
    process.close()
