"""Civilians told by a sum: '33 of them are soldiers; the rest are civilians', '150 soldiers and seven civilians'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.events.events import Read
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item, named_in
from bot.extraction.words.clause import BOTH
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import EXACT
from storage.vocabulary import Figure, Scope

NEAR: Final = 2
"""How many sentences behind the whole the rest of it may be told."""
HALF: Final = 5
PRONOUN: Final = 2
"""Within how many words behind 'half' it stands what they are, and 'of them'."""
Totals = Mapping[str, Figure]
CIVIL: Final = ("civilian", "resident", "profession")


def summing_up(group: Group, item: Item, totals: Totals, known: set[str]) -> Iterator[tuple[str, Count]]:
    """Civilians of a sentence whose counts add up to the exact whole of a side that is told near it.

    `known` are the sides whose civilians are told already.
    """
    for read in item.reads if len(known) < len(totals) and group.findings else ():
        counts = [c for c in read.counts if c.second is None and c.value > 0 and c.qualifier is EXACT]
        civil = [c for c in counts if c.noun == "civilian"]
        if len(civil) != 1 or not any(c.noun == "military" for c in counts) or owned(civil[0], read, group, known):
            continue
        for side in sides_of(sum_of(civil[0], counts), civil[0], read, group, item, totals):
            if side not in known:
                known = known | {side}
                yield side, civil[0]


def owned(civil: Count, read: Read, group: Group, known: set[str]) -> bool:
    """'Привезли 29 строковиків і дванадцять цивільних': they are of the one side to which they were given."""
    number = read.marked.sentence.number
    if not read.marked.sentence.tokens[civil.end - 1].word.pos:
        return False
    return any(f.count is civil and f.party in known for e, f in group.findings if e.number == number)


def sum_of(civil: Count, counts: list[Count]) -> set[int]:
    """What civilians make together with the soldiers of their list: those before them, or right behind."""
    soldiers = [c for c in counts if c.noun == "military"]
    before = [c.value for c in soldiers if c.start < civil.start]
    behind = [c.value for c in soldiers if c.start > civil.start]
    sums = {sum(before[i:]) for i in range(len(before))} | {sum(behind[: i + 1]) for i in range(len(behind))}
    return {civil.value + s for s in sums}


def sides_of(sums: set[int], civil: Count, read: Read, group: Group, item: Item, totals: Totals) -> list[str]:
    """The sides whose whole is such a sum: the one that the sentence names, else both where it was told of each."""
    number = read.marked.sentence.number
    told = [f for e, f in group.findings if not f.part and 0 <= number - e.number <= NEAR and f.count.value in sums]
    found = [s for s, f in totals.items() if s and f.value in sums and f.qualifier is EXACT]
    named = named_in(read.marked, item.lexicon)
    if not told:
        return []
    if len(found) > 1 and named and not (told[-1].party in found and as_many_behind(civil, read)):
        return [s for s in found if named == {s}]
    return found if len(found) == 1 or told[-1].party == BOTH else [s for s in found if s == told[-1].party]


def as_many_behind(civil: Count, read: Read) -> bool:
    """'270 are soldiers and 120 civilians; Russia confirmed that it got the same number': of whom was told before."""
    clause = next((e.clause for e in read.events if e.clause.lo <= civil.start < e.clause.hi), None)
    return clause is not None and read.marked.has("same", lo=clause.hi)


def the_rest(group: Group, item: Item, totals: Totals) -> list[Figure]:
    """What soldiers leave of a side's whole, where a sentence says that the rest are civilians."""
    if not totals or not item.has("remainder"):
        return []
    for read in item.reads:
        at = rest_of(read.marked) if "remainder" in read.marked.marks else None
        if at is None:
            continue
        side = told_last(group, read.marked.sentence.number)
        whole = totals.get(side) if side else None
        left = left_of(whole, read, at) if whole and whole.qualifier is EXACT else 0
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
    if not before or any(c.qualifier is not EXACT for c in before):
        return 0
    if any(c.noun in ("civilian", "resident", "child", "body") for c in before):
        return 0
    return whole.value - sum(c.value for c in before)


def half_civilians(group: Group, item: Item, totals: Totals) -> list[Figure]:
    """'14 people returned, half of them civilians': half of the exact whole that was told last."""
    for read in item.reads if totals and item.has("half") else ():
        marked = read.marked
        told = any(marked.has(*CIVIL, lo=m.end, hi=m.end + HALF) and of_them(m, marked) for m in marked.of("half"))
        side = told_last(group, marked.sentence.number) if told else None
        whole = totals.get(side) if side else None
        if side and whole and whole.qualifier is EXACT and whole.value % 2 == 0:
            return [Figure(whole.value // 2, side, Scope.CIVILIANS, derived=True)]
    return []


def of_them(half: Mark, marked: Marked) -> bool:
    """'half of them', 'половина з них'; not 'half of the civilians'."""
    return marked.has("part", "part_opening", "pronoun_them", lo=half.end, hi=half.end + PRONOUN)


def all_but(group: Group, item: Item, totals: Totals) -> list[Figure]:
    """English: '144 returned', then 'All but three are soldiers': those three are none."""
    for read in item.reads if totals and item.has("all_of") else ():
        value = left_out(read.marked)
        side = told_last(group, read.marked.sentence.number) if value else None
        whole = totals.get(side) if side else None
        if side and whole and whole.qualifier is EXACT and 0 < value < whole.value / 2:
            return [Figure(value, side, Scope.CIVILIANS)]
    return []


def left_out(marked: Marked) -> int:
    """How many are told to be no soldiers: 'all but three are soldiers'; 0 where nobody is."""
    tokens = marked.sentence.tokens
    for mark in marked.of("all_of"):
        at = mark.end + 1
        if at >= len(tokens) or tokens[mark.end].word.norm != "but":
            continue
        number = next((m for m in marked.of("number") if m.start == at), None)
        end = number.end if number else at + 1
        if marked.within("copula", end, end + 1) and marked.has("military", lo=end + 1, hi=end + PRONOUN + 1):
            return int(number.value) if number else tokens[at].word.value or 0
    return 0
