"""What every command begins with: settings, a migrated database, what a start brings into it. Nothing of Telegram."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import certifi
from sqlmodel import Session

from bot import settings as configuration
from bot.alerts.eligible import PUSHED
from bot.feeds.catalogue import read_opml
from bot.jobs.intervals import Pace
from bot.settings import Settings
from storage import channels, feeds, identity, migrate
from storage.database import Database
from storage.record import Told, load_record
from storage.seeds import default_folder
from storage.vocabulary import Dossier

if TYPE_CHECKING:
    from bot.feeds.fetch import Fetcher

Now = Callable[[], datetime]
HANDED_OVER = 0.001
"""Seconds after which a thread that computes lets another go on: the event loop would wait for each of its steps."""


def utc_now() -> datetime:
    """The clock of a real run."""
    return datetime.now(UTC)


def dossier_folder(settings: Settings) -> Path:
    """The folder of the dossier: the shipped seeds/ unless a setting names another."""
    return settings.dossier or default_folder()


def trusted() -> ssl.SSLContext:
    """Whom the HTTP door trusts: the usual certificate authorities. Loading them takes any thread 20 ms."""
    return ssl.create_default_context(cafile=certifi.where())


def fetcher_for(settings: Settings, tls: ssl.SSLContext | None = None) -> Fetcher:
    """The HTTP door, which names Parley and a contact to every server. `tls` is `trusted()`, where it is at hand."""
    from bot.feeds.fetch import Fetcher  # what starts before anything is fetched does not wait for it

    contact = f" (+{settings.contact})" if settings.contact else ""
    return Fetcher(f"Parley/{version('parley')}{contact}", allow_private=settings.allow_private_addresses, tls=tls)


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[tuple[Settings, Database]]:
    """Settings, these where they are loaded, and a migrated database, as one command of the command line needs them."""
    settings = settings or configuration.load()
    with Database(settings.database_url) as database:
        migrate.upgrade(database)
        yield settings, database


def fill(
    session: Session,
    settings: Settings,
    now: datetime,
    told: Told = lambda _, __: None,
    dossier: Dossier | None = None,
) -> None:
    """Brings in what a start brings: the feeds, spread over their first polls, the record, the channels.

    `dossier` is the one that the settings name, where it is at hand.
    """
    folder = dossier_folder(settings)
    load_record(session, folder, now, told, dossier)  # first: its lock makes instances that start together take turns
    identity.ensure(session)
    channels.appoint(session, settings.channels, PUSHED, now)
    catalogue = settings.feeds or folder / "feeds.opml"
    if settings.feeds or catalogue.exists():
        feeds.synchronise(session, read_opml(catalogue))
    pace = pace_of(settings)
    feeds.spread(session, now, lambda feed: pace.first(feed, now))


def pace_of(settings: Settings) -> Pace:
    return Pace(settings.poll_seconds, settings.poll_seconds_max)
