"""What earlier lots brought, beside the lot of the day: 'Friday's swap follows one of 130', '250 of 400 so far'."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.added_before import added_before
from bot.extraction.events import Event
from bot.extraction.headed import headed
from bot.extraction.scope import Finding
from bot.extraction.terms import CARRIED_OUT, CUMULATIVE, EXCHANGE

NEAR: Final = 4
"""Within how many words behind 'follows' the earlier lot stands: 'follows one of 130', 'followed an exchange of 90'."""
ALREADY: Final = 2
"""Within how many words before a count 'already' stands: 'вже 250 із 400'."""


def earlier_lots(events: Sequence[Event]) -> None:
    """Leave out what an earlier exchange brought, and take for a sum those who are back by now of a deal's whole."""
    headed(events)
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
