"""What earlier lots brought, beside the lot of the day: 'Friday's swap follows one of 130', '250 of 400 so far'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.deals.added_before import added_before
from bot.extraction.deals.headed import headed
from bot.extraction.events.events import Event
from bot.extraction.words.terms import CARRIED_OUT, CUMULATIVE, EXCHANGE

LOTS: Final = 2
NEAR: Final = 4
"""Within how many words behind 'follows' the earlier lot stands: 'follows one of 130', 'followed an exchange of 90'."""
ALREADY: Final = 2
"""Within how many words before a count 'already' stands: 'вже 250 із 400'."""


def earlier_lots(events: Sequence[Event], published: date | None) -> None:
    """Leave out what an earlier exchange brought, and take for a sum those who are back by now of a deal's whole.

    `published` is the day of publication, where it is known.
    """
    headed(events)
    if published is not None:
        titled_last(events, published)
    added_before(events)
    for event in events:
        if "follows_on" in event.clause.own and event.findings:
            event.findings[:] = [f for f in event.findings if not of_one_before(event, f)]
    told = [(e, f) for e in events if counts(e) for f in e.findings if f.kind is EXCHANGE and f.count.value > 0]
    for event in events if len(told) > 2 else ():
        for lot, whole in pairwise(event.findings):
            fewer = (f for e, f in told if e is not event and not f.part and f.count.value < lot.count.value)
            if by_now_of(event, lot, whole) and any(True for _ in fewer):
                lot.scope = CUMULATIVE
                whole.part, whole.extra, whole.whole = False, False, True


def titled_last(events: Sequence[Event], published: date) -> None:
    """'Last 303 return', then '390 came back on Friday and 307 on Saturday': the title's are neither day's.

    They came on the day told behind both, else on that of publication. Not where the title tells what both add up to.
    """
    named = ((e, f) for e in events if e.in_title and counts(e) and e.day is None for f in e.findings)
    titled = [(e, f) for e, f in named if f.count.second is None]  # '1,000 for 1,000' is the deal
    if len(titled) != 1:
        return
    event, title = titled[0]
    lots = [
        (e.day, f) for e in events if not e.in_title and counts(e) and e.day for f in e.findings if of_lot(f, title)
    ]
    days, sizes = {day for day, _ in lots}, {f.count.value for _, f in lots}
    mine = title.count.value
    if len(days) != LOTS or mine in sizes or mine == sum(sizes) or max(days) >= published or title.part or mine <= 0:
        return
    later = [e.day for e in events if e.day and max(days) < e.day <= published and not e.findings and counts(e)]
    event.day = max(later, default=published)


def of_lot(finding: Finding, title: Finding) -> bool:
    """Whether a figure may be that of another lot of the people whom the title counts."""
    whole = not (finding.part or finding.extra or finding.whole) and finding.count.value > 0
    return whole and finding.kind is title.kind and finding.scope is not CUMULATIVE


def counts(event: Event) -> bool:
    return not (event.void or event.recall) and event.stage.phase is CARRIED_OUT


def of_one_before(event: Event, finding: Finding) -> bool:
    """'Friday's swap follows one of 130 on Wednesday': the number is that of the exchange before."""
    clause, at = event.clause, finding.count.start
    cue = next((m for m in clause.of("follows_on") if 0 < at - m.end <= NEAR), None)
    if cue is None or not clause.marked.within("prep_of", at - 1, at):
        return False
    one = clause.marked.has("swap", "that", lo=cue.end, hi=at - 1)
    return one or any(m.value == "1" for m in clause.marked.inside("number", cue.end, at - 1))


def by_now_of(event: Event, lot: Finding, whole: Finding) -> bool:
    """'звільнено вже 250 із 400 українців': those who are back by now, of all whom a deal is to free."""
    marked, at = event.clause.marked, lot.count
    of = marked.has("prep_of", "prep_from", "prep_with", lo=at.end, hi=whole.count.start)
    near = 0 < whole.count.start - at.end <= NEAR and whole.count.value > at.value
    return of and near and marked.has("already", "running_now", lo=at.start - ALREADY, hi=at.start)
