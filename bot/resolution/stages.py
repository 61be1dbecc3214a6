"""How far an event has come, by its reports: who says that it took place, and who that it did not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.resolution.values import by_content, corrected
from storage.vocabulary import Confirmation, Phase, Report, Stage

_DONE = (Stage.UNDER_WAY, Stage.COMPLETED, Stage.HELD)
_AHEAD = (Stage.PROPOSED, Stage.AGREED, Stage.PLANNED, Stage.SCHEDULED)


def shown_stage(reports: Sequence[Report], sides: Iterable[str]) -> Stage:
    """The stage to show: what was carried out outweighs what was planned; a denial has its say.

    A denial by an official outweighs unofficial reports, and those of officials that came before it, until both
    sides have confirmed; an unofficial one only as many unofficial reports. A correction by operators stands for
    all that was published before it.
    """
    word = corrected(reports, "stage")
    if word is not None:
        reports = [word, *(one for one in reports if one.published > word.published and not one.by_operators)]
    reports = [report for report in reports if not report.claim.denies_delay] or reports
    done = [report for report in reports if report.claim.stage in _DONE]
    denied = [report for report in reports if report.claim.stage is Stage.DENIED]
    if done and not _denied(done, denied, frozenset(sides)):
        return max((report.claim.stage for report in done), key=_DONE.index)
    announced = [report for report in reports if report.claim.phase is Phase.ANNOUNCED]
    if denied and (done or not _planned_still(announced, denied, frozenset(sides))):
        return Stage.DENIED
    return _awaited(announced)


def _denied(done: Sequence[Report], denied: Sequence[Report], sides: frozenset[str]) -> bool:
    if not denied or any(report.record_id for report in done):
        return False
    said, unsaid = _first_said(done, sides), [one.published for one in denied if one.officials]
    if not unsaid:
        return not said and len(_owners(denied)) >= len(_owners(done))
    return len(said) < len(sides) and max(unsaid) >= max(said.values(), default=min(unsaid))


def _planned_still(announced: Sequence[Report], denied: Sequence[Report], sides: frozenset[str]) -> bool:
    """Whether a side's officials announced what is denied, and no official denied it since."""
    said = _first_said([report for report in announced if not report.claim.stage.off], sides)
    unsaid = max((one.published for one in denied if one.officials), default=None)
    return bool(said) and (unsaid is None or unsaid < max(said.values()))


def _first_said(reports: Iterable[Report], sides: frozenset[str]) -> dict[str, datetime]:
    """When each side's officials first said so; what others repeat of it later is no new word."""
    first: dict[str, datetime] = {}
    for report in reports:
        for party in report.officials & sides:
            first[party] = min(first.get(party, report.published), report.published)
    return first


def _owners(reports: Iterable[Report]) -> set[str]:
    return {report.owner for report in reports}


def _awaited(reports: Sequence[Report]) -> Stage:
    """What was said last decides whether it is off; else how far the plan has come."""
    off = [report for report in reports if report.claim.stage.off]
    on = [report for report in reports if not report.claim.stage.off]
    if off:
        last = max(off, key=by_content)
        renewed = [r for r in on if r.published > last.published and r.claim.day is not None]
        if not renewed:
            return last.claim.stage
        on = renewed
    return max((report.claim.stage for report in on), key=_AHEAD.index, default=Stage.PROPOSED)


def supporting(reports: Sequence[Report], stage: Stage) -> list[Report]:
    """The reports that figures and day are taken from: those of the shown stage's phase.

    Where it is off, also those that had told of it: they say what it is that does not take place.
    """
    if stage is Stage.DENIED:
        told = [one for one in reports if one.claim.stage in (*_DONE, Stage.DENIED)]
        return told if any(one.claim.stage in _DONE for one in told) else list(reports)
    if stage.off:
        return [one for one in reports if one.claim.phase is Phase.ANNOUNCED]
    wanted = _DONE if stage in _DONE else _AHEAD
    return [one for one in reports if one.claim.stage in wanted]


def confirming(reports: Iterable[Report], stage: Stage) -> list[Report]:
    """The reports that speak for the shown stage: of what is off, only those that say so."""
    return [one for one in reports if one.claim.stage is stage or not (stage.off or one.claim.stage.off)]


def speakers(reports: Iterable[Report]) -> tuple[str, ...]:
    """The parties whose officials have spoken, in the order in which they did."""
    spoken: dict[str, None] = {}
    for report in sorted(reports, key=by_content):
        spoken.update((one.party, None) for one in report.voices if one.official and one.party)
    return tuple(spoken)


def confirmation(spoken: Iterable[str], sides: Iterable[str], mediators: Iterable[str]) -> Confirmation:
    """The badge: 'both' is said only when both have spoken."""
    parties = set(spoken)
    confirming = len(parties & set(sides))
    if confirming >= 2:  # noqa: PLR2004 - both
        return Confirmation.BOTH_SIDES
    if not confirming:
        return Confirmation.REPORTED
    return Confirmation.ONE_SIDE_AND_MEDIATOR if parties & set(mediators) else Confirmation.ONE_SIDE
