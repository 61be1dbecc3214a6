"""One more report that says nothing else: what is shown stays as it is, and need not be worked out from all of them."""

from __future__ import annotations

from dataclasses import replace

from bot.resolution.frameworks import is_framework
from bot.resolution.values import event_day, total
from storage.vocabulary import Development, Dossier, Kind, Report, Scope, Stage

_PARTS = (Scope.MILITARY, Scope.CIVILIANS, Scope.WOUNDED)


def is_plain(shown: Development) -> bool:
    """Whether a report that agrees with what was worked out by `show` changes nothing: votes only add to the winners.

    Not for a deal in stages, nor where anything is off, inconsistent or put right by operators, nor without news.
    """
    reports = shown.reports
    if shown.framework or not any(not one.claim.background for one in reports):
        return False
    return not any(one.claim.stage.off or one.claim.inconsistent or one.by_operators for one in reports)


def with_one_more(shown: Development, report: Report, dossier: Dossier) -> Development | None:
    """What `show` gives for a plain development and one more report; None where that has to be worked out.

    It has not where the report is the last of all and says in each slot what is shown or nothing: a value that won
    has a vote more, and those that lost have none.
    """
    if not (_comes_last(shown, report) and _agrees(shown, report, dossier)):
        return None
    return replace(
        shown,
        first_seen=min(shown.first_seen, report.seen),
        touched=max(shown.touched, report.published),
        reports=(*shown.reports, report),
    )


def _comes_last(shown: Development, report: Report) -> bool:
    return report.content_key >= shown.reports[-1].content_key


def _agrees(shown: Development, report: Report, dossier: Dossier) -> bool:
    claim = report.claim
    if claim.stage is not shown.stage or claim.stage.off or claim.background or claim.inconsistent:
        return False
    if report.by_operators or report.record_id or is_framework(claim):
        return False
    return (
        _same_figures(shown, report, dossier)
        and _same_days(shown, report, dossier)
        and _same_rest(shown, report, dossier)
    )


def _same_figures(shown: Development, report: Report, dossier: Dossier) -> bool:
    claim = report.claim
    if not claim.figures:
        return True
    for side in dossier.sides:
        if total(claim, side) not in (None, shown.figure(side)):
            return False
        if any(claim.figure(side, scope) not in (None, shown.figure(side, scope)) for scope in _PARTS):
            return False
    joint = claim.figure(None, Scope.COMBINED)
    return joint in (None, shown.figure(None, Scope.COMBINED)) or all(shown.figure(side) for side in dossier.sides)


def _same_days(shown: Development, report: Report, dossier: Dossier) -> bool:
    claim = report.claim
    if not shown.day_given:  # then the day is that of the first publication
        return (
            claim.day is None
            and claim.end_day is None
            and shown.day is not None
            and event_day(report, dossier) >= shown.day
        )
    votes = claim.day is not None and shown.end_day is not None  # that it took one day only
    return claim.day in (None, shown.day) and claim.end_day in ((shown.end_day,) if votes else (None, shown.end_day))


def _same_rest(shown: Development, report: Report, dossier: Dossier) -> bool:
    claim = report.claim
    return (
        report.officials <= set(shown.speakers)
        and set(claim.mediators) in (set(), set(shown.mediators))
        and set(claim.parties) in (set(), set(shown.parties))
        and claim.round in (None, shown.round)
        and claim.outcome in (None, shown.outcome)
        and set(claim.targets) <= set(shown.targets)
        and (claim.place in (None, shown.place) or _place_is_not_asked(shown, report, dossier))
    )


def _place_is_not_asked(shown: Development, report: Report, dossier: Dossier) -> bool:
    """Of a return, the place counts only once it was done, and by the word of a side's official."""
    if shown.kind in (Kind.TALKS, Kind.STRIKES):
        return False
    return shown.stage is not Stage.COMPLETED or not report.officials & set(dossier.sides)
