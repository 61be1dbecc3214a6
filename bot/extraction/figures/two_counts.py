"""'В Киеве насчитали 189 своих, в Москве — 150': two sides, each telling its own number in one clause."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import AS_IT_SAYS, JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.frames.tallies import TALLIED
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import EXCHANGE

OPEN: Final = ("own, nobody named", "nobody named", "swapped together")
"""Rules by which a figure was given to nobody, or to both, for want of anything nearer."""
PAIR: Final = 2


def two_counts(group: Group, sides: tuple[str, ...]) -> None:
    """Where the second of two figures is one side's own, the first is the other side's that tells it."""
    if group.kind is not EXCHANGE:
        return
    for event in group.events:
        if len(event.findings) == PAIR and "say" in event.clause.own:
            first, second = sorted(event.findings, key=lambda f: f.count.start)
            teller = first_teller(event, first, second, sides)
            if teller is not None:
                first.party, first.why = teller, AS_IT_SAYS


def first_teller(event: Event, first: Finding, second: Finding, sides: tuple[str, ...]) -> str | None:
    """Which side tells the first of two figures, where the second is the other's own; None where that is not said."""
    open_ = first.party in (None, JOINT) and first.why in OPEN and second.why in (AS_IT_SAYS, TALLIED)
    if not open_ or second.party not in sides or first.part or second.part:
        return None
    if first.count.value == 2 * second.count.value or (first.count.second or second.count.second) is not None:
        return None  # 'Kyiv speaks of 300 exchanged, Moscow of its 150': of each side
    told = next(s for s in sides if s != second.party)
    return told if apart(event.clause, first, second, told) else None


def apart(clause: Clause, first: Finding, second: Finding, told: str) -> bool:
    """Whether one side, and that it says so, stands before the first figure, and the other between the two."""
    at, behind = first.count.start, second.count.start
    before = [s for s in clause.sides if s.end <= at]
    between = [s for s in clause.sides if at < s.start and s.end <= behind]
    if len(before) + len(between) != len(clause.sides) or {s.code for s in between} != {second.party}:
        return False
    return {s.code for s in before} == {told} and clause.marked.has("say", lo=before[-1].end, hi=at)
