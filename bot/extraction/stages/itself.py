"""'The handover itself was on 2 June': the day of what was told before, and no event of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.words.terms import BODIES, CARRIED_OUT, COMPLETED

OPENING: Final = 3
"""Within how many words of its sentence the noun of the event and 'itself' stand."""
LIVING: Final = ("captive", "captivity", "wounded", "civilian", "child")
TOLD: Final = ("swap", "operation_noun", "give", "return")


def took_place_then(events: Sequence[Event]) -> None:
    """Give the day to what the title and the first sentences have told of, where no other day was told of it."""
    done = [e for e in events if e.lead and e.findings and not (e.recall or e.void) and e.stage.phase is CARRIED_OUT]
    for event in events if done else ():
        if event.day is None or not (of_itself(event) or of_the_handover(event, done)):
            continue
        before = [e for e in done if e.number < event.number]
        if before and all(e.when is None for e in before):
            for told in before:
                told.day, told.when, told.end_day = event.day, event.when, event.end_day
            event.void = True


def of_the_handover(event: Event, done: Sequence[Event]) -> bool:
    """'160 for 160: armies trade their dead', then 'Про передачу, | що відбулася 2 червня, розповіли': of the dead."""
    clause, marked = event.clause, event.clause.marked
    if event.number != 1 or event.findings or event.recall or event.void or event.stage is not COMPLETED:
        return False
    if any(f.kind is not BODIES for e in done for f in e.findings) or marked.any_of(LIVING):
        return False
    return clause.has("happened", "made") and marked.has("operation_noun", "swap", lo=0, hi=clause.hi)


def of_itself(event: Event) -> bool:
    """'Сам обмін відбувся 19 травня': whether a sentence opens with it, counts nobody and names its day."""
    clause = event.clause
    itself = clause.marked.within("itself", clause.lo, clause.lo + OPENING)
    named = itself and clause.marked.any_within(TOLD, lo=clause.lo, hi=clause.lo + OPENING)
    return named and clause.lo == 0 and not event.findings and event.stage is COMPLETED and event.when is not None
