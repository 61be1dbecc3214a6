"""Rounds that lie behind those that are told of: 'The last two meetings were held in Abu Dhabi'."""

from __future__ import annotations

from typing import Final

from bot.extraction.clause import Clause
from bot.extraction.marks import Mark

BEFORE: Final = 3
"""Words before a number of rounds among which stands which of them they are."""


def earlier_ones(clause: Clause) -> bool:
    """'Перші два раунди пройшли в Абу-Дабі', 'two previous rounds', 'the last three meetings': all of them are over."""
    return any(several(m, clause) for m in clause.of("talks_strong"))


def several(head: Mark, clause: Clause) -> bool:
    marked = clause.marked
    lo = max(clause.lo, head.start - BEFORE)
    number = marked.first("number", lo=lo, hi=head.start)
    if number is None or not number.value.isdigit() or int(number.value) < 2:
        return False
    if any(not marked.has("cal_last", "recall_adjective", lo=i, hi=i + 1) for i in range(number.end, head.start)):
        return False  # 'the first two days of talks'
    first = any(m.value == "1" for m in marked.all("ordinal", lo=lo, hi=number.start))
    return first or marked.has("cal_last", "recall_adjective", lo=lo, hi=head.start)
