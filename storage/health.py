"""Queries on how fresh everything is: the feeds' last answers, what is silent, how much is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from storage.tables import DeliveryRow, DevelopmentRow, EntryRow, FeedRow
from storage.vocabulary import FeedState

SILENT_AFTER = timedelta(hours=6)
"""A feed that has not answered for as long is called silent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When the feeds last answered, and how many of those polled are silent."""

    last: datetime | None
    feeds: int
    silent: int
    first: datetime | None = None


def freshness(session: Session, now: datetime) -> Freshness:
    """Over the feeds that are polled."""
    silent = or_(col(FeedRow.last_success).is_(None), col(FeedRow.last_success) < now - SILENT_AFTER)
    feeds, last, first = session.exec(
        select(func.count(), func.max(FeedRow.last_success), func.min(FeedRow.first_answered)).where(*_polled())
    ).one()
    quiet = session.exec(select(func.count()).select_from(FeedRow).where(*_polled(), silent)).one()
    return Freshness(last=last, feeds=feeds, silent=quiet, first=first)


def silent_outlets(session: Session, now: datetime) -> list[tuple[str, str | None]]:
    """The outlets of the silent feeds, each with its last error."""
    silent = or_(col(FeedRow.last_success).is_(None), col(FeedRow.last_success) < now - SILENT_AFTER)
    rows = session.exec(
        select(FeedRow.outlet, FeedRow.url, FeedRow.error).where(*_polled(), silent).order_by(col(FeedRow.outlet))
    )
    return [(outlet or url, error) for outlet, url, error in rows]


def stored(session: Session) -> dict[str, int]:
    """How many entries and developments there are."""
    return {
        "entries": session.exec(select(func.count()).select_from(EntryRow)).one(),
        "developments": session.exec(select(func.count()).select_from(DevelopmentRow)).one(),
    }


def deliveries_of(session: Session, subscriber_id: int) -> int:
    """How many messages are noted as sent or owed to a subscriber."""
    query = select(func.count()).select_from(DeliveryRow).where(col(DeliveryRow.subscriber_id) == subscriber_id)
    return session.exec(query).one()


def _polled() -> tuple[ColumnElement[bool], ...]:
    return col(FeedRow.state) == FeedState.ACTIVE.value, ~col(FeedRow.removed)
