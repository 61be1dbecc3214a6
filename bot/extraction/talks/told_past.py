"""Whether the first sentences tell of talks in the past tense, so that those of the title are over."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.words.marks import Marked

SITTING: Final = 7
"""Within how many words a sentence that opens with 'after' tells of hours of talks."""


def told_past(item: Item) -> bool:
    """'The conversation on Wednesday centred on defence': the past tense shows that what a title tells is over."""
    lead = [r for r in item.reads if r.marked.sentence.lead and not all(e.recall for e in r.events)]
    if any(after_hours(r.marked) for r in lead):
        return True
    return any(settled_there(r.marked) or (went(r.marked) and not r.marked.sentence.in_title) for r in lead)


def after_hours(marked: Marked) -> bool:
    """'After more than eight hours with Rubio, Ukraine said …': so a sentence opens behind talks that are over."""
    opens = marked.within("talks_after", 0, 1)
    return opens and marked.within("hours", 1, SITTING) and not marked.any_of(("first_day", "talks_now"))


def settled_there(marked: Marked) -> bool:
    """'Ombudsmen meet, 40-for-40 swap agreed', 'after seeing her colleague': what came of it is told in the past."""
    tokens = marked.sentence.tokens
    done = marked.all("agreed", "settled", "give") if marked.any_of(("agreed", "settled", "give")) else ()
    if any(tokens[m.start].word.tense in ("past", "part") for m in done):
        return True
    return any(marked.has("encounter", "meet", lo=m.end, hi=m.end + 1) for m in marked.of("talks_after"))


def went(marked: Marked) -> bool:
    """'talked for 15 minutes', 'the discussions were productive': how talks went."""
    if not marked.any_of(("talks_went", "hours", "was")):
        return False
    if not marked.has("talks", "converse", "envoys", "delegation", "confer"):
        return False
    tokens = marked.sentence.tokens
    lasted = ("converse", "talks_strong") if "hours" in marked.marks else ()
    if any(tokens[m.start].word.tense == "past" for m in marked.all("talks_went", *lasted)):
        return True
    return any(marked.within("went_so", m.end, m.end + 3) for m in marked.of("was"))
