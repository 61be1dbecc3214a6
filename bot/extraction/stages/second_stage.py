"""Behind a comma what the first part has words for: 'Первый этап прошёл в пятницу, | второй намечен на завтра'."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.stages.next_stage import STAGED, later
from bot.extraction.stages.sequent import counted_from
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark, Marked

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
    """Whether a stage has been told of before a comma, and behind it the next one and when it is, or that it will be.

    'второй намечен на завтра', 'наступний проведуть незабаром', 'завтра другий етап'.
    """
    before = stages_before(comma, marked) if "ordinal" in marked.marks else []
    tokens = marked.sentence.tokens
    right_behind = later(marked, comma + 1, comma + 2) if before else []
    if any(m.end < len(tokens) and tokens[m.end].word.tense == "futr" for m in right_behind):
        return True
    one = next_one(comma + 1, marked)
    dated = one is not None and marked.any_within(DAYS, comma + 1, comma + DAY)
    if one is None or not dated or not any(m.value < one.value for m in before):
        return False
    if marked.any_within(STAGED, one.end, comma + DAY):
        day = marked.first("relative", "weekday", lo=comma + 1, hi=one.start)
        return day is not None and day.end == one.start and marked.any_within(STAGED, one.end, one.end + 1)
    numbers = [i for i in range(one.end, min(comma + DAY, len(tokens))) if tokens[i].word.kind == "num"]
    # not 'первый этап, по 150 человек, в пятницу, второй, по 250, в субботу': lots in turn
    return all(marked.within("month", i + 1, i + 2) for i in numbers)


def stages_before(at: int, marked: Marked) -> list[Mark]:
    """The ordinals of the stages, parts or groups that are told of before a place in a sentence."""
    firsts = marked.inside("ordinal", 0, at)
    return [m for m in firsts if marked.within("phase", m.end, at) or marked.any_within(STAGED, m.start, m.end + 2)]


def next_one(at: int, marked: Marked) -> Mark | None:
    """The ordinal near the beginning of a clause."""
    return next((m for m in marked.of("ordinal") if at <= m.start < at + NEAR), None)


def named_again(parts: list[Clause]) -> None:
    """Put the noun of the stage told before in the place of the one left out."""
    for before, clause in pairwise(parts):
        if "phase" in clause.own or "phase" not in before.own or not second_stage(clause.lo - 1, clause.marked):
            continue
        one = next_one(clause.lo, clause.marked)
        if one is not None:
            clause.put("phase", [Mark(one.start, one.end, "phase", "")])


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
