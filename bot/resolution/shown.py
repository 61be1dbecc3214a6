"""The values shown for a development, chosen from its reports by rule (RULES, 2: claims and the shown value)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from bot.resolution.figures import shown_figures
from bot.resolution.places import land_of
from bot.resolution.stages import confirmation, confirming, shown_stage, speakers, supporting
from bot.resolution.values import by_content, corrected, event_day, origins
from storage.vocabulary import RETURNS, Development, Dossier, Kind, Outcome, Report, Stage, Target

T = TypeVar("T", bound=Hashable)
_FEW = 5


def show(development: Development, dossier: Dossier) -> Development:
    """The same development with every shown value worked out anew from its reports.

    Background counts only where there is nothing else. An admin's retraction stays; one by a denial goes with it.
    """
    ordered = sorted(development.reports, key=by_content)
    news = [report for report in ordered if not report.claim.background] or ordered
    if not news:
        return development
    stage = shown_stage(news, dossier.sides)
    backing = supporting([_as_weighed(report, development) for report in news], stage)
    mediators = _named(_word_or_all(backing, "mediators"), lambda report: report.claim.mediators)
    spoken = speakers(confirming(backing, stage))
    first, last, given = _span(backing, dossier, framework=development.framework)
    return replace(
        development,
        stage=stage,
        day=first,
        end_day=last,
        day_given=given,
        figures=shown_figures(backing, dossier.sides, framework=development.framework),
        mediators=mediators,
        parties=_named(backing, lambda report: report.claim.parties),
        place=_place(development.kind, stage, backing, dossier),
        round=_mode(_word_or_all(backing, "round"), lambda report: report.claim.round),
        outcome=_outcome(backing),
        targets=_targets(backing),
        speakers=spoken,
        confirmation=confirmation(spoken, dossier.sides, (*mediators, *_mediating(dossier))),
        retracted=stage is Stage.DENIED or (development.retracted and development.stage is not Stage.DENIED),
        first_seen=min(development.first_seen, *(report.seen for report in ordered)),
        touched=max((one.published for one in news if not one.by_operators), default=development.touched),
        reports=tuple(ordered),
    )


def _as_weighed(report: Report, development: Development) -> Report:
    """A row of the record that is not sure itself counts as one report among others."""
    return replace(report, record_id=None) if report.record_id and development.confidence == "low" else report


def _mediating(dossier: Dossier) -> tuple[str, ...]:
    return tuple(party.code for party in dossier.parties.values() if party.mediator)


def _word_or_all(backing: Sequence[Report], slot: str) -> Sequence[Report]:
    """The correction of that slot by operators where there is one, else all reports."""
    word = corrected(backing, slot)
    return [word] if word else backing


def _span(backing: Sequence[Report], dossier: Dossier, *, framework: bool) -> tuple[date, date | None, bool]:
    """First and last day, and whether any report names them; else the first day of publication, on or about.

    A return lasts for days where half of the reports that name any say so: one alone may mean the deal's.
    """
    recorded = _recorded(_word_or_all(backing, "day"))
    day = _mode(recorded, lambda report: report.claim.day)
    if day is None:
        return min(event_day(report, dossier) for report in backing), None, False
    word = corrected(backing, "end_day")
    if word is not None and word.claim.end_day is not None:
        return day, word.claim.end_day if word.claim.end_day > day else None, True
    ends = [r.claim.end_day for r in recorded if r.claim.end_day is not None and r.claim.end_day > day]
    if recorded[0].claim.kind is Kind.TALKS:
        return _talks_span(recorded, day, ends)
    naming = sum(one.claim.day is not None for one in recorded)
    lasts = bool(ends) and (framework or recorded[0].claim.kind not in RETURNS or 2 * len(ends) >= naming)
    return day, max(ends) if lasts else None, True


def _recorded(reports: Sequence[Report]) -> Sequence[Report]:
    """The record's rows where there are any, else all."""
    return [report for report in reports if report.record_id] or reports


def _talks_span(backing: Sequence[Report], day: date, ends: Sequence[date]) -> tuple[date, date | None, bool]:
    """Talks last from the first day to the last that any report names: each tells of its own day."""
    days = [report.claim.day for report in backing if report.claim.day is not None]
    first, last = min(days, default=day), max((*days, *ends), default=day)
    return first, last if last > first else None, True


def _mode(reports: Iterable[Report], value: Callable[[Report], T | None]) -> T | None:
    """What most origins say; ties go to what an official said, then to what was said first."""
    saying: dict[T, list[Report]] = defaultdict(list)
    for report in reports:
        said = value(report)
        if said is not None:
            saying[said].append(report)
    return max(
        saying, key=lambda said: (origins(saying[said]), any(one.officials for one in saying[said])), default=None
    )


def _named(reports: Sequence[Report], codes: Callable[[Report], Sequence[str]]) -> tuple[str, ...]:
    """Parties that reports name in a role; where many do, one that only a single report names is left out."""
    counts: dict[str, int] = {}
    official: set[str] = set()
    for report in reports:
        for code in codes(report):
            counts[code] = counts.get(code, 0) + 1
            official |= {code} if report.officials else set()
    naming = sum(bool(codes(report)) for report in reports)
    return tuple(code for code, count in counts.items() if naming < _FEW or count > 1 or code in official)


def _place(kind: Kind, stage: Stage, backing: Sequence[Report], dossier: Dossier) -> str | None:
    """Where it was. For a return only after it was done, and by the word of a side's official (RULES, 8.8)."""
    if kind in (Kind.TALKS, Kind.STRIKES):
        told = _word_or_all(backing, "place")
        said = _mode(told, lambda report: report.claim.place)
        within = [one for one in told if said and one.claim.place and land_of(one.claim.place, dossier) == said]
        return _mode(within, lambda report: report.claim.place) or said  # 'in Türkiye' is less than 'in Istanbul'
    if stage is not Stage.COMPLETED:
        return None
    sides = set(dossier.sides)
    return _mode([one for one in backing if one.officials & sides], lambda report: report.claim.place)


def _outcome(backing: Sequence[Report]) -> Outcome | None:
    """What came of talks, as the last report has it."""
    reports = _word_or_all(backing, "outcome")
    said = [report.claim.outcome for report in reports if report.claim.outcome is not None]
    return said[-1] if said else None


def _targets(backing: Iterable[Report]) -> tuple[Target, ...]:
    return tuple(dict.fromkeys(target for report in backing for target in report.claim.targets))
