"""What happened lately, what is awaited, what is only reported: developments as lists show them, with sources."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, bindparam, true, union_all
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.developments import as_developments
from storage.figures import DONE
from storage.sources import with_sources
from storage.tables import AlertRow, DevelopmentRow
from storage.vocabulary import RETURNS, Confirmation, Development, Kind, Stage

_AWAITED = (Stage.PROPOSED.value, Stage.AGREED.value, Stage.PLANNED.value, Stage.SCHEDULED.value)


def happened(
    session: Session,
    kinds: Iterable[Kind],
    until: date,
    *,
    since: date | None = None,
    rumours: bool = True,
    limit: int = 7,
) -> list[Development]:
    """What took place, was put off or denied up to that day (deals apart), newest first, with sources.

    Without `rumours` returns are left out that outlets alone have told and nobody was pushed.
    """
    days = {"since": since or date.min, "until": until}
    rows = session.exec(_happened(tuple(kinds), limit, rumours=rumours), params=days).all()
    return with_sources(session, as_developments(session, rows))


@lru_cache(maxsize=32)
def _happened(kinds: tuple[Kind, ...], limit: int, *, rumours: bool) -> SelectOfScalar[DevelopmentRow]:
    """The newest of each kind, for that is what the index is by; of these the newest. Put together once."""
    when = col(DevelopmentRow.day)
    newest = (when.desc(), col(DevelopmentRow.touched).desc(), col(DevelopmentRow.id).desc())
    of_each = [
        select(DevelopmentRow.id)
        .where(col(DevelopmentRow.kind) == kind.value, col(DevelopmentRow.redirect).is_(None))
        .where(when.between(bindparam("since"), bindparam("until")), col(DevelopmentRow.stage).not_in(_AWAITED))
        .where(~col(DevelopmentRow.framework))
        .where(true() if rumours or kind not in RETURNS else ~_rumoured())
        .order_by(*newest)
        .limit(limit)
        .subquery()
        for kind in kinds
    ]
    ids = union_all(*(select(one.c.id) for one in of_each))
    return select(DevelopmentRow).where(col(DevelopmentRow.id).in_(ids)).order_by(*newest).limit(limit)


def _rumoured() -> ColumnElement[bool]:
    """Said to have taken place by outlets alone, and not pushed; the record vouches for its own."""
    pushed = select(AlertRow.id).where(col(AlertRow.development_id) == col(DevelopmentRow.id))
    return and_(
        col(DevelopmentRow.confirmation) == Confirmation.REPORTED.value,
        col(DevelopmentRow.stage).in_(DONE),
        col(DevelopmentRow.record_id).is_(None),
        ~pushed.exists(),
    )


def awaited(
    session: Session, kinds: Iterable[Kind], since: date, heard: datetime, *, limit: int = 5
) -> list[Development]:
    """What is announced for `since` or later, or for no day and heard of since then; soonest first, with sources."""
    ahead = (
        select(DevelopmentRow)
        .where(col(DevelopmentRow.redirect).is_(None))
        .where(col(DevelopmentRow.kind).in_([kind.value for kind in kinds]))
        .where(col(DevelopmentRow.stage).in_(_AWAITED), ~col(DevelopmentRow.framework), ~col(DevelopmentRow.retracted))
    )
    dated = ahead.where(col(DevelopmentRow.day) >= since).order_by(col(DevelopmentRow.day)).limit(limit)
    undated = ahead.where(col(DevelopmentRow.touched) >= heard, ~col(DevelopmentRow.day_given)).limit(limit)
    rows = {row.id: row for query in (dated, undated) for row in session.exec(query)}
    soonest = sorted(rows.values(), key=lambda row: (row.day or date.max, row.id))
    return with_sources(session, as_developments(session, soonest[:limit]))


def unconfirmed(session: Session, kinds: Iterable[Kind], since: datetime, *, limit: int = 5) -> list[Development]:
    """What was read of since then, has no official behind it and was not pushed; newest first, with sources."""
    rows = session.exec(
        select(DevelopmentRow)
        .where(col(DevelopmentRow.redirect).is_(None))
        .where(col(DevelopmentRow.kind).in_([kind.value for kind in kinds]), col(DevelopmentRow.touched) >= since)
        .where(_rumoured(), ~col(DevelopmentRow.retracted))
        .order_by(col(DevelopmentRow.touched).desc())
        .limit(limit)
    )
    return with_sources(session, as_developments(session, rows.all()))
