"""What is kept of the notices to operators: which questions they were told of, how many readers reported an error.

A notice may hold what a reader wrote: its text goes as soon as it has arrived, or failed to.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Text, cast, func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.tables import BroadcastRow, DeliveryRow, MetaRow
from storage.vocabulary import DeliveryState, Purpose

_REPORTS = "reports of readers"
_TOLD = "questions told"
_LATEST = 5000
"""Among how many of the newest broadcasts notices are looked for: they are few, and soon sent."""
_ERASED = (Purpose.NOTICE.value, Purpose.DIGEST.value)
_OPEN = (DeliveryState.PENDING.value, DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many reports of readers were passed on: ever, and on the day of the last one."""

    total: int = 0
    day: date | None = None
    today: int = 0


def forget(session: Session) -> int:
    """Erases the texts of the notices and digests that nobody is still owed; says of how many."""
    rows = session.exec(_arrived()).all()
    for row in rows:
        row.texts = {}
        session.add(row)
    return len(rows)


def _arrived() -> SelectOfScalar[BroadcastRow]:
    owed = select(DeliveryRow.id).where(
        col(DeliveryRow.broadcast_id) == col(BroadcastRow.id), col(DeliveryRow.state).in_(_OPEN)
    )
    latest = select(func.max(col(BroadcastRow.id)) - _LATEST).scalar_subquery()
    return (
        select(BroadcastRow)
        .where(col(BroadcastRow.id) > latest)
        .where(col(BroadcastRow.purpose).in_(_ERASED), col(BroadcastRow.finished))
        .where(cast(col(BroadcastRow.texts), Text) != "{}", ~owed.exists())
    )


def reported(session: Session) -> Counted:
    """How many reports of readers were passed on."""
    row = session.get(MetaRow, _REPORTS, populate_existing=True)
    if row is None:
        return Counted()
    kept = json.loads(row.value)
    return Counted(kept["total"], date.fromisoformat(kept["day"]), kept["today"])


def count_report(session: Session, day: date) -> Counted:
    """One more. That is all that is kept of it."""
    before = reported(session)
    after = Counted(before.total + 1, day, before.today + 1 if before.day == day else 1)
    value = json.dumps({"total": after.total, "day": day.isoformat(), "today": after.today})
    session.merge(MetaRow(name=_REPORTS, value=value))
    return after


def told(session: Session) -> int:
    """The number of the newest open question that the operators were told of."""
    row = session.get(MetaRow, _TOLD, populate_existing=True)
    return int(row.value) if row else 0


def set_told(session: Session, judgement_id: int) -> None:
    """Notes the newest open question that the operators were told of."""
    session.merge(MetaRow(name=_TOLD, value=str(judgement_id)))
