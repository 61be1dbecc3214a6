"""Civilians counted beside an exchange's figures, in sentences that tell of no return themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.events.events import Event, Read
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.figures.asides import besides_soldiers
from bot.extraction.figures.remainder import all_but, half_civilians, summing_up, the_rest
from bot.extraction.words.clause import BOTH, RECIPIENT, Clause
from bot.extraction.words.marks import BEHIND
from bot.extraction.words.terms import ANNOUNCED, CARRIED_OUT, CIVIL, EXCHANGE, TOTAL
from storage.vocabulary import Figure, Scope

INSIDE: Final = ("prep_in", "prep_of", "prep_with", "prep_to")
NEAR: Final = 2
"""How many sentences may stand between a total and the civilians among it."""
LIST: Final = 2
"""How many words may stand between two members of a list."""
NAMED: Final = 5
"""The same, where the sentence itself names whose civilians these are."""


def with_civilians(found: tuple[Figure, ...], group: Group, item: Item) -> tuple[Figure, ...]:
    """'157 people came home. Seven are civilians.': they are of the side whose total was told last."""
    told = group.kind is EXCHANGE and group.stage.phase is CARRIED_OUT and not group.background
    totals = {f.party: f for f in found if f.scope is TOTAL and f.party}
    if not told or not totals:
        return found
    known = {f.value for f in found}
    civil = {f.party: f.value for f in found if f.scope is CIVIL and f.party}
    more: list[Figure] = list(as_many_of_each(item, totals, civil))
    civil |= {f.party: f.value for f in more if f.party}
    for whose, count in summing_up(group, item, totals, set(civil)):
        civil[whose] = count.value
        more.append(Figure(count.value, whose, CIVIL, count.qualifier))
    for number, count in near(group, item, known) if len(civil) < len(totals) else ():
        side = count.nation or (None if count.value in civil.values() else only_named(number, item, count.start))
        side = side or (None if civil else last_told(group, number, count))
        whole = totals.get(side) if side else None
        value = count.value + listed_with(number, count, item)
        if side and whole is not None and side not in civil and value < whole.value:
            civil[side] = value
            more.append(Figure(value, side, CIVIL, count.qualifier, derived=value != count.value))
    more += all_listed(item, {s: f for s, f in totals.items() if s not in civil})
    left = {s: f for s, f in totals.items() if s not in civil}
    more += the_rest(group, item, left) or half_civilians(group, item, left) or all_but(group, item, left)
    return besides_soldiers((*found, *more), item)


def only_civilians(found: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """'Five elderly women return from the occupied part': of who comes back outside an exchange all are civilians."""
    wholes = {f.party: f for f in found if f.scope is TOTAL and f.party}
    told = [f for f in found if f.scope is CIVIL and f.party]
    few = [f for f in told if f.party in wholes and f.value < wholes[f.party].value]  # 'серед них двоє священників'
    known = {f.party for f in told if f not in few}
    more = (replace(f, scope=CIVIL, derived=True) for side, f in wholes.items() if side not in known)
    theirs = found if len(wholes) != 1 else tuple(f for f in found if f.scope is not Scope.COMBINED)
    return (*(f for f in theirs if f not in few), *more)  # 'Minsk pardons 123, five of them Ukrainians': no sum of both


def as_many_of_each(item: Item, totals: dict[str, Figure], civil: dict[str, int]) -> Iterator[Figure]:
    """'270 военных и 120 гражданских', then 'взамен передано столько же солдат и гражданских': 120 there as well."""
    if len(totals) != LIST or len(civil) != 1 or len({f.value for f in totals.values()}) != 1:
        return
    whose, value = next(iter(civil.items()))
    other = next((f for side, f in totals.items() if side != whose), None)
    for marked in (r.marked for r in item.reads if "same" in r.marked.marks):
        for same in marked.of("same"):
            span = {"lo": same.end, "hi": same.end + NAMED}
            civilian = marked.first("civilian", **span)
            if civilian is None or marked.within("extra", same.end, civilian.start):
                continue  # 'an equal number of troops plus civilians of its own'
            if other is not None and marked.has("military", "captive", **span):
                yield Figure(value, other.party, CIVIL, other.qualifier, derived=True)
                return


def all_listed(item: Item, totals: dict[str | None, Figure]) -> Iterator[Figure]:
    """'Двоє священників, політик і ще семеро цивільних', then 'десятьох обміняно': a title lists them all."""
    title = next((r for r in item.reads if r.marked.sentence.in_title), None)
    if title is None or len(totals) != 1 or title.marked.has("military", "swap", "part"):
        return
    counts = [c for c in title.counts if c.value > 0]
    inside = {i for c in counts for i in range(c.start, c.end)}
    alone = {m.start for m in title.marked.all("profession") if m.start not in inside}
    whole = next(iter(totals.values()))
    civil_only = len(counts) + len(alone) >= LIST and all(c.noun == "civilian" for c in counts)
    if civil_only and sum(c.value for c in counts) + len(alone) == whole.value:
        yield Figure(whole.value, whole.party, CIVIL, whole.qualifier, derived=True)


def listed_with(number: int, count: Count, item: Item) -> int:
    """'two media workers and a pensioner': how many civilians stand behind a count in the same list."""
    read = next(r for r in item.reads if r.marked.sentence.number == number)
    told, end = 0, count.end
    for other in sorted((c for c in read.counts if c.start >= count.end), key=lambda c: c.start):
        linked = read.marked.has("and", "extra", lo=end, hi=other.start)
        if other.start - end > LIST or other.noun != "civilian" or other.of_them or not (linked and other.value == 1):
            break
        told, end = told + other.value, other.end
    return told


def only_named(number: int, item: Item, at: int = BEHIND) -> str | None:
    """The only side whose people a sentence names: 'some of the Ukrainians had been held …, and six are civilians'.

    Who receives somebody counts only where it stands in a clause up to token `at`.
    """
    read = next((r for r in item.reads if r.marked.sentence.number == number), None)
    named = {m.value for m in read.marked.of("people") if m.value in item.lexicon.sides} if read else set()
    if read and not named:  # 'four of those who returned to Ukraine are civilians'
        clauses = [e.clause for e in read.events if e.clause.lo <= at]
        named = {s.code for c in clauses for s in c.sides if s.role == RECIPIENT and s.code != BOTH}
        named = named or (set(figure_of(read)) & set(item.lexicon.sides))
    return next(iter(named)) if len(named) == 1 else None


def figure_of(read: Read) -> Iterator[str]:
    """'Kyiv's figure covers six civilians', 'the Ukrainian group includes four': whose figure or group that is."""
    marked, tokens = read.marked, read.marked.sentence.tokens
    for mark in marked.all("tally", "contingent", "a_side", hi=2 * NAMED):
        if mark.end > NAMED and not marked.has(*INSIDE, lo=mark.start - 3, hi=mark.start):
            continue
        near = marked.all("party", "adjective", lo=mark.start - 2, hi=mark.start)
        yield from (m.value for m in near if m.cls == "adjective" or tokens[m.end - 1].word.possessive)


def last_told(group: Group, number: int, count: Count) -> str | None:
    """The side of the last figure before a count."""
    before = [f for e, f in group.findings if not f.part and (e.number, f.count.start) < (number, count.start)]
    return before[-1].party if before else None


def near(group: Group, item: Item, known: set[int]) -> Iterator[tuple[int, Count]]:
    """Counts of civilians in the group's sentences and those right behind, but not of people still held or older."""
    numbers = {e.number for e, _ in group.findings}
    for read in item.reads:
        counted = [c for c in read.counts if civil(c, read) and c.value > 0]
        number = read.marked.sentence.number
        reach = NAMED if counted and only_named(number, item) else NEAR
        if not counted or not any(0 <= number - n <= reach for n in numbers):
            continue
        for count in counted:
            clause = next(e.clause for e in read.events if e.clause.lo <= count.start < e.clause.hi)
            kept = clause.has("still_held", "negation", "killed") and not freed_behind(count, clause)
            if not kept and not any(elsewhere(e, group, count, known) for e in read.events):
                yield number, count


def freed_behind(count: Count, clause: Clause) -> bool:
    """'Among the 51 civilians released on Friday are people held since 2014': these are not held any more."""
    return clause.marked.has("free", "return", "home", lo=count.end, hi=count.end + 1)


def civil(count: Count, read: Read) -> bool:
    """Civilians, or residents of a border land: those of any other province may be soldiers."""
    border = count.noun == "resident" and count.nation is not None and "border_land" in read.marked.marks
    return count.noun == "civilian" or border


def elsewhere(event: Event, group: Group, count: Count, known: set[int]) -> bool:
    """Whether a clause tells of another event: an older one, a plan, another day, figures of their own."""
    if event.clause.hi <= count.start and not event.findings:
        return False
    behind = event.clause.lo >= count.end and not event.findings  # '…, some of them convicted as far back as 2014'
    if not behind and (event.recall or event.void or event.stage.phase is ANNOUNCED):
        return True
    other_day = event.day is not None and group.day is not None and event.day != group.day
    others = (f for f in event.findings if not f.part and f.count is not count)
    counted = any(f.count.value not in known for f in others) and event is not group.head
    return other_day or counted or (bool(event.findings) and event not in group.events)
