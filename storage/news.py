"""What is news of a time: events that were alerted in it, and what changed in events that were alerted before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from storage.developments import as_change
from storage.tables import AlertRow, ChangeRow
from storage.vocabulary import Change, ChangeType

OLD = timedelta(days=30)
"""What changes so long after an alert is history, not news."""
_OFF = ("stage", "retracted")
_TELLING = (*_OFF, "confirmation", "day", "outcome", "combined")
_QUIET = (ChangeType.NEW.value, ChangeType.JOINED.value, ChangeType.PARTED.value, ChangeType.REVISED.value)


@dataclass(frozen=True, slots=True)
class Event:
    """A development that is new, or whose telling `steps` are: each slot once, from what it was to what it is."""

    development_id: int
    steps: tuple[Change, ...] = ()


def between(session: Session, since: datetime, until: datetime) -> list[tuple[AlertRow, Event]]:
    """By alert, the newest first: what it told in that time, then what changed in events that were told before.

    An alert that was withdrawn within the time is none; of one that was told before, the withdrawal is news.
    """
    made = col(AlertRow.created)
    fresh = session.exec(
        select(AlertRow).where(made > since, made <= until, ~col(AlertRow.retracted)).order_by(col(AlertRow.id).desc())
    ).all()
    moved = _steps(session, since, until)
    before = session.exec(
        select(AlertRow)
        .where(made <= since, made > since - OLD, col(AlertRow.development_id).in_(list(moved)))
        .order_by(col(AlertRow.id).desc())
    ).all()
    new = [(alert, Event(alert.development_id)) for alert in fresh]
    old = [(alert, Event(alert.development_id, moved[alert.development_id])) for alert in before]
    return new + [(alert, event) for alert, event in old if not alert.retracted or _moves_all(event)]


def _moves_all(event: Event) -> bool:
    """Whether it tells that an event is off after all, or is not: of what is withdrawn nothing else is news."""
    return any(step.slot in _OFF for step in event.steps)


def _steps(session: Session, since: datetime, until: datetime) -> dict[int, tuple[Change, ...]]:
    """By development, what differs between the two moments."""
    at = col(ChangeRow.at)
    rows = session.exec(select(ChangeRow).where(at > since, at <= until, _is_telling()).order_by(col(ChangeRow.id)))
    slots: dict[int, dict[str, Change]] = defaultdict(dict)
    for row in rows:
        step, known = as_change(row), slots[row.development_id].get(row.slot)
        slots[row.development_id][row.slot] = replace(step, before=known.before) if known else step
    moved = {key: tuple(s for s in steps.values() if s.before != s.after) for key, steps in slots.items()}
    return {key: steps for key, steps in moved.items() if steps}


def _is_telling() -> ColumnElement[bool]:
    """Totals, how far it is, who confirms it, its day, that it is withdrawn; no more than a message is worth."""
    slot = col(ChangeRow.slot)
    return and_(col(ChangeRow.type).not_in(_QUIET), or_(slot.in_(_TELLING), slot.endswith(".total")))
