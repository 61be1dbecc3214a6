"""What was stored from outlets alone: the developments that no official stood behind when they were first read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from storage import alerts
from storage.developments import as_change, as_developments, with_reports
from storage.tables import ChangeRow, DevelopmentRow
from storage.vocabulary import Alert, Change, ChangeType, Confirmation, Development, Kind

_REPORTED = Confirmation.REPORTED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A development with its history, oldest step first, and its alerts."""

    development: Development
    steps: tuple[Change, ...] = ()
    alerts: tuple[Alert, ...] = ()


def heard(session: Session, kinds: Iterable[Kind], since: datetime, *, limit: int = 200) -> list[Heard]:
    """Those heard of since then that rest, or once rested, on outlets alone; newest first, with reports.

    Deals, and what the record has brought, are none of them.
    """
    upgraded = select(ChangeRow.development_id).where(
        col(ChangeRow.slot) == "confirmation", col(ChangeRow.before) == _REPORTED, col(ChangeRow.at) >= since
    )
    rows = session.exec(
        select(DevelopmentRow)
        .where(col(DevelopmentRow.kind).in_([kind.value for kind in kinds]), col(DevelopmentRow.touched) >= since)
        .where(col(DevelopmentRow.redirect).is_(None), col(DevelopmentRow.record_id).is_(None))
        .where(~col(DevelopmentRow.framework))
        .where(or_(col(DevelopmentRow.confirmation) == _REPORTED, col(DevelopmentRow.id).in_(upgraded)))
        .order_by(col(DevelopmentRow.touched).desc(), col(DevelopmentRow.id).desc())
        .limit(limit)
    )
    found = with_reports(session, as_developments(session, rows.all()))
    ids = [one.id for one in found]
    steps, pushed = _steps(session, ids), alerts.of_developments(session, ids)
    return [
        Heard(
            development=one,
            steps=tuple(steps.get(one.id, ())),
            alerts=tuple(alert for alert, _ in pushed.get(one.id, ())),
        )
        for one in found
    ]


def _steps(session: Session, ids: Sequence[int]) -> Mapping[int, list[Change]]:
    rows = session.exec(
        select(ChangeRow)
        .where(col(ChangeRow.development_id).in_(ids), col(ChangeRow.type) != ChangeType.REVISED.value)
        .order_by(col(ChangeRow.id))
    )
    found: dict[int, list[Change]] = defaultdict(list)
    for row in rows:
        found[row.development_id].append(as_change(row))
    return found
