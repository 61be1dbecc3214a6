"""`parley doctor`: what is wrong, and the cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot import settings
from bot.errors import BotError
from bot.jobs.watch import standing
from bot.opening import dossier_folder
from bot.settings import Settings
from storage import backup, doubts, feeds, health, holds, hubs, instances, migrate, troubles
from storage.database import Database, DatabaseFailed
from storage.seeds import load_dossier
from storage.sheets import SeedFileWrong
from storage.vocabulary import LIVE, FeedState, HubState

_STALE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `told` says what is so, and the cure where it is not fine."""

    what: str
    told: str
    fine: bool = True


def examine() -> Iterator[Finding]:
    """Looks at settings (the webhook's among them), token, contact, dossier, database, feeds, queue and clock."""
    try:
        configured = settings.load()
    except BotError as error:
        yield Finding("settings", str(error), fine=False)
        return
    yield Finding("settings", "all known and well-formed")
    yield _token(configured)
    yield _contact(configured)
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
    formed = configured.token_is_formed
    told = "well-formed; `parley run` says whether Telegram takes it" if formed else "not of the form 123456:ABC…"
    return Finding("token", told, fine=formed)


def _contact(configured: Settings) -> Finding:
    if configured.contact:
        return Finding("contact", f"{configured.contact} stands in every request to a feed")
    return Finding("contact", "none; set PARLEY_CONTACT, so that whoever runs a feed can write before blocking Parley")


def _dossier(configured: Settings) -> list[Finding]:
    folder = dossier_folder(configured)
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
            *_dead(database),
            *_dry(database),
            *_hubs(database),
            _queue(database, configured),
            *_lost(database),
            _running(database),
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


def _dead(database: Database) -> list[Finding]:
    """Each feed that has not answered for six hours, or says that it is gone, with its last error."""
    old = datetime.now(UTC) - _STALE
    dead = [one for one in database.run(troubles.failing) if one.gone or (one.since and one.since <= old)]
    shown = "; ".join(f"{one.name}: {one.error}" for one in dead[:5])
    more = f"; {len(dead) - 5} more" if len(dead) > 5 else ""  # noqa: PLR2004
    told = f"{shown}{more}; ask with `parley feeds check`, put the address right, or `parley feeds pause` it"
    return [Finding("feeds", told, fine=False)] if dead else []


def _dry(database: Database) -> list[Finding]:
    """Feeds that used to give and give nothing any more."""
    names = [name for _, name in database.run(troubles.dry, datetime.now(UTC))]
    told = "nothing has been read for a week out of what they bring; see what `parley extract` makes of an entry"
    return [Finding("feeds", f"{', '.join(names[:5])}: {told}", fine=False)] if names else []


def _hubs(database: Database) -> list[Finding]:
    """Whether hubs get through to this Parley: one that takes a request and never verifies it does not."""
    known = database.run(hubs.by_feed).values()
    live = [one for one in known if one.state in LIVE]
    lost = [one for one in known if one.state is HubState.REQUESTED and one.asked > 1 and not one.reason]
    told = f"{len(live)} of {len(known)} agreed to push"
    if lost and not live:
        told += "; do they get through? what is beneath PARLEY_WEBHOOK_URL/feeds/ must be passed on, from anywhere"
    return [Finding("hubs", told, fine=bool(live) or not lost)] if known else []


def _queue(database: Database, configured: Settings) -> Finding:
    now = datetime.now(UTC)
    waiting = database.run(health.backlog, now)
    if database.run(holds.held):
        told = f"pushes are held and {waiting.waiting} messages wait; /release in the bot's chat lets them go"
        return Finding("queue", told, fine=False)
    stands = database.run(standing, now, configured.broadcast_per_second)
    if stands is None:
        return Finding("queue", f"{waiting.waiting} messages wait")
    number, age = stands
    told = f"{number} messages wait, the oldest for {int(age.total_seconds() // 60)} minutes"
    return Finding("queue", f"{told}; does `parley run` run, and does Telegram answer it? see its log", fine=False)


def _lost(database: Database) -> list[Finding]:
    """Messages of which an operator should decide whether they go once more."""
    number = database.run(doubts.lost, datetime.now(UTC))
    told = f"{number} were given up or refused within a week; /release lost in the bot's chat sends them once more"
    return [Finding("messages", told, fine=False)] if number else []


def _running(database: Database) -> Finding:
    alive = database.run(instances.alive, datetime.now(UTC))
    return Finding("instances", f"{len(alive)} run on this database" if alive else "none runs on this database")
