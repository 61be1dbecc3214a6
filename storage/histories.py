"""The history of many developments at once, and how much there is of a span of days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, func, select

from storage import reports
from storage.developments import as_change, as_developments, with_reports
from storage.tables import ChangeRow, ClaimRow, DevelopmentRow
from storage.vocabulary import Change, Development, Kind


def changes(session: Session, ids: Iterable[int]) -> dict[int, tuple[Change, ...]]:
    """Every step of each of these developments, oldest first."""
    grouped: dict[int, list[Change]] = defaultdict(list)
    for part in reports.chunks(list(ids)):
        rows = session.exec(
            select(ChangeRow).where(col(ChangeRow.development_id).in_(part)).order_by(col(ChangeRow.id))
        )
        for row in rows:
            grouped[row.development_id].append(as_change(row))
    return {key: tuple(steps) for key, steps in grouped.items()}


def size(session: Session, first: date | None, last: date | None) -> tuple[int, int]:
    """How many developments have their day in first…last (all where None), and how many reports are behind them."""
    inside = [col(DevelopmentRow.redirect).is_(None)]
    if first is not None:
        inside.append(col(DevelopmentRow.day).between(first, last))
    developments = session.exec(select(func.count()).select_from(DevelopmentRow).where(*inside)).one()
    told = (
        select(func.count())
        .select_from(ClaimRow)
        .join(DevelopmentRow, col(ClaimRow.development_id) == col(DevelopmentRow.id))
        .where(*inside)
    )
    return developments, session.exec(told).one()


def stamp(session: Session) -> object:
    """Moves with every claim that is read or placed, and with every step of a development."""
    claims = select(func.max(col(ClaimRow.id)), func.max(col(ClaimRow.resolved)))
    return (*session.exec(claims).one(), session.exec(select(func.max(col(ChangeRow.id)))).one())


def dated_talks(session: Session, first: date, last: date) -> list[Development]:
    """Talks of every stage that somebody gave a day in first…last, soonest first, with their reports."""
    rows = session.exec(
        select(DevelopmentRow)
        .where(col(DevelopmentRow.redirect).is_(None), col(DevelopmentRow.kind) == Kind.TALKS.value)
        .where(col(DevelopmentRow.day).between(first, last), col(DevelopmentRow.day_given))
        .order_by(col(DevelopmentRow.day), col(DevelopmentRow.id))
    )
    return with_reports(session, as_developments(session, rows.all()))


def lately_moved(session: Session, limit: int) -> list[Development]:
    """Those of which something changed last, newest first, with their reports."""
    moved = func.max(col(ChangeRow.id)).label("moved")
    latest = select(ChangeRow.development_id, moved).group_by(col(ChangeRow.development_id)).subquery()
    rows = session.exec(
        select(DevelopmentRow)
        .outerjoin(latest, latest.c.development_id == col(DevelopmentRow.id))
        .where(col(DevelopmentRow.redirect).is_(None))
        .order_by(func.coalesce(latest.c.moved, 0).desc(), col(DevelopmentRow.touched).desc())
        .limit(limit)
    )
    return with_reports(session, as_developments(session, rows.all()))
