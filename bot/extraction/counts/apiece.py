"""Whether a number is told for each side: '103 each', '246 a side' (Rule E, step 5)."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark

PATTERN: Final = 3
"""Words and hyphens of 'one for one'."""
FAR: Final = 6
"""Words between 'outside' or 'not part of' and it."""
LINKED: Final = 2
"""Words and signs between 'each' and a count that is joined to the one before: ', and'."""


def each(clause: Clause, count: Count, left: int, right: int) -> bool:
    """Whether a count is given per side: 'each' in its stretch, or anywhere where it is the only count."""
    for mark in clause.marked.inside("each", left, right):
        brothers = clause.marked.within("parents", mark.end, mark.end + 2)  # 'two pairs of brothers'
        apart = brothers or outside(mark, clause, count) or told_by(mark, clause)
        if not (apart or each_other(mark, clause) or of_those_before(mark, clause, count, left)):
            return True
    return clause.marked.within("each_before", count.start - 1, count.start)


def of_those_before(mark: Mark, clause: Clause, count: Count, left: int) -> bool:
    """'246 prisoners a side …, and 46 wounded as well': 'each' right behind the count before is said of that one."""
    if left == clause.lo or mark.end > count.start:
        return False
    if mark.start - left <= 1:
        return bool(count.noun) or count.start - mark.end > 1
    return count.start - mark.end <= LINKED and clause.marked.has(*VERBS, "swap", lo=count.end, hi=clause.hi)


def outside(mark: Mark, clause: Clause, count: Count) -> bool:
    """'The twelve were not part of the one-for-one formula': what is left out of it."""
    if mark.end - mark.start < PATTERN or mark.start < count.end:
        return False
    return clause.marked.has("negation", "outside_it", lo=max(clause.lo, mark.start - FAR), hi=mark.start)


def told_by(mark: Mark, clause: Clause) -> bool:
    """'and Russia 63 in an exchange announced by both sides': who tells of it."""
    if clause.marked.sentence.tokens[mark.start].word.norm == "both" and (
        clause.marked.within("say", mark.end, mark.end + 1) or clause.marked.within("say", mark.start - 2, mark.start)
    ):
        return True  # 'Some 200 freed in swap, both sides say', 'according to both sides'
    by = clause.marked.within("prep_by", mark.start - 1, mark.start)
    return by and clause.marked.has("say", "confirm", "agreed", lo=max(clause.lo, mark.start - 3), hi=mark.start)


def each_other(mark: Mark, clause: Clause) -> bool:
    """'return 300 prisoners to each other': both together, not 300 each."""
    tokens = clause.marked.sentence.tokens
    other = tokens[mark.end].word.norm if mark.end < len(tokens) else ""
    return mark.end - mark.start == 1 and any(
        m.start == mark.start and m.end > mark.end and tokens[m.end - 1].word.norm == other for m in clause.of("both")
    )
