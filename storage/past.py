"""What was stored by an instant of the past: developments with only the reports that had been seen by then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.developments import as_developments, with_reports
from storage.tables import ChangeRow, DevelopmentRow
from storage.vocabulary import ChangeType, Development, Kind, Report

_AHEAD = timedelta(days=60)
_EACH = 12
"""So many of each kind are looked through: those nearest to the day."""


@dataclass(frozen=True, slots=True)
class Known:
    """A development with the reports that had been seen; `later` where more has come since: it was shown otherwise."""

    development: Development
    later: bool


def known_at(session: Session, kinds: Iterable[Kind], at: datetime, day: date) -> list[Known]:
    """Those of the days up to `day`, and of those just ahead of it, of which anything had been seen; deals apart.

    What the record or an operator said of them later is taken off; the other shown values are still those of now.
    """
    rows = [row for kind in kinds for row in session.exec(_near(kind, at, day))]
    found = with_reports(session, as_developments(session, rows))
    withdrawn = _withdrawn(session, [one.id for one in found], at)
    known = (_as_seen(one, at, withdrawn=withdrawn.get(one.id, False)) for one in found)
    return [one for one in known if one.development.reports]


def _near(kind: Kind, at: datetime, day: date) -> SelectOfScalar[DevelopmentRow]:
    return (
        select(DevelopmentRow)
        .where(col(DevelopmentRow.kind) == kind.value, col(DevelopmentRow.redirect).is_(None))
        .where(~col(DevelopmentRow.framework), col(DevelopmentRow.first_seen) <= at)
        .where(col(DevelopmentRow.day) <= day + _AHEAD)
        .order_by(col(DevelopmentRow.day).desc(), col(DevelopmentRow.id).desc())
        .limit(_EACH)
    )


def _as_seen(one: Development, at: datetime, *, withdrawn: bool) -> Known:
    every = (*one.reports, *one.earlier)
    reports = tuple(report for report in every if report.seen <= at and not _taken_back(report, at))
    recorded = any(report.record_id for report in reports)
    then = replace(one, reports=reports, retracted=withdrawn)
    if one.record_id and not recorded:
        then = replace(then, record_id=None, confidence=None, prose={})
    return Known(replace(then, earlier=()), {report.id for report in one.reports} != {report.id for report in reports})


def _taken_back(report: Report, at: datetime) -> bool:
    return report.withdrawn is not None and report.withdrawn <= at


def _withdrawn(session: Session, ids: Sequence[int], at: datetime) -> Mapping[int, bool]:
    """By development: whether its last withdrawal until then stood."""
    rows = session.exec(
        select(ChangeRow)
        .where(col(ChangeRow.development_id).in_(ids), col(ChangeRow.type) == ChangeType.RETRACTED.value)
        .where(col(ChangeRow.at) <= at)
        .order_by(col(ChangeRow.id))
    )
    return {row.development_id: row.after in ("retracted", "denied") for row in rows}
