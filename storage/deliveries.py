"""The outbox: what is owed to whom, who is sending it, and what came of it (RULES, 5: Protocol P)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select, update

from storage import follows, quiet
from storage.feeds import CLOCKS_DIFFER
from storage.holds import held
from storage.tables import AlertRow, BroadcastRow, DeliveryRow, SubscriberRow
from storage.upsert import change
from storage.vocabulary import ChatKind, Delivery, DeliveryState, Priority, Purpose

_AGEING = timedelta(minutes=10)
_OPEN = (DeliveryState.PENDING.value, DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value)
_COPIED = (
    "broadcast_id", "alert_id", "message_id", "attempt", "repeats", "owner", "due_at", "created", "error",
)  # fmt: skip
_LOUD = (Purpose.ALERT.value, Purpose.CORRECTION.value, Purpose.FOLDED.value, Purpose.FOLLOWED.value)
_NOTICE = col(DeliveryRow.purpose) == Purpose.NOTICE.value


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that its owner may now send."""

    id: int
    chat_id: int
    priority: Priority


@dataclass(frozen=True, slots=True)
class Deferred:
    """A claimed delivery for which the chat's quiet hours have begun meanwhile, and when they end."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Dropped:
    """A claimed delivery that is not wanted any more, and why."""

    reason: str


def claim(session: Session, owner: str, now: datetime, most: int, busy: Collection[int] = ()) -> list[Claimed]:
    """Takes up to `most` deliveries that are due: the doubtful first, then by class and age.

    They are `sending` once this transaction is committed, which has to be before the call. `busy` chats are left
    out. Loud messages of a chat go out in their order; an edit waits for its own alert only. While pushes are held
    only notices to operators go out.
    """
    if most <= 0:
        return []
    doubtful = _claim(session, DeliveryState.UNKNOWN, owner, now, most, busy)
    return doubtful + _claim(session, DeliveryState.PENDING, owner, now, most - len(doubtful), busy)


def _claim(
    session: Session, state: DeliveryState, owner: str, now: datetime, most: int, busy: Collection[int]
) -> list[Claimed]:
    """One statement for both engines; without MATERIALIZED PostgreSQL may lock more than it is asked for."""
    if most <= 0:
        return []
    due = (
        select(DeliveryRow.id)
        .where(col(DeliveryRow.state) == state.value)
        .where(_is_due(now), ~_earlier_is_open(), ~quiet.waits())
        .order_by(col(DeliveryRow.priority), col(DeliveryRow.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    if held(session):
        due = due.where(_NOTICE)
    if busy:
        theirs = select(SubscriberRow.id).where(col(SubscriberRow.chat_id).in_(bindparam("busy", expanding=True)))
        due = due.where(col(DeliveryRow.subscriber_id).not_in(theirs))
    chosen = due.cte("due").prefix_with("MATERIALIZED")
    repeated = 1 if state is DeliveryState.UNKNOWN else 0
    taken = session.connection().execute(
        update(DeliveryRow)
        .where(col(DeliveryRow.id).in_(select(chosen.c.id)))
        .values(
            state=DeliveryState.SENDING.value,
            owner=owner,
            sending_since=now,
            attempt=col(DeliveryRow.attempt) + 1,
            repeats=col(DeliveryRow.repeats) + repeated,
        )
        .returning(col(DeliveryRow.id)),
        {"busy": sorted(busy)} if busy else {},  # apart: a kept statement keeps the first values written into it
    )
    return _claimed(session, taken.scalars().all())


def _claimed(session: Session, ids: Collection[int | None]) -> list[Claimed]:
    if not ids:
        return []
    rows = session.exec(
        select(DeliveryRow.id, DeliveryRow.priority, SubscriberRow.chat_id)
        .join(SubscriberRow, col(SubscriberRow.id) == col(DeliveryRow.subscriber_id), isouter=True)
        .where(col(DeliveryRow.id).in_(ids))
        .order_by(col(DeliveryRow.priority), col(DeliveryRow.id))
    )
    return [Claimed(id or 0, chat_id or 0, Priority(priority)) for id, priority, chat_id in rows]  # noqa: A001


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Whether its time has come, or lies far ahead only because the clock was set back since it was last tried."""
    tried, quiet_until = col(DeliveryRow.sending_since), col(DeliveryRow.quiet_until)
    set_back = and_(tried > now + CLOCKS_DIFFER, quiet_until.is_(None))
    return or_(col(DeliveryRow.due_at).is_(None), col(DeliveryRow.due_at) <= now, set_back)


@cache
def _earlier_is_open() -> ColumnElement[bool]:
    """Made once: to build it anew took longer than the database's own work on a claim."""
    earlier = aliased(DeliveryRow)
    loud = and_(col(earlier.purpose).in_(_LOUD), col(DeliveryRow.purpose).in_(_LOUD))
    same = and_(col(DeliveryRow.purpose) == Purpose.EDIT.value, col(earlier.alert_id) == col(DeliveryRow.alert_id))
    return (
        select(earlier.id)
        .where(col(earlier.subscriber_id) == col(DeliveryRow.subscriber_id), col(earlier.state).in_(_OPEN))
        .where(col(earlier.id) < col(DeliveryRow.id), ~quiet.waits(earlier), or_(loud, same))
        .exists()
    )


def load(
    session: Session, delivery_id: int, owner: str | None = None, now: datetime | None = None
) -> Delivery | Dropped | Deferred | None:
    """A claimed delivery as it has to be sent now, or why it is not to be sent any more, or not yet (given `now`).

    None where `owner` is given and lost it: whoever took over decides what becomes of it.
    """
    found = session.exec(
        select(DeliveryRow, SubscriberRow, BroadcastRow, AlertRow)
        .join(SubscriberRow, col(SubscriberRow.id) == col(DeliveryRow.subscriber_id), isouter=True)
        .join(BroadcastRow, col(BroadcastRow.id) == col(DeliveryRow.broadcast_id), isouter=True)
        .join(AlertRow, col(AlertRow.id) == col(DeliveryRow.alert_id), isouter=True)
        .where(col(DeliveryRow.id) == delivery_id)
        .execution_options(populate_existing=True)
    ).one()
    row, subscriber, broadcast, alert = found
    if owner is not None and (row.owner, row.state) != (owner, DeliveryState.SENDING.value):
        return None
    reason = _unwanted(row, subscriber, alert) or _unfollowed(session, row, subscriber, broadcast)
    if reason:
        return Dropped(reason)
    if now is not None and (morning := quiet.asleep(row, subscriber, alert, now)):
        return Deferred(morning)
    target = _target(session, row, alert)
    if row.purpose == Purpose.EDIT.value and target is None:
        return Dropped("the message to edit was never sent")
    texts = broadcast.texts if broadcast else {}
    message = texts.get(subscriber.language) or texts.get("en")
    silent = now is not None and quiet.hushed(row.purpose, subscriber, now)
    return _as_delivery(row, subscriber, message, target, silent) if message else Dropped("it has no text")


def _unwanted(row: DeliveryRow, subscriber: SubscriberRow | None, alert: AlertRow | None) -> str | None:
    if subscriber is None:
        return "the chat was erased"
    if not subscriber.active:
        return "the chat blocked or removed the bot"
    if row.purpose == Purpose.NOTICE.value:
        return None
    if row.purpose == Purpose.FOLLOWED.value:
        return None
    if not subscriber.subscribed or (subscriber.since and subscriber.since > row.created):
        return "the chat has unsubscribed"
    return _overtaken(row, alert)


def _unfollowed(
    session: Session, row: DeliveryRow, subscriber: SubscriberRow, broadcast: BroadcastRow | None
) -> str | None:
    """News of one event needs no subscription, only that it is still followed."""
    if row.purpose != Purpose.FOLLOWED.value:
        return None
    event = broadcast.development_id if broadcast else None
    still = event is not None and follows.follows(session, subscriber.id or 0, event)
    return None if still else "it is no longer followed"


def _overtaken(row: DeliveryRow, alert: AlertRow | None) -> str | None:
    if row.purpose == Purpose.DIGEST.value and row.repeats:
        return "it may have arrived already"
    if row.purpose == Purpose.ALERT.value and alert is not None and alert.retracted:
        return "the alert was retracted"
    return None


def _target(session: Session, row: DeliveryRow, alert: AlertRow | None) -> int | None:
    """The message to edit or to reply to: that of the same alert, or of the alert that this one follows."""
    if alert is None:
        return None
    target = alert.reply_to if row.purpose == Purpose.ALERT.value else alert.id
    return session.exec(
        select(DeliveryRow.message_id)
        .where(col(DeliveryRow.subscriber_id) == row.subscriber_id)
        .where(col(DeliveryRow.alert_id) == target)
        .where(col(DeliveryRow.purpose) == Purpose.ALERT.value)
        .where(col(DeliveryRow.message_id).is_not(None))
        .order_by(col(DeliveryRow.id).desc())
    ).first()


def _as_delivery(
    row: DeliveryRow, subscriber: SubscriberRow, message: Any, target: int | None, silent: bool
) -> Delivery:
    assert row.id is not None
    assert subscriber.id is not None
    return Delivery(
        id=row.id,
        subscriber_id=subscriber.id,
        purpose=Purpose(row.purpose),
        priority=Priority(row.priority),
        state=DeliveryState(row.state),
        chat_id=subscriber.chat_id,
        language=subscriber.language,
        topic_id=subscriber.topic_id or None,
        chat_kind=ChatKind(subscriber.kind),
        message=message,
        target_message_id=target,
        silent=silent,
        **{name: getattr(row, name) for name in _COPIED},
    )


def settle(
    session: Session,
    delivery_id: int,
    owner: str,
    state: DeliveryState,
    now: datetime,
    *,
    message_id: int | None = None,
    due_at: datetime | None = None,
    error: str | None = None,
    counted: bool = True,
    quiet_until: datetime | None = None,
) -> bool:
    """Stores what came of a send; False where somebody else took the delivery over meanwhile.

    An attempt that is not `counted` (a flood answer, a turn that never came) is taken off again.
    """
    values: dict[str, Any] = {"state": state.value, "due_at": due_at, "answered": now, "error": error}
    if message_id is not None:
        chat_is_known = col(DeliveryRow.subscriber_id).is_not(None)
        values["message_id"] = case((chat_is_known, message_id), else_=None)
    if quiet_until is not None:
        values["quiet_until"] = quiet_until
    if not counted:
        values["attempt"] = col(DeliveryRow.attempt) - 1
    mine = (
        update(DeliveryRow)
        .where(col(DeliveryRow.id) == delivery_id)
        .where(col(DeliveryRow.owner) == owner)
        .where(col(DeliveryRow.state).in_((DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value)))
    )
    return change(session, mine.values(**values)) == 1


def release(session: Session, ids: Iterable[int], owner: str, now: datetime) -> None:
    """Gives back what was claimed and certainly not sent."""
    for delivery_id in ids:
        settle(session, delivery_id, owner, DeliveryState.PENDING, now, counted=False)


def age(session: Session, now: datetime, most: int = 500) -> None:
    """Edits and digests that have waited long rise above announcements still to be sent."""
    waiting = (
        select(DeliveryRow.id)
        .where(col(DeliveryRow.state) == DeliveryState.PENDING.value)
        .where(col(DeliveryRow.priority) >= Priority.EDIT.value)
        .where(col(DeliveryRow.created) < now - _AGEING)
        .order_by(col(DeliveryRow.priority), col(DeliveryRow.id))
        .limit(most)
    )
    old = col(DeliveryRow.id).in_(waiting.subquery().select())
    change(session, update(DeliveryRow).where(old).values(priority=Priority.ANNOUNCED.value))


def any_due(session: Session, now: datetime) -> bool:
    """Whether something could be sent now, if its chat may get it."""
    open_ = col(DeliveryRow.state).in_((DeliveryState.PENDING.value, DeliveryState.UNKNOWN.value))
    heads = select(DeliveryRow.id).where(open_, _is_due(now), ~_earlier_is_open(), ~quiet.waits())
    heads = heads.where(_NOTICE) if held(session) else heads
    return session.exec(heads.limit(1)).first() is not None
