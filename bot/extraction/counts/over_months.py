"""What months or a year of exchanges brought: a sum of many, and no news of any one ('1,240 freed in ten months')."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

OVER: Final = ("over_period", "in_many", "prep_in")
EXCUSED: Final = ("superlative", "first_time", "ordinal", "kept", "crime", "prisons", "lull", "after")
"""What a span compares or times instead: 'the first swap in five months', 'after ten months in captivity'."""
BEFORE: Final = 8
"""Within how many words before a span stands what it would compare or time."""
NEAR: Final = 2
"""Within how many words of a span stand the exchanges, or the captivity, that it is of."""


def over_months(clause: Clause) -> bool:
    """Whether a clause tells what came together over months: 'за девять месяцев', 'a year of swaps'."""
    return any(
        (summed_over(clause, m) and not excused(clause, m)) or of_exchanges(clause, m)
        for m in clause.marks("years", "period")
    )


def summed_over(clause: Clause, span: Mark) -> bool:
    """'in eleven months', 'за двенадцать месяцев': a preposition and several months."""
    at = span.start - 1
    several = clause.marked.has("number", lo=at, hi=at + 1) or clause.marked.sentence.tokens[at].word.kind == "num"
    return at > clause.lo - 1 and several and any(clause.marked.within(cls, at - 1, at) for cls in OVER)


def excused(clause: Clause, span: Mark) -> bool:
    marked = clause.marked
    lo = max(clause.lo, span.start - BEFORE)
    held = any(
        not marked.within("prep_from", m.start - NEAR, m.start) for m in marked.inside("captivity", lo, span.end + NEAR)
    )
    timed = held or marked.has("prison_term", "prisons", "before", "prep_to", lo=span.end, hi=span.end + NEAR)
    one = any(not plural(m, clause) and span.start - m.end <= NEAR for m in clause.of("swap") if m.end <= span.start)
    return timed or one or marked.has(*EXCUSED, lo=lo, hi=span.start)


def of_exchanges(clause: Clause, span: Mark) -> bool:
    """'A year of swaps', 'Рік в обмінах', 'six months of exchanges' at the beginning of a title."""
    if not clause.marked.sentence.in_title or span.start - clause.lo > NEAR:
        return False
    return any(0 <= m.start - span.end <= NEAR - 1 and plural(m, clause) for m in clause.of("swap"))


def plural(swap: Mark, clause: Clause) -> bool:
    word = clause.marked.sentence.tokens[swap.end - 1].word
    return word.plural or (not word.pos and not word.tense and word.norm.endswith("s"))
