"""Whose people an item tells by the land: a region's own among all who came, children by where their families are."""

from __future__ import annotations

from typing import Final

from bot.extraction.clause import BOTH, Clause
from bot.extraction.group import Group
from bot.extraction.nouns import Count
from bot.extraction.sidelong import in_both
from bot.extraction.terms import EXCHANGE

NEAR: Final = 3
"""Within how many words behind people the region is named from which they are: 'бойцов из ДНР'."""


def of_a_region(group: Group, sides: tuple[str, ...]) -> None:
    """'Пушилин: вернулись 25 бойцов из ДНР', then 'обменяли 100 на 100': a region's own are among these."""
    for event, few in group.findings if group.kind is EXCHANGE else ():
        if few.part or few.extra or few.party not in sides or not regional(event.clause, few.count):
            continue
        few.part = any(
            whole.party in (few.party, BOTH) and not (whole.part or whole.extra) and whole.count.value > few.count.value
            for told, whole in group.findings
            if told.number > event.number
        )


def regional(clause: Clause, count: Count) -> bool:
    """Whether a region stands right behind people, in Ukrainian or Russian; not the border's residents."""
    tokens = clause.marked.sentence.tokens
    places = (m for m in clause.marks("place", lo=count.start) if m.start < count.end + NEAR)
    return "border_land" not in clause.own and any("gent" in tokens[m.start].word.cases for m in places)


def reunited(group: Group, sides: tuple[str, ...]) -> str | None:
    """'Двенадцать детей едут домой', then 'они воссоединились с семьями на Украине': where their families are."""
    for event in group.events:
        clause = event.clause
        if event.findings or "reunion" not in clause.own:
            continue
        inside = (
            s for s in clause.sides if s.code in sides and clause.marked.has("prep_in", lo=s.start - 2, hi=s.start)
        )
        home = next(inside, None)
        if home is not None and not in_both(clause, home):
            return home.code
    return None
