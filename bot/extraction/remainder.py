"""Civilians told as what is left: '33 of them are soldiers; the rest are civilians'."""

from __future__ import annotations

from bot.extraction.events import Read
from bot.extraction.group import Group
from bot.extraction.item import Item
from bot.extraction.marks import Marked
from storage.vocabulary import Figure, Qualifier, Scope

NEAR = 2
"""How many sentences behind the whole the rest of it may be told."""
CIVIL = ("civilian", "resident", "profession")


def the_rest(group: Group, item: Item, totals: dict[str | None, Figure]) -> list[Figure]:
    """What soldiers leave of a side's whole, where a sentence says that the rest are civilians."""
    if not totals or not item.has("remainder"):
        return []
    for read in item.reads:
        at = rest_of(read.marked) if read.marked.has("remainder") else None
        if at is None:
            continue
        side = told_last(group, read.marked.sentence.number)
        whole = totals.get(side)
        left = left_of(whole, read, at) if whole and whole.qualifier is Qualifier.EXACT else 0
        if left > 0:
            return [Figure(left, side, Scope.CIVILIANS, derived=True)]
    return []


def rest_of(marked: Marked) -> int | None:
    """Where 'the rest' stands that is said to be civilians: by a verb, a dash, or nothing between."""
    tokens = marked.sentence.tokens
    for rest in marked.all("remainder"):
        at = rest.end
        while at < len(tokens) and (tokens[at].word.surface in "—–-:," or marked.has("copula", lo=at, hi=at + 1)):
            at += 1
        if marked.has(*CIVIL, lo=at, hi=at + 3) and not marked.has("number", lo=at, hi=at + 1):
            return rest.start
    return None


def told_last(group: Group, number: int) -> str | None:
    """The side of the last whole before a sentence or in it."""
    told = [f for e, f in group.findings if not f.part and number - NEAR <= e.number <= number]
    return told[-1].party if told else None


def left_of(whole: Figure, read: Read, at: int) -> int:
    """The whole less all that its sentence counts before 'the rest'; 0 where a count is not exact."""
    before = [c for c in read.counts if c.end <= at and c.value != whole.value and c.second is None]
    if not before or any(c.qualifier is not Qualifier.EXACT for c in before):
        return 0
    if any(c.noun in ("civilian", "resident", "child", "body") for c in before):
        return 0
    return whole.value - sum(c.value for c in before)
