"""`parley poll`: loaded by itself, as it may be started every few minutes; nothing of Telegram comes with it."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from bot import settings as configuration
from bot.feeds.worker import Workers
from bot.garbage import lasting
from bot.preparing import prepare
from bot.settings import Settings
from storage import first_look

if TYPE_CHECKING:
    import typer


def register(app: typer.Typer) -> None:
    """Adds this file's command."""
    app.command()(poll)


def poll() -> None:
    """Polls every enabled feed once, now, whether due or not. Needs no token."""
    said = asyncio.run(_poll(configuration.load()))
    sys.stdout.write(f"{said}\n")


async def _poll(settings: Settings) -> str:
    """What the poll came to. Where there is much to read, what reads loads while this process loads all the rest."""
    workers = None
    try:
        if first_look.count_new(settings.database_url) > first_look.FEW:
            workers = Workers(2, initializer=prepare, initargs=(settings.dossier,))
            await workers.begin()
        with lasting():
            from bot.cli import polled
        return await polled.poll(settings, workers)
    finally:
        if workers:
            await workers.close()
