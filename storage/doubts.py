"""Deliveries of which nobody knows whether they arrived: taken over, repeated, given up, and let go once more.

The limits and the order of states are those of RULES, 5 (Protocol P, rule 6).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, func, select, update

from storage.tables import DeliveryRow
from storage.upsert import change
from storage.vocabulary import DeliveryState, Purpose

MOST_REPEATS = 3
"""Repeats of one message while others are answered with certainty."""
MOST_IN_A_STORM = 12
"""Repeats before a message is given up while the Bot API fails for everybody, with up to five minutes in between."""
INTERRUPTED = "interrupted while it was being sent"
REMEMBERED = timedelta(days=7)
"""For so long operators are told of what was lost, and may let all of it go at once."""

_REPEATED = tuple(
    one.value for one in (Purpose.ALERT, Purpose.CORRECTION, Purpose.FOLLOWED, Purpose.FOLDED, Purpose.EDIT)
)
_LOST = (DeliveryState.GAVE_UP.value, DeliveryState.FAILED.value)


def senders(session: Session) -> set[str]:
    """Who was or is sending something."""
    sending = col(DeliveryRow.state) == DeliveryState.SENDING.value
    return {owner for owner in session.exec(select(DeliveryRow.owner).where(sending).distinct()) if owner}


def take_over(session: Session, owners: Collection[str], now: datetime) -> int:
    """What dead owners were sending is unknown from now on: how many deliveries.

    Alerts, corrections and edits are sent again; a digest or notice is dropped, a repeat too many given up. A message
    that was repeated often since the Bot API left everybody in doubt goes on: the end of a process is no verdict on it.
    """
    theirs = col(DeliveryRow.owner).in_(owners)
    lost = update(DeliveryRow).where(col(DeliveryRow.state) == DeliveryState.SENDING.value).where(theirs)
    again = col(DeliveryRow.purpose).in_(_REPEATED)
    ended = {"answered": now, "error": INTERRUPTED}
    unknown = {"state": DeliveryState.UNKNOWN.value, "due_at": None, "error": INTERRUPTED}
    doubts = change(session, lost.where(again, _goes_on()).values(unknown))
    change(session, lost.where(again).values(state=DeliveryState.GAVE_UP.value, **ended))
    change(session, lost.where(~again).values(state=DeliveryState.FAILED.value, **ended))
    return doubts


def _goes_on() -> ColumnElement[bool]:
    """Few repeats, or more that ended with an answer: what is interrupted each time may be the cause of it."""
    error = col(DeliveryRow.error)
    answered = and_(error.is_not(None), error != INTERRUPTED)
    return or_(col(DeliveryRow.repeats) < MOST_REPEATS, and_(col(DeliveryRow.repeats) < MOST_IN_A_STORM, answered))


def chats(session: Session) -> int:
    """How many subscribers the Bot API left in doubt about a message: it was repeated, or ended with such an answer.

    What was only interrupted once says nothing of the Bot API.
    """
    repeated = and_(
        col(DeliveryRow.state).in_((DeliveryState.UNKNOWN.value, DeliveryState.SENDING.value)),
        col(DeliveryRow.repeats) > 0,
    )
    answered = and_(col(DeliveryRow.state) == DeliveryState.UNKNOWN.value, col(DeliveryRow.error) != INTERRUPTED)
    query = select(func.count(func.distinct(DeliveryRow.subscriber_id))).where(or_(repeated, answered))
    return session.exec(query).one()


def given_up(session: Session, since: datetime) -> dict[int, str]:
    """What was given up for one interruption too many since then, in words for operators, by the delivery's id."""
    lost = col(DeliveryRow.state) == DeliveryState.GAVE_UP.value
    rows = session.exec(
        select(DeliveryRow.id, DeliveryRow.purpose, DeliveryRow.repeats)
        .where(lost, col(DeliveryRow.error) == INTERRUPTED, col(DeliveryRow.answered) >= since)
        .order_by(col(DeliveryRow.id))
    )
    return {
        number: given_up_after(number, purpose, repeats, INTERRUPTED)
        for number, purpose, repeats in rows
        if number is not None
    }


def given_up_after(number: int, purpose: str, repeats: int, reason: str) -> str:
    """The line for operators: what was given up, why, and how it goes once more."""
    return f"delivery {number} ({purpose}) was given up after {repeats} repeats: {reason}; {cure(number)}"


def cure(number: int) -> str:
    """What an operator can do for a delivery that was lost."""
    return f"/release {number} sends it once more"


def lost(session: Session, now: datetime) -> int:
    """How many messages to subscribers were given up or refused within the days that are remembered."""
    return session.exec(select(func.count()).select_from(DeliveryRow).where(*_lost(now))).one()


def resume(session: Session, now: datetime, delivery_id: int | None = None) -> int:
    """Lets a lost message go once more, or all that `lost` counts: how many.

    What was given up may have arrived, so it is a repeat and says so; what was refused has certainly not.
    """
    wanted = (_kept(), col(DeliveryRow.id) == delivery_id) if delivery_id is not None else _lost(now)
    base = update(DeliveryRow).where(*wanted)
    fresh = {"owner": None, "due_at": None, "answered": None}
    doubtful = base.where(col(DeliveryRow.state) == DeliveryState.GAVE_UP.value)
    refused = base.where(col(DeliveryRow.state) == DeliveryState.FAILED.value)
    again = change(session, doubtful.values(state=DeliveryState.UNKNOWN.value, repeats=0, **fresh))
    return again + change(session, refused.values(state=DeliveryState.PENDING.value, **fresh))


def _lost(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return _kept(), col(DeliveryRow.answered) >= now - REMEMBERED


def _kept() -> ColumnElement[bool]:
    """Lost, and of a kind that is repeated at all."""
    return and_(col(DeliveryRow.state).in_(_LOST), col(DeliveryRow.purpose).in_(_REPEATED))
