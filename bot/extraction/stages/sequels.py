"""Behind a comma what is still to come: 'Сьогодні повернулися 200, | ще по триста звільнять у суботу'."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import VERBS
from bot.extraction.words.marks import Mark, Marked

EVENTS: Final = (*VERBS, "swap")
SUBORDINATE: Final = ("relative_word", "that", "subordinate", "clause", "prep_with")


def sequels(marked: Marked) -> set[int]:
    """Where a main clause in the future with people of its own begins behind one in the past."""
    commas = [i for i in marked.sentence.signs if marked.sentence.tokens[i].word.surface == ","]
    if not commas or not marked.any_of(EVENTS):
        return set()
    future = next((m for m in ordered(marked) if tense(m, marked) == "futr"), None)
    if future is None:
        return set()
    past = [m for m in ordered(marked) if m.start < future.start and tense(m, marked) == "past"]
    comma = next((i for i in commas if past and past[-1].end <= i < future.start), None)
    if comma is None or marked.has(*SUBORDINATE, lo=comma + 1, hi=comma + 3) or not counted(comma, marked):
        return set()
    return {comma + 1} if counted(0, marked, comma) else set()


def ordered(marked: Marked) -> list[Mark]:
    return sorted(marked.all_of(EVENTS), key=lambda m: m.start)


def tense(mark: Mark, marked: Marked) -> str:
    word = marked.sentence.tokens[mark.start].word
    if word.tense == "part" and not word.cases:
        return "past"  # 'столько же отдано Киеву'
    return word.tense if word.pos == "verb" else ""


def counted(lo: int, marked: Marked, hi: int = 1 << 30) -> bool:
    """Whether a number stands there."""
    return any(t.word.kind == "num" for t in marked.sentence.tokens[lo:hi]) or marked.has("number", lo=lo, hi=hi)
