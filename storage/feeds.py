"""Queries over feeds: the catalogue, who polls what when, and each feed's health."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, update
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import moves
from storage.tables import FeedRow
from storage.vocabulary import Feed, FeedState

CATALOGUE = ("title", "outlet", "owner", "language", "country", "tier", "kind", "official_of", "zone", "fulltext")
"""What an OPML file decides about a feed, at every start."""
_FIELDS = tuple(field.name for field in fields(Feed))
MISSED, CLOCKS_DIFFER = timedelta(minutes=1), timedelta(minutes=5)
"""A poll that is late by more was due while nothing ran. By so much the clocks of several machines may differ."""


def synchronise(session: Session, catalogue: Iterable[Feed]) -> int:
    """Brings an OPML's feeds in: new ones are added, attributes updated; what an operator decided stays.

    Returns how many were added.
    """
    listed = list(catalogue)
    if _is_as_listed(session, listed):
        return 0
    known = {row.url: row for row in session.exec(select(FeedRow))}
    added = 0
    for feed in listed:
        row = moves.followed(known, feed.url)
        if row is None:
            row = known[feed.url] = FeedRow(url=feed.url)
            added += 1
        for name in CATALOGUE:
            if getattr(row, name) != getattr(feed, name):  # most are as they were, and to set one costs more
                setattr(row, name, getattr(feed, name))
        if not row.operator_state and row.state != FeedState.GONE.value:
            row.state, row.reason = feed.state.value, feed.reason
        session.add(row)
    session.flush()
    return added


def _is_as_listed(session: Session, listed: Sequence[Feed]) -> bool:
    """Whether the feeds are as the catalogue wants them: so at nearly every start, and told in a fifth of the time."""
    names = ("url", "state", "reason", "operator_state", "removed", "moved_to", *CATALOGUE)
    known: dict[str, Any] = {
        row.url: row for row in session.connection().execute(columns_of(*(getattr(FeedRow, name) for name in names)))
    }
    found = ((feed, moves.followed(known, feed.url)) for feed in listed)
    return all(row is not None and _agrees(row, feed) for feed, row in found)


def _agrees(row: Any, feed: Feed) -> bool:
    decided = row.operator_state or row.state == FeedState.GONE.value
    return (decided or (row.state, row.reason) == (feed.state.value, feed.reason)) and all(
        getattr(row, name) == getattr(feed, name) for name in CATALOGUE
    )


def spread(session: Session, now: datetime, first: Callable[[Feed], datetime]) -> None:
    """A first poll for active feeds without a time, whose time passed while nothing ran, or with a clock set back."""
    due, ahead = col(FeedRow.due_at), col(FeedRow.last_attempt) > now + CLOCKS_DIFFER
    lost = or_(due.is_(None), due < now - MISSED, ahead)
    for row in session.exec(select(FeedRow).where(_pollable(), _free(now), lost)):
        row.due_at = first(as_feed(row))
        session.add(row)


def every(session: Session) -> list[Feed]:
    """All feeds that were not removed, by outlet and address."""
    rows = session.exec(
        select(FeedRow).where(~col(FeedRow.removed)).order_by(func.lower(col(FeedRow.outlet)), col(FeedRow.url))
    )
    return [as_feed(row) for row in rows]


def count_active(session: Session) -> int:
    """How many are polled."""
    return session.exec(select(func.count()).select_from(FeedRow).where(_pollable())).one()


def count_new(session: Session) -> int:
    """How many of them have never answered yet."""
    new = _pollable() & col(FeedRow.first_answered).is_(None)
    return session.exec(select(func.count()).select_from(FeedRow).where(new)).one()


def get(session: Session, url: str) -> Feed | None:
    row = _row(session, url)
    return as_feed(row) if row and not row.removed else None


def by_ids(session: Session, ids: Iterable[int]) -> dict[int, Feed]:
    rows = session.exec(select(FeedRow).where(col(FeedRow.id).in_(list(ids))))
    return {row.id: as_feed(row) for row in rows if row.id is not None}


@contextmanager
def at_hand(session: Session, ids: Sequence[int]) -> Iterator[None]:
    """Holds these feeds' rows while the block runs: they are read at once and not one by one, and so written."""
    theirs = select(FeedRow).where(col(FeedRow.id).in_(ids)).order_by(col(FeedRow.id))
    held = session.exec(theirs.with_for_update(key_share=True)).all()
    yield
    del held


def claim_due(session: Session, now: datetime, owner: str, lease: timedelta, *, limit: int = 100) -> list[Feed]:
    """Leases up to `limit` active feeds that are due and that nobody else holds, longest due first."""
    due = (
        select(FeedRow.id)
        .where(_pollable(), or_(col(FeedRow.due_at).is_(None), col(FeedRow.due_at) <= now), _free(now))
        .order_by(col(FeedRow.due_at).asc().nulls_first(), col(FeedRow.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    return _lease(session, select(due.c.id), now, owner, lease)


def next_due(session: Session, latest: datetime) -> datetime:
    """When the next active feed is due, `latest` at the latest."""
    found = session.exec(select(func.min(FeedRow.due_at)).where(_pollable())).one()
    return min(found or latest, latest)


def claim_all(session: Session, now: datetime, owner: str, lease: timedelta) -> list[Feed]:
    """Leases every active feed that nobody else holds, whether due or not; of two at once, one gets it."""
    held = select(FeedRow.id).where(_pollable(), _free(now)).order_by(col(FeedRow.id)).with_for_update().cte("held")
    return _lease(session, select(held.c.id), now, owner, lease)


def renew(session: Session, now: datetime, owner: str, lease: timedelta) -> None:
    """Prolongs what an owner holds; what is being stored just now is about to be given back."""
    held = select(FeedRow.id).where(col(FeedRow.lease_owner) == owner).with_for_update(skip_locked=True).cte("held")
    session.exec(update(FeedRow).where(col(FeedRow.id).in_(select(held.c.id))).values(lease_until=now + lease))


def release(session: Session, owner: str) -> None:
    """Gives back every lease of an owner; what it still stores elsewhere is waited for."""
    mine = select(FeedRow.id).where(col(FeedRow.lease_owner) == owner)
    held = mine.order_by(col(FeedRow.id)).with_for_update().cte("held")  # in the order in which others lock them too
    free = update(FeedRow).where(col(FeedRow.id).in_(select(held.c.id)))
    session.exec(free.values(lease_owner=None, lease_until=None))


def release_all(session: Session) -> None:
    """The start on a database that nobody else uses: whoever held leases is dead."""
    session.exec(update(FeedRow).values(lease_owner=None, lease_until=None))


def succeeded(
    session: Session,
    feed_id: int,
    now: datetime,
    due_at: datetime,
    *,
    etag: str | None,
    modified: str | None,
    body_hash: str | None = None,
    moved_to: str | None = None,
    pinged: datetime | None = None,
) -> None:
    """Notes an answer: validators, the next time due, and the end of any failure.

    `body_hash` is None where the answer had no document (304). A permanent redirect is believed after three agreeing
    answers in a row (RULES, 6). A ping later than `pinged`, which the poll knew of, makes the feed due again at once.
    """
    row = session.get_one(FeedRow, feed_id)
    row.etag, row.modified = etag or row.etag, modified or row.modified
    if body_hash is not None:
        row.body_hash = body_hash
        row.etag, row.modified = etag, modified
    row.last_attempt = row.last_success = now
    if body_hash is not None:  # a first answer without a document has shown nothing yet
        row.first_answered = row.first_answered or now
    row.failures, row.error = 0, None
    row.due_at, row.pinged = (due_at if row.pinged == pinged else now), None
    row.lease_owner = row.lease_until = None
    moves.note(session, row, moved_to)
    session.add(row)


def bring_forward(session: Session, feed_id: int, due_at: datetime, now: datetime) -> None:
    """Makes a feed due earlier than it was; one that is being polled gets its next time from that poll."""
    waiting = col(FeedRow.id) == feed_id, col(FeedRow.due_at) > due_at, _free(now)
    session.exec(update(FeedRow).where(*waiting).values(due_at=due_at))


def failed(session: Session, feed_id: int, now: datetime, due_at: datetime, cause: str, *, gone: bool = False) -> None:
    """Notes a failure in plain words; validators and entries stay."""
    row = session.get_one(FeedRow, feed_id)
    row.last_attempt, row.error, row.due_at = now, cause, due_at
    row.failures += 1
    row.pinged = None
    row.lease_owner = row.lease_until = None
    if gone:
        row.state, row.reason = FeedState.GONE.value, cause
    session.add(row)


def brought(session: Session, feed_id: int, count: int, newest: datetime | None, habits: Mapping[str, Any]) -> None:
    """Counts the entries that a fetch added; keeps what its document tells of how often to ask (`Document.habits`)."""
    row = session.get_one(FeedRow, feed_id)
    row.entries += count
    for name, value in habits.items():
        setattr(row, name, list(value) if isinstance(value, tuple) else value)
    if newest is not None and (row.last_entry is None or newest > row.last_entry):
        row.last_entry = newest
    session.add(row)


def set_state(session: Session, url: str, state: FeedState, reason: str | None) -> bool:
    """An operator's word: it outlasts the catalogue. False where no such feed is known."""
    row = _row(session, url)
    if row is None or row.removed:
        return False
    row.state, row.reason, row.operator_state = state.value, reason, True
    if state is FeedState.ACTIVE:
        row.due_at, row.failures = None, 0
    session.add(row)
    return True


def remove(session: Session, url: str) -> bool:
    """Takes a feed off the list for good; what it brought stays."""
    row = _row(session, url)
    if row is None or row.removed:
        return False
    row.removed = row.operator_state = True
    row.state, row.reason = FeedState.PAUSED.value, "removed by an operator"
    session.add(row)
    return True


def put(session: Session, feed: Feed) -> bool:
    """An operator adds a feed (or brings a removed one back). False where it is listed already."""
    row = _row(session, feed.url)
    if row is not None and not row.removed:
        return False
    row = row or FeedRow(url=feed.url)
    for name in CATALOGUE:
        setattr(row, name, getattr(feed, name))
    row.removed, row.operator_state, row.moved_to = False, True, None
    row.state, row.reason, row.due_at = FeedState.ACTIVE.value, None, None
    session.add(row)
    return True


def hold(session: Session, feed_id: int) -> FeedRow:
    """The feed's row as it stands, for this transaction alone to change."""
    session.flush()
    return session.get_one(FeedRow, feed_id, with_for_update={"key_share": True}, populate_existing=True)


def as_feed(row: FeedRow) -> Feed:
    return _made([getattr(row, name) for name in _FIELDS])


def _made(columns: Iterable[Any]) -> Feed:
    values = dict(zip(_FIELDS, columns, strict=True))
    skipped = {name: tuple(values[name]) for name in ("skip_hours", "skip_days")}
    return Feed(**values | skipped | {"state": FeedState(values["state"])})


def _row(session: Session, url: str) -> FeedRow | None:
    return session.exec(select(FeedRow).where(col(FeedRow.url) == url)).first()


def _pollable() -> ColumnElement[bool]:
    return (col(FeedRow.state) == FeedState.ACTIVE.value) & ~col(FeedRow.removed)


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(col(FeedRow.lease_until).is_(None), col(FeedRow.lease_until) <= now)


def _lease(
    session: Session,
    wanted: Select[int | None] | SelectOfScalar[int | None],
    now: datetime,
    owner: str,
    lease: timedelta,
) -> list[Feed]:
    leased = (
        update(FeedRow)
        .where(col(FeedRow.id).in_(wanted))
        .values(lease_owner=owner, lease_until=now + lease)
        .returning(*(getattr(FeedRow, name) for name in _FIELDS))  # whole rows would take twice as long
    )
    return sorted(map(_made, session.connection().execute(leased)), key=lambda feed: feed.id or 0)
