"""What the head of a title or a sentence says of the numbers behind it: bodies, the last exchange, parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import BODIES, CIVIL, EXCHANGE, TOTAL

NEAR: Final = 2
"""Within how many words of an exchange stands that it is one of bodies."""
LAST: Final = 4
"""Within how many words behind 'a day after' stands the exchange before."""


def headed(events: Sequence[Event]) -> None:
    """Let a head tell what is counted: 'Обмен телами: 99 украинских военных', 'two of its fifty are civilians'."""
    for event in (e for e in events if e.findings):
        if of_bodies(event.clause):
            for finding in event.findings:
                told = finding.kind is EXCHANGE
                finding.kind = BODIES if told else finding.kind
                finding.scope = TOTAL if told else finding.scope
        if after_the_last(event):
            event.day, event.end_day, event.when = None, None, None
        some_of_all(event)


def of_bodies(clause: Clause) -> bool:
    """'Exchange of bodies: …', 'Обмін тілами: …' at the head of a title, and nobody alive is told of."""
    if not clause.marked.sentence.in_title or clause.any_of(("captive", "captivity", "free", "home", "civilian")):
        return False
    swaps = [m for m in clause.of("swap") if m.start == clause.lo]
    return any(clause.marked.has("body", lo=m.start, hi=m.end + NEAR) for m in swaps)


def after_the_last(event: Event) -> bool:
    """'New swap | a day after the last: fifty a side': the day is not that of the one before."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    shift = next((m for m in clause.of("shift_after") if m.start <= clause.lo + 1), None)
    if shift is None or not event.in_title or not event.findings:
        return False
    colon = next((i for i in range(shift.end, min(shift.end + LAST, clause.hi)) if tokens[i].word.surface == ":"), None)
    last = colon is not None and clause.marked.has("recall_adjective", lo=shift.end, hi=colon)
    return last and colon is not None and all(f.count.start > colon for f in event.findings)


def some_of_all(event: Event) -> None:
    """'two of its fifty are civilians': the first are the civilians, of all who were told of before."""
    if len(event.findings) != NEAR:
        return
    some, whole = event.findings
    if whole.scope is CIVIL and some.scope is TOTAL and of_them(event, some, whole):
        some.scope, some.part = CIVIL, True
        event.findings = [some]


def of_them(event: Event, some: Finding, whole: Finding) -> bool:
    """Whether only 'of its', 'of their' stands between the two."""
    marked, lo, hi = event.clause.marked, some.count.start, whole.count.start
    of = marked.has("prep_of", "takes_up", lo=lo, hi=hi) and hi - lo <= NEAR + 1
    return of and some.count.value < whole.count.value
