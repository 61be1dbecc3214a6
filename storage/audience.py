"""Who is told: which subscribers a broadcast is for, by their own choices and what they were told before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, exists, or_
from sqlmodel import Session, col, select

from storage.tables import AlertRow, BroadcastRow, DeliveryRow, DevelopmentFigureRow, DevelopmentRow, SubscriberRow
from storage.vocabulary import Confirmation, DeliveryState, Kind, Phase, Purpose, Scope

TOLD = (DeliveryState.SENT.value, DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value)
"""States of a delivery that may have been read."""
_OF_BOTH = (Kind.EXCHANGE.value, Kind.TALKS.value)
"""What concerns both sides whatever is known of either."""


def wanted(session: Session, row: BroadcastRow, alert: AlertRow | None) -> ColumnElement[bool]:
    """Which subscribers a broadcast is for; a correction also for those of whom nobody knows whether they were told."""
    live = and_(col(SubscriberRow.active), col(SubscriberRow.subscribed))
    if row.purpose == Purpose.NOTICE.value:
        return col(SubscriberRow.active).is_(True)
    if alert is None:
        return live
    if row.purpose == Purpose.EDIT.value:
        return and_(live, _was_owed(alert, *TOLD))
    live = and_(live, _at_once(row))
    if row.purpose != Purpose.ALERT.value:
        return and_(live, or_(_was_owed(alert, *TOLD, DeliveryState.GAVE_UP.value), _was_folded(alert)))
    return and_(live, *_choices(session, row, alert))


def _at_once(row: BroadcastRow) -> ColumnElement[bool]:
    """Not for those to whom a digest told, or will tell, what happened since they chose it instead of alerts."""
    return or_(col(SubscriberRow.alerts_off).is_(None), col(SubscriberRow.alerts_off) > row.created)


def _choices(session: Session, row: BroadcastRow, alert: AlertRow) -> list[ColumnElement[bool]]:
    """Those whose choices it suits; whoever subscribed after the broadcast was made gets none of it.

    A second broadcast of an alert (an official, or the other side, has spoken since) reaches those whom the first
    one passed over, and nobody twice.
    """
    chosen = [~_was_owed(alert), _since_before(row.created), *_tastes(session, alert)]
    if _is_one_of_two(session, row):
        chosen.append(col(SubscriberRow.id).not_in(_reached(row)))
        chosen.append(_since_before(alert.created))
    return chosen


def suits(session: Session, alert: AlertRow) -> ColumnElement[bool]:
    """Which subscribers would be told of an event by its alert as it stands now."""
    return and_(_since_before(alert.created), *_tastes(session, alert))


def _since_before(moment: datetime) -> ColumnElement[bool]:
    """Whether the subscription is no younger."""
    return or_(col(SubscriberRow.since).is_(None), col(SubscriberRow.since) <= moment)


def _tastes(session: Session, alert: AlertRow) -> list[ColumnElement[bool]]:
    """The subscriber's choices: kinds, announced ones too, whose word is enough, how many people, whose returns."""
    chosen: list[ColumnElement[bool]] = [cast(col(SubscriberRow.kinds), Text).contains(f'"{alert.kind}"')]
    if alert.phase == Phase.ANNOUNCED.value:
        chosen.append(col(SubscriberRow.announced).is_(True))
    if alert.independent:
        chosen.append(col(SubscriberRow.official_only).is_(False))
    if not _both_sides_have_spoken(session, alert.development_id):
        chosen.append(col(SubscriberRow.both_sides).is_(False))
    return [*chosen, _large_enough(session, alert)]


def _large_enough(session: Session, alert: AlertRow) -> ColumnElement[bool]:
    """Whether as many as a subscriber wants returned, to the side that is followed if one is.

    What is unknown keeps nobody back, but for a return to the other side alone.
    """
    by_side, all_together = _people(session, alert.development_id)
    side, minimum = col(SubscriberRow.side), col(SubscriberRow.minimum)
    any_side = and_(side.is_(None), minimum <= all_together) if all_together is not None else side.is_(None)
    one_side = [and_(side == code, minimum <= people) for code, people in by_side.items() if people]
    others = and_(side.is_not(None), side.not_in(by_side)) if alert.kind in _OF_BOTH or not by_side else None
    return or_(any_side, *one_side, *([] if others is None else [others]))


def _people(session: Session, development_id: int) -> tuple[dict[str, int], int | None]:
    """How many people an event returned to each side and in all, as shown; None where no number is known."""
    rows = session.exec(
        select(DevelopmentFigureRow.scope, DevelopmentFigureRow.party, DevelopmentFigureRow.value).where(
            col(DevelopmentFigureRow.development_id) == development_id
        )
    ).all()
    by_side = {party: value for scope, party, value in rows if scope == Scope.TOTAL.value and party}
    combined = [value for scope, _, value in rows if scope == Scope.COMBINED.value]
    return by_side, max([sum(by_side.values()), *combined]) if by_side or combined else None


def _both_sides_have_spoken(session: Session, development_id: int) -> bool:
    query = select(DevelopmentRow.confirmation).where(col(DevelopmentRow.id) == development_id)
    return session.exec(query).first() == Confirmation.BOTH_SIDES.value


def _is_one_of_two(session: Session, row: BroadcastRow) -> bool:
    """Whether its alert went out again: then it is for those who waited for an official, or for both sides."""
    others = select(BroadcastRow.id).where(col(BroadcastRow.alert_id) == row.alert_id)
    query = others.where(col(BroadcastRow.purpose) == Purpose.ALERT.value, col(BroadcastRow.id) != row.id)
    return session.exec(query.limit(1)).first() is not None


def _reached(row: BroadcastRow) -> Any:
    """Whom the alert's other broadcasts are for already."""
    mine = select(DeliveryRow.subscriber_id).where(col(DeliveryRow.alert_id) == row.alert_id)
    known = mine.where(col(DeliveryRow.purpose) == Purpose.ALERT.value, col(DeliveryRow.broadcast_id) != row.id)
    return known.where(col(DeliveryRow.subscriber_id).is_not(None))


def _was_owed(alert: AlertRow, *states: str) -> ColumnElement[bool]:
    """Whether a subscriber has a delivery of the alert itself, in one of these states if any are named."""
    owed = (
        select(DeliveryRow.id)
        .where(col(DeliveryRow.subscriber_id) == col(SubscriberRow.id))
        .where(col(DeliveryRow.alert_id) == alert.id)
        .where(col(DeliveryRow.purpose) == Purpose.ALERT.value)
    )
    return exists(owed.where(col(DeliveryRow.state).in_(states)) if states else owed)


def _was_folded(alert: AlertRow) -> ColumnElement[bool]:
    """Whether a subscriber was told of it in the message of a morning."""
    told = select(DeliveryRow.id).where(col(DeliveryRow.subscriber_id) == col(SubscriberRow.id))
    mine = told.where(col(DeliveryRow.alert_id) == alert.id, col(DeliveryRow.purpose) == Purpose.ALERT.value)
    return exists(mine.where(col(DeliveryRow.folded_into).is_not(None)))
