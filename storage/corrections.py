"""Queries over corrections: what was shown and turned out otherwise. None is ever erased (RULES, 8)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage import reports
from storage.developments import as_change
from storage.tables import ChangeRow, ClaimRow
from storage.vocabulary import Change, ChangeType, Report

_TYPES = (ChangeType.CORRECTION.value, ChangeType.RETRACTED.value)


def newest(session: Session, *, limit: int, offset: int = 0) -> list[Change]:
    """Corrections and withdrawals, newest first."""
    rows = session.exec(
        select(ChangeRow)
        .where(col(ChangeRow.type).in_(_TYPES))
        .order_by(col(ChangeRow.at).desc(), col(ChangeRow.id).desc())
        .limit(limit)
        .offset(offset)
    )
    return [as_change(row) for row in rows]


def causes(session: Session, steps: Sequence[Change]) -> dict[int, Report]:
    """The reports that moved these steps, by id."""
    ids = [step.report_id for step in steps if step.report_id]
    rows = session.exec(select(ClaimRow).where(col(ClaimRow.id).in_(ids))).all()
    return {report.id: report for report in reports.as_reports(session, rows)}


def taken_back_by_outlet(session: Session, development_id: int) -> bool:
    """Whether a development was last withdrawn because its own sources did so, not by operators."""
    mine = (col(ChangeRow.development_id) == development_id, col(ChangeRow.type) == ChangeType.RETRACTED.value)
    last = session.exec(select(ChangeRow).where(*mine).order_by(col(ChangeRow.id).desc()).limit(1)).first()
    return last is not None and last.after == "retracted" and last.claim_id is not None
