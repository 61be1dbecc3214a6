"""A participle before what it is said of: 'Delayed by two days, the swap took place', 'the delayed swap'."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark

IN: Final = 4
"""Within how many words before it stands the preposition of what was put off: 'in a twice-delayed swap'."""


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


def back_in_it(clause: Clause, mark: Mark) -> bool:
    """English: 'gets 250 troops back in delayed exchange', 'Delayed swap: 85 home': who has come back in it is told."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    if not before_noun(clause, mark):
        return False
    colon = next((i for i in range(mark.end, min(mark.end + IN, clause.hi)) if tokens[i].word.surface == ":"), 0)
    lo, hi = (colon + 1, clause.hi) if colon else (clause.lo, mark.start)
    back = any(lo <= m.start < hi and tokens[m.start].word.tense != "ing" for m in clause.marks(*VERBS, "swap"))
    counted = any(t.word.kind == "num" for t in tokens[lo:hi])
    within = colon or marked.has("prep_in", lo=max(lo, mark.start - IN), hi=mark.start)
    return bool(back and counted and within) and not marked.has("negation", "future", lo=lo, hi=hi)
