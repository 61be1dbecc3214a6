"""Whether a word is negated: 'not', 'without', 'never' right before it, in its own clause (Rule E, step 6)."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

BUT: Final = ("а", "але", "но")
"""'не скасовано, а перенесено': what is denied ends here."""
TURNS: Final = ("but", "only", "merely", "just", "simply", "rather")
"""English: 'not scrapped, only moved', 'not cancelled but put back': here too, unless it stands right behind 'not'."""
NEAR: Final = 4
"""How many words a negation may stand before what it negates."""


def negated(clause: Clause, mark: Mark) -> bool:
    """Whether a negation stands right before a mark, in the clause."""
    lo = max(clause.lo, mark.start - NEAR)
    if not clause.marked.within("negation", lo, mark.start):
        return False
    tokens = clause.marked.sentence.tokens
    anew = {m.start for m in clause.of("pronoun_one")}  # 'не отменён, его перенесли'
    commas = [i for i in range(lo + 1, mark.start) if tokens[i - 1].word.surface == ","]
    turned = [i for i in commas if i in anew or tokens[i].word.norm in BUT]
    turned += [i for i in range(lo + 2, mark.start) if tokens[i].word.norm in TURNS and not not_just(clause, i)]
    return clause.marked.within("negation", max([lo, *turned]), mark.start)


def not_just(clause: Clause, at: int) -> bool:
    """'not only', 'not just'."""
    return clause.marked.within("not", at - 1, at)


def not_before(clause: Clause, mark: Mark) -> bool:
    """Whether 'not' stands right before, or no more than 'now', 'yet' between."""
    at = mark.start - clause.marked.within("between_not", max(clause.lo, mark.start - 1), mark.start)
    return clause.marked.within("not", max(clause.lo, at - 1), at)
