"""`parley doctor`: what is wrong, and the cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import app, settings
from bot.errors import BotError
from bot.settings import Settings
from storage import backup, feeds, migrate
from storage.database import Database, DatabaseFailed
from storage.seeds import load_dossier
from storage.sheets import SeedFileWrong
from storage.vocabulary import FeedState

_STALE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `told` says what is so, and the cure where it is not fine."""

    what: str
    told: str
    fine: bool = True


def examine() -> Iterator[Finding]:
    """Looks at settings, token, dossier, database, feeds and clock, in this order."""
    try:
        configured = settings.load()
    except BotError as error:
        yield Finding("settings", str(error), fine=False)
        return
    yield Finding("settings", "all known and well-formed")
    yield _token(configured)
    yield from _guarded("dossier", lambda: _dossier(configured))
    yield from _guarded("database", lambda: _database(configured))
    yield Finding("clock", f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC; compare it with a clock that you trust")


def _guarded(what: str, look: Callable[[], list[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except (BotError, DatabaseFailed, SeedFileWrong) as error:
        yield Finding(what, str(error), fine=False)


def _token(configured: Settings) -> Finding:
    if configured.telegram_token is None:
        return Finding("token", "none; ask @BotFather (/newbot) and set PARLEY_TELEGRAM_TOKEN", fine=False)
    number, colon, secret = configured.telegram_token.get_secret_value().partition(":")
    formed = bool(colon) and number.isdecimal() and len(secret) >= 30  # noqa: PLR2004 (as BotFather makes them)
    told = "well-formed; `parley run` says whether Telegram takes it" if formed else "not of the form 123456:ABC…"
    return Finding("token", told, fine=formed)


def _dossier(configured: Settings) -> list[Finding]:
    folder = app.dossier_folder(configured)
    dossier = load_dossier(folder)
    return [Finding("dossier", f"{dossier.name['en']}: {len(dossier.parties)} parties, {len(dossier.people)} people")]


def _database(configured: Settings) -> list[Finding]:
    with Database(configured.database_url) as database:
        with database.session() as session:
            present = migrate.revision(session.connection())
        if present != migrate.head():
            told = f"at revision {present or 'none'}, wanted {migrate.head()}; run `parley db upgrade`"
            return [Finding("migrations", told, fine=False)]
        broken = backup.faults(database)
        return [
            Finding("migrations", f"at revision {present}"),
            Finding("database", "; ".join(broken[:3]) or "whole", fine=not broken),
            _feeds(database),
        ]


def _feeds(database: Database) -> Finding:
    active = [feed for feed in database.run(feeds.every) if feed.state is FeedState.ACTIVE]
    if not active:
        return Finding(
            "feeds", "none is enabled; start `parley run` once, or `parley feeds import FILE.opml`", fine=False
        )
    old = datetime.now(UTC) - _STALE
    answered = [feed for feed in active if feed.last_success and feed.last_success > old]
    told = f"{len(answered)} of {len(active)} answered within 6 hours"
    if not answered:
        told += "; is Parley running, and does this machine reach the web? see `parley feeds list --failing`"
    return Finding("feeds", told, fine=bool(answered))
