"""A sum that stands in one clause with its last lot: '307 are back, and in two days 697 in all' (Rule E, step 5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

DAYS_OF: Final = 3
"""Words between 'in all' and the number: 'всего за два дня 697', 'a total of 1,000'."""


def own_total(clause: Clause, before: Finding, mark: Mark, behind: Finding) -> bool:
    """'150 were released, and the overall number over two days reached 1,000': the sum has a word of its own.

    Or it is told as one: 'повернулися 307, а всього за два дні 697'.
    """
    lo, hi = before.count.end, behind.count.start
    comma = any(t.word.surface in ",;—–" for t in clause.marked.sentence.tokens[lo : mark.start])
    summed = hi - mark.end <= DAYS_OF and behind.count.value > before.count.value > 0
    summed = summed and clause.marked.has(
        "combined", lo=mark.start - 1, hi=mark.end
    )  # 'ещё 307, а всего за два дня 697'
    return comma and (summed or clause.marked.has("tally", lo=max(lo, mark.start - 3), hi=hi))


def in_total(clause: Clause, finding: Finding, findings: Sequence[Finding]) -> bool:
    """'303 were freed on Friday, and a total of 1,000 have returned since Wednesday': a sum beside its last lot."""
    at = finding.count.start
    less = any(0 < f.count.value < finding.count.value and not f.part for f in findings if f.count.end <= at)
    return less and clause.marked.has("combined", lo=max(clause.lo, at - DAYS_OF), hi=at)
