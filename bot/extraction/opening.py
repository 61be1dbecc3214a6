"""A participle before what it is said of: 'Delayed by two days, the swap took place', 'the delayed swap'."""

from __future__ import annotations

from bot.extraction.clause import Clause
from bot.extraction.marks import Mark
from bot.extraction.nouns import PEOPLE


def opening_comma(clause: Clause, mark: Mark) -> int | None:
    """'Delayed by two days, the swap took place': where the participle that opens a sentence is over."""
    if clause.marked.has(*PEOPLE, "swap", "body", "party", "person", "agency", "pronoun", lo=clause.lo, hi=mark.start):
        return None
    tokens = clause.marked.sentence.tokens
    return next((i for i in range(mark.end, clause.hi) if tokens[i].word.surface == ","), None)


def before_noun(clause: Clause, mark: Mark) -> bool:
    """English: 'the delayed swap', 'Put-off swap': a participle right before what it is said of."""
    tokens = clause.marked.sentence.tokens
    hyphened = tokens[mark.end - 1].glued and mark.start < mark.end - 1
    participle = hyphened or (mark.end - mark.start == 1 and tokens[mark.start].word.tense in ("past", "part"))
    if tokens[mark.start].word.pos or not participle:
        return False
    return any(0 <= m.start - mark.end <= 1 for m in clause.marks("swap", "body", "operation_noun"))
