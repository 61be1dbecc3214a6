"""Follows: a chat that is told of every step of one event, whatever else it has chosen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, delete, select, update

from storage import audience, broadcasts
from storage.tables import AlertRow, BroadcastRow, DeliveryRow, FollowRow, SubscriberRow
from storage.upsert import change, insert_new
from storage.vocabulary import DeliveryState, Priority, Purpose

MOST = 50
"""Events that one chat can follow at a time."""
_OPEN = (DeliveryState.PENDING.value, DeliveryState.UNKNOWN.value)
_LOUD = (Purpose.ALERT.value, Purpose.CORRECTION.value)


def of_subscriber(session: Session, subscriber_id: int) -> list[int]:
    """The developments that it follows, the latest chosen first."""
    mine = select(FollowRow.development_id).where(col(FollowRow.subscriber_id) == subscriber_id)
    return list(session.exec(mine.order_by(col(FollowRow.id).desc())))


def follows(session: Session, subscriber_id: int, development_id: int) -> bool:
    mine = select(FollowRow.id).where(col(FollowRow.subscriber_id) == subscriber_id)
    return session.exec(mine.where(col(FollowRow.development_id) == development_id)).first() is not None


def add(session: Session, subscriber_id: int, development_id: int, now: datetime) -> bool:
    """Follows it from now on; False where it was followed already."""
    values = {"subscriber_id": subscriber_id, "development_id": development_id, "since": now}
    return bool(insert_new(session, FollowRow, [values]))


def drop(session: Session, subscriber_id: int, development_id: int | None = None) -> int:
    """Follows it, or anything at all, no longer: how many it was. What was owed is dropped at its turn."""
    mine = delete(FollowRow).where(col(FollowRow.subscriber_id) == subscriber_id)
    one = mine if development_id is None else mine.where(col(FollowRow.development_id) == development_id)
    return change(session, one)


def hand_over(session: Session, gone: int, keep: int) -> None:
    """Those who followed an event that was joined into another follow that one."""
    for row in session.exec(select(FollowRow).where(col(FollowRow.development_id) == gone)).all():
        add(session, row.subscriber_id, keep, row.since)
        session.delete(row)
    theirs = update(BroadcastRow).where(col(BroadcastRow.development_id) == gone)
    change(session, theirs.values(development_id=keep))


def move(session: Session, old: int, new: int) -> None:
    """What one subscriber followed is followed by another, which takes its place."""
    for row in session.exec(select(FollowRow).where(col(FollowRow.subscriber_id) == old)).all():
        add(session, new, row.development_id, row.since)
        session.delete(row)
    session.flush()


def any_of(session: Session, development_id: int) -> bool:
    """Whether anybody follows it."""
    query = select(FollowRow.id).where(col(FollowRow.development_id) == development_id)
    return session.exec(query.limit(1)).first() is not None


def languages(session: Session, development_id: int) -> tuple[str, ...]:
    """The languages that its followers read, and English."""
    theirs = (
        select(SubscriberRow.language)
        .join(FollowRow, col(FollowRow.subscriber_id) == col(SubscriberRow.id))
        .where(col(FollowRow.development_id) == development_id)
    )
    return tuple(sorted({"en", *session.exec(theirs.distinct())}))


def owe(
    session: Session,
    development_id: int,
    now: datetime,
    *,
    texts: Mapping[str, Mapping[str, object]],
    alert_id: int | None = None,
) -> int:
    """Owes the news of an event to its followers, but to none whom an alert or a correction of just now tells it.

    Says to how many. What they are still owed of the same event is overtaken.
    """
    ids = _followers(session, development_id, now)
    ids = [key for key in ids if key not in _told_otherwise(session, development_id, ids, now)]
    if not ids:
        return 0
    _overtake(session, development_id, ids)
    made = broadcasts.add_for(session, ids, Purpose.FOLLOWED, Priority.CARRIED_OUT, now, texts=texts)
    session.get_one(BroadcastRow, made[0].broadcast_id).development_id = development_id
    for row in made:
        row.alert_id = alert_id
    session.flush()
    return len(made)


def _followers(session: Session, development_id: int, now: datetime) -> list[int]:
    """The chats that can be reached, and have not asked for a pause."""
    query = (
        select(SubscriberRow.id)
        .join(FollowRow, col(FollowRow.subscriber_id) == col(SubscriberRow.id))
        .where(col(FollowRow.development_id) == development_id, col(SubscriberRow.active))
        .where(or_(col(SubscriberRow.paused_until).is_(None), col(SubscriberRow.paused_until) <= now))
        .order_by(col(SubscriberRow.id))
    )
    return [key for key in session.exec(query) if key is not None]


def _told_otherwise(session: Session, development_id: int, ids: Collection[int], now: datetime) -> set[int]:
    """Those whom an ordinary message of the same instant is for, or who are still owed one in its newest words."""
    made = session.exec(
        select(BroadcastRow, AlertRow)
        .join(AlertRow, col(AlertRow.id) == col(BroadcastRow.alert_id))
        .where(col(AlertRow.development_id) == development_id, col(BroadcastRow.created) == now)
        .where(col(BroadcastRow.purpose).in_(_LOUD))
    ).all()
    told = set(_still_owed(session, development_id, ids))
    for row, alert in made:
        wanted = select(SubscriberRow.id).where(col(SubscriberRow.id).in_(ids), audience.wanted(session, row, alert))
        told |= {key for key in session.exec(wanted) if key is not None}
    return told


def _still_owed(session: Session, development_id: int, ids: Collection[int]) -> Iterable[int]:
    mine = select(AlertRow.id).where(col(AlertRow.development_id) == development_id)
    owed = select(DeliveryRow.subscriber_id).where(col(DeliveryRow.alert_id).in_(mine))
    open_ones = owed.where(col(DeliveryRow.purpose).in_(_LOUD), col(DeliveryRow.state).in_(_OPEN))
    return (key for key in session.exec(open_ones.where(col(DeliveryRow.subscriber_id).in_(ids))) if key is not None)


def _overtake(session: Session, development_id: int, ids: Collection[int]) -> None:
    """The newest state is told once, where older news of it still waits (for the morning, or for Telegram)."""
    older = select(BroadcastRow.id).where(
        col(BroadcastRow.development_id) == development_id, col(BroadcastRow.purpose) == Purpose.FOLLOWED.value
    )
    owed = update(DeliveryRow).where(col(DeliveryRow.broadcast_id).in_(older), col(DeliveryRow.state).in_(_OPEN))
    theirs = owed.where(col(DeliveryRow.subscriber_id).in_(ids))
    change(session, theirs.values(state=DeliveryState.SKIPPED.value, error="newer news of it came"))
