"""A lot that only something is added to: 'With the 160 who returned on Thursday, 400 are free' is a sum."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.counts.added_lot import ADDING
from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import CUMULATIVE

SHORT: Final = 6
"""Of how many words at most the group is that something is added to: 'With the 160 | who returned on Thursday'."""


def added_before(events: Sequence[Event]) -> None:
    """'With the 160 | who returned on Thursday, 400 are free': the day is that of the 160, and the 400 are a sum."""
    for first, second in pairwise(events):
        if first.number != second.number or not opens_with_lot(first.clause, second.clause):
            continue
        comma = first_comma(second.clause)
        told = [f for f in second.findings if f.count.start > comma]
        added = [f for f in (*first.findings, *second.findings) if f not in told]
        most = max((f.count.value for f in added), default=0)
        if not told or max(f.count.value for f in told) <= most:
            continue  # 'Із 157 людей, які повернулися, семеро — цивільні'
        for finding in (*told, *added):
            finding.scope, finding.extra = CUMULATIVE, finding in added
        day = second.day
        for event in events:
            if event.number == first.number and event.day == day:
                event.day = event.end_day = event.when = None


def opens_with_lot(first: Clause, second: Clause) -> bool:
    """Whether a clause is nothing but a lot that something is added to, and the next tells of that lot."""
    marked, tokens = first.marked, first.marked.sentence.tokens
    if first.hi - first.lo > SHORT or second.lo != first.hi:
        return False
    if not any(m.start == first.lo for m in marked.all(*ADDING, "prep_with", lo=first.lo, hi=first.hi)):
        return False
    numbered = any(t.word.kind == "num" for t in tokens[first.lo : first.hi])
    lot = numbered or marked.has("lot_noun", "contingent", "number", lo=first.lo, hi=first.hi)
    return lot and marked.has("relative_word", "which", lo=second.lo - 1, hi=second.lo + 1)


def first_comma(clause: Clause) -> int:
    """Where what is told of the added lot ends; the clause's end if nowhere."""
    tokens = clause.marked.sentence.tokens
    return next((i for i in range(clause.lo + 1, clause.hi) if tokens[i].word.surface == ","), clause.hi)


def of_added(events: Sequence[Event], at: int) -> bool:
    """Whether a word of a sentence tells of nothing but a lot that something is added to."""
    pairs = ((a.clause, b.clause) for a, b in pairwise(events) if a.number == b.number)
    return any(a.lo <= at < first_comma(b) and opens_with_lot(a, b) for a, b in pairs if b.hi > at)


def only_added(finding: Finding, findings: Sequence[Finding]) -> bool:
    """'Together with Thursday's group of 160, 400 are free': a lot that the sum behind it contains."""
    behind = (f.count.value for f in findings if f.scope is CUMULATIVE and f.count.start > finding.count.start)
    return finding.extra and any(value > finding.count.value for value in behind)
