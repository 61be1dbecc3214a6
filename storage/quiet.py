"""Quiet hours: what falls into them waits for the morning, when `mornings` makes one message of it, or is silent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select, update

from storage.tables import AlertRow, BroadcastRow, DeliveryRow, SubscriberRow
from storage.upsert import change
from storage.vocabulary import DeliveryState, Kind, Phase, Purpose

_LOUD = (Purpose.ALERT.value, Purpose.CORRECTION.value, Purpose.FOLLOWED.value)


def end_of(begin: int | None, end: int | None, zone: str, now: datetime) -> datetime | None:
    """When the quiet hours end in which `now` lies, full hours of that zone; None outside of them, or without any."""
    if begin is None or end is None:
        return None
    local = now.astimezone(ZoneInfo(zone))
    quiet = begin <= local.hour < end if begin < end else local.hour >= begin or local.hour < end
    if not quiet:
        return None
    morning = datetime.combine(local.date(), time(end), ZoneInfo(zone))
    if morning <= local:
        morning = datetime.combine(local.date() + timedelta(days=1), time(end), ZoneInfo(zone))
    return morning.astimezone(now.tzinfo)


def passes(purpose: str, alert: AlertRow | None, *, exchanges_any_hour: bool) -> bool:
    """Whether a message comes at any hour: edits make no sound, exchanges where that is wanted."""
    if purpose not in _LOUD:
        return True
    exchange = alert is not None and (alert.kind, alert.phase) == (Kind.EXCHANGE.value, Phase.CARRIED_OUT.value)
    return exchange and exchanges_any_hour


def asleep(row: DeliveryRow, subscriber: SubscriberRow, alert: AlertRow | None, now: datetime) -> datetime | None:
    """The end of the quiet hours that a first attempt falls into; a repeat may have been heard already."""
    if row.repeats or subscriber.quiet_silent:
        return None
    if passes(row.purpose, alert, exchanges_any_hour=subscriber.exchanges_any_hour):
        return None
    return end_of(subscriber.quiet_from, subscriber.quiet_until, subscriber.zone, now)


def hushed(purpose: str, subscriber: SubscriberRow, now: datetime) -> bool:
    """Whether a message that is sent now has to make no sound; notices to operators always may."""
    if purpose == Purpose.NOTICE.value or not subscriber.quiet_silent:
        return False
    return end_of(subscriber.quiet_from, subscriber.quiet_until, subscriber.zone, now) is not None


def sleepers(
    session: Session, row: BroadcastRow, alert: AlertRow | None, chosen: ColumnElement[bool], now: datetime
) -> dict[datetime, list[int]]:
    """Which of the chosen subscribers have quiet hours now that this broadcast respects, by the end of these."""
    if passes(row.purpose, alert, exchanges_any_hour=False):
        return {}
    query = select(SubscriberRow.id, SubscriberRow.quiet_from, SubscriberRow.quiet_until, SubscriberRow.zone).where(
        chosen, col(SubscriberRow.quiet_from).is_not(None), col(SubscriberRow.quiet_silent).is_(False)
    )
    if passes(row.purpose, alert, exchanges_any_hour=True):
        query = query.where(col(SubscriberRow.exchanges_any_hour).is_(False))
    found: dict[datetime, list[int]] = defaultdict(list)
    for key, begin, end, zone in session.exec(query):
        morning = end_of(begin, end, zone, now)
        if morning is not None and key is not None:
            found[morning].append(key)
    return found


def put_off(session: Session, broadcast_id: int, sleeping: Mapping[datetime, Sequence[int]]) -> None:
    """The deliveries that were just made for them wait."""
    mine = update(DeliveryRow).where(col(DeliveryRow.broadcast_id) == broadcast_id, col(DeliveryRow.attempt) == 0)
    for morning, ids in sleeping.items():
        theirs = mine.where(col(DeliveryRow.subscriber_id).in_(ids))
        change(session, theirs.values(due_at=morning, quiet_until=morning))


def waits(row: Any = DeliveryRow) -> ColumnElement[bool]:
    """Whether a delivery waits for the morning, or to be folded then."""
    put = and_(col(row.quiet_until).is_not(None), col(row.due_at).is_not(None))
    return and_(put, col(row.attempt) == 0, col(row.state) == DeliveryState.PENDING.value)


def unfold(session: Session, alert_id: int, now: datetime) -> None:
    """An alert was withdrawn: messages of a morning that were to tell it, and were not tried yet, are made anew."""
    parts = select(DeliveryRow.folded_into).where(col(DeliveryRow.alert_id) == alert_id)
    whole = col(DeliveryRow.id).in_(parts.where(col(DeliveryRow.folded_into).is_not(None)))
    untried = col(DeliveryRow.state) == DeliveryState.PENDING.value, col(DeliveryRow.attempt) == 0
    ids = session.exec(select(DeliveryRow.id).where(whole, *untried).with_for_update()).all()
    if not ids:
        return
    waiting = {"state": DeliveryState.PENDING.value, "due_at": now, "quiet_until": now, "error": None}
    again = update(DeliveryRow).where(col(DeliveryRow.folded_into).in_(ids))
    change(session, again.values(folded_into=None, **waiting))
    over = update(DeliveryRow).where(col(DeliveryRow.id).in_(ids))
    change(session, over.values(state=DeliveryState.SKIPPED.value, error="made anew: what it told was withdrawn"))


def wake(session: Session, subscriber_id: int, now: datetime) -> None:
    """The subscriber has changed the hours: what waits is due now."""
    theirs = update(DeliveryRow).where(waits(), col(DeliveryRow.subscriber_id) == subscriber_id)
    change(session, theirs.values(due_at=now, quiet_until=now))
