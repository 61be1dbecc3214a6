"""Queries over claims: what each entry says of an event, given out as reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, text, update
from sqlmodel import Session, col, select

from storage import upsert
from storage.tables import ClaimFigureRow, ClaimPartyRow, ClaimRow
from storage.vocabulary import Claim, Figure, Kind, Origin, Outcome, Qualifier, Report, Scope, Stage, Target

_LOCK = 7_303_003  # any number of our own


def add(session: Session, report: Report) -> int:
    """Stores one claim with where it stands (its `id` is given by the database) and returns that id."""
    return add_all(session, [report])[0]


def add_all(session: Session, found: Sequence[Report]) -> list[int]:
    """Stores claims and returns their ids in the same order."""
    ids = upsert.insert_many(session, ClaimRow, [_columns(report) for report in found])
    made = [(id_, report.claim) for id_, report in zip(ids, found, strict=True)]
    figures = [{"claim_id": id_, **_figure_columns(one)} for id_, claim in made for one in claim.figures]
    upsert.add_many(session, ClaimFigureRow, figures)
    upsert.add_many(session, ClaimPartyRow, [row for id_, claim in made for row in _parties(id_, claim)])
    return ids


def _columns(report: Report) -> dict[str, Any]:
    claim = report.claim
    return {
        **{name: getattr(claim, name) for name in _COPIED},
        **{name: getattr(report, name) for name in _PLACED},
        "kind": claim.kind.value,
        "stage": claim.stage.value,
        "outcome": claim.outcome.value if claim.outcome else None,
        "checks": list(claim.checks),
        "failed": list(claim.failed),
        "origins": [{name: getattr(origin, name) for name in _OF_ORIGINS} for origin in claim.origins],
        "targets": [{name: getattr(target, name) for name in _OF_TARGETS} for target in claim.targets],
    }


def _parties(claim_id: int, claim: Claim) -> Iterator[dict[str, Any]]:
    for role, codes in (("party", claim.parties), ("mediator", claim.mediators)):
        yield from ({"claim_id": claim_id, "party": code, "role": role} for code in codes)


_COPIED = ("day", "end_day", "place", "round", "evidence", "background", "inconsistent", "fresh", "ordinal")
_PLACED = (
    "entry_id", "record_id", "development_id", "outlet", "owner", "official_of", "link", "title", "language",
    "simhash", "published", "seen", "silent", "withdrawn", "replaces", "article",
)  # fmt: skip
# `asdict` would copy each value, which takes ten times as long.
_OF_ORIGINS, _OF_TARGETS, _OF_FIGURES = (
    tuple(field.name for field in fields(kind)) for kind in (Origin, Target, Figure)
)


def _figure_columns(figure: Figure) -> dict[str, Any]:
    given = {name: getattr(figure, name) for name in _OF_FIGURES}
    return {**given, "scope": figure.scope.value, "qualifier": figure.qualifier.value}


def hold_resolution(session: Session) -> None:
    """Instances that share a PostgreSQL decide one after another, until each one's transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


class Chosen(NamedTuple):
    """Which of the claims that wait are meant: `only` these where any are named, and none of `but`."""

    only: Collection[int] | None = None
    but: Collection[int] = ()


ALL = Chosen()


def unresolved(session: Session, limit: int = 5000, chosen: Chosen = ALL) -> list[Report]:
    """Claims that no development has been decided for, oldest publication first."""
    found = session.exec(
        select(*_COLUMNS).where(*_waiting(chosen)).order_by(col(ClaimRow.published), col(ClaimRow.id)).limit(limit)
    )
    return as_reports(session, found.all())


def unresolved_ids(session: Session, chosen: Chosen = ALL, limit: int = 5000) -> list[int]:
    """Their ids alone, in the same order."""
    ids = select(ClaimRow.id).where(*_waiting(chosen)).order_by(col(ClaimRow.published), col(ClaimRow.id))
    return [id_ for id_ in session.exec(ids.limit(limit)) if id_ is not None]


def _waiting(chosen: Chosen) -> Iterator[ColumnElement[bool]]:
    yield col(ClaimRow.resolved).is_(None)
    if chosen.but:
        yield col(ClaimRow.id).not_in(chosen.but)
    if chosen.only is not None:
        yield col(ClaimRow.id).in_(chosen.only)


def any_unresolved(session: Session) -> bool:
    """Whether any claim waits for a decision."""
    waiting = select(ClaimRow.id).where(col(ClaimRow.resolved).is_(None)).limit(1)
    return session.exec(waiting).first() is not None


@dataclass(frozen=True, slots=True)
class Placing:
    """Where a claim belongs (to nothing where None), and whether it was found to look back or to be a copy."""

    report_id: int
    development_id: int | None
    background: bool
    silent: bool


def place(session: Session, placings: Sequence[Placing], now: datetime) -> None:
    """Notes what was decided of claims: they are resolved from now on."""
    session.flush()
    if placings:
        values = [
            {"id": one.report_id, "development_id": one.development_id, "resolved": now,
             "background": one.background, "silent": one.silent}
            for one in placings
        ]  # fmt: skip
        session.execute(update(ClaimRow), values)
    session.expire_all()  # past the session's objects


def reread(session: Session, report: Report, claim: Claim) -> None:
    """The entry says the same in other words: these are kept, and what they are worth is decided anew.

    What was found to look back stays so. What was withdrawn stands again.
    """
    row = session.get_one(ClaimRow, report.id)
    before = (row.withdrawn, *(getattr(row, name) for name in _WORTH))
    row.evidence, row.fresh, row.inconsistent = claim.evidence, claim.fresh, claim.inconsistent
    row.checks, row.failed = list(claim.checks), list(claim.failed)
    row.background, row.withdrawn = row.background or claim.background, None
    if before != (None, *(getattr(row, name) for name in _WORTH)):
        row.resolved = None
    session.add(row)


_WORTH = ("checks", "failed", "fresh", "inconsistent", "background")


def speak_up(session: Session, ids: Sequence[int]) -> None:
    """These claims could cause no alert, for a feed's first fetch brought them; a later fetch of another has too."""
    for row in session.exec(select(ClaimRow).where(col(ClaimRow.id).in_(ids), col(ClaimRow.silent))).all():
        row.silent, row.resolved = False, None
        session.add(row)


def fingerprints(
    session: Session, kind: Kind, since: datetime, until: datetime
) -> list[tuple[int, int | None, int | None]]:
    """The texts of that kind published in between: each fingerprint, the development of the claim and its entry."""
    rows = session.exec(
        select(ClaimRow.simhash, ClaimRow.development_id, ClaimRow.entry_id)
        .where(col(ClaimRow.kind) == kind.value)
        .where(col(ClaimRow.published).between(since, until), col(ClaimRow.simhash) != 0)
        .order_by(col(ClaimRow.published), col(ClaimRow.id))
    )
    return list(dict.fromkeys(rows.all()))


def of_developments(session: Session, ids: Iterable[int]) -> dict[int, tuple[Report, ...]]:
    """The reports of each of these developments, withdrawn ones too, oldest publication first."""
    grouped: dict[int, list[Report]] = defaultdict(list)
    for part in chunks(list(ids)):
        found = session.exec(
            select(*_COLUMNS)
            .where(col(ClaimRow.development_id).in_(part))
            .order_by(col(ClaimRow.published), col(ClaimRow.id))
        )
        for report in as_reports(session, found.all()):
            assert report.development_id is not None
            grouped[report.development_id].append(report)
    return {key: tuple(value) for key, value in grouped.items()}


class Text(NamedTuple):
    """A report by its article and the fingerprint of its text alone."""

    id: int
    simhash: int
    article: int | None


def texts(session: Session, development_id: int) -> list[Text]:
    """The texts of all reports behind a development that stand, in the order of the reports."""
    columns: list[Any] = [ClaimRow.id, ClaimRow.simhash, ClaimRow.article]
    rows = session.exec(
        select(*columns)
        .where(col(ClaimRow.development_id) == development_id, col(ClaimRow.withdrawn).is_(None))
        .order_by(col(ClaimRow.published), col(ClaimRow.id))
    )
    return [Text(*row) for row in rows]


def taken_back(session: Session, development_id: int) -> list[Report]:
    """What was said of a development and its own outlets say no more, oldest publication first."""
    rows = session.exec(
        select(ClaimRow)
        .where(col(ClaimRow.development_id) == development_id, col(ClaimRow.withdrawn).is_not(None))
        .order_by(col(ClaimRow.published), col(ClaimRow.id))
    )
    return as_reports(session, rows.all())


def by_ids(session: Session, ids: Sequence[int]) -> dict[int, Report]:
    """These reports, by id."""
    rows = session.exec(select(*_COLUMNS).where(col(ClaimRow.id).in_(ids))).all()
    return {report.id: report for report in as_reports(session, rows)}


def of_entry(session: Session, entry_id: int) -> list[Report]:
    """The reports that one entry gave, withdrawn ones too, in the order in which they came."""
    found = session.exec(select(ClaimRow).where(col(ClaimRow.entry_id) == entry_id).order_by(col(ClaimRow.id)))
    return as_reports(session, found.all())


def get(session: Session, report_id: int) -> Report | None:
    row = session.get(ClaimRow, report_id)
    return as_reports(session, [row])[0] if row else None


def as_reports(session: Session, rows: Sequence[Any]) -> list[Report]:
    """Rows of the claim table, or of its columns, with their figures and parties, in the same order."""
    ids = [row.id for row in rows]
    figures = figures_of(session, ids, col(ClaimFigureRow.claim_id))
    parties = parties_of(session, ids, col(ClaimPartyRow.claim_id))
    return [_as_report(row, figures.get(row.id, ()), parties) for row in rows]


def figures_of(session: Session, ids: Sequence[Any], owner: Any) -> Mapping[int, Sequence[Figure]]:
    """The figures of these claims or developments, by id; `owner` is the column that holds it."""
    table: Any = owner.class_
    found: dict[int, list[Figure]] = defaultdict(list)
    columns: list[Any] = [owner, table.value, table.party, table.scope, table.qualifier, table.derived]
    for part in chunks(ids):
        query = select(*columns).where(owner.in_(part)).order_by(table.id)
        for number, value, party, scope, qualifier, derived in session.exec(query):
            found[number].append(Figure(value, party, Scope(scope), Qualifier(qualifier), derived))
    return found


def parties_of(session: Session, ids: Sequence[Any], owner: Any) -> Mapping[tuple[int, str], Sequence[str]]:
    """The parties of these claims or developments, by id and role; `owner` is the column that holds the id."""
    table: Any = owner.class_
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    columns: list[Any] = [owner, table.role, table.party]
    for part in chunks(ids):
        query = select(*columns).where(owner.in_(part)).order_by(table.id)
        for number, role, party in session.exec(query):
            found[number, role].append(party)
    return found


def chunks(ids: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    """SQLite caps the number of bound values."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


_COLUMNS: list[Any] = [getattr(ClaimRow, name) for name in ClaimRow.model_fields]
"""Plain columns: rows that are only read need not be tracked, which costs more than to fetch them."""


def _as_report(row: Any, figures: Sequence[Figure], parties: Mapping[tuple[int, str], Sequence[str]]) -> Report:
    claim = Claim(
        **{name: getattr(row, name) for name in _COPIED},
        kind=Kind(row.kind),
        stage=Stage(row.stage),
        outcome=Outcome(row.outcome) if row.outcome else None,
        figures=tuple(figures),
        mediators=tuple(parties.get((row.id, "mediator"), ())),
        parties=tuple(parties.get((row.id, "party"), ())),
        origins=tuple(Origin(**origin) for origin in row.origins),
        targets=tuple(Target(**target) for target in row.targets),
        checks=tuple(row.checks),
        failed=tuple(row.failed),
    )
    return Report(id=row.id, claim=claim, **{name: getattr(row, name) for name in _PLACED})
