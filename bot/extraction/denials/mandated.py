"""English 'proposed that Kyiv and Moscow free 250 each': a bare verb behind what is asked for tells of nothing done."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark

ASKING: Final = ("proposed", "asks")
NEAR: Final = 7
"""Words between asking and 'that': 'proposed in a phone call on Monday that'."""
ASKED: Final = ("party", "both")
"""Who is asked to do it, right before the verb."""


def mandated(clause: Clause) -> bool:
    """Whether a clause is only what somebody proposes, demands or asks for."""
    opening = clause.opening("that")
    if opening is None or opening.start != clause.lo or not clause.marked.any_of(ASKING):
        return False
    if not clause.marked.has(*ASKING, lo=max(0, clause.lo - NEAR), hi=clause.lo):
        return False
    deeds = [m for m in clause.marks(*VERBS, "swap") if m.start > clause.lo and asked_of(m, clause)]
    return bool(deeds) and bare(min(deeds, key=lambda m: m.start), clause)


def asked_of(deed: Mark, clause: Clause) -> bool:
    """'Moscow free', 'both sides exchange': not 'that the exchange took place'."""
    if clause.marked.sentence.tokens[deed.start - 1].word.possessive:
        return False
    return any(m.end == deed.start for m in clause.marks(*ASKED))


def bare(deed: Mark, clause: Clause) -> bool:
    """'free', neither 'frees' nor 'had freed', 'would free'."""
    word = clause.marked.sentence.tokens[deed.start].word
    helped = clause.marked.has("auxiliary", lo=clause.lo, hi=deed.start)
    return not helped and not word.tense and not word.norm.endswith("s")
