"""Broadcasts: one text for many, expanded into deliveries in batches by a cursor over subscriber ids.

Parallel expansion is safe: the row is locked while a batch is made, and a delivery is unique within its broadcast.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, literal, or_
from sqlmodel import Session, col, select, update

from storage import audience, quiet
from storage.audience import TOLD
from storage.tables import (
    AlertRow,
    BroadcastRow,
    DeliveryRow,
    Moment,
    SubscriberRow,
)
from storage.upsert import change, insert
from storage.vocabulary import Broadcast, ChatKind, DeliveryState, Priority, Purpose

BATCH = 500
"""Subscribers in the first batch, so that the first messages leave at once."""
_MOST_BATCHES = 8
"""So many times as many are in the later ones: each commit waits for the disk, whatever it brings."""
_OPEN = (DeliveryState.PENDING.value, DeliveryState.UNKNOWN.value)
_LOUD = (Purpose.ALERT.value, Purpose.CORRECTION.value)


def add(
    session: Session,
    purpose: Purpose,
    priority: Priority,
    now: datetime,
    *,
    texts: Mapping[str, Mapping[str, object]],
    alert_id: int | None = None,
    due_at: datetime | None = None,
) -> int:
    """Stores a broadcast to be expanded from `due_at` on (at once where None), and returns its id."""
    row = BroadcastRow(
        purpose=purpose.value,
        priority=int(priority),
        created=now,
        due_at=due_at,
        alert_id=alert_id,
        texts={language: dict(text) for language, text in texts.items()},
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def add_for(
    session: Session,
    subscriber_ids: Iterable[int | None],
    purpose: Purpose,
    priority: Priority,
    now: datetime,
    *,
    texts: Mapping[str, Mapping[str, object]],
    tells_since: datetime | None = None,
) -> list[DeliveryRow]:
    """Owes a message to these subscribers and to nobody else: their deliveries, in the same order."""
    row = session.get_one(BroadcastRow, add(session, purpose, priority, now, texts=texts))
    row.finished, row.tells_since = True, tells_since
    made = [
        DeliveryRow(broadcast_id=row.id, subscriber_id=key, purpose=purpose.value, priority=int(priority), created=now)
        for key in subscriber_ids
    ]
    session.add_all(made)
    session.flush()
    return made


def get(session: Session, broadcast_id: int) -> Broadcast | None:
    row = session.get(BroadcastRow, broadcast_id)
    return as_broadcast(row) if row else None


def unfinished(session: Session) -> int:
    """How many are not expanded to the end."""
    query = select(func.count()).select_from(BroadcastRow).where(col(BroadcastRow.finished).is_(False))
    return session.exec(query).one()


def told(session: Session, alert_ids: Collection[int]) -> int:
    """How many chats got one of these alerts, as far as is known."""
    query = select(func.count(col(DeliveryRow.subscriber_id).distinct()))
    got = col(DeliveryRow.alert_id).in_(alert_ids) & (col(DeliveryRow.purpose) == Purpose.ALERT.value)
    return session.exec(query.where(got, col(DeliveryRow.state).in_(TOLD))).one()


def as_broadcast(row: BroadcastRow) -> Broadcast:
    assert row.id is not None
    return Broadcast(
        id=row.id,
        purpose=Purpose(row.purpose),
        priority=Priority(row.priority),
        created=row.created,
        alert_id=row.alert_id,
        texts=row.texts,
        cursor=row.cursor,
        finished=row.finished,
        due_at=row.due_at,
    )


def expand(session: Session, now: datetime, size: int = BATCH) -> bool:
    """Makes the deliveries of one batch of the most urgent open broadcast; False where none is open.

    Batches begin with `size` subscribers and grow as the broadcast goes on. Chats are told in an order that begins
    with the channels, then with a random chat, so that nobody is always last.
    """
    row = session.exec(
        select(BroadcastRow)
        .where(col(BroadcastRow.finished).is_(False))
        .where(or_(col(BroadcastRow.due_at).is_(None), col(BroadcastRow.due_at) <= now))
        .order_by(col(BroadcastRow.priority), col(BroadcastRow.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return False
    alert = session.get(AlertRow, row.alert_id) if row.alert_id else None
    if alert is not None and alert.retracted and row.purpose == Purpose.ALERT.value:
        row.finished = True
    else:
        _one_batch(session, row, alert, size, now)
    session.add(row)
    return True


def next_due(session: Session) -> datetime | None:
    """The earliest time that stands beside anything still to be sent; it may have passed already."""
    waiting = col(DeliveryRow.state).in_((DeliveryState.PENDING.value, DeliveryState.UNKNOWN.value))
    times = [
        session.exec(select(func.min(DeliveryRow.due_at)).where(waiting)).one(),
        session.exec(select(func.min(BroadcastRow.due_at)).where(col(BroadcastRow.finished).is_(False))).one(),
    ]
    return min((time for time in times if time is not None), default=None)


def _one_batch(session: Session, row: BroadcastRow, alert: AlertRow | None, size: int, now: datetime) -> None:
    wanted = audience.wanted(session, row, alert)
    if row.cursor == 0:
        highest = session.exec(select(func.max(col(SubscriberRow.id)))).one() or 0
        row.start = random.randint(0, highest)  # noqa: S311 - fairness, no secret
        row.cursor = row.start + 1
        _deliver(session, row, alert, and_(wanted, col(SubscriberRow.kind) == ChatKind.CHANNEL.value), now)
    low, last = _span(session, row, size)
    if last is not None:
        batch = and_(wanted, col(SubscriberRow.id) > low, col(SubscriberRow.id) <= last)
        _deliver(session, row, alert, batch, now)
    _move_on(row, last)


def _span(session: Session, row: BroadcastRow, size: int) -> tuple[int, int | None]:
    """The ids after the first and up to the second are next; None where this half of the circle is done.

    `cursor` is one more than the last id done in the half after `start`, and minus that in the half up to it.
    """
    wrapped = row.cursor < 0
    low = abs(row.cursor) - 1
    done = low - (0 if wrapped else row.start)
    many = min(max(size, done), size * _MOST_BATCHES)
    ids = select(SubscriberRow.id).where(col(SubscriberRow.id) > low).order_by(col(SubscriberRow.id)).limit(many)
    if wrapped:
        ids = ids.where(col(SubscriberRow.id) <= row.start)
    return low, session.exec(select(func.max(ids.subquery().c.id))).one()


def _move_on(row: BroadcastRow, last: int | None) -> None:
    wrapped = row.cursor < 0
    if last is not None:
        row.cursor = -(last + 1) if wrapped else last + 1
    elif wrapped or row.start == 0:
        row.finished = True
    else:
        row.cursor = -1


def _deliver(
    session: Session, row: BroadcastRow, alert: AlertRow | None, chosen: ColumnElement[bool], now: datetime
) -> None:
    _give_way(session, row, alert, chosen)
    sleeping = quiet.sleepers(session, row, alert, chosen, now)
    values = {
        "broadcast_id": row.id,
        "alert_id": row.alert_id,
        "part": 0,
        "purpose": row.purpose,
        "priority": row.priority,
        "state": DeliveryState.PENDING.value,
        "attempt": 0,
        "repeats": 0,
    }
    columns = [col(SubscriberRow.id), literal(row.created, Moment())]
    source = select(*columns, *(literal(value) for value in values.values())).where(chosen).order_by(func.random())
    made = insert(session, DeliveryRow).from_select(["subscriber_id", "created", *values], source)
    session.connection().execute(made.on_conflict_do_nothing())
    assert row.id is not None
    quiet.put_off(session, row.id, sleeping)


def _give_way(session: Session, row: BroadcastRow, alert: AlertRow | None, chosen: ColumnElement[bool]) -> None:
    """What the new deliveries change in older ones of the same chats that are still owed."""
    if alert is None:
        return
    theirs = col(DeliveryRow.subscriber_id).in_(select(SubscriberRow.id).where(chosen))
    owed = update(DeliveryRow).where(theirs).where(col(DeliveryRow.state).in_(_OPEN))
    if row.purpose == Purpose.EDIT.value:
        older = owed.where(col(DeliveryRow.alert_id) == alert.id).where(col(DeliveryRow.purpose) == row.purpose)
        newer = col(DeliveryRow.broadcast_id) != row.id
        change(session, older.where(newer).values(state=DeliveryState.SKIPPED.value, error="a newer edit came"))
    else:
        urgent = col(DeliveryRow.priority) > row.priority
        change(session, owed.where(urgent).where(col(DeliveryRow.purpose).in_(_LOUD)).values(priority=row.priority))
