"""A day's own number that is only added to others: 'together with Thursday's 200, 500 are home'."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause

ADDING: Final = ("extra", "added_to")
NOBODY: Final = ("not_people", "day_noun", "month")


def added_lot(clause: Clause, start: int, end: int) -> bool:
    """Whether the day at start…end only tells which number was added: English, with others counted in the clause."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if not tokens[start].word.possessive or not any(m.end == start for m in marked.all_of(ADDING, lo=clause.lo)):
        return False
    numbers = counted_in(clause)
    others = [i for i in numbers if not end <= i <= end + 1 and of_people(clause, i)]
    return (end in numbers or before_lot(clause, start, end)) and bool(others)


def added_number(clause: Clause, start: int) -> bool:
    """'With Monday's 1,248 bodies, it has delivered 6,060', 'разом із сьогоднішніми 200': the sum counts them in."""
    if not clause.any_of(ADDING):
        return False
    marked, day = clause.marked, start - 1
    word = marked.sentence.tokens[day].word if day > clause.lo else None
    if word is None or not (word.possessive or word.pos == "adj" or marked.within("last_lot", day, start)):
        return False
    dated = marked.has("weekday", "relative", "month", "last_lot", lo=day, hi=start)
    added = dated and any(day - 1 <= m.end <= day for m in marked.all(*ADDING, lo=clause.lo))
    return added and any(i > start + 1 and of_people(clause, i) for i in counted_in(clause))


def counted_in(clause: Clause) -> set[int]:
    """Where the numbers of a clause stand."""
    tokens = clause.marked.sentence.tokens
    numbers = {m.start for m in clause.marked.all("number", lo=clause.lo, hi=clause.hi)}
    return numbers | {i for i in range(clause.lo, clause.hi) if tokens[i].word.kind == "num"}


def of_people(clause: Clause, at: int) -> bool:
    return not clause.marked.has(*NOBODY, lo=at - 1, hi=at + 2)


def before_lot(clause: Clause, start: int, end: int) -> bool:
    """'Together with yesterday's group, 500 are home', 'with Tuesday's group …, he said on Wednesday'."""
    marked = clause.marked
    if not marked.has("lot_noun", "contingent", lo=end, hi=end + 1):
        return False
    if any(m.value == "-1" for m in marked.inside("relative", start, end)):
        return True
    return len({m.value for m in marked.of("weekday")}) > 1
