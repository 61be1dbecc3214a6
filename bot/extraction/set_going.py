"""What has been set going does not lie ahead: 'began on Monday to swap prisoners' (Rule E, step 6)."""

from __future__ import annotations

from typing import Final

from bot.extraction.clause import Clause
from bot.extraction.marks import Mark

DAY: Final = 4
"""How many words, those of a day, may stand between 'began' and what was begun."""


def set_going(clause: Clause, mark: Mark) -> bool:
    """'Kyiv and Moscow began on Monday to swap', 'have started to exchange': the infinitive of what has begun."""
    if "under_way" not in clause.own or clause.marked.sentence.tokens[mark.start].word.norm != "to":
        return False
    tokens = clause.marked.sentence.tokens
    begun = [m for m in clause.of("under_way") if 0 <= mark.start - m.end <= DAY]
    if not begun or clause.marked.has("talks", "talks_strong", "not", lo=clause.lo, hi=mark.start):
        return False  # 'talks began to free the prisoners'
    last = begun[-1]
    days = clause.marked.all("weekday", "relative", "month", "prep_in", "number", lo=last.end, hi=mark.start)
    told = {i for m in days for i in range(m.start, m.end)}
    between = range(last.end, mark.start)
    plain = all(i in told or tokens[i].word.kind == "num" for i in between)
    to_come = last.start > clause.lo and tokens[last.start - 1].word.norm == "to"
    return plain and not to_come and not clause.marked.has("future", "would", lo=clause.lo, hi=last.start)
