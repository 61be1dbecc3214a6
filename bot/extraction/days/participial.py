"""Days that a participle set off by a comma brings: 'за двумя сотнями, отпущенными в четверг, последовали триста'."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import EVENT
from bot.extraction.days.opening import opening_comma
from bot.extraction.days.when import When
from bot.extraction.words.clause import Clause

BEFORE: Final = 3
"""Words between a participle and its day."""


def main_first(clause: Clause, mine: list[When]) -> list[When]:
    """The days of a clause, those of a participle last: where another is told, that one is the news."""
    if not mine:
        return mine
    mine = [when for when in mine if not begun_then(clause, when)]
    if len(mine) < 2:
        return mine
    held = clause.has("happened", "completed")
    off = clause.marks("postponed", "set_for") if held and clause.has("postponed") else []
    off += clause.marks("future") if held else []  # 'Planned for Tuesday, the swap took place on Thursday'
    comma = max((opening_comma(clause, m) or 0 for m in off), default=0)
    return sorted(mine, key=lambda when: when.start < comma or set_off(clause, when))


def begun_then(clause: Clause, when: When) -> bool:
    """'останній день обміну, розпочатого у вівторок': when a deal began is not when it brought these people."""
    tokens = clause.marked.sentence.tokens
    near = clause.marked.inside("begun_one", max(clause.lo, when.start - BEFORE), when.start)
    if any(tokens[m.start].word.pos == "adj" for m in near):
        return True
    ended = any(m.start >= when.end for m in clause.marks("finished", "completed"))  # 'that began on Thursday ended'
    begun = clause.marked.inside("under_way", max(clause.lo, when.start - BEFORE), when.start) if ended else ()
    return any(tokens[m.start].word.tense == "past" and not tokens[m.start].word.pos for m in begun)


def set_off(clause: Clause, when: When) -> bool:
    """Whether a participle of release behind a comma leads to a day."""
    tokens = clause.marked.sentence.tokens
    for mark in clause.marked.all("freed_people", *EVENT, lo=max(clause.lo, when.start - BEFORE), hi=when.start):
        word = tokens[mark.start].word
        comma = mark.start > 0 and tokens[mark.start - 1].word.surface == ","
        if comma and word.pos == "adj" and word.passive and word.plural:
            return True
    return False
