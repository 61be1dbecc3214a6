"""One wave's reports become developments, changes, alerts and broadcasts: all in the caller's transaction."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.jobs import pushes
from bot.jobs.edited import Edited
from bot.jobs.neighbourhood import Neighbourhood
from bot.jobs.pushes import Compose, Pushed
from bot.jobs.records import write
from bot.jobs.republished import Republications
from bot.resolution.decide import Decision, Ignored, New, Same, Unsure, decide_known, in_order
from storage import developments, judgements, reports, reviews
from storage.judgements import Judgement
from storage.reports import ALL, Chosen, Placing
from storage.vocabulary import Dossier, Report

MOST = 20_000
"""Claims decided in one go; the rest waits for the next wave."""

_log = logging.getLogger("parley.resolve")


@dataclass(frozen=True, slots=True)
class WaveResult:
    """What a wave came to. `changed` are the developments that it made or moved, by id."""

    resolved: int = 0
    changed: tuple[int, ...] = ()
    unsure: int = 0
    pushed: tuple[Pushed, ...] = ()
    clashes: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A report with what was decided of it; `copy` where it is an older text published once more."""

    report: Report
    decision: Decision
    development_id: int | None
    copy: bool = False


def resolve_wave(
    session: Session,
    dossier: Dossier,
    now: datetime,
    *,
    edit_seconds: float,
    compose: Compose,
    reviewed: bool = False,
    chosen: Chosen = ALL,
) -> WaveResult:
    """Decides every claim that is not resolved yet, of those `chosen`, then what is owed to subscribers.

    `compose` words a message: it gives the texts by language for an alert and a purpose. `reviewed` says that
    admins look at doubts. The order of the claims makes no difference; a second call finds nothing to do.
    """
    reports.hold_resolution(session)
    waiting = reports.unresolved(session, MOST, chosen)
    if not waiting:
        return WaveResult()
    near = Neighbourhood(session, dossier, waiting)
    edited = Edited(session, near, waiting)
    ruled = judgements.by_people(session, [report.id for report in edited.rest])
    _follow(session, near, edited.rest, ruled)
    copies = Republications(session, edited.rest)
    rest = in_order([report for report in edited.rest if report.id not in ruled])
    placed = [_place(near, report, copies, reviewed=reviewed) for report in rest]
    edited.restore()
    ids = write(session, near, now)
    by_people = [report for report in edited.rest if report.id in ruled]
    stay = [Placing(one.id, one.development_id, one.claim.background, one.silent) for one in by_people]
    reports.place(session, [*(_placing(one, ids) for one in placed), *stay, *edited.placings()], now)
    judgements.add_all(session, [*(_judgement(one, ids, now) for one in placed), *edited.judgements(now)])
    edited.close(now)
    _close_emptied(session, near, edited.rest, ruled, now)
    changed = tuple(ids[key] for key in near.touched)
    owed = pushes.settle(session, dossier, changed, now, edit_seconds=edit_seconds, compose=compose)
    unsure = sum(isinstance(one.decision, Unsure) for one in placed)
    return WaveResult(len(waiting), changed, unsure, owed.pushed, owed.clashes)


def _follow(session: Session, near: Neighbourhood, waiting: Sequence[Report], ruled: Mapping[int, Judgement]) -> None:
    """What people have moved is shown anew; claims that are to be decided again leave where they were."""
    for report in waiting:
        word = ruled.get(report.id)
        concerned = [*word.candidates, word.development_id] if word else [report.development_id]
        for development_id in concerned:
            found = developments.get(session, development_id) if development_id is not None else None
            if found is not None:
                near.learn(found)
                near.detach(found.id, [] if word else [report.id])
        if word is not None and word.development_id is not None:
            near.moved(word.development_id, report)


def _close_emptied(
    session: Session, near: Neighbourhood, waiting: Sequence[Report], ruled: Mapping[int, Judgement], now: datetime
) -> None:
    """What people have left without any report: its number leads to where the reports went, or it is withdrawn."""
    emptied = [key for key in near.touched if key > 0 and (one := near.find(key)) and not one.reports]
    for development_id in emptied:
        theirs = [report.id for report in waiting if development_id in _places(report, ruled.get(report.id))]
        homes = (found.development_id for one in theirs if (found := reports.get(session, one)))
        reviews.close_empty(session, development_id, [home for home in homes if home is not None], now)


def _places(report: Report, word: Judgement | None) -> tuple[int | None, ...]:
    return word.candidates if word else (report.development_id,)


def _place(near: Neighbourhood, report: Report, copies: Republications, *, reviewed: bool) -> Placed:
    """Decides one report and brings it into the working copy."""
    older = copies.older(report)
    if older is not None:
        return _place_copy(near, report, older.development_id)
    decision = decide_known(report, near.known(report), dossier=near.dossier, reviewed=reviewed)
    match decision:
        case New():
            return Placed(report, decision, near.begin(report))
        case Same(development_id=development_id, recalled=recalled, conflict=conflict):
            if conflict:
                _log.warning("development %s: %s gives other figures for the same day", development_id, report.outlet)
            near.join(development_id, _looking_back(report) if recalled else report)
            return Placed(report, decision, development_id)
        case _:
            return Placed(report, decision, None)


def _place_copy(near: Neighbourhood, report: Report, development_id: int | None) -> Placed:
    """An older text published once more is kept with what it was about, and is no news of anything."""
    found = near.find(development_id) if development_id is not None else None
    if found is None or found.kind is not report.claim.kind:
        return Placed(report, Ignored("republished", ("an older text published once more",)), None, copy=True)
    near.join(found.id, replace(_looking_back(report), silent=True))
    decision = Same(found.id, "republished", 0.0, ("an older text published once more",), recalled=True)
    return Placed(report, decision, found.id, copy=True)


def _looking_back(report: Report) -> Report:
    return replace(report, claim=replace(report.claim, background=True))


def _placing(placed: Placed, ids: Mapping[int, int]) -> Placing:
    """Where a report belongs, as it is stored."""
    decision, report = placed.decision, placed.report
    recalled = isinstance(decision, Same) and decision.recalled
    background = report.claim.background or recalled or placed.copy
    return Placing(report.id, _stored(placed.development_id, ids), background, report.silent or placed.copy)


def _stored(development_id: int | None, ids: Mapping[int, int]) -> int | None:
    return None if development_id is None else ids.get(development_id, development_id)


def _judgement(placed: Placed, ids: Mapping[int, int], now: datetime) -> Judgement:
    """Why it belongs there."""
    decision = placed.decision
    candidates = decision.candidates if isinstance(decision, Unsure) else ()
    verdict = {New: "new", Same: "same", Unsure: "unsure", Ignored: "ignored"}[type(decision)]
    return Judgement(
        claim_id=placed.report.id,
        development_id=_stored(placed.development_id, ids),
        verdict=judgements.Verdict(verdict),
        rule=decision.rule,
        score=getattr(decision, "score", 0.0),
        reasons=decision.reasons,
        candidates=tuple(ids.get(one, one) for one in candidates),
        at=now,
    )
