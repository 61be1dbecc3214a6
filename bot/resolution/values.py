"""What a report says in each slot, read the same way by comparing and by showing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from zoneinfo import ZoneInfo

from storage.vocabulary import Claim, Dossier, Figure, Report, Scope


def by_content(report: Report) -> tuple[object, ...]:
    """The key that sorts reports."""
    return report.content_key


def total(claim: Claim, party: str) -> Figure | None:
    """Everybody returned to a party: as said, else the soldiers and civilians of the same claim added up."""
    said = claim.figure(party)
    if said is not None:
        return said
    soldiers, civilians = claim.figure(party, Scope.MILITARY), claim.figure(party, Scope.CIVILIANS)
    if soldiers is None or civilians is None:
        return None
    return Figure(soldiers.value + civilians.value, party, Scope.TOTAL, soldiers.qualifier, derived=True)


def whole(claim: Claim, party: str) -> Figure | None:
    """The figure by which a claim is compared: the total, else that of the deal it is about."""
    return total(claim, party) or claim.figure(party, Scope.FRAMEWORK)


def origins(saying: Collection[Report]) -> int:
    """How many origins have said what these reports say: outlets that quote one official are one (RULES, 2).

    An entry adds no more than one, whoever it names: one that tells of two presidents' call is not two that agree.
    """
    return min(len(saying), len({one.id for report in saying for one in report.voices}))


def corrected(reports: Iterable[Report], slot: str) -> Report | None:
    """The last correction of that slot by operators: it stands until it is taken back."""
    own = [report for report in reports if report.by_operators and slot in report.claim.checks]
    return max(own, key=by_content, default=None)


def published_day(report: Report, dossier: Dossier) -> date:
    """The day of publication in the dossier's zone: it stands in where a claim names no day (Rule T, 6)."""
    return report.published.astimezone(ZoneInfo(dossier.zone)).date()


def event_day(report: Report, dossier: Dossier) -> date:
    """The day that a report's claim is about, or its day of publication."""
    return report.claim.day or published_day(report, dossier)
