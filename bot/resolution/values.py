"""What a report says in each slot, read the same way by comparing and by showing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from storage.vocabulary import OPERATOR, Claim, Dossier, Figure, Origin, Report, Scope

"""The kinds in which people, living or dead, are returned to a side."""


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


def voices(report: Report) -> tuple[Origin, ...]:
    """Who is quoted: the claim's origins, else the outlet's own word; an official feed speaks for its party."""
    quoted = report.claim.origins
    if report.official_of and not any(one.official and one.party == report.official_of for one in quoted):
        quoted = (*quoted, Origin(f"outlet:{report.owner}", report.outlet, report.official_of, official=True))
    return quoted or (Origin(f"outlet:{report.owner}", report.outlet),)


def by_operators(report: Report) -> bool:
    """Whether it is a correction by Parley's operators."""
    return any(one.id == OPERATOR for one in report.claim.origins)


def corrected(reports: Iterable[Report], slot: str) -> Report | None:
    """The last correction of that slot by operators: it stands until it is taken back."""
    own = [report for report in reports if slot in report.claim.checks and by_operators(report)]
    return max(own, key=content_key, default=None)


def officials(report: Report) -> frozenset[str]:
    """The parties whose officials a report quotes."""
    return frozenset(one.party for one in voices(report) if one.official and one.party)


def published_day(report: Report, dossier: Dossier) -> date:
    """The day of publication in the dossier's zone: it stands in where a claim names no day (Rule T, 6)."""
    return report.published.astimezone(ZoneInfo(dossier.zone)).date()


def event_day(report: Report, dossier: Dossier) -> date:
    """The day that a report's claim is about, or its day of publication."""
    return report.claim.day or published_day(report, dossier)


def content_key(report: Report) -> tuple[object, ...]:
    """Orders reports by what they are, never by when they reached us: the order inside a wave must not matter."""
    claim = report.claim
    return (
        report.published,
        report.owner,
        report.outlet,
        report.link or "",
        report.title,
        claim.evidence,
        claim.kind,
        claim.stage,
        claim.day or date.min,
        repr(claim.figures),
        report.simhash,
    )
