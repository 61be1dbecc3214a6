"""What becomes of a document that was read: all of it in one transaction (RULES, 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from bot.alerts.eligible import FRESH
from bot.feeds import websub
from bot.feeds.fetched import Fetched
from bot.jobs.intervals import Pace
from storage import aliases, arrivals, entries, feeds, hubs, pushed, tombstones
from storage.database import Database
from storage.vocabulary import Document, Entry, Feed, Reading, without_login


async def fresh_of(database: Database, feed: Feed, document: Document, *, whole: bool = True) -> list[Entry]:
    """What is not stored yet: all of it, as long as nothing of the feed is; not what only has another id now.

    Of a document that may be less than the `whole` nobody can tell which ids are gone: what may only have another one
    then comes with the `id` of what is stored.
    """
    if feed.first_answered is None:
        return list(document.entries)
    fresh, found = await database.read(aliases.unknown, feed.id, document.entries)
    if not whole:
        return [replace(entry, id=found.get(entry.guid, entry.id)) for entry in fresh]
    if found:
        await database.write(aliases.rename, found, document.entries)
        fresh = await database.read(entries.unknown, feed.id, document.entries)
    return fresh


class Arrival(NamedTuple):
    """What is to be stored of a document: the entries `kept`, and when the feed is to be asked again, by its `pace`."""

    feed: Feed
    fetched: Fetched
    document: Document
    kept: Sequence[tuple[Entry, Reading]]
    now: datetime
    pace: Pace
    digest: str | None
    callbacks: str = ""


def store_document(
    session: Session,
    feed: Feed,
    fetched: Fetched,
    document: Document,
    kept: Sequence[tuple[Entry, Reading]],
    now: datetime,
    pace: Pace,
    digest: str | None,
    callbacks: str = "",
) -> None:
    """Entries, their claims (unresolved), the feed's validators, and the hubs that it names.

    These are noted only where hubs can reach Parley, at addresses beneath `callbacks`. What names no date may be as old
    as the last look at the feed: where that is longer ago than what may cause an alert, it causes none.
    """
    assert feed.id is not None
    long_unseen = feed.last_success is not None and now - feed.last_success > FRESH
    fresh = [(entry, reading) for entry, reading in kept if entry.published_given or not long_unseen]
    undated = [(entry, reading) for entry, reading in kept if long_unseen and not entry.published_given]
    added = _store(session, feed, fresh) + _store(session, feed, undated, silent=True)
    if feed.first_answered:
        shown = [entry.guid for entry in document.entries]
        tombstones.note_shown(session, feed.id, shown, now, whole=document.whole)
    _note(session, Arrival(feed, fetched, document, kept, now, pace, digest, callbacks), added)


def store_first(session: Session, found: Sequence[Arrival]) -> None:
    """The same for feeds that had not answered before: all at once, which takes half of the time."""
    added = arrivals.store_first(session, [(one.feed, one.kept) for one in found])
    for one, count in zip(found, added, strict=True):
        _note(session, one, count)


def _note(session: Session, arrival: Arrival, added: int) -> None:
    """What a document means for its feed, once its entries are kept."""
    feed, fetched, document, _, now, pace, digest, callbacks = arrival
    assert feed.id is not None
    feeds.brought(session, feed.id, added, entries.newest(document.entries), document.habits)
    if callbacks and document.whole and feed.url == without_login(feed.url):
        hubs.offered(session, feed.id, websub.offer(fetched, document), callbacks, now)
    feed = pushed.found(session, feed) if added and (feed.pushed_until or feed.pinged) else feed
    store_success(session, replace(feed, **document.habits), fetched, now, pace, digest)


def store_pushed(
    session: Session,
    feed: Feed,
    document: Document,
    kept: Sequence[tuple[Entry, Reading]],
    now: datetime,
    pace: Pace,
    *,
    rest: bool,
) -> None:
    """Entries and their claims. The validators are those of what was polled: a push may hold the newest entries only.

    Where there is a `rest` that the push does not tell, or not surely, the feed is polled for it.
    """
    assert feed.id is not None
    added = _store(session, feed, kept)
    feeds.brought(session, feed.id, added, entries.newest(document.entries), {})
    pushed.taken(session, feed, now, _planned(feed, now, pace))
    if added:
        pushed.trust(session, feed.id)
    if rest:
        pushed.pinged(session, feed.id, now, pace.after_ping)


def store_unread(session: Session, feed: Feed, now: datetime, pace: Pace) -> None:
    """What was pushed is no document that can be read: the feed is polled instead."""
    assert feed.id is not None
    pushed.release(session, feed, _planned(feed, now, pace))
    pushed.pinged(session, feed.id, now, pace.after_ping)


def store_success(
    session: Session, feed: Feed, fetched: Fetched, now: datetime, pace: Pace, digest: str | None
) -> None:
    """An answer in which nothing is new, or all that is new has been kept."""
    assert feed.id is not None
    feeds.succeeded(
        session,
        feed.id,
        now,
        pace.after_success(feed, now, fetched.max_age, fetched.retry_after),
        etag=fetched.etag,
        modified=fetched.modified,
        body_hash=digest,
        moved_to=fetched.moved,
        pinged=feed.pinged,
    )


def _planned(feed: Feed, now: datetime, pace: Pace) -> datetime:
    """When the feed was to be polled before it was leased for a push."""
    return feed.due_at if feed.due_at and feed.due_at > now else pace.after_success(feed, now)


def _store(session: Session, feed: Feed, kept: Sequence[tuple[Entry, Reading]], *, silent: bool = False) -> int:
    """How many of them were never seen before. What a feed brings first may cause no alert, nor what is `silent`."""
    assert feed.id is not None
    silent = silent or feed.first_answered is None
    back = set() if silent else tombstones.lift(session, feed.id, [entry.guid for entry, _ in kept])
    return sum(guid not in back for guid in arrivals.store(session, feed, kept, silent=silent))
