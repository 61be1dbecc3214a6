"""Queries over developments. They give out the vocabulary, never rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, delete, select

from storage import reports as claims
from storage import upsert
from storage.tables import (
    ChangeRow,
    DevelopmentFigureRow,
    DevelopmentPartyRow,
    DevelopmentRow,
)
from storage.vocabulary import (
    Change,
    ChangeType,
    Confirmation,
    Development,
    Figure,
    Kind,
    Outcome,
    Report,
    Stage,
    Target,
)

_ID: Any = col(DevelopmentRow.id)


def get(session: Session, development_id: int) -> Development | None:
    """One development with its reports; an id that was joined into another leads there."""
    return next(iter(of_ids(session, [development_id])), None)


def of_ids(session: Session, ids: Iterable[int]) -> list[Development]:
    """Several of them in the same order; those that are not there are left out."""
    return with_reports(session, shown_of(session, ids))


def shown_of(session: Session, ids: Iterable[int]) -> list[Development]:
    """The same without reports."""
    wanted = list(ids)
    query = select(DevelopmentRow)
    known = {one.id: one for part in claims.chunks(wanted) for one in session.exec(query.where(_ID.in_(part)))}
    return as_developments(session, [row for one in wanted if (row := _standing(session, known.get(one)))])


def shown(session: Session, development_id: int) -> Development | None:
    """One without reports."""
    return next(iter(shown_of(session, [development_id])), None)


def _standing(session: Session, row: DevelopmentRow | None) -> DevelopmentRow | None:
    while row is not None and row.redirect is not None:
        row = session.get(DevelopmentRow, row.redirect)
    return row


def around(session: Session, kind: Kind, spans: Iterable[tuple[date, date]]) -> list[Development]:
    """Those of a kind whose days, or whose last news, lie in one of these spans; with their reports.

    Generous on purpose: the rule decides (Rule M, 1); this only spares it the whole table.
    """
    inside = [condition for first, last in spans for condition in _in_span(first, last)]
    if not inside:
        return []
    rows = session.exec(_live().where(col(DevelopmentRow.kind) == kind.value, or_(*inside)))
    return with_reports(session, as_developments(session, rows.all()))


def frameworks(session: Session, kind: Kind, first: date, last: date) -> list[Development]:
    """The deals of a kind that began in first…last, with their reports."""
    rows = session.exec(
        _live()
        .where(col(DevelopmentRow.kind) == kind.value, col(DevelopmentRow.framework))
        .where(col(DevelopmentRow.day).between(first, last))
    )
    return with_reports(session, as_developments(session, rows.all()))


def _in_span(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    day, end = col(DevelopmentRow.day), col(DevelopmentRow.end_day)
    begin, close = (datetime.combine(one, time(0), UTC) for one in (first, last + timedelta(days=1)))
    return day.between(first, last), end.between(first, last), col(DevelopmentRow.touched).between(begin, close)


def since(session: Session, day: date, kinds: Iterable[Kind] = (), *, limit: int = 50) -> list[Development]:
    """Those whose event day is that day or later (frameworks and the redirected apart), newest first, with reports."""
    query = _live().where(col(DevelopmentRow.day) >= day)
    return with_reports(session, _newest(session, query, kinds, limit))


def latest(session: Session, kinds: Iterable[Kind] = (), *, limit: int = 50) -> list[Development]:
    """The newest by event day, with their reports."""
    return with_reports(session, _newest(session, _live(), kinds, limit))


def between(session: Session, kind: Kind, first: date, last: date) -> list[Development]:
    """All of a kind whose day lies in first…last (inclusive), oldest first, without reports."""
    rows = session.exec(
        _live()
        .where(col(DevelopmentRow.kind) == kind.value)
        .where(col(DevelopmentRow.day).between(first, last))
        .order_by(col(DevelopmentRow.day), _ID)
    )
    return as_developments(session, rows.all())


def export(session: Session, first: date | None = None, last: date | None = None) -> Iterator[Development]:
    """Every development with its reports, by event day, in batches; those of first…last where both are given."""
    order_by = (col(DevelopmentRow.day), _ID)
    wanted_ones = _live() if first is None else _live().where(col(DevelopmentRow.day).between(first, last))
    ids = session.exec(wanted_ones.with_only_columns(_ID).order_by(*order_by)).all()
    for start in range(0, len(ids), 200):
        wanted = list(ids[start : start + 200])
        rows = session.exec(select(DevelopmentRow).where(_ID.in_(wanted))).all()
        order = {key: place for place, key in enumerate(wanted)}
        yield from with_reports(session, as_developments(session, sorted(rows, key=lambda row: order[row.id])))


def children(session: Session, parent: int) -> list[Development]:
    """The stages of a framework, oldest first, without reports."""
    rows = session.exec(_live().where(col(DevelopmentRow.parent) == parent).order_by(col(DevelopmentRow.day)))
    return as_developments(session, rows.all())


def changes(session: Session, development_id: int) -> list[Change]:
    """The history of one development, oldest first."""
    rows = session.exec(
        select(ChangeRow).where(col(ChangeRow.development_id) == development_id).order_by(col(ChangeRow.id))
    )
    return [as_change(row) for row in rows]


def add(session: Session, development: Development) -> int:
    """Stores a new development (its `id` is given by the database) and returns that id."""
    return add_all(session, [development])[0]


def add_all(session: Session, new: Sequence[Development]) -> list[int]:
    """Stores new developments and returns their ids in the same order."""
    ids = upsert.insert_many(session, DevelopmentRow, [columns(one) for one in new])
    add_details(session, [replace(one, id=id_) for id_, one in zip(ids, new, strict=True)])
    return ids


def update(session: Session, development: Development) -> None:
    """Replaces what is shown for a development; its claims, changes and record columns stay."""
    row = session.get(DevelopmentRow, development.id)
    assert row is not None, development.id
    for name, value in columns(development).items():
        setattr(row, name, value)
    session.add(row)
    for table in (DevelopmentFigureRow, DevelopmentPartyRow):
        session.exec(delete(table).where(col(table.development_id) == development.id))
    add_details(session, [development])


def add_changes(session: Session, development_id: int, steps: Iterable[Change]) -> None:
    """Appends to a development's history."""
    add_all_changes(session, [replace(step, development_id=development_id) for step in steps])


def add_all_changes(session: Session, steps: Iterable[Change]) -> None:
    """Appends to the histories of several, each step to that of its own development."""
    copied = ("development_id", "at", "slot", "before", "after")
    rows = [
        {**{name: getattr(step, name) for name in copied}, "type": step.type.value, "claim_id": step.report_id}
        for step in steps
    ]
    upsert.add_many(session, ChangeRow, rows)


def with_reports(session: Session, found: Sequence[Development]) -> list[Development]:
    """The same developments, each with its reports, and with those that their own outlets say no more."""
    behind = claims.of_developments(session, [one.id for one in found]) if found else {}
    return [_with(one, behind.get(one.id, ())) for one in found]


def _with(one: Development, reports: Sequence[Report]) -> Development:
    standing = tuple(report for report in reports if report.withdrawn is None)
    return replace(one, reports=standing, earlier=tuple(report for report in reports if report.withdrawn))


def as_developments(session: Session, rows: Sequence[DevelopmentRow]) -> list[Development]:
    """Rows with their figures and parties, in the same order, without reports."""
    ids = [row.id for row in rows]
    figures = claims.figures_of(session, ids, col(DevelopmentFigureRow.development_id))
    parties = claims.parties_of(session, ids, col(DevelopmentPartyRow.development_id))
    return [_as_development(row, figures.get(row.id or 0, ()), parties) for row in rows]


def as_change(row: ChangeRow) -> Change:
    return Change(
        type=ChangeType(row.type),
        at=row.at,
        slot=row.slot,
        before=row.before,
        after=row.after,
        report_id=row.claim_id,
        development_id=row.development_id,
        id=row.id,
    )


def _live() -> Any:
    return select(DevelopmentRow).where(col(DevelopmentRow.redirect).is_(None))


def _newest(session: Session, query: Any, kinds: Iterable[Kind], limit: int) -> list[Development]:
    wanted = [kind.value for kind in kinds]
    condition: ColumnElement[bool] = col(DevelopmentRow.kind).in_(wanted)
    rows = session.exec(
        (query.where(condition) if wanted else query)
        .order_by(col(DevelopmentRow.day).desc(), col(DevelopmentRow.touched).desc(), _ID.desc())
        .limit(limit)
    )
    return as_developments(session, rows.all())


_COPIED = (
    "day", "day_given", "end_day", "place", "round", "framework", "parent", "redirect", "retracted", "first_seen",
    "touched", "record_id", "confidence",
)  # fmt: skip


def columns(development: Development) -> dict[str, Any]:
    return {
        **{name: getattr(development, name) for name in _COPIED},
        "kind": development.kind.value,
        "stage": development.stage.value,
        "outcome": development.outcome.value if development.outcome else None,
        "confirmation": development.confirmation.value,
        "targets": [asdict(target) for target in development.targets],
        "prose": {key: dict(value) for key, value in development.prose.items()},
    }


def add_details(session: Session, found: Sequence[Development]) -> None:
    """Stores figures and parties of developments that have none there."""
    upsert.add_many(session, DevelopmentFigureRow, [row for one in found for row in figure_columns(one)])
    upsert.add_many(session, DevelopmentPartyRow, [row for one in found for row in party_columns(one)])


def figure_columns(development: Development) -> Iterator[dict[str, Any]]:
    for one in development.figures:
        told = {**asdict(one), "scope": one.scope.value, "qualifier": one.qualifier.value}
        yield {"development_id": development.id, **told}


def party_columns(development: Development) -> Iterator[dict[str, Any]]:
    roles = (
        ("party", development.parties),
        ("mediator", development.mediators),
        ("speaker", development.speakers),
    )
    for role, codes in roles:
        yield from ({"development_id": development.id, "party": code, "role": role} for code in codes)


def _as_development(
    row: DevelopmentRow, figures: Sequence[Figure], parties: Mapping[tuple[int, str], Sequence[str]]
) -> Development:
    assert row.id is not None
    return Development(
        id=row.id,
        **{name: getattr(row, name) for name in _COPIED},
        kind=Kind(row.kind),
        stage=Stage(row.stage),
        outcome=Outcome(row.outcome) if row.outcome else None,
        confirmation=Confirmation(row.confirmation),
        targets=tuple(Target(**target) for target in row.targets),
        prose=row.prose,
        figures=tuple(figures),
        mediators=tuple(parties.get((row.id, "mediator"), ())),
        parties=tuple(parties.get((row.id, "party"), ())),
        speakers=tuple(parties.get((row.id, "speaker"), ())),
    )
