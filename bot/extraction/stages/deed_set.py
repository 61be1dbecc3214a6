"""A return, release or transfer that a noun names, and that is set: 'the release of 90 is due on Friday'."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

COPULAS: Final = ("is", "are", "was", "were", "be", "been", "now", "also", "will", "would")
REACH: Final = 10
"""Words between a deed and what says that it is set."""
BREAKS: Final = ("relative_word", "that", "and", "adversative")


def deed_set(clause: Clause, mark: Mark, head: Mark) -> bool:
    """English: 'The return of 1,000 bodies was planned for 3 June', 'the handover is to take place on Monday'."""
    tokens = clause.marked.sentence.tokens
    if (
        not 0 < mark.start - head.end <= REACH
        or tokens[head.start].word.pos
        or not tokens[head.start].word.norm.isascii()
    ):
        return False
    if clause.marked.has(*BREAKS, lo=head.end, hi=mark.start) or told(clause, head):
        return False
    if any(t.word.surface in ",;:—–" for t in tokens[head.end : mark.start]):
        return False
    linked = tokens[mark.start - 1].word.norm in COPULAS or tokens[mark.start].word.norm in COPULAS
    return linked and (named(clause, head) or clause.marked.has("operation_noun", lo=clause.lo, hi=head.start))


def named(clause: Clause, head: Mark) -> bool:
    """'the return of', 'the handover': a noun, with its article or what it is of."""
    before = clause.marked.within("before_name", head.start - 1, head.start)
    return before or clause.marked.within("prep_of", head.end, head.end + 1)


def told(clause: Clause, head: Mark) -> bool:
    """Whether a verb before says what has been done with them."""
    return any(v.tense == "past" for v in clause.verbs if v.end <= head.start)
