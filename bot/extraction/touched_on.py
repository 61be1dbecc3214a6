"""Exchanges that an item only touches on: one before the strike that it tells of, one that captives wait for."""

from __future__ import annotations

from typing import Final

from bot.extraction.clause import Clause
from bot.extraction.group import Group
from bot.extraction.item import Item
from bot.extraction.marks import Mark, Marked
from storage.vocabulary import Kind, Phase, Stage

OF_RETURN: Final = ("swap", "captive", "captivity", "home", "free", "receive", "return")
"""Words of a title that tells of an exchange or a return itself."""
BEFORE, BEHIND = 5, 3
"""Words between a verb of waiting and the exchange behind it, or before it."""
AGO: Final = 2
"""How many days before an exchange is one of the past, beneath a title of a strike."""


def before_strike(group: Group, item: Item) -> bool:
    """'The raid came hours after the sides had swapped 150 each', beneath a title of the raid: told for its hour."""
    if group.kind is not Kind.EXCHANGE or group.stage.off:
        return False
    if not item.has("strike", "weapon", "casualties", title=True) or item.has(*OF_RETURN, title=True):
        return False
    told = [e for e in group.events if e.findings]
    if group.stage.phase is Phase.CARRIED_OUT and group.day is not None and (item.published - group.day).days >= AGO:
        return True
    return bool(told) and all("pluperfect" in e.clause.own or behind_it(e.clause) for e in told)


def behind_it(clause: Clause) -> bool:
    """'Удар стався на другий день після обміну 150 на 150': what the exchange is named for is when it was struck."""
    marked = clause.marked
    return any(marked.has("after", "shift_after", "bounding", lo=m.start - 2, hi=m.start) for m in clause.of("swap"))


def only_awaited(group: Group) -> bool:
    """'350 captives in the camp wait for an exchange': they are held, and nobody plans to free them on any day."""
    if group.kind is not Kind.EXCHANGE or group.stage is not Stage.PLANNED or group.day is not None or group.framework:
        return False
    told = [e.clause for e in group.events if e.clause.has("swap")]
    return bool(told) and all(waited_for(clause) for clause in told)


def waited_for(clause: Clause) -> bool:
    """'обміну там чекають', 'wait for an exchange'; what a state or an official waits for it may be going to do."""
    swaps = clause.of("swap")
    longing = [m for m in clause.of("longing") if any(-BEHIND <= s.start - m.end <= BEFORE for s in swaps)]
    if not longing or clause.has("person", "agency", "office", "vehicles", "frontier"):
        return False
    return not any(m.end <= longing[0].start for m in clause.of("party"))


def several_summed(group: Group, item: Item) -> bool:
    """'480 home', then 'there were six exchanges in the period': what several have brought, whenever it is told."""
    if any(e.when is not None for e, _ in group.findings):
        return False
    return any(several(m, marked) for marked in item.lead for m in marked.of("swap"))


def several(mark: Mark, marked: Marked) -> bool:
    """Whether a number stands before exchanges: 'six exchanges', 'сім обмінів', '11 prisoner swaps'."""
    tokens = marked.sentence.tokens
    word = tokens[mark.end - 1].word
    if word.pos == "verb" or (not word.pos and not word.norm.endswith("s")):
        return False
    at = range(max(0, mark.start - 2), mark.start)
    return any(tokens[i].word.kind == "num" or marked.within("number", i, i + 1) for i in at)
