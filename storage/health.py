"""Queries on how fresh everything is: the feeds' last answers, what is silent, how much is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, or_
from sqlmodel import Session, col, select

from storage.tables import DeliveryRow, DevelopmentRow, EntryRow, FeedRow
from storage.vocabulary import DeliveryState, FeedState, Purpose, without_login

_OPEN = (DeliveryState.PENDING.value, DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value)
SILENT_AFTER = timedelta(hours=6)
"""A feed that has not answered for as long is called silent."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is still owed: how many, since when, how many of them doubtful."""

    waiting: int = 0
    oldest: datetime | None = None
    doubtful: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When the feeds last answered, and how many of those polled are silent."""

    last: datetime | None
    feeds: int
    silent: int
    first: datetime | None = None


def freshness(session: Session, now: datetime) -> Freshness:
    """Over the feeds that are polled."""
    answered = col(FeedRow.last_success)
    silent = func.sum(case((or_(answered.is_(None), answered < now - SILENT_AFTER), 1), else_=0))
    feeds, last, first, quiet = session.exec(
        select(func.count(), func.max(answered), func.min(FeedRow.first_answered), silent).where(*_polled())
    ).one()
    return Freshness(last=last, feeds=feeds, silent=quiet or 0, first=first)


def silent_outlets(session: Session, now: datetime) -> list[tuple[str, str | None]]:
    """The outlets of the silent feeds, each with its last error."""
    silent = or_(col(FeedRow.last_success).is_(None), col(FeedRow.last_success) < now - SILENT_AFTER)
    rows = session.exec(
        select(FeedRow.outlet, FeedRow.url, FeedRow.error).where(*_polled(), silent).order_by(col(FeedRow.outlet))
    )
    return [(outlet or without_login(url), error) for outlet, url, error in rows]


def stored(session: Session) -> dict[str, int]:
    """How many entries and developments there are."""
    return {
        "entries": session.exec(select(func.count()).select_from(EntryRow)).one(),
        "developments": developments(session),
    }


def developments(session: Session) -> int:
    return session.exec(select(func.count()).select_from(DevelopmentRow)).one()


def answers(session: Session) -> bool:
    """Whether the database answers at all."""
    return session.exec(select(1)).one() == 1


def deliveries_of(session: Session, subscriber_id: int) -> int:
    """How many messages are noted as sent or owed to a subscriber."""
    query = select(func.count()).select_from(DeliveryRow).where(col(DeliveryRow.subscriber_id) == subscriber_id)
    return session.exec(query).one()


def _polled() -> tuple[ColumnElement[bool], ...]:
    return col(FeedRow.state) == FeedState.ACTIVE.value, ~col(FeedRow.removed)


def backlog(session: Session, now: datetime) -> Backlog:
    """What is owed to subscribers and due; notices to operators are not counted."""
    due = or_(col(DeliveryRow.due_at).is_(None), col(DeliveryRow.due_at) <= now)
    owed = col(DeliveryRow.purpose) != Purpose.NOTICE.value
    waiting = col(DeliveryRow.state).in_(_OPEN) & owed & due
    woken = col(DeliveryRow.quiet_until) > col(DeliveryRow.created)
    since = case((woken, col(DeliveryRow.quiet_until)), else_=col(DeliveryRow.created))
    doubtful = func.sum(case((col(DeliveryRow.state) == DeliveryState.UNKNOWN.value, 1), else_=0))
    count, oldest, doubts = session.exec(select(func.count(), func.min(since), doubtful).where(waiting)).one()
    return Backlog(count, oldest, doubts or 0)
