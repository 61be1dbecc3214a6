"""Past tenses that tell of an aim or a wish: 'чтобы вернулись 150', 'хотела бы, чтобы …'."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import VERBS, Clause

WISHED: Final = 8
"""How many words before an aim somebody may wish for it."""


def aimed_at(clause: Clause) -> bool:
    """'чтобы вернулись 150', 'вернулись бы 150': a past tense that tells of an aim or a wish, no fact."""
    tokens = clause.marked.sentence.tokens
    heads = clause.marks(*VERBS, "swap", "happened")
    past = [h.start for h in heads if tokens[h.start].word.pos == "verb" and tokens[h.start].word.tense == "past"]
    aims = [m.end for m in clause.marks("purpose")]
    if past and aims and min(aims) <= min(past):
        return True
    return any(0 < m.start - at <= 2 for m in clause.marks("subjunctive") for at in past)


def wished(clause: Clause) -> bool:
    """Whether somebody wishes or asks for what an aim tells: 'хотела бы, чтобы …', 'требуют, чтобы …'."""
    aim = clause.first("purpose")
    lo = max(0, aim.start - WISHED) if aim is not None else clause.lo
    return aim is not None and clause.marked.has("proposed", "wish", "want", "future", "obliged", lo=lo, hi=aim.start)
