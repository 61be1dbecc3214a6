"""'The handover itself was on 2 June': the day of what was told before, and no event of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.events import Event
from bot.extraction.terms import CARRIED_OUT, COMPLETED

OPENING: Final = 3
"""Within how many words of its sentence the noun of the event and 'itself' stand."""
TOLD: Final = ("swap", "operation_noun", "give", "return")


def took_place_then(events: Sequence[Event]) -> None:
    """Give the day to what the title and the first sentences have told of, where no other day was told of it."""
    done = [e for e in events if e.lead and e.findings and not (e.recall or e.void) and e.stage.phase is CARRIED_OUT]
    for event in events if done else ():
        if not of_itself(event) or event.day is None:
            continue
        before = [e for e in done if e.number < event.number]
        if before and all(e.when is None for e in before):
            for told in before:
                told.day, told.when, told.end_day = event.day, event.when, event.end_day
            event.void = True


def of_itself(event: Event) -> bool:
    """'Сам обмін відбувся 19 травня': whether a sentence opens with it, counts nobody and names its day."""
    clause = event.clause
    itself = clause.marked.within("itself", clause.lo, clause.lo + OPENING)
    named = itself and clause.marked.any_within(TOLD, lo=clause.lo, hi=clause.lo + OPENING)
    return named and clause.lo == 0 and not event.findings and event.stage is COMPLETED and event.when is not None
