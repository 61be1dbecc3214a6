"""What a figure takes over from its neighbours before events are sorted: the kind of 'as many', a running total."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extraction.events import Event
from bot.extraction.marks import Marked
from bot.extraction.scope import Finding
from storage.vocabulary import Kind, Scope

PEOPLE_TOLD = ("swap", "captive", "captivity", "military", "civilian", "folk")


def take_over(events: Sequence[Event]) -> None:
    """Settle, in place, what single clauses could not know."""
    before: Event | None = None
    title = [e.clause for e in events if e.in_title]
    of_bodies = any(c.has("body") for c in title) and not any(c.has("swap", "captive") for c in title)
    for event in events:
        as_many(event, before)
        if of_bodies:
            bare(event)
        beside_running(event)
        before = event if event.findings and not event.recall else before


def as_many(event: Event, before: Event | None) -> None:
    """'1,000 bodies were handed over. Kyiv gave the same number': as many of what was counted just before."""
    if before is None or event.number - before.number > 1 or event.clause.has(*PEOPLE_TOLD):
        return
    kinds = {f.kind for f in before.findings}
    for finding in event.findings:
        told = finding.count.value < 0 or (kinds == {Kind.BODIES} and not finding.count.noun)
        if told and finding.kind is Kind.EXCHANGE and len(kinds) == 1:
            finding.kind = next(iter(kinds))


def bare(event: Event) -> None:
    """'Bodies of 900 returned', then 'Russia took back 24 of its own': a bare figure is of what the title tells."""
    if event.recall or event.clause.has(*PEOPLE_TOLD, "wounded", "child"):
        return
    for finding in event.findings:
        if finding.kind is Kind.EXCHANGE and not finding.count.noun and finding.count.nation is None:
            finding.kind = Kind.BODIES


def beside_running(event: Event) -> None:
    """'About 2,300 servicemen and 170 civilians had come home': what is added to a running total is one too."""
    running = [f for f in event.findings if f.scope is Scope.CUMULATIVE]
    for finding in event.findings:
        if finding.extra and any(alike(finding, one, event.clause.marked) for one in running):
            finding.scope = Scope.CUMULATIVE


def alike(finding: Finding, running: Finding, marked: Marked) -> bool:
    """Whether a figure is joined by 'and' to a running total of the same side's people."""
    same = finding.party in (None, running.party) or running.party is None
    at = finding.count.start
    joined = running.count.end <= at <= running.count.end + 2 and marked.has("and", lo=at - 1, hi=at)
    return same and joined and finding.kind is running.kind
