"""What hubs push: the lease under which it is taken in, pings, and whether pushes can stand in for polls."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from storage.feeds import as_feed, hold
from storage.tables import FeedRow, HubRow
from storage.vocabulary import LIVE, Feed, FeedState


def heard(session: Session, feed_id: int, now: datetime, owner: str, lease: timedelta) -> Feed | None:
    """A hub has pushed a document: the lease of its feed, under which it is taken in.

    The feed is due at once if that never comes to its end. None where somebody polls the feed just now: then it is due
    again after that poll.
    """
    feed = hold(session, feed_id)
    leased = _leased(feed, now, owner, lease)
    if leased is None:
        feed.pinged = now
    session.add(feed)
    return leased


def claim(session: Session, feed_id: int, now: datetime, owner: str, lease: timedelta) -> Feed | None:
    """The lease of a feed, if it is polled and nobody holds it. Its `due_at` is that before the lease."""
    feed = hold(session, feed_id)
    leased = _leased(feed, now, owner, lease)
    session.add(feed)
    return leased


def pinged(session: Session, feed_id: int, now: datetime, gap: timedelta) -> None:
    """There is news that was not pushed with it: the feed is due, but not within `gap` after it was last asked.

    One that fails keeps its back-off.
    """
    feed = hold(session, feed_id)
    feed.pinged = now
    soon = max(now, feed.last_attempt + gap) if feed.last_attempt else now
    if not feed.failures:
        feed.due_at = min(feed.due_at or soon, soon)
    session.add(feed)


def taken(session: Session, feed: Feed, now: datetime, due_at: datetime) -> None:
    """A pushed document has been taken in: the feed was heard of."""
    assert feed.id is not None
    session.get_one(FeedRow, feed.id).last_success = now
    release(session, feed, due_at)


def release(session: Session, feed: Feed, due_at: datetime) -> None:
    """Gives back the lease of a feed, which is polled at that time, or as pings since then would have it."""
    assert feed.id is not None
    row = session.get_one(FeedRow, feed.id)
    if row.pinged == feed.pinged:
        row.due_at, row.pinged = due_at, None
    row.lease_owner = row.lease_until = None
    session.add(row)


def found(session: Session, feed: Feed) -> Feed:
    """A poll has found news: if its hub had told of it, its word stands in for polls; if not, it does so no more."""
    assert feed.id is not None
    row = hold(session, feed.id)
    if feed.pinged is not None:
        trust(session, feed.id)
    elif row.pinged is None:
        row.pushed_until = None
        session.add(row)
    return replace(feed, pushed_until=row.pushed_until)


def trust(session: Session, feed_id: int) -> None:
    """The hub was first with news: as long as it has to, it is relied on."""
    live = select(func.max(HubRow.lease_until)).where(
        col(HubRow.feed_id) == feed_id, col(HubRow.state).in_([state.value for state in LIVE])
    )
    feed = session.get_one(FeedRow, feed_id)
    feed.pushed_until = session.exec(live).one()
    session.add(feed)


def _leased(feed: FeedRow, now: datetime, owner: str, lease: timedelta) -> Feed | None:
    polled = feed.state == FeedState.ACTIVE.value and not feed.removed
    if not polled or (feed.lease_until is not None and feed.lease_until > now):
        return None
    found = as_feed(feed)
    feed.lease_owner, feed.lease_until, feed.due_at = owner, now + lease, now
    return found
