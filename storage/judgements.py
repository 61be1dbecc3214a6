"""Judgements: which development a claim belongs to, by what rule or whose word. Withdrawn by a date, never erased.

What a person says moves claims at once and leaves them unresolved: the next wave works out the shown values anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from storage import alerts, developments
from storage.tables import ClaimRow, DevelopmentRow, JudgementRow, SearchableRow
from storage.vocabulary import Change, ChangeType

RULE = "rule"
"""By whom, where no person had a say."""


class Verdict(StrEnum):
    """What a judgement says of a claim. `clash` is of an alert that another development's key forbade."""

    NEW = "new"
    SAME = "same"
    UNSURE = "unsure"
    IGNORED = "ignored"
    CLASH = "clash"


OPEN = (Verdict.UNSURE.value, Verdict.CLASH.value)


class NotThere(ValueError):
    """A development or report that a judgement names is not there, or is joined into another already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One decision about one claim: `candidates` are the other developments that it may concern."""

    claim_id: int
    verdict: Verdict
    at: datetime
    development_id: int | None = None
    rule: str = ""
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    candidates: tuple[int, ...] = ()
    by: str = RULE
    withdrawn: datetime | None = None
    id: int | None = None


def add(session: Session, judgement: Judgement) -> None:
    """Stores a judgement; what stood for that claim before is withdrawn, a clash apart."""
    if judgement.verdict is not Verdict.CLASH:
        _withdraw_all(session, [judgement.claim_id], judgement.at)
    session.add(
        JudgementRow(
            claim_id=judgement.claim_id,
            development_id=judgement.development_id,
            verdict=judgement.verdict.value,
            rule=judgement.rule,
            score=judgement.score,
            reasons=list(judgement.reasons),
            candidates=list(judgement.candidates),
            by=judgement.by,
            at=judgement.at,
        )
    )


def of_claim(session: Session, claim_id: int) -> list[Judgement]:
    """Every judgement of a claim, withdrawn ones too, oldest first."""
    query = select(JudgementRow).where(col(JudgementRow.claim_id) == claim_id)
    rows = session.exec(query.order_by(col(JudgementRow.id)))
    return [_as_judgement(row) for row in rows]


def by_people(session: Session, claim_ids: Sequence[int]) -> dict[int, Judgement]:
    """The standing word of a person on each of these claims, where there is one."""
    found: dict[int, Judgement] = {}
    for start in range(0, len(claim_ids), 500):
        rows = session.exec(
            select(JudgementRow)
            .where(col(JudgementRow.claim_id).in_(claim_ids[start : start + 500]))
            .where(col(JudgementRow.withdrawn).is_(None), col(JudgementRow.by) != RULE)
            .order_by(col(JudgementRow.id))
        )
        found.update((row.claim_id, _as_judgement(row)) for row in rows)
    return found


def open_questions(session: Session, *, limit: int = 50) -> list[Judgement]:
    """What waits for a person's word, newest first."""
    rows = session.exec(
        select(JudgementRow)
        .where(col(JudgementRow.verdict).in_(OPEN), col(JudgementRow.withdrawn).is_(None))
        .order_by(col(JudgementRow.id).desc())
        .limit(limit)
    )
    return [_as_judgement(row) for row in rows]


def has_clash(session: Session, development_id: int) -> bool:
    """Whether an alert of this development waits for review already."""
    query = (
        select(JudgementRow.id)
        .where(col(JudgementRow.development_id) == development_id)
        .where(col(JudgementRow.verdict) == Verdict.CLASH.value, col(JudgementRow.withdrawn).is_(None))
    )
    return session.exec(query.limit(1)).first() is not None


def join(session: Session, keep: int, gone: int, by: str, now: datetime) -> None:
    """Two developments are one: the claims and alerts of `gone` go to `keep`, its id leads there for good.

    Raises:
        NotThere: one of them is unknown or joined into another already, or they are of different kinds.
    """
    kept, lost = _row(session, keep), _row(session, gone)
    if keep == gone or kept.kind != lost.kind:
        raise NotThere(f"{gone} cannot be joined into {keep}")
    moved = session.exec(select(ClaimRow).where(col(ClaimRow.development_id) == gone)).all()
    _move(session, moved, Judgement(claim_id=0, verdict=Verdict.SAME, rule="joined", at=now, by=by,
                                    development_id=keep, candidates=(gone,)))  # fmt: skip
    for child in session.exec(select(DevelopmentRow).where(col(DevelopmentRow.parent) == gone)).all():
        child.parent = keep
        session.add(child)
    alerts.hand_over(session, gone, keep)
    lost.redirect = keep
    session.add(lost)
    for searchable in session.exec(select(SearchableRow).where(col(SearchableRow.development_id) == gone)).all():
        session.delete(searchable)
    step = Change(type=ChangeType.JOINED, at=now, slot="id", before=str(gone), after=str(keep))
    for each in (keep, gone):
        developments.add_changes(session, each, [step])
    session.flush()


def part(session: Session, development_id: int, report_ids: Iterable[int], by: str, now: datetime) -> int:
    """One development was two: these reports become one of their own, whose id is returned.

    Raises:
        NotThere: the development is unknown, has not all of these reports, or would be left with none.
    """
    _row(session, development_id)
    old = developments.get(session, development_id)
    assert old is not None
    wanted = set(report_ids)
    mine = tuple(report for report in old.reports if report.id in wanted)
    if not wanted or len(mine) != len(wanted) or len(mine) == len(old.reports):
        raise NotThere(f"development {development_id} cannot be parted so")
    new = developments.add(session, replace(old, id=0, reports=(), record_id=None, prose={}, parent=None))
    rows = session.exec(select(ClaimRow).where(col(ClaimRow.id).in_(wanted))).all()
    _move(session, rows, Judgement(claim_id=0, verdict=Verdict.NEW, rule="parted", at=now, by=by,
                                   development_id=new, candidates=(development_id,)))  # fmt: skip
    step = Change(type=ChangeType.PARTED, at=now, slot="id", before=str(development_id), after=str(new))
    for each in (development_id, new):
        developments.add_changes(session, each, [step])
    session.flush()
    return new


def assign(session: Session, claim_id: int, development_id: int | None, by: str, now: datetime) -> None:
    """A claim belongs to that development, or to none: dismissed.

    Raises:
        NotThere: there is no such claim or development.
    """
    claim = session.get(ClaimRow, claim_id)
    if claim is None:
        raise NotThere(f"there is no report {claim_id}")
    if development_id is not None:
        _row(session, development_id)
    old = () if claim.development_id is None else (claim.development_id,)
    verdict = Verdict.IGNORED if development_id is None else Verdict.SAME
    _move(session, [claim], Judgement(claim_id=claim_id, verdict=verdict, rule="assigned", at=now, by=by,
                                      development_id=development_id, candidates=old))  # fmt: skip


def withdraw(session: Session, claim_id: int, now: datetime) -> None:
    """A person takes back what was said of a claim; the next wave decides it by rule again.

    Raises:
        NotThere: there is no such claim.
    """
    claim = session.get(ClaimRow, claim_id)
    if claim is None:
        raise NotThere(f"there is no report {claim_id}")
    _withdraw_all(session, [claim_id], now)
    claim.resolved = None
    session.add(claim)


def settle(session: Session, judgement_id: int, now: datetime) -> None:
    """An open question has been looked at and needs nothing more."""
    row = session.get_one(JudgementRow, judgement_id)
    row.withdrawn = row.withdrawn or now
    session.add(row)


def _move(session: Session, claims: Iterable[ClaimRow], pattern: Judgement) -> None:
    for claim in claims:
        assert claim.id is not None
        claim.development_id = pattern.development_id
        claim.resolved = None
        session.add(claim)
        add(session, replace(pattern, claim_id=claim.id))


def _withdraw_all(session: Session, claim_ids: Sequence[int], now: datetime) -> None:
    rows = session.exec(
        select(JudgementRow)
        .where(col(JudgementRow.claim_id).in_(claim_ids), col(JudgementRow.withdrawn).is_(None))
        .where(col(JudgementRow.verdict) != Verdict.CLASH.value)
    )
    for row in rows:
        row.withdrawn = now
        session.add(row)


def _row(session: Session, development_id: int) -> DevelopmentRow:
    row = session.get(DevelopmentRow, development_id)
    if row is None or row.redirect is not None:
        raise NotThere(f"there is no development {development_id}")
    return row


def _as_judgement(row: JudgementRow) -> Judgement:
    return Judgement(
        id=row.id,
        claim_id=row.claim_id,
        development_id=row.development_id,
        verdict=Verdict(row.verdict),
        rule=row.rule,
        score=row.score,
        reasons=tuple(row.reasons),
        candidates=tuple(row.candidates),
        by=row.by,
        at=row.at,
        withdrawn=row.withdrawn,
    )
