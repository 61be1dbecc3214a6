"""Aggregates over developments: totals by year, what came before and after, deals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, extract, func, or_
from sqlmodel import Session, col, select

from storage.developments import as_developments, with_reports
from storage.tables import (
    ChangeRow,
    DevelopmentFigureRow,
    DevelopmentRow,
    EntryRow,
)
from storage.vocabulary import Confirmation, Development, Kind, Scope, Stage

DONE = (Stage.COMPLETED.value, Stage.UNDER_WAY.value, Stage.HELD.value)
_LONGEST = timedelta(days=10)
"""No talks went on for longer: what began earlier is not looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The events of one kind in one year, without unconfirmed ones and rows of low confidence.

    `returned` are the sums by party, `unknown` how many of the events have no figure for it.
    """

    year: int
    events: int
    returned: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)


def tallies(session: Session, kind: Kind, parties: Iterable[str]) -> list[Tally]:
    """Year by year, newest first. Worked out anew only when something has changed."""
    wanted = tuple(parties)
    kept = _kept.setdefault(session.get_bind(), {})
    stamp = _stamp(session)
    if kept.get((kind, wanted), (None, []))[0] != stamp:
        kept[kind, wanted] = stamp, _tallies(session, kind, wanted)
    return kept[kind, wanted][1]


_kept: WeakKeyDictionary[Any, dict[tuple[Kind, tuple[str, ...]], tuple[object, list[Tally]]]] = WeakKeyDictionary()


def _stamp(session: Session) -> object:
    """Moves with every new development and every step of one."""
    return session.exec(select(select(func.max(DevelopmentRow.id)).scalar_subquery(), func.max(ChangeRow.id))).one()


def _tallies(session: Session, kind: Kind, parties: Sequence[str]) -> list[Tally]:
    year: Any = extract("year", col(DevelopmentRow.day))
    events = session.exec(
        select(year, func.count())
        .select_from(DevelopmentRow)
        .where(*counted(kind))
        .group_by(year)
        .order_by(year.desc())
    ).all()
    sums = session.exec(
        select(year, DevelopmentFigureRow.party, func.sum(DevelopmentFigureRow.value), func.count())
        .join(DevelopmentRow, col(DevelopmentRow.id) == col(DevelopmentFigureRow.development_id))
        .where(*counted(kind), col(DevelopmentFigureRow.scope) == Scope.TOTAL.value)
        .group_by(year, col(DevelopmentFigureRow.party))
    ).all()
    known = {(int(when), party): (int(total), count) for when, party, total, count in sums}
    return [
        Tally(
            year=int(when),
            events=count,
            returned={party: known.get((int(when), party), (0, 0))[0] for party in parties},
            unknown={party: count - known.get((int(when), party), (0, 0))[1] for party in parties},
        )
        for when, count in events
    ]


def carried_out(
    session: Session, kind: Kind, first: date, last: date, *, limit: int = 50, offset: int = 0
) -> list[Development]:
    """Those that took place in first…last, unconfirmed ones too, oldest first, without reports."""
    rows = session.exec(
        _live(kind)
        .where(col(DevelopmentRow.stage).in_(DONE), col(DevelopmentRow.day).between(first, last))
        .where(~col(DevelopmentRow.framework), ~col(DevelopmentRow.retracted))
        .order_by(col(DevelopmentRow.day), col(DevelopmentRow.id))
        .limit(limit)
        .offset(offset)
    )
    return as_developments(session, rows.all())


def days(session: Session, kind: Kind, first: date, last: date) -> list[date]:
    """The days in first…last on which one surely took place, each once, oldest first."""
    when = col(DevelopmentRow.day)
    rows = session.exec(select(when).where(*counted(kind), when.between(first, last)).distinct().order_by(when))
    return [day for day in rows if day is not None]


def after(session: Session, kind: Kind, day: date) -> Development | None:
    """The first one of a kind that took place after that day."""
    when = col(DevelopmentRow.day)
    rows = session.exec(
        select(DevelopmentRow).where(*counted(kind), when > day).order_by(when, col(DevelopmentRow.id)).limit(1)
    ).all()
    return as_developments(session, rows)[0] if rows else None


def by_ids(session: Session, ids: Iterable[int]) -> dict[int, Development]:
    """These developments without reports; one that was joined into another is left out."""
    rows = session.exec(_live().where(col(DevelopmentRow.id).in_(list(ids)))).all()
    return {one.id: one for one in as_developments(session, rows)}


def newest_first(session: Session, ids: Iterable[int]) -> list[int]:
    """Those of these developments that are live, the latest day first."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    rows = session.exec(
        select(DevelopmentRow.id)
        .where(col(DevelopmentRow.id).in_(wanted), col(DevelopmentRow.redirect).is_(None))
        .order_by(col(DevelopmentRow.day).desc(), col(DevelopmentRow.id).desc())
    )
    return [number for number in rows if number is not None]


def before(session: Session, kind: Kind, day: date, *, inclusive: bool = False) -> Development | None:
    """The last one of a kind that took place before that day (or on it)."""
    when = col(DevelopmentRow.day)
    rows = session.exec(
        select(DevelopmentRow)
        .where(*counted(kind), when <= day if inclusive else when < day)
        .order_by(when.desc(), col(DevelopmentRow.id).desc())
        .limit(1)
    ).all()
    return as_developments(session, rows)[0] if rows else None


def on(session: Session, kind: Kind, first: date, last: date) -> list[Development]:
    """Those of a kind whose day or span touches first…last, oldest first, without reports."""
    when, end = col(DevelopmentRow.day), col(DevelopmentRow.end_day)
    rows = session.exec(
        _live(kind)
        .where(when.between(first - _LONGEST, last))
        .where(or_(when >= first, end >= first))
        .order_by(when, col(DevelopmentRow.id))
        .limit(20)
    )
    return as_developments(session, rows.all())


def deals(session: Session, ids: Iterable[int]) -> dict[int, tuple[Development, tuple[Development, ...]]]:
    """The deals of these ids, each with the parts that surely were carried out, oldest first, without reports."""
    wanted = list(ids)
    if not wanted:
        return {}
    parents = session.exec(select(DevelopmentRow).where(col(DevelopmentRow.id).in_(wanted))).all()
    parts = session.exec(
        select(DevelopmentRow)
        .where(col(DevelopmentRow.parent).in_(wanted), *_sure())
        .order_by(col(DevelopmentRow.day), col(DevelopmentRow.id))
    ).all()
    stages = as_developments(session, parts)
    return {
        deal.id: (deal, tuple(one for one in stages if one.parent == deal.id))
        for deal in as_developments(session, parents)
    }


def promised(session: Session, *, limit: int, offset: int = 0) -> list[Development]:
    """Deals of exchanges that are carried out in stages, the newest first, with their reports."""
    rows = session.exec(
        _live(Kind.EXCHANGE)
        .where(col(DevelopmentRow.framework), ~col(DevelopmentRow.retracted))
        .order_by(col(DevelopmentRow.day).desc(), col(DevelopmentRow.id).desc())
        .limit(limit)
        .offset(offset)
    )
    return with_reports(session, as_developments(session, rows.all()))


def talks(
    session: Session,
    until: date,
    *,
    since: date | None = None,
    places: Collection[str] = (),
    limit: int,
    offset: int = 0,
) -> list[Development]:
    """Talks that were held or are under way, newest first, with their reports; only in those places, if any.

    What began before `since` and went on then is among them.
    """
    when, end = col(DevelopmentRow.day), col(DevelopmentRow.end_day)
    query = _live(Kind.TALKS).where(col(DevelopmentRow.stage).in_(DONE), ~col(DevelopmentRow.retracted))
    if since is None:
        query = query.where(when <= until)
    else:
        query = query.where(when.between(since - _LONGEST, until), or_(when >= since, end >= since))
    if places:
        query = query.where(col(DevelopmentRow.place).in_(places))
    rows = session.exec(query.order_by(when.desc(), col(DevelopmentRow.id).desc()).limit(limit).offset(offset))
    return with_reports(session, as_developments(session, rows.all()))


def entry_texts(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Title, text and article of these entries: all that was read of each."""
    columns = select(EntryRow.id, EntryRow.title, EntryRow.text, EntryRow.article)
    rows = session.exec(columns.where(col(EntryRow.id).in_(list(ids))))
    return {number: f"{title}\n{text}\n{article or ''}" for number, title, text, article in rows if number is not None}


def change_count(session: Session, development_id: int) -> int:
    """How many steps a development's history has."""
    query = select(func.count()).select_from(ChangeRow).where(col(ChangeRow.development_id) == development_id)
    return session.exec(query).one()


def _live(kind: Kind | None = None) -> Any:
    query = select(DevelopmentRow).where(col(DevelopmentRow.redirect).is_(None))
    return query.where(col(DevelopmentRow.kind) == kind.value) if kind else query


def counted(kind: Kind) -> tuple[ColumnElement[bool], ...]:
    """What a row must be to be in totals: of that kind, and sure."""
    return (col(DevelopmentRow.kind) == kind.value, *_sure())


def _sure() -> tuple[ColumnElement[bool], ...]:
    """Carried out, not a deal that has stages of its own, not retracted, neither unconfirmed nor of low confidence."""
    confidence = col(DevelopmentRow.confidence)
    return (
        col(DevelopmentRow.redirect).is_(None),
        col(DevelopmentRow.stage).in_(DONE),
        ~col(DevelopmentRow.framework),
        ~col(DevelopmentRow.retracted),
        or_(confidence.is_(None), confidence != "low"),
        or_(
            col(DevelopmentRow.record_id).is_not(None),
            col(DevelopmentRow.confirmation) != Confirmation.REPORTED.value,
        ),
    )
