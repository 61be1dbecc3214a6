"""Alerts: the one push of an event, what it shows, and the key that makes a second one impossible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from storage import quiet
from storage.tables import AlertRow
from storage.upsert import insert_new
from storage.vocabulary import Alert, Development, Kind, Phase

_COPIED = (
    "development_id", "day", "created", "ordinal", "revision", "waves", "last_wave", "independent", "retracted",
    "reply_to",
)  # fmt: skip


def create(
    session: Session,
    development: Development,
    phase: Phase,
    day: date,
    now: datetime,
    *,
    report_id: int | None,
    independent: bool,
    reply_to: int | None,
    shown: Mapping[str, Any],
    ordinal: int = 1,
) -> Alert | None:
    """The new alert; None where its key (kind, phase, day, ordinal) belongs to another one already."""
    values = {
        "development_id": development.id,
        "kind": development.kind.value,
        "phase": phase.value,
        "day": day,
        "ordinal": ordinal,
        "created": now,
        "revision": 1,
        "waves": 0,
        "independent": independent,
        "retracted": False,
        "claim_id": report_id,
        "reply_to": reply_to,
        "shown": dict(shown),
    }
    if not insert_new(session, AlertRow, [values]):
        return None
    return by_key(session, development.kind, phase, day, ordinal)


def stand_in(development: Development, now: datetime) -> Alert:
    """In the place of an alert where a message is worded about what was never pushed; its id is 0."""
    kind, phase, day = development.kind, development.phase, development.day or now.date()
    return Alert(id=0, development_id=development.id, kind=kind, phase=phase, day=day, created=now)


def get(session: Session, alert_id: int) -> Alert | None:
    row = session.get(AlertRow, alert_id)
    return as_alert(row) if row else None


def by_key(session: Session, kind: Kind, phase: Phase, day: date, ordinal: int = 1) -> Alert | None:
    """The alert that holds a key."""
    row = session.exec(
        select(AlertRow)
        .where(col(AlertRow.kind) == kind.value, col(AlertRow.phase) == phase.value)
        .where(col(AlertRow.day) == day, col(AlertRow.ordinal) == ordinal)
    ).first()
    return as_alert(row) if row else None


def of_developments(session: Session, ids: Iterable[int]) -> dict[int, list[tuple[Alert, dict[str, Any]]]]:
    """By development: its alerts, oldest first, each with what its messages show."""
    rows = session.exec(select(AlertRow).where(col(AlertRow.development_id).in_(list(ids))).order_by(col(AlertRow.id)))
    found: dict[int, list[tuple[Alert, dict[str, Any]]]] = defaultdict(list)
    for row in rows:
        found[row.development_id].append((as_alert(row), row.shown))
    return found


def of_development(session: Session, development_id: int) -> list[Alert]:
    """The alerts of one development, oldest first."""
    return [alert for alert, _ in of_developments(session, [development_id]).get(development_id, [])]


def set_shown(
    session: Session,
    alert_id: int,
    shown: Mapping[str, Any],
    *,
    wave_due: datetime | None = None,
    retracted: bool | None = None,
) -> None:
    """Notes what the messages show from the next wave on, when that is due, and whether it is withdrawn."""
    row = session.get_one(AlertRow, alert_id)
    row.shown = dict(shown)
    row.revision += 1
    if wave_due is not None:
        row.wave_due = min(row.wave_due or wave_due, wave_due)
    row.retracted = row.retracted if retracted is None else retracted
    session.add(row)


def retract(session: Session, alert_id: int, now: datetime) -> None:
    """An operator withdraws it: nobody is told of it any more, and its messages are edited with the next wave."""
    row = session.get_one(AlertRow, alert_id)
    row.retracted, row.wave_due = True, now
    session.add(row)
    quiet.unfold(session, alert_id, now)


def confirm(session: Session, alert_id: int) -> Alert:
    """An official has spoken: the alert no longer rests on two outlets alone."""
    row = session.get_one(AlertRow, alert_id)
    row.independent = False
    session.add(row)
    session.flush()
    return as_alert(row)


def move(session: Session, alert_id: int, day: date, ordinals: Iterable[int] = ()) -> bool:
    """Moves an alert's key to another day, under its own ordinal or one of these.

    False, and nothing moved, where other alerts hold those keys.
    """
    row = session.get_one(AlertRow, alert_id)
    if row.day == day:
        return True
    kind, phase = Kind(row.kind), Phase(row.phase)
    free = (one for one in (row.ordinal, *ordinals) if by_key(session, kind, phase, day, one) is None)
    ordinal = next(free, None)
    if ordinal is None:
        return False
    row.day, row.ordinal = day, ordinal
    session.add(row)
    session.flush()
    return True


def hand_over(session: Session, gone: int, kept: int) -> None:
    """The alerts of a development that was joined into another are that one's from now on."""
    for row in session.exec(select(AlertRow).where(col(AlertRow.development_id) == gone)).all():
        row.development_id = kept
        session.add(row)


def hand_back(session: Session, claim_id: int, keeper: int, owner: int) -> None:
    """The alerts that a report caused go with it, from the development that had taken them over."""
    caused = select(AlertRow).where(col(AlertRow.claim_id) == claim_id, col(AlertRow.development_id) == keeper)
    for row in session.exec(caused).all():
        row.development_id = owner
        session.add(row)


def due(session: Session, now: datetime) -> list[Alert]:
    """The alerts whose edit wave is due, the longest waiting first."""
    rows = session.exec(select(AlertRow).where(col(AlertRow.wave_due) <= now).order_by(col(AlertRow.wave_due)))
    return [as_alert(row) for row in rows]


def as_alert(row: AlertRow) -> Alert:
    assert row.id is not None
    return Alert(
        id=row.id,
        kind=Kind(row.kind),
        phase=Phase(row.phase),
        report_id=row.claim_id,
        **{name: getattr(row, name) for name in _COPIED},
    )
