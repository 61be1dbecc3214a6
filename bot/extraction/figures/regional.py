"""Whose people an item tells by the land: a region's own among all who came, children by where their families are."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.events.group import Group
from bot.extraction.frames.sidelong import in_both
from bot.extraction.words.clause import BOTH, RECIPIENT, Clause
from bot.extraction.words.terms import CIVIL, EXCHANGE

PAIR: Final = 2
SUMMED: Final = 8
"""Within how many words before a count stands 'in all'."""
NEAR: Final = 3
"""Within how many words behind people the region is named from which they are: 'бойцов из ДНР'."""


def of_a_region(group: Group, sides: tuple[str, ...]) -> None:
    """'Вернулись 25 бойцов из ДНР', then 'обменяли 100 на 100'; '47 моряків', then 'усього 157': some of those."""
    for event, few in group.findings if group.kind is EXCHANGE else ():
        if few.part or few.extra or few.party not in sides or few.count.value < 0:
            continue
        theirs = [(e, f) for e, f in group.findings if f.party in (few.party, BOTH) and not (f.part or f.extra)]
        near = regional(event.clause, few.count)
        alone = len(theirs) == PAIR == len(group.findings) and few.scope is not CIVIL
        few.part = any(
            whole.count.value > few.count.value and (near or (alone and in_all(told.clause, whole.count)))
            for told, whole in theirs
            if told.number > event.number
        )


def listed_before(group: Group, sides: tuple[str, ...]) -> None:
    """'Вдома 10 офіцерів, 40 сержантів', then 'усі 50 повернулися': what a list comes to is told behind it."""
    titled = [f for e, f in group.findings if e.in_title and f.count.value > 0]
    side = titled[0].party if titled else None
    plain = all(f.party == side and f.scope is not CIVIL and f.count.second is None for f in titled)
    if group.kind is not EXCHANGE or len(titled) < PAIR or side not in sides or not plain:
        return
    for event, whole in group.findings:
        alike = whole.party in (side, None) and not whole.part
        if not event.in_title and alike and whole.count.value == sum(f.count.value for f in titled):
            whole.party = side
            for finding in titled:
                finding.part, finding.extra = True, False


def in_all(clause: Clause, count: Count) -> bool:
    """'Усього звільнено 157 українців', 'в общей сложности обменяли 90 на 90': right before them, a day's sum."""
    return clause.marked.has("combined", lo=max(clause.lo, count.start - SUMMED), hi=count.start)


def regional(clause: Clause, count: Count) -> bool:
    """Whether a region stands right behind people, in Ukrainian or Russian; not the border's residents."""
    tokens = clause.marked.sentence.tokens
    places = (m for m in clause.marks("place", lo=count.start) if m.start < count.end + NEAR)
    return "border_land" not in clause.own and any("gent" in tokens[m.start].word.cases for m in places)


def reunited(group: Group, sides: tuple[str, ...]) -> str | None:
    """'Двенадцать детей едут домой', then 'они воссоединились с семьями на Украине': where their families are."""
    for event in group.events:
        clause = event.clause
        if event.findings:
            continue
        goal = next((s.code for s in clause.sides if s.role == RECIPIENT and s.code in sides), None)
        if goal is not None and clause.marked.within("pronoun_them", clause.lo, clause.lo + 1) and clause.has("move"):
            return goal  # 'Они выехали из России на Украину'
        if "reunion" not in clause.own:
            continue
        inside = (
            s for s in clause.sides if s.code in sides and clause.marked.has("prep_in", lo=s.start - 2, hi=s.start)
        )
        home = next(inside, None)
        if home is not None and not in_both(clause, home):
            return home.code
    return None
