"""Exchanges as series for pictures: people returned month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import case, extract, func
from sqlmodel import Session, col, select

from storage.figures import counted
from storage.tables import DevelopmentFigureRow, DevelopmentRow
from storage.vocabulary import Kind, Qualifier, Scope


@dataclass(frozen=True, slots=True)
class Sum:
    """People returned to one party in some time: what is known of it, and what is not.

    `missing` events have no figure for it; `floors` and `rough` count the figures that are a least one, and those
    that are about or at most so many.
    """

    people: int = 0
    missing: int = 0
    floors: int = 0
    rough: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(
            self.people + other.people,
            self.missing + other.missing,
            self.floors + other.floors,
            self.rough + other.rough,
        )

    @property
    def at_least(self) -> bool:
        """Whether it may be more."""
        return bool(self.missing or self.floors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The events of one month: how many, and the sums by party. `first` is its first day."""

    first: date
    events: int = 0
    sums: Mapping[str, Sum] = field(default_factory=dict)


def months(session: Session, kind: Kind, parties: Iterable[str], until: date) -> list[Month]:
    """The months that had any of a kind up to that day, oldest first; what totals leave out is left out here."""
    when, wanted = _month(), counted(kind)
    day = col(DevelopmentRow.day)
    events = session.exec(
        select(*when, func.count()).where(*wanted, day <= until).group_by(*when).order_by(*when)
    ).all()
    known = _known(session, kind, until)
    codes = tuple(parties)
    return [
        Month(
            first=date(int(year), int(month), 1),
            events=count,
            sums={code: _sum(known.get((int(year), int(month), code)), count) for code in codes},
        )
        for year, month, count in events
    ]


def _month() -> tuple[Any, Any]:
    day: Any = DevelopmentRow.day
    return extract("year", day), extract("month", day)


def _known(session: Session, kind: Kind, until: date) -> dict[tuple[int, int, str | None], Sequence[int]]:
    """By year, month and party: the sum, how many figures it is of, how many of them are floors, and rough."""
    figure = DevelopmentFigureRow
    when, qualifier = _month(), col(figure.qualifier)
    floors = func.sum(case((qualifier == Qualifier.AT_LEAST.value, 1), else_=0))
    rough = func.sum(case((qualifier.in_((Qualifier.ABOUT.value, Qualifier.AT_MOST.value)), 1), else_=0))
    rows = session.exec(
        select(*when, figure.party, func.sum(figure.value), func.count(), floors, rough)  # type: ignore[call-overload]
        .join(DevelopmentRow, col(DevelopmentRow.id) == col(figure.development_id))
        .where(*counted(kind), col(DevelopmentRow.day) <= until, col(figure.scope) == Scope.TOTAL.value)
        .group_by(*when, col(figure.party))
    ).all()
    return {(int(row[0]), int(row[1]), row[2]): [int(one) for one in row[3:]] for row in rows}


def _sum(known: Sequence[int] | None, events: int) -> Sum:
    if known is None:
        return Sum(missing=events)
    people, figures, floors, rough = known
    return Sum(people, events - figures, floors, rough)
