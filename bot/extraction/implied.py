"""Counts that no number tells: 'a civilian', 'the same number'."""

from __future__ import annotations

from bot.extraction.clause import Clause
from bot.extraction.nouns import Count


def nameless(count: Count) -> bool:
    return not count.noun and not count.nation and count.second is None


def single_parts(clause: Clause) -> list[Count]:
    """'25 people, including a civilian': an article counts one."""
    found = []
    tokens = clause.marked.sentence.tokens
    for mark in clause.marks("part", "extra"):
        at = mark.end + (mark.end < len(tokens) and tokens[mark.end].word.surface == ",")  # 'in addition, a civilian'
        noun = next(iter(clause.marked.all("civilian", "child", "resident", lo=at + 1, hi=at + 2)), None)
        if noun and clause.marked.has("article", lo=at, hi=at + 1):
            found.append(Count(at, noun.end, 1, noun=noun.cls))
    return found


def same_numbers(clause: Clause, mine: list[Count]) -> list[Count]:
    """'the same number', 'as many': a count whose value is that of the other side."""
    if not clause.has("same"):
        return []
    taken = {i for c in mine for i in range(c.start, c.end)}
    found = []
    for mark in clause.marks("same"):
        if mark.start not in taken and not any(
            m.start == mark.end and m.cls == "number" for m in clause.marks("number")
        ):
            nation = next(
                iter(clause.marked.all("adjective", "people", lo=mark.end, hi=min(mark.end + 3, clause.hi))), None
            )
            found.append(Count(mark.start, mark.end, -1, nation=nation.value if nation else None))
            taken |= set(range(mark.start, mark.end))
    return found[:1]
