"""A day's own number that is only added to others: 'together with Thursday's 200, 500 are home'."""

from __future__ import annotations

from typing import Final

from bot.extraction.clause import Clause

ADDING: Final = ("extra", "added_to")
NOBODY: Final = ("not_people", "day_noun", "month")


def added_lot(clause: Clause, start: int, end: int) -> bool:
    """Whether the day at start…end only tells which number was added: English, with others counted in the clause."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if not tokens[start].word.possessive or not any(m.end == start for m in marked.all(*ADDING, lo=clause.lo)):
        return False
    numbers = {m.start for m in marked.all("number", lo=clause.lo, hi=clause.hi)}
    numbers |= {i for i in range(clause.lo, clause.hi) if tokens[i].word.kind == "num"}
    others = [i for i in numbers if not end <= i <= end + 1 and not marked.has(*NOBODY, lo=i - 1, hi=i + 2)]
    return (end in numbers or before_lot(clause, start, end)) and bool(others)


def before_lot(clause: Clause, start: int, end: int) -> bool:
    """'Together with yesterday's group, 500 are home', 'with Tuesday's group …, he said on Wednesday'."""
    marked = clause.marked
    if not marked.has("lot_noun", "contingent", lo=end, hi=end + 1):
        return False
    if any(m.value == "-1" for m in marked.inside("relative", start, end)):
        return True
    return len({m.value for m in marked.of("weekday")}) > 1
