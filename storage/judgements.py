"""Judgements: which development a claim belongs to, by what rule or whose word. Withdrawn by a date, never erased.

What a person says moves claims at once and leaves them unresolved: the next wave works out the shown values anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from storage import alerts, developments, follows, reports, upsert
from storage.tables import ClaimRow, DevelopmentRow, JudgementRow, SearchableRow
from storage.vocabulary import Change, ChangeType, Development, Report, Scope

RULE = "rule"
"""By whom, where no person had a say."""


class Verdict(StrEnum):
    """What a judgement says of a claim.

    `clash` is of an alert that another development's key forbade, `second` a person's word that it is a second
    event of that day, whose alert may go out under the next ordinal.
    """

    NEW = "new"
    SAME = "same"
    UNSURE = "unsure"
    IGNORED = "ignored"
    CLASH = "clash"
    SECOND = "second"


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
    add_all(session, [judgement])


def add_all(session: Session, found: Sequence[Judgement]) -> None:
    """Stores judgements, at most one a claim; what stood for these claims before is withdrawn, a clash apart."""
    decided = [one for one in found if one.verdict is not Verdict.CLASH]
    for part in reports.chunks(decided):
        _withdraw_all(session, [one.claim_id for one in part], part[0].at)
    upsert.add_many(session, JudgementRow, [_columns(one) for one in found])


def _columns(judgement: Judgement) -> dict[str, Any]:
    values = {field.name: getattr(judgement, field.name) for field in fields(judgement) if field.name != "id"}
    return values | {"verdict": judgement.verdict.value}


def of_claim(session: Session, claim_id: int) -> list[Judgement]:
    """Every judgement of a claim, withdrawn ones too, oldest first."""
    query = select(JudgementRow).where(col(JudgementRow.claim_id) == claim_id)
    rows = session.exec(query.order_by(col(JudgementRow.id)))
    return [as_judgement(row) for row in rows]


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
        found.update((row.claim_id, as_judgement(row)) for row in rows)
    return found


def open_questions(session: Session, *, limit: int = 50) -> list[Judgement]:
    """What waits for a person's word, newest first."""
    rows = session.exec(
        select(JudgementRow)
        .where(col(JudgementRow.verdict).in_(OPEN), col(JudgementRow.withdrawn).is_(None))
        .order_by(col(JudgementRow.id).desc())
        .limit(limit)
    )
    return [as_judgement(row) for row in rows]


def has_clash(session: Session, development_id: int, others: Sequence[int]) -> bool:
    """Whether it was asked already what is to become of an alert of this development beside those others."""
    query = (
        select(JudgementRow.candidates)
        .where(col(JudgementRow.development_id) == development_id)
        .where(col(JudgementRow.verdict) == Verdict.CLASH.value)
    )
    return any(list(asked) == list(others) for asked in session.exec(query))


def is_second(session: Session, development_id: int) -> bool:
    """Whether a person has said that this is a second event of its day."""
    query = (
        select(JudgementRow.id)
        .where(col(JudgementRow.development_id) == development_id)
        .where(col(JudgementRow.verdict) == Verdict.SECOND.value, col(JudgementRow.withdrawn).is_(None))
    )
    return session.exec(query.limit(1)).first() is not None


def join(session: Session, keep: int, gone: int, by: str, now: datetime) -> None:
    """Two developments are one: the claims and alerts of `gone` go to `keep`, its id leads there.

    Raises:
        NotThere: one of them is unknown or joined into another already, or they are of different kinds.
    """
    kept, lost = _row(session, keep), _row(session, gone)
    moved = session.exec(select(ClaimRow).where(col(ClaimRow.development_id) == gone)).all()
    if keep == gone or kept.kind != lost.kind or not moved:
        raise NotThere(f"{gone} cannot be joined into {keep}")
    move(session, moved, Judgement(claim_id=0, verdict=Verdict.SAME, rule="joined", at=now, by=by,
                                    development_id=keep, candidates=(gone,)))  # fmt: skip
    lead_to(session, gone, keep, now)


def lead_to(session: Session, gone: int, keep: int, now: datetime) -> None:
    """The id of a development that has no claims any more leads to another, which takes over its alerts and stages."""
    lost = _row(session, gone)
    for child in session.exec(select(DevelopmentRow).where(col(DevelopmentRow.parent) == gone)).all():
        child.parent = keep if child.id != keep else None
        session.add(child)
    alerts.hand_over(session, gone, keep)
    follows.hand_over(session, gone, keep)
    lost.redirect = keep
    session.add(lost)
    for searchable in session.exec(select(SearchableRow).where(col(SearchableRow.development_id) == gone)).all():
        session.delete(searchable)
    drop_clashes(session, gone, now)
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
    new = developments.add(session, beginning(min(mine, key=lambda report: report.published)))
    rows = session.exec(select(ClaimRow).where(col(ClaimRow.id).in_(wanted))).all()
    move(session, rows, Judgement(claim_id=0, verdict=Verdict.NEW, rule="parted", at=now, by=by,
                                   development_id=new, candidates=(development_id,)))  # fmt: skip
    step = Change(type=ChangeType.PARTED, at=now, slot="id", before=str(development_id), after=str(new))
    for each in (development_id, new):
        developments.add_changes(session, each, [step])
    session.flush()
    return new


def beginning(report: Report) -> Development:
    """A development that rests on one report, as that tells it; the next wave works it out by rule."""
    claim = report.claim
    return Development(
        id=0,
        kind=claim.kind,
        stage=claim.stage,
        touched=report.published,
        first_seen=report.seen,
        day=claim.day,
        day_given=claim.day is not None,
        end_day=claim.end_day,
        figures=tuple(figure for figure in claim.figures if figure.scope is not Scope.CUMULATIVE),
        mediators=claim.mediators,
        parties=claim.parties,
        round=claim.round,
        outcome=claim.outcome,
    )


def assign(session: Session, claim_id: int, development_id: int | None, by: str, now: datetime) -> None:
    """A claim belongs to that development, or to none: dismissed.

    Raises:
        NotThere: there is no such claim or development, or it is of another kind.
    """
    claim = session.get(ClaimRow, claim_id)
    if claim is None:
        raise NotThere(f"there is no report {claim_id}")
    if development_id is not None and _row(session, development_id).kind != claim.kind:
        raise NotThere(f"report {claim_id} is of another kind than development {development_id}")
    old = () if claim.development_id is None else (claim.development_id,)
    verdict = Verdict.IGNORED if development_id is None else Verdict.SAME
    move(session, [claim], Judgement(claim_id=claim_id, verdict=verdict, rule="assigned", at=now, by=by,
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


def move(session: Session, claims: Iterable[ClaimRow], pattern: Judgement) -> None:
    """These claims belong where a judgement says; the next wave works out what is shown."""
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


def drop_clashes(session: Session, development_id: int, now: datetime) -> None:
    """Whether a development that is gone should be pushed needs no answer any more."""
    mine = select(JudgementRow).where(col(JudgementRow.development_id) == development_id)
    open_ones = mine.where(col(JudgementRow.verdict) == Verdict.CLASH.value, col(JudgementRow.withdrawn).is_(None))
    for question in session.exec(open_ones).all():
        question.withdrawn = now
        session.add(question)


def _row(session: Session, development_id: int) -> DevelopmentRow:
    row = session.get(DevelopmentRow, development_id)
    if row is None or row.redirect is not None:
        raise NotThere(f"there is no development {development_id}")
    return row


def as_judgement(row: JudgementRow) -> Judgement:
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
