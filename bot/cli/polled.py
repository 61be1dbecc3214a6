"""What `parley poll` does: loaded once what reads is being loaded too, where there is much to read."""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from sqlmodel import Session

from bot import logs, opening
from bot.cli.progress import Progress, Reaching
from bot.feeds.worker import Workers
from bot.jobs.wave import Wave
from bot.preparing import prepare
from bot.settings import Settings
from storage import feeds, reports, search
from storage.database import Database
from storage.first_look import FEW
from storage.seeds import load_dossier
from storage.vocabulary import Feed

if TYPE_CHECKING:
    from bot.jobs.poll import Poller

_NOW_AND_THEN = 1.0
"""Seconds."""


async def poll(settings: Settings, workers: Workers | None) -> str:
    """Polls every enabled feed once and says what that came to. `workers` are those that are being prepared already."""
    sys.setswitchinterval(opening.HANDED_OVER)  # else who reads waits for work while what was read is stored
    logs.configure("ERROR", settings.log_json)
    with opening.opened(settings) as (_, database):
        wave = await _poll(settings, database, workers)
    return (
        f"{wave.feeds} feeds polled: {wave.answered} answered ({wave.unchanged} unchanged), {wave.failed} failed; "
        f"{wave.entries} new entries, {wave.relevant} of them relevant"
    )


async def _poll(settings: Settings, database: Database, begun: Workers | None) -> Wave:
    tls = asyncio.create_task(asyncio.to_thread(opening.trusted))  # beside the rest: it needs no interpreter
    told = Reaching("rows of the record brought in")
    await database.write(opening.fill, settings, opening.utc_now(), told)

    folder, polled, decider = opening.dossier_folder(settings), asyncio.Event(), cache(partial(_Decider, settings))
    much_to_read = await database.read(feeds.count_new) > FEW
    workers = begun or Workers(2, initializer=prepare, initargs=(folder, much_to_read))
    if much_to_read and not begun:
        await workers.begin()

    async def settle() -> None:
        closing = asyncio.create_task(workers.close()) if polled.is_set() else None  # nothing is left to be read
        try:
            if await database.read(_is_anything_open):
                await database.write((await asyncio.to_thread(decider)).decide, opening.utc_now())
        finally:
            if closing:
                await closing

    await settle()  # what a crash left open
    from bot.jobs.poll import Poller  # while the workers are being prepared

    async with opening.fetcher_for(settings, await tls) as fetcher:
        poller = Poller(
            database, fetcher, workers, folder=folder, pace=opening.pace_of(settings),
            now=opening.utc_now, owner=f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(2)}", settle=settle,
            noted=lambda _: polled.set(),
        )  # fmt: skip
        beside = asyncio.create_task(_begin_to_decide(database, decider, polled)) if much_to_read else None
        wave = await _poll_all(poller, database)
        if beside:
            await beside
        await workers.close()
    return wave


async def _poll_all(poller: Poller, database: Database) -> Wave:
    with Progress(await database.read(feeds.count_active), "polled") as progress:
        return await poller.poll_all(lambda feed, outcome: progress.tell(f"{_name(feed)}\t{outcome}"))


def _name(feed: Feed) -> str:
    return feed.outlet or feed.url


def _is_anything_open(session: Session) -> bool:
    return reports.any_unresolved(session) or search.any_new_statements(session)


class _Decider:
    """What decides and words what is open: loaded only where anything is, or may soon be."""

    def __init__(self, settings: Settings) -> None:
        from bot.deciding import decide

        self.dossier = load_dossier(opening.dossier_folder(settings), opening.utc_now())
        self._settings, self._decide = settings, decide

    def decide(self, session: Session, now: datetime) -> None:
        self._decide(session, self.dossier, self._settings, now)


async def _begin_to_decide(database: Database, decider: Callable[[], _Decider], polled: asyncio.Event) -> None:
    """Loads what decides while feeds are polled, and makes findable what is said: at the end, one core would do that.

    Not on PostgreSQL: of what is written side by side there, something may get its id early and be seen late.
    """
    with suppress(Exception):  # who decides by it will say so
        dossier = (await asyncio.to_thread(decider)).dossier
        while database.sqlite:
            with suppress(TimeoutError):
                await asyncio.wait_for(polled.wait(), _NOW_AND_THEN)
                return
            await database.write(search.index_new_statements, dossier)
