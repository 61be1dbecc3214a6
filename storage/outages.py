"""Feeds that could not be reached while the machine's own network was away."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from storage.feeds import as_feed
from storage.tables import FeedRow
from storage.vocabulary import Feed, FeedState

LATELY = timedelta(hours=2)
"""A feed that had answered within so long before was well."""


def over(session: Session, since: datetime, causes: Collection[str], first: Callable[[Feed], datetime]) -> int:
    """Those that were well when it began, and have failed since for one of these causes, are due as at a start.

    Says how many. What fails for itself keeps its back-off.
    """
    rows = session.exec(
        select(FeedRow)
        .where(col(FeedRow.state) == FeedState.ACTIVE.value, ~col(FeedRow.removed), col(FeedRow.failures) > 0)
        .where(col(FeedRow.last_attempt) >= since, col(FeedRow.last_success) >= since - LATELY)
        .where(col(FeedRow.error).in_(causes), col(FeedRow.lease_owner).is_(None))
        .order_by(col(FeedRow.id))
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        due = first(as_feed(row))
        row.failures, row.due_at = 1, min(row.due_at or due, due)
        session.add(row)
    return len(rows)
