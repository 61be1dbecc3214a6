"""Rounds that lie behind those that are told of: 'The last two meetings were held in Abu Dhabi'."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

BEFORE: Final = 5
"""Words before a number of rounds among which stands which of them they are."""
BETWEEN: Final = ("cal_last", "recall_adjective", "trilateral", "direct")
"""What may stand between a number and the rounds: 'two three-way meetings'."""
DATED: Final = ("weekday", "relative", "month", "hours")


def earlier_ones(clause: Clause) -> bool:
    """'Перші два раунди пройшли в Абу-Дабі', 'two previous rounds', 'the last three meetings': all of them are over."""
    return any(several(m, clause) for m in clause.of("talks_strong"))


def several(head: Mark, clause: Clause) -> bool:
    marked = clause.marked
    lo = max(clause.lo, head.start - BEFORE)
    number = marked.first("number", lo=lo, hi=head.start)
    if number is None or not number.value.isdigit() or int(number.value) == 1:
        return False
    between = {i for m in marked.all(*BETWEEN, lo=number.end, hi=head.start) for i in range(m.start, m.end)}
    if any(i not in between for i in range(number.end, head.start)):
        return False  # 'the first two days of talks'
    if marked.has("talks_after", lo=number.start - 1, hi=number.start) and not clause.any_of(DATED):
        return not marked.sentence.in_title  # 'після трьох раундів у Стамбулі списки не погоджено'
    lo = max(clause.lo, number.start - 2)
    first = any(m.value == "1" for m in marked.all("ordinal", lo=lo, hi=number.start))
    return first or marked.has("cal_last", "recall_adjective", lo=lo, hi=head.start)
