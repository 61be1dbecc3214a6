"""Subscribers: a chat (or one topic of it) and its settings. No names, no texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select, update

from storage import follows
from storage.tables import DeliveryRow, FollowRow, SubscriberRow
from storage.upsert import change, insert_new
from storage.vocabulary import ChatKind, DeliveryState, Kind, Rhythm, Subscriber

_UNFINISHED = (DeliveryState.PENDING.value, DeliveryState.UNKNOWN.value)


def get(session: Session, chat_id: int, topic_id: int | None = None) -> Subscriber | None:
    """The subscriber of that chat, or of that topic in it."""
    known = (row for row in _rows(session, chat_id) if row.topic_id == (topic_id or 0))
    return next(map(as_subscriber, known), None)


def chosen(session: Session, chat_id: int, topic_id: int | None = None) -> Subscriber | None:
    """Whose settings hold there: the topic's own where it has any, else its chat's."""
    known = {row.topic_id: row for row in _rows(session, chat_id)}
    row = known.get(topic_id or 0) or known.get(0)
    return as_subscriber(row) if row else None


def ensure(
    session: Session,
    chat_id: int,
    topic_id: int | None,
    kind: ChatKind,
    language: str,
    now: datetime,
    zone: str | None = None,
) -> Subscriber:
    """The subscriber of that chat or topic, made with the defaults where there was none."""
    fresh = Subscriber(id=0, chat_id=chat_id, topic_id=topic_id or None, kind=kind, language=language, created=now)
    fresh = replace(fresh, zone=zone or fresh.zone)
    insert_new(session, SubscriberRow, [{**_columns(fresh), "chat_id": chat_id, "created": now}])
    found = get(session, chat_id, topic_id)
    assert found is not None
    return found


def save(session: Session, subscriber: Subscriber) -> None:
    """Stores the settings of a known subscriber; chat and topic stay what they were."""
    columns = _columns(subscriber)
    del columns["topic_id"]
    if subscriber.active:
        columns["inactive_since"] = None
    change(session, update(SubscriberRow).where(col(SubscriberRow.id) == subscriber.id).values(**columns))


def of_chat(session: Session, chat_id: int) -> list[Subscriber]:
    """The chat and its topics, as far as they are known."""
    return [as_subscriber(row) for row in _rows(session, chat_id)]


def any_waits_for_both(session: Session) -> bool:
    """Whether any chat wants to be told only once both sides have spoken."""
    query = select(SubscriberRow.id).where(col(SubscriberRow.both_sides), col(SubscriberRow.subscribed)).limit(1)
    return session.exec(query).first() is not None


def forget(session: Session, chat_id: int) -> int:
    """Erases a chat and its topics at once; its deliveries lose the chat. Says how many rows went."""
    ids = [row.id for row in _rows(session, chat_id)]
    if not ids:
        return 0
    _drop_deliveries(session, ids)
    change(session, delete(FollowRow).where(col(FollowRow.subscriber_id).in_(ids)))
    return change(session, delete(SubscriberRow).where(col(SubscriberRow.id).in_(ids)))


def deactivate(session: Session, chat_id: int, now: datetime) -> None:
    """The chat blocked or removed the bot: nothing more is sent to it, what was owed is skipped."""
    _change(session, chat_id, {"active": False, "inactive_since": now}, only_active=True)
    ids = [row.id for row in _rows(session, chat_id)]
    change(
        session,
        update(DeliveryRow)
        .where(col(DeliveryRow.subscriber_id).in_(ids))
        .where(col(DeliveryRow.state).in_(_UNFINISHED))
        .values(state=DeliveryState.SKIPPED.value, answered=now, error="the chat blocked or removed the bot"),
    )


def rest(session: Session, subscriber_id: int, now: datetime) -> bool:
    """One place of a chat (a closed topic, a channel without rights) takes nothing; its other places may.

    True where that was not known before.
    """
    row = session.get(SubscriberRow, subscriber_id, populate_existing=True)
    if row is None or not row.active:
        return False
    row.active, row.inactive_since = False, now
    session.add(row)
    return True


def close_channel(session: Session, chat_id: int, now: datetime) -> int | None:
    """A channel takes no posts of Parley any more: the number of its subscription, if it had one until now."""
    mine = [row for row in _rows(session, chat_id) if row.kind == ChatKind.CHANNEL.value]
    return next((row.id for row in mine if row.subscribed and rest(session, row.id or 0, now)), None)


def revive(session: Session, chat_id: int, now: datetime) -> None:
    """The chat shows life again. What happened while it was away is not sent: `since` begins anew."""
    _change(session, chat_id, {"active": True, "inactive_since": None, "since": now}, only_active=False)


def migrate(session: Session, old: int, new: int) -> None:
    """A group became a supergroup with another id: its settings and what is owed to it move along.

    Where the new chat is known already, its own subscription wins; without one the old settings do.
    """
    if old == new:
        return
    taken = {row.topic_id: row for row in _rows(session, new)}
    for row in _rows(session, old):
        rival = taken.get(row.topic_id)
        if rival is not None:
            _merge(session, row, rival)
        else:
            row.chat_id, row.kind = new, ChatKind.SUPERGROUP.value
            row.active, row.inactive_since = True, None  # the old group may have said farewell before
            session.add(row)
    session.flush()


def as_subscriber(row: SubscriberRow) -> Subscriber:
    assert row.id is not None
    return Subscriber(
        id=row.id,
        chat_id=row.chat_id,
        topic_id=row.topic_id or None,
        kind=ChatKind(row.kind),
        language=row.language,
        zone=row.zone,
        active=row.active,
        subscribed=row.subscribed,
        kinds=frozenset(Kind(kind) for kind in row.kinds),
        announced=row.announced,
        official_only=row.official_only,
        both_sides=row.both_sides,
        minimum=row.minimum,
        side=row.side,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        exchanges_any_hour=row.exchanges_any_hour,
        quiet_silent=row.quiet_silent,
        digest=Rhythm(row.digest),
        digest_hour=row.digest_hour,
        silence=row.silence,
        alerts_off=row.alerts_off,
        paused_until=row.paused_until,
        digest_told=row.digest_told,
        digest_due=row.digest_due,
        since=row.since,
        created=row.created,
        inactive_since=row.inactive_since,
    )


def _columns(subscriber: Subscriber) -> dict[str, Any]:
    """What a chat sets. When its digest is due is left to `digests`: one may be made while settings are changed."""
    return {
        "topic_id": subscriber.topic_id or 0,
        "kind": subscriber.kind.value,
        "language": subscriber.language,
        "zone": subscriber.zone,
        "active": subscriber.active,
        "subscribed": subscriber.subscribed,
        "kinds": sorted(kind.value for kind in subscriber.kinds),
        "announced": subscriber.announced,
        "official_only": subscriber.official_only,
        "both_sides": subscriber.both_sides,
        "minimum": subscriber.minimum,
        "side": subscriber.side,
        "quiet_from": subscriber.quiet_from,
        "quiet_until": subscriber.quiet_until,
        "exchanges_any_hour": subscriber.exchanges_any_hour,
        "quiet_silent": subscriber.quiet_silent,
        "digest": subscriber.digest.value,
        "digest_hour": subscriber.digest_hour,
        "silence": subscriber.silence,
        "alerts_off": subscriber.alerts_off,
        "paused_until": subscriber.paused_until,
        "since": subscriber.since,
    }


def _rows(session: Session, chat_id: int) -> list[SubscriberRow]:
    """The chat's number is given apart from the query: what SQLAlchemy keeps of one holds what was written into it."""
    query = select(SubscriberRow).where(col(SubscriberRow.chat_id) == bindparam("chat")).order_by(col(SubscriberRow.id))
    return list(session.exec(query.execution_options(populate_existing=True), params={"chat": chat_id}))


def _change(session: Session, chat_id: int, values: Mapping[str, Any], *, only_active: bool) -> None:
    ids = [row.id for row in _rows(session, chat_id) if row.active is only_active]
    change(session, update(SubscriberRow).where(col(SubscriberRow.id).in_(ids)).values(**values))


def _drop_deliveries(session: Session, subscriber_ids: list[int | None]) -> None:
    """What was sent stays counted, without its chat or its message; what was owed is skipped."""
    mine = col(DeliveryRow.subscriber_id).in_(subscriber_ids)
    change(
        session,
        update(DeliveryRow)
        .where(mine)
        .where(col(DeliveryRow.state).in_(_UNFINISHED))
        .values(state=DeliveryState.SKIPPED.value, error="the chat was erased"),
    )
    change(session, update(DeliveryRow).where(mine).values(subscriber_id=None, message_id=None))


def _merge(session: Session, old: SubscriberRow, new: SubscriberRow) -> None:
    if old.subscribed and not new.subscribed:
        settings = _columns(replace(as_subscriber(old), active=True, kind=ChatKind.SUPERGROUP))
        for name, value in settings.items():
            setattr(new, name, value)
        new.digest_told, new.digest_due = old.digest_told, old.digest_due
        session.add(new)
    session.flush()
    owed = select(DeliveryRow.broadcast_id).where(col(DeliveryRow.subscriber_id) == new.id)
    change(
        session,
        update(DeliveryRow)
        .where(col(DeliveryRow.subscriber_id) == old.id)
        .where(col(DeliveryRow.broadcast_id).not_in(owed))
        .values(subscriber_id=new.id),
    )
    _drop_deliveries(session, [old.id])
    follows.move(session, old.id or 0, new.id or 0)
    session.delete(old)
