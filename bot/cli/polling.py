"""`parley poll`: loaded by itself, as it may be started every few minutes; nothing of Telegram comes with it."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket

import typer

from bot import logs, opening
from bot import settings as configuration
from bot.cli.progress import Progress, Reaching
from bot.feeds.worker import Workers
from bot.jobs.poll import Poller
from bot.jobs.wave import Wave
from bot.reading import prepare
from bot.settings import Settings
from storage import feeds, reports, search
from storage.database import Database
from storage.seeds import load_dossier
from storage.vocabulary import Feed

_FEW = 10
"""Where more feeds are new, there is enough to read to load the words of all languages before."""


def register(app: typer.Typer) -> None:
    """Adds this file's command."""
    app.command()(poll)


def poll() -> None:
    """Polls every enabled feed once, now, whether due or not. Needs no token."""
    configured = configuration.load()
    logs.configure("ERROR", configured.log_json)
    with opening.opened() as (_, database):
        wave = asyncio.run(_poll(configured, database))
    typer.echo(
        f"{wave.feeds} feeds polled: {wave.answered} answered ({wave.unchanged} unchanged), {wave.failed} failed; "
        f"{wave.entries} new entries, {wave.relevant} of them relevant"
    )


async def _poll(settings: Settings, database: Database) -> Wave:
    told = Reaching("rows of the record brought in")
    await database.write(opening.fill, settings, opening.utc_now(), told)

    folder, polled = opening.dossier_folder(settings), asyncio.Event()
    much_to_read = await database.read(feeds.count_new) > _FEW
    workers = Workers(2, initializer=prepare, initargs=(folder, much_to_read))

    async def settle() -> None:
        if polled.is_set():  # nothing is left to be read: what decides needs the room more
            await workers.close()
        await _settle(settings, database)

    await settle()  # what a crash left open
    async with opening.fetcher_for(settings) as fetcher:
        poller = Poller(
            database, fetcher, workers, folder=folder, pace=opening.pace_of(settings),
            now=opening.utc_now, owner=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(2)}", settle=settle,
            noted=lambda _: polled.set(),
        )  # fmt: skip
        wave = await _poll_all(poller, database)
        await workers.close()
    return wave


async def _poll_all(poller: Poller, database: Database) -> Wave:
    with Progress(await database.read(feeds.count_active), "polled") as progress:
        return await poller.poll_all(lambda feed, outcome: progress.tell(f"{_name(feed)}\t{outcome}"))


def _name(feed: Feed) -> str:
    return feed.outlet or feed.url


async def _settle(settings: Settings, database: Database) -> None:
    """Decides what is open, if anything is: only then is loaded what decides and words it."""
    if await database.read(lambda session: reports.any_unresolved(session) or search.any_new_statements(session)):
        from bot.deciding import decide

        dossier, now = load_dossier(opening.dossier_folder(settings), opening.utc_now()), opening.utc_now()
        await database.write(decide, dossier, settings, now)
