"""Two lots that one clause tells with a day each, both of them over: 'yesterday 35 came home, today another 50'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.days.when import When, settle
from bot.extraction.events.events import LOT_BEFORE, Event
from storage.vocabulary import Kind, Phase, Scope

PAIR: Final = 2
APART: Final = 3
"""How many days lie between the two at most."""
GAP: Final = 3
"""How many words stand between the second day and its count: 'сьогодні ще', 'another 50 today'."""


def yesterday_and_today(event: Event, days: Sequence[When], events: list[Event], published: date) -> bool:
    """'Учора повернулися 35 військових і один цивільний, сьогодні ще 50': the second lot is the news."""
    told = [f for f in event.findings if f.scope is not Scope.CIVILIANS and f.kind is Kind.EXCHANGE]
    told = [f for f in told if not f.part or more(event, f)]
    if len(days) != PAIR or len(told) != PAIR or event.stage.phase is not Phase.CARRIED_OUT or event.recall:
        return False
    cut = turn(event, days, told)
    first, last = (settle(w, published, ahead=False, last=None) for w in days)
    if cut is None or first is None or last is None or not first < last <= published or (last - first).days > APART:
        return False
    lot = [f for f in event.findings if f.count.start >= cut]
    told[1].part = told[1].extra = told[1].joined = False
    told[1].party = told[0].party if told[1].party is None else told[1].party
    event.findings = [f for f in event.findings if f.count.start < cut]
    event.day, event.when, event.end_day, event.recall, event.why = first, days[0], None, True, LOT_BEFORE
    events.append(Event(event.frame, event.stage, last, when=days[1], findings=lot))
    return True


def more(event: Event, finding: Finding) -> bool:
    """'сьогодні ще 50': no part of those told before."""
    at = finding.count.start
    return event.clause.marked.has("anaphor", lo=at - 2, hi=at)


def turn(event: Event, days: Sequence[When], told: Sequence[Finding]) -> int | None:
    """Where the clause turns to the second lot; None where days and counts do not stand in turn, with one verb."""
    first, second = (f.count for f in told)
    if any(f.count.second is not None for f in told):
        return None
    verbs = [v.start for v in event.clause.verbs]
    if days[0].start < first.start < days[1].start < second.start:
        near = second.start - days[1].end <= GAP and not any(v >= days[1].end for v in verbs)
        return days[1].start if near else None
    if first.start < days[0].start < second.start < days[1].start:
        near = days[1].start - second.end <= GAP and not any(v >= second.start for v in verbs)
        return days[0].end if near else None
    return None
