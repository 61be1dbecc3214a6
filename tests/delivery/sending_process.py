"""A process that delivers until it is killed: `python -m tests.delivery.sending_process DATABASE API NAME`."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

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


def now() -> datetime:
    return datetime.now(UTC)


async def main(address: str, api: str, name: str) -> None:
    with Database(address) as database:
        if database.sqlite:
            await database.write(instances.start_alone, name, now())
        assert await database.write(instances.take_role, name, now())
        limiter = LaneLimiter(Pace(1000, chat_gap=0))
        bot = build(TOKEN, api, limiter, Health()).bot
        await bot.initialize()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await Deliverer(database, TelegramSender(bot, limiter), owner=name, now=now, label=labelled, digest=told).run()


async def started(database: Database, api: str, name: str) -> asyncio.subprocess.Process:
    """Such a process, once it is ready to send."""
    address = database.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery.sending_process", address, api, name, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 20) == b"ready\n"
    return process


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
