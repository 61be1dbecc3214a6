"""Queries over claims: what each entry says of an event, given out as reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from storage.tables import ClaimFigureRow, ClaimPartyRow, ClaimRow
from storage.vocabulary import Claim, Figure, Kind, Origin, Outcome, Qualifier, Report, Scope, Stage, Target

_LOCK = 7_303_003  # any number of our own


def add(session: Session, report: Report) -> int:
    """Stores one claim with where it stands (its `id` is given by the database) and returns that id."""
    claim = report.claim
    row = ClaimRow(
        **{name: getattr(claim, name) for name in _COPIED},
        **{name: getattr(report, name) for name in _PLACED},
        kind=claim.kind.value,
        stage=claim.stage.value,
        outcome=claim.outcome.value if claim.outcome else None,
        checks=list(claim.checks),
        failed=list(claim.failed),
        origins=[asdict(origin) for origin in claim.origins],
        targets=[asdict(target) for target in claim.targets],
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    session.add_all(ClaimFigureRow(claim_id=row.id, **_figure_columns(figure)) for figure in claim.figures)
    for role, codes in (("party", claim.parties), ("mediator", claim.mediators)):
        session.add_all(ClaimPartyRow(claim_id=row.id, party=code, role=role) for code in codes)
    return row.id


_COPIED = ("day", "end_day", "place", "round", "evidence", "background", "inconsistent", "fresh", "ordinal")
_PLACED = (
    "entry_id", "record_id", "development_id", "outlet", "owner", "official_of", "link", "title", "language",
    "simhash", "published", "seen", "silent",
)  # fmt: skip


def _figure_columns(figure: Figure) -> dict[str, Any]:
    return {**asdict(figure), "scope": figure.scope.value, "qualifier": figure.qualifier.value}


def hold_resolution(session: Session) -> None:
    """Instances that share a PostgreSQL decide one after another, until each one's transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def unresolved(session: Session, limit: int = 5000) -> list[Report]:
    """Claims that no development has been decided for, oldest publication first."""
    found = session.exec(
        select(ClaimRow)
        .where(col(ClaimRow.resolved).is_(None))
        .order_by(col(ClaimRow.published), col(ClaimRow.id))
        .limit(limit)
    )
    return as_reports(session, found.all())


def place(
    session: Session, report_id: int, development_id: int | None, now: datetime, *, background: bool, silent: bool
) -> None:
    """Notes where a claim belongs (to nothing where None), and whether it was found to look back or to be a copy."""
    row = session.get_one(ClaimRow, report_id)
    row.development_id = development_id
    row.resolved = now
    row.background, row.silent = background, silent
    session.add(row)


def fingerprints(session: Session, kind: Kind, since: datetime, until: datetime) -> list[tuple[int, int | None]]:
    """The texts of that kind published in between: each fingerprint, and the development that the claim belongs to."""
    rows = session.exec(
        select(ClaimRow.simhash, ClaimRow.development_id)
        .where(col(ClaimRow.kind) == kind.value)
        .where(col(ClaimRow.published).between(since, until), col(ClaimRow.simhash) != 0)
        .order_by(col(ClaimRow.published), col(ClaimRow.id))
    )
    return list(dict.fromkeys(rows.all()))


def of_developments(session: Session, ids: Iterable[int]) -> dict[int, tuple[Report, ...]]:
    """The reports behind each of these developments, oldest publication first."""
    grouped: dict[int, list[Report]] = defaultdict(list)
    for part in chunks(list(ids)):
        found = session.exec(
            select(ClaimRow)
            .where(col(ClaimRow.development_id).in_(part))
            .order_by(col(ClaimRow.published), col(ClaimRow.id))
        )
        for report in as_reports(session, found.all()):
            assert report.development_id is not None
            grouped[report.development_id].append(report)
    return {key: tuple(value) for key, value in grouped.items()}


def of_entry(session: Session, entry_id: int) -> list[Report]:
    """The reports that one entry gave."""
    found = session.exec(select(ClaimRow).where(col(ClaimRow.entry_id) == entry_id).order_by(col(ClaimRow.id)))
    return as_reports(session, found.all())


def get(session: Session, report_id: int) -> Report | None:
    row = session.get(ClaimRow, report_id)
    return as_reports(session, [row])[0] if row else None


def as_reports(session: Session, rows: Sequence[ClaimRow]) -> list[Report]:
    """Rows of the claim table with their figures and parties, in the same order."""
    ids = [row.id for row in rows]
    figures: dict[int, list[Figure]] = defaultdict(list)
    for part in chunks(ids):
        for figure in session.exec(
            select(ClaimFigureRow).where(col(ClaimFigureRow.claim_id).in_(part)).order_by(col(ClaimFigureRow.id))
        ):
            figures[figure.claim_id].append(as_figure(figure))
    parties: dict[tuple[int, str], list[str]] = defaultdict(list)
    for part in chunks(ids):
        for party in session.exec(
            select(ClaimPartyRow).where(col(ClaimPartyRow.claim_id).in_(part)).order_by(col(ClaimPartyRow.id))
        ):
            parties[party.claim_id, party.role].append(party.party)
    return [_as_report(row, figures[row.id or 0], parties) for row in rows]


def chunks(ids: Sequence[Any], size: int = 500) -> Iterable[Sequence[Any]]:
    """SQLite caps the number of bound values."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def as_figure(row: Any) -> Figure:
    """A figure row of either table."""
    return Figure(row.value, row.party, Scope(row.scope), Qualifier(row.qualifier), row.derived)


def _as_report(row: ClaimRow, figures: list[Figure], parties: dict[tuple[int, str], list[str]]) -> Report:
    assert row.id is not None
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
