"""An exchange that had been planned for one day and took place on another, told in two clauses (Rule E, step 6)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.denials.putting_off import was_due
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.terms import COMPLETED, PLANNED
from storage.vocabulary import Stage

OPENING: Final = 3
"""Within how many words of its clause stands what took place."""


def held_later(events: Sequence[Event]) -> None:
    """'The swap of 80 each had been set for Tuesday; it took place on Thursday': no plan, and the day is the second."""
    for first, then in pairwise(e for e in events if not (e.void or e.recall)):
        near = then.number - first.number <= 1 and not (first.stage.off or then.findings)
        if near and first.stage is PLANNED and first.findings and was_due(first.clause) and took_place(then):
            first.stage, first.day, first.when, first.end_day = COMPLETED, then.day, then.when, then.end_day


def took_place(event: Event) -> bool:
    """'It took place only on Thursday', 'but the exchange was held on Friday'."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.stage is not COMPLETED or clause.any_of(("negation", "talks", "talks_strong")):
        return False
    told = [m for m in clause.of("happened") if tokens[m.start].word.tense in ("past", "part")]
    opens = clause.marked.has("side_pronoun", "swap", lo=clause.lo, hi=clause.lo + OPENING)
    elided = tokens[clause.lo].word.norm in ("but", "and") and any(m.start - clause.lo <= OPENING for m in told)
    return bool(told) and (opens or elided)


def came_about(found: Sequence[Group]) -> None:
    """Leave out a plan or an agreement without figures that only tells how the exchange told of came about."""
    done = {g.kind for g in found if g.stage is COMPLETED and not g.background and g.findings}
    for group in found:
        bare = not (group.background or group.findings) and group.kind in done
        if bare and all(moved_up(e) or was_agreed(e) for e in group.events):
            group.events = []


def moved_up(event: Event) -> bool:
    """'Swap moved up to Friday', beside what it brought: no plan of another one."""
    return event.stage is PLANNED and "moved_up" in event.clause.own


def was_agreed(event: Event) -> bool:
    """English: 'The swap on Thursday was agreed by the ombudsmen', beside what it brought: how it came about."""
    clause = event.clause
    agreed = clause.opening("agreed") if event.stage is Stage.AGREED and not event.in_title else None
    if agreed is None or clause.any_of(("anaphor", "ordinal", "cal_next", "future")):
        return False
    return clause.marked.has("was", "pluperfect", lo=agreed.start - 2, hi=agreed.start) and "swap" in clause.own
