"""What a clause makes of the one beside it: an exchange never set, one only suggested, or hoped for in return."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import ANNOUNCED, COMPLETED, PLANNED
from storage.vocabulary import Stage

OPENING: Final = 4
"""Within how many words behind 'that' the side and its verb stand."""


def beside_said(events: Sequence[Event]) -> None:
    """Give, in place, the stage that the clause before or behind tells."""
    hoped_back(events)
    for first, second in pairwise(events):
        if first.number != second.number or second.findings:
            continue
        if never_set(first, second.clause):
            first.stage, second.void = Stage.DENIED, True
        elif suggested(first.clause, second):
            second.stage = Stage.PROPOSED


def hoped_back(events: Sequence[Event]) -> None:
    """Let as many as those told before be no event of their own, where they are hoped for, on no day."""
    for before, event in pairwise([*events[:1], *events]):
        alike = bool(event.findings) and all(f.count.value < 0 for f in event.findings)
        if not alike or event.stage.phase is not ANNOUNCED or event.day is not None:
            continue
        led = before.number == event.number and not before.findings and "counts_on" in before.clause.own
        event.void = event.void or led or "counts_on" in event.clause.own


def never_set(first: Event, behind: Clause) -> bool:
    """'завтрашний обмен не отменён, | потому что его и не назначали': nothing was to come."""
    held = first.stage is PLANNED and first.clause.has("swap", "body") and first.clause.has("cancelled", "postponed")
    return held and behind.has("set_for") and behind.has("not") and not behind.has("swap", "body", "happened")


def suggested(before: Clause, event: Event) -> bool:
    """English: 'the president suggested | that Moscow trade the politician for Ukrainians': the verb has no tense."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    that = clause.marked.within("that", clause.lo, clause.lo + 1)
    if not that or event.stage is not COMPLETED or not before.has("proposed", "puts_forward"):
        return False
    verb = next((m for m in clause.of("swap") if m.start - clause.lo <= OPENING), None)
    if verb is None or not clause.has("captive", "captivity", "military") or clause.has("weekday", "relative"):
        return False
    word = tokens[verb.start].word
    named = any(m.end == verb.start for m in clause.marks("party"))
    return named and not word.pos and not word.tense and not word.norm.endswith("s")
