"""Behind a comma what the first part has words for: 'Первый этап прошёл в пятницу, | второй намечен на завтра'."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.clause import VERBS, Clause
from bot.extraction.marks import Mark, Marked
from bot.extraction.sequent import counted_from

NEAR: Final = 4
"""Within how many words behind a comma stands which stage is told of."""
DAY: Final = 8
"""Within how many words behind a comma stands when it is."""
NONE: Final = 6
"""Words behind a comma within which a verb tells who has got nobody."""
IN_TURN: Final = 3
"""How many words 'Вчера 60' may be."""
DAYS: Final = ("relative", "weekday", "month")


def second_stage(comma: int, marked: Marked) -> bool:
    """Whether a stage has been told of before a comma, and behind it the next one and when it is."""
    if "phase" not in marked.marks or "ordinal" not in marked.marks:
        return False
    first = next((m for m in marked.of("ordinal") if m.end <= comma and marked.has("phase", lo=m.end, hi=comma)), None)
    later = next_one(comma + 1, marked)
    if first is None or later is None or marked.has("phase", lo=later.end, hi=comma + DAY):
        return False
    numbers = range(later.end, min(comma + DAY, len(marked.sentence.tokens)))
    if any(marked.sentence.tokens[i].word.kind == "num" and not marked.within("month", i + 1, i + 2) for i in numbers):
        return False  # 'первый этап, по 150 человек, в пятницу, второй, по 250, в субботу': lots in turn
    return later.value > first.value and marked.has(*DAYS, lo=comma + 1, hi=comma + DAY)


def next_one(at: int, marked: Marked) -> Mark | None:
    """The ordinal near the beginning of a clause."""
    return next((m for m in marked.of("ordinal") if at <= m.start < at + NEAR), None)


def named_again(parts: list[Clause]) -> None:
    """Put the noun of the stage told before in the place of the one left out."""
    for before, clause in pairwise(parts):
        if "phase" in clause.own or "phase" not in before.own or not second_stage(clause.lo - 1, clause.marked):
            continue
        later = next_one(clause.lo, clause.marked)
        if later is not None:
            clause.put("phase", [Mark(later.start, later.end, "phase", "")])


def gets_none(comma: int, marked: Marked) -> bool:
    """'Киев принял 1200 погибших, | своих Россия не получила': the other side has got nobody, the first so many."""
    if "not" not in marked.marks or "body" not in marked.marks:
        return False
    hi = comma + 1 + NONE
    got = next((m for m in marked.all("receive", "give", lo=comma + 2, hi=hi)), None)
    if got is None or not marked.within("not", got.start - 1, got.start):
        return False
    other = marked.first("party", lo=comma + 1, hi=got.start)
    first = marked.first("party", hi=comma)
    apart = other is not None and first is not None and other.value != first.value
    return apart and marked.has(*VERBS, hi=comma) and counted_from(0, comma, marked)


def in_turn(comma: int, marked: Marked) -> bool:
    """'Вчера 60, | сегодня 40 российских военных вернулись домой': the verb of both stands behind the second."""
    day = marked.first("relative", lo=comma + 1, hi=comma + 2) if comma <= IN_TURN else None
    if day is None or not marked.within("relative", 0, 1) or marked.any_within(VERBS, hi=comma):
        return False
    numbered = counted_from(0, comma, marked) and counted_from(day.end, day.end + 1, marked)
    return numbered and marked.has(*VERBS, lo=day.end)
