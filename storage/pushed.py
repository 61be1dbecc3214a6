"""What hubs push: the lease under which it is taken in, pings, and whether pushes can stand in for polls."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from storage.feeds import as_feed, hold
from storage.tables import FeedRow, HubRow
from storage.vocabulary import Feed, FeedState


def heard(session: Session, subscription_id: int, now: datetime, owner: str, lease: timedelta) -> Feed | None:
    """A hub has pushed a document: from now on its pushes stand in for polls.

    The feed is leased for the document to be taken in, and is due at once if that never comes to its end. None where
    somebody polls the feed just now: then it is due again after that poll.
    """
    subscription = session.get(HubRow, subscription_id)
    if subscription is None:
        return None
    feed = hold(session, subscription.feed_id)
    feed.pushed_until = subscription.lease_until
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


def told(session: Session, subscription_id: int, now: datetime, gap: timedelta) -> None:
    """A hub has told of news without pushing it: its word stands in for polls too, and the feed is due."""
    subscription = session.get(HubRow, subscription_id)
    if subscription is None:
        return
    hold(session, subscription.feed_id).pushed_until = subscription.lease_until
    pinged(session, subscription.feed_id, now, gap)


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


def taken(session: Session, feed_id: int, now: datetime, due_at: datetime) -> None:
    """A pushed document has been taken in: the feed was heard of."""
    session.get_one(FeedRow, feed_id).last_success = now
    release(session, feed_id, due_at)


def release(session: Session, feed_id: int, due_at: datetime) -> None:
    """Gives back the lease of a feed, which is polled when it was to be."""
    feed = session.get_one(FeedRow, feed_id)
    feed.due_at, feed.pinged = due_at, None
    feed.lease_owner = feed.lease_until = None
    session.add(feed)


def missed(session: Session, feed: Feed) -> Feed:
    """A poll has found news: where no hub had told of it, pushes do not stand in for polls until one comes again."""
    assert feed.id is not None
    row = hold(session, feed.id)
    if row.pushed_until is None or row.pinged is not None:
        return feed
    row.pushed_until = None
    session.add(row)
    return replace(feed, pushed_until=None)


def _leased(feed: FeedRow, now: datetime, owner: str, lease: timedelta) -> Feed | None:
    polled = feed.state == FeedState.ACTIVE.value and not feed.removed
    if not polled or (feed.lease_until is not None and feed.lease_until > now):
        return None
    found = as_feed(feed)
    feed.lease_owner, feed.lease_until, feed.due_at = owner, now + lease, now
    return found
