"""What operators decide, and taking it back: judgements that a person makes one by one (RULES, 2 and 3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from storage import alerts, developments, judgements, reports
from storage.judgements import RULE, Judgement, NotThere, Verdict
from storage.tables import ClaimRow, DevelopmentRow, JudgementRow
from storage.vocabulary import OPERATOR, Change, ChangeType

RECORD = "record"
"""By whom, where a row of the record says so."""
TAKEN_BACK = "taken back"
NO_ALERT = "no second alert"
PUBLISHED = "published"
_PLACED = (Verdict.NEW.value, Verdict.SAME.value, Verdict.SECOND.value)


def waiting(session: Session) -> bool:
    """Whether a person has moved claims that the next wave has to work out.

    Claims that feeds have just brought have no judgement yet: they are left to the end of their own wave.
    """
    judged = select(JudgementRow.id).where(col(JudgementRow.claim_id) == col(ClaimRow.id)).exists()
    query = select(ClaimRow.id).where(col(ClaimRow.resolved).is_(None), judged)
    return session.exec(query.limit(1)).first() is not None


def count_open(session: Session) -> int:
    """How many questions wait for a person's word."""
    query = select(func.count()).where(
        col(JudgementRow.verdict).in_(judgements.OPEN), col(JudgementRow.withdrawn).is_(None)
    )
    return session.exec(query).one()


def open_question(session: Session, judgement_id: int) -> Judgement:
    """A question that nobody has answered yet.

    Raises:
        NotThere: there is none of that number any more.
    """
    row = session.get(JudgementRow, judgement_id)
    if row is None or row.withdrawn is not None or row.verdict not in judgements.OPEN:
        raise NotThere(f"there is no open question {judgement_id}")
    return judgements.as_judgement(row)


def last_of(session: Session, by: str, at: datetime) -> int | None:
    """The number of the judgement that somebody has just made: of several of one act, the last."""
    query = select(JudgementRow.id).where(col(JudgementRow.by) == by, col(JudgementRow.at) == at)
    return session.exec(query.order_by(col(JudgementRow.id).desc()).limit(1)).first()


def by_people(session: Session, limit: int = 10) -> list[Judgement]:
    """The last judgements of people that still stand, newest first; those of one act once."""
    rows = session.exec(
        select(JudgementRow)
        .where(col(JudgementRow.by).not_in((RULE, RECORD)), col(JudgementRow.withdrawn).is_(None))
        .order_by(col(JudgementRow.id).desc())
        .limit(limit * 10)
    )
    acts: dict[tuple[object, ...], Judgement] = {}
    for row in rows:
        acts[row.at, row.by, row.rule, row.development_id] = judgements.as_judgement(row)
    return list(acts.values())[:limit]


def make_own(session: Session, report_id: int, by: str, now: datetime, *, alerted: bool = False) -> int:
    """A report is of an event of its own, whose number is returned.

    `alerted`: its alert may go out beside one of the same day.

    Raises:
        NotThere: there is no such report, or it has a development to itself already.
    """
    claim, report = session.get(ClaimRow, report_id), reports.get(session, report_id)
    if claim is None or report is None or _alone(session, claim):
        raise NotThere(f"report {report_id} cannot be made an event of its own")
    new = developments.add(session, judgements.beginning(report))
    first = Change(type=ChangeType.NEW, at=now, after=report.claim.stage.value, report_id=report_id)
    developments.add_changes(session, new, [first])
    old = () if claim.development_id is None else (claim.development_id,)
    judgements.move(
        session,
        [claim],
        Judgement(
            claim_id=report_id,
            verdict=Verdict.SECOND if alerted else Verdict.NEW,
            rule=PUBLISHED if alerted else "own",
            at=now,
            by=by,
            development_id=new,
            candidates=old,
        ),
    )
    session.flush()
    return new


def publish(session: Session, report_id: int, by: str, now: datetime) -> int:
    """A report is of an event of its own, whose alert may go out even where its day has one: its number.

    Raises:
        NotThere: there is no such report, or it has a development to itself already.
    """
    return make_own(session, report_id, by, now, alerted=True)


def release(session: Session, question: Judgement, by: str, now: datetime) -> None:
    """A second event of its day: its alert may go out under the next ordinal."""
    _answer(session, question, Verdict.SECOND, "second of the day", by, now)
    claim = session.get_one(ClaimRow, question.claim_id)
    claim.resolved = None
    session.add(claim)


def keep_quiet(session: Session, question: Judgement, by: str, now: datetime) -> None:
    """It stays a development of its own, and no second alert goes out for that day."""
    _answer(session, question, Verdict.SAME, NO_ALERT, by, now)


def _answer(session: Session, question: Judgement, verdict: Verdict, rule: str, by: str, now: datetime) -> None:
    assert question.id is not None
    judgements.settle(session, question.id, now)
    judgements.add(
        session,
        Judgement(
            claim_id=question.claim_id,
            verdict=verdict,
            rule=rule,
            at=now,
            by=by,
            development_id=question.development_id,
            candidates=question.candidates,
        ),
    )


def take_back(session: Session, judgement_id: int, by: str, now: datetime) -> tuple[int, ...]:
    """What a person said is withdrawn, all claims of that act: each goes back to where it was before.

    What was open before is decided by rule again. Gives the reports concerned. Nothing is erased: the return is a
    judgement too, and can be taken back.

    Raises:
        NotThere: there is no such judgement of a person, or it does not stand any more.
    """
    row = session.get(JudgementRow, judgement_id)
    if row is None or row.by in (RULE, RECORD) or row.withdrawn is not None:
        raise NotThere(f"there is no standing judgement {judgement_id} of a person")
    together = _act(session, row)
    for one in together:
        _restore(session, one, by, now)
    _ask_again(session, row.at)
    session.flush()
    return tuple(one.claim_id for one in together)


def _act(session: Session, row: JudgementRow) -> Sequence[JudgementRow]:
    """The judgements that were made by one act."""
    if row.development_id is None:
        return [row]
    same = (col(JudgementRow.development_id) == row.development_id, col(JudgementRow.rule) == row.rule)
    query = select(JudgementRow).where(*same, col(JudgementRow.by) == row.by, col(JudgementRow.at) == row.at)
    return session.exec(query.where(col(JudgementRow.withdrawn).is_(None)).order_by(col(JudgementRow.id))).all()


def _restore(session: Session, row: JudgementRow, by: str, now: datetime) -> None:
    claim = session.get_one(ClaimRow, row.claim_id)
    back = _place_before(session, row)
    if back is None and _is_correction(claim):
        judgements.assign(session, row.claim_id, None, by, now)
    elif back is None:
        judgements.withdraw(session, row.claim_id, now)
    else:
        owner = _reopened(session, back, claim, row, now)
        left = () if row.development_id in (None, owner) else (row.development_id,)
        word = Judgement(claim_id=row.claim_id, verdict=Verdict.SAME, rule=TAKEN_BACK, at=now, by=by,
                         development_id=owner, candidates=tuple(one for one in left if one))  # fmt: skip
        judgements.move(session, [claim], word)


def _place_before(session: Session, row: JudgementRow) -> int | None:
    """The development that the claim belonged to before that judgement; None where it had none."""
    earlier = (
        select(JudgementRow)
        .where(col(JudgementRow.claim_id) == row.claim_id, col(JudgementRow.id) < row.id)
        .where(col(JudgementRow.verdict) != Verdict.CLASH.value)
        .order_by(col(JudgementRow.id).desc())
    )
    last = session.exec(earlier.limit(1)).first()
    return last.development_id if last is not None and last.verdict in _PLACED else None


def _is_correction(claim: ClaimRow) -> bool:
    return any(origin.get("id") == OPERATOR for origin in claim.origins)


def _reopened(session: Session, back: int, claim: ClaimRow, row: JudgementRow, now: datetime) -> int:
    """The development to go back to, standing again by itself; the one it was joined into by somebody else."""
    target = session.get_one(DevelopmentRow, back)
    if target.redirect is not None and target.redirect == row.development_id:
        _stand_again(session, target, now)
    while target.redirect is not None:
        target = session.get_one(DevelopmentRow, target.redirect)
    assert target.id is not None
    if row.development_id is not None and row.development_id != target.id:
        assert claim.id is not None
        alerts.hand_back(session, claim.id, row.development_id, target.id)
    if target.retracted and _empty(session, target.id):
        target.retracted = False
        step = Change(type=ChangeType.RETRACTED, at=now, slot="retracted", before="retracted")
        developments.add_changes(session, target.id, [step])
    session.add(target)
    session.flush()
    return target.id


def _stand_again(session: Session, target: DevelopmentRow, now: datetime) -> None:
    step = Change(type=ChangeType.PARTED, at=now, slot="id", before=str(target.redirect), after=str(target.id))
    for each in (target.id, target.redirect):
        developments.add_changes(session, each or 0, [step])
    target.redirect = None


def _ask_again(session: Session, at: datetime) -> None:
    """The clashes that the withdrawn act had answered are open again."""
    clash = col(JudgementRow.verdict) == Verdict.CLASH.value
    for question in session.exec(select(JudgementRow).where(clash, col(JudgementRow.withdrawn) == at)).all():
        question.withdrawn = None
        session.add(question)


def close_empty(
    session: Session, development_id: int, homes: Iterable[int], now: datetime, *, cause: int | None = None
) -> None:
    """A development that has lost all its reports: its number leads to where they went, if that is one place.

    Else it is withdrawn: what it told rests on nothing any more. `cause` is the report that its outlet took back.
    """
    row = session.get_one(DevelopmentRow, development_id)
    if row.redirect is not None or row.retracted or not _empty(session, development_id):
        return
    places = set(homes) - {development_id}
    if len(places) == 1:
        judgements.lead_to(session, development_id, places.pop(), now)
        return
    row.retracted = True
    session.add(row)
    judgements.drop_clashes(session, development_id, now)
    step = Change(type=ChangeType.RETRACTED, at=now, slot="retracted", after="retracted", report_id=cause)
    developments.add_changes(session, development_id, [step])


def drop_question(session: Session, claim_id: int, now: datetime) -> None:
    """Where a claim belongs that its outlet has taken back needs no answer any more."""
    mine = select(JudgementRow).where(col(JudgementRow.claim_id) == claim_id, col(JudgementRow.withdrawn).is_(None))
    for question in session.exec(mine.where(col(JudgementRow.verdict) == Verdict.UNSURE.value)).all():
        question.withdrawn = now
        session.add(question)


def _empty(session: Session, development_id: int) -> bool:
    return session.exec(_standing(development_id).limit(1)).first() is None


def _standing(development_id: int) -> Any:
    """The claims of a development that their outlets still make."""
    theirs = col(ClaimRow.development_id) == development_id
    return select(ClaimRow.id).where(theirs, col(ClaimRow.withdrawn).is_(None))


def _alone(session: Session, claim: ClaimRow) -> bool:
    if claim.development_id is None:
        return False
    return len(session.exec(_standing(claim.development_id).limit(2)).all()) == 1
