"""Civilians in lists and beside soldiers: which of a side's counts make its civilians (Rule E, step 8)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.terms import CIVIL, EXACT, MILITARY, TOTAL
from storage.vocabulary import Figure

FIGHTERS: Final = ("military", "fought")
LINK: Final = 4
"""How many words may stand between two members of a list: a comma, an 'and', a 'plus'."""


def civilians_listed(
    civilians: list[Finding], event: Event, mine: list[tuple[Event, Finding]], side: str, whole: int
) -> Figure:
    """The civilians of a side: those of the main figure's clause first, all that one list counts added up.

    `whole`: how many came where all of them are civilians, else 0.
    """
    home = {id(f): e for e, f in mine}
    main = next((f for e, f in mine if e is event and f in civilians and not f.part), None)
    first = main or next((f for f in civilians if home[id(f)] is event), civilians[0])
    told = home[id(first)]
    run = [first]
    for other in (f for f in civilians if home[id(f)] is told and f.count.start > first.count.start):
        if listed_on(run[-1], other, told) or further(first, other, told):
            run.append(other)
    value = whole or sum(f.count.value for f in run)
    return Figure(value, side, CIVIL, first.count.qualifier, derived=value != first.count.value)


def further(first: Finding, other: Finding, event: Event) -> bool:
    """'The activist, 99 soldiers and two other civilians': those called other are none of the civilians before."""
    marked, at = event.clause.marked, other.count
    return other.joined and not (first.part or other.part) and marked.has("fellow", lo=at.start + 1, hi=at.end)


def all_civil(first: Finding, extras: Collection[Finding]) -> bool:
    """'Two priests', then 'released together with eight other civilians': whoever comes on top is a civilian too."""
    return first.scope is CIVIL and bool(extras) and all(f.scope is CIVIL for f in extras)


def listed_on(last: Finding, other: Finding, event: Event) -> bool:
    """'two journalists and a priest': the next of one list, not 'seven civilians, two of them journalists'."""
    gap = range(last.count.end, other.count.start)
    tokens = event.clause.marked.sentence.tokens[gap.start : gap.stop]
    linked = not last.part and any(t.word.surface in ",;" for t in tokens)
    linked = linked or event.clause.marked.has("and", "extra", lo=gap.start, hi=gap.stop)
    cut = not linked or other.count.of_them
    cut = cut or event.clause.marked.has("part", "part_opening", lo=gap.start, hi=gap.stop)
    return len(gap) <= LINK and not cut and last.count.noun == other.count.noun and last.part == other.part


def beside_soldiers(first: Finding, event: Event, told: Event, other: Finding) -> bool:
    """'146 soldiers came home. Eight civilians were returned': told for themselves, these are no soldiers."""
    apart = not (other.part or other.joined) and first.scope is MILITARY
    apart = apart and (told is not event or (other.party == first.party and other.count.start > first.count.end))
    people = "border_land" in told.clause.own or (told.in_title and "own" in told.clause.own)  # 'Трое курян дома'
    civil = other.scope is CIVIL and (other.count.noun == "civilian" or people)
    return (
        apart and civil and told.clause.has("receive", "give", "return", "free", "home", "in_return", "swap", "added")
    )


def beside_fighters(civilians: Finding, mine: list[tuple[Event, Finding]]) -> bool:
    """'разом із захисниками', 'marines, as well as two civilians': beside soldiers whom nobody counts, in a clause."""
    event = next(e for e, f in mine if f is civilians)
    marked = event.clause.marked
    if not any(e is event and f is not civilians for e, f in mine) and any(
        m.start < civilians.count.start for m in event.clause.marks(*FIGHTERS)
    ):
        return True
    return any(marked.within("military", m.end, m.end + 1) for m in event.clause.of("extra"))


def civilians_only(mine: list[tuple[Event, Finding]], side: str) -> list[Figure]:
    """Civilians told without a total."""
    return [Figure(f.count.value, side, CIVIL) for _, f in mine if f.scope is CIVIL][:1]


def of_all(event: Event, first: Finding, alike: Finding, group: Group) -> bool:
    """'Їдуть 100 військових і 40 цивільних, стільки ж отримав Київ': civilians on top are among as many."""
    more = (f for e, f in group.findings if e is event and first.count.start < f.count.start < alike.count.start)
    return any(f.scope is CIVIL and f.extra and f.party == first.party for f in more)


def paired_off(first: Finding, extras: Collection[Finding], group: Group) -> bool:
    """'29 українців виміняли', then '10 росіян віддали за десятьох, крім того, 19 моряків': 29 are all of them."""
    home = {id(f): e for e, f in group.findings}
    if first.scope is not TOTAL or any(home[id(f)].number <= home[id(first)].number for f in extras):
        return False
    added = sum(f.count.value for f in extras)
    wholes = (f for _, f in group.findings if f is not first and not (f.part or f.extra))
    return added > 0 and any(0 < f.count.value == first.count.value - added for f in wholes)


def numbers_told(event: Event, alike: Finding) -> bool:
    """'Moscow confirmed equal numbers', 'the same figures': each number of a list, not its sum alone."""
    word = event.clause.marked.sentence.tokens[alike.count.end - 1].word
    return not word.pos and word.norm in ("numbers", "figures", "totals")


def soldiers_beside(event: Event, civilians: Finding, group: Group) -> bool:
    """'175 військових, семеро цивільних; стільки ж росіян': as many as all of these together."""
    near = (f for e, f in group.findings if e.number == event.number and f is not civilians)
    return any(f.scope is MILITARY and f.count.start < civilians.count.start for f in near)


def roughly_all(civilians: Finding, whole: Finding) -> bool:
    """'Two dozen civilians brought back', then '22 people reached home': the same people, no soldier among them."""
    rough = civilians.count.qualifier is not EXACT and whole.count.qualifier is EXACT
    return rough and not civilians.part and 4 * civilians.count.value >= 3 * whole.count.value


def same_kind(one: Finding, other: Finding) -> bool:
    return one.extra and (one.scope, one.count.value) == (other.scope, other.count.value)
