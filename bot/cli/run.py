"""`parley run`: loaded by itself, as it stays: what the other commands need would take room for ever."""

from __future__ import annotations

import asyncio

import typer

from bot import running, settings
from bot.cli.progress import Reaching


def register(app: typer.Typer) -> None:
    """Adds this file's command."""
    app.command()(run)


def run() -> None:
    """Runs the bot in Telegram until it is told to end (SIGTERM, Ctrl-C)."""
    configured = settings.load()
    far = Reaching("rows of the record brought in", quiet=configured.log_json)  # who reads JSON reads nothing else
    asyncio.run(running.run(configured, far))
