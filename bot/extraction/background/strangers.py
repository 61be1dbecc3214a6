"""Swaps and releases of others than the sides: two third states trade, or one hands people over by itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.counts.several import number_before
from bot.extraction.events.events import Event
from bot.extraction.events.item import Item, party_of_person
from bot.extraction.words.marks import Mark, Marked

HELD: Final = ("body", "child", "civilian", "resident", "military", "captive", "wounded")
"""People who come home from a war, whoever hands them over."""
NEAR: Final = 3
"""Words between a state and the verb by which it acts."""
STATES: Final = 4
"""So many states together have no exchange between the two sides: three may mediate one."""


def between_others(marked: Marked, item: Item) -> bool:
    """'Minsk and Vilnius trade prisoners': two third states, and neither side of the war."""
    if "swap" not in marked.marks or marked.any_of(
        ("mediation", "mediation_weak", "own", "person", "agency", "transit")
    ):
        return False
    named = states(marked, item)
    if len(named) > 1 and named.isdisjoint(item.lexicon.sides):
        return True
    return len(named & set(item.lexicon.sides)) == 1 and begins(marked, item) and not marked.has("talks", "pact")


def traded_with_a_third(marked: Marked, item: Item) -> bool:
    return thirds_trade(marked, item) or people_traded(marked, item)


def thirds_trade(marked: Marked, item: Item) -> bool:
    """'Belarus and the United States exchanged 14 prisoners', whoever was among them: one is no side, at least.

    'Russia and the United States exchanged 24' is no exchange of this war, where the other side's people are not named.
    """
    named, sides = sorted(marked.of("party"), key=lambda m: m.start), set(item.lexicon.sides)
    for first, second in pairwise(named):
        joined = first.start <= 1 and second.start - first.end <= NEAR - 1
        pair = {first.value, second.value}
        if joined and first.value != second.value and not pair <= sides:
            others = {m.value for m in marked.all("party", "people", "adjective")} & (sides - pair)
            return marked.has("swap", lo=second.end, hi=second.end + 2) and (pair.isdisjoint(sides) or not others)
    return False


def third_frees(event: Event, item: Item) -> bool:
    """'Belarus freed 50 political prisoners': a third state, and nothing says that they are a side's people."""
    clause = event.clause
    if "third_hands" not in clause.own or any(f.count.nation in item.lexicon.sides for f in event.findings):
        return False
    sides = set(item.lexicon.sides)
    return not any(m.value in sides for m in clause.marked.all("party", "people", "adjective", "own"))


def spies_traded(item: Item) -> bool:
    """'Россия вернула разведчиков, США — журналистов': one side, a third state, and the other side nowhere named."""
    if not item.has("spies", lead=True) or len(item.sides_named(lead=False) | item.lands()) > 1:
        return False
    sides = item.lexicon.sides
    if item.has("own", "captive", "captivity", lead=True) or any(soldiers(m) for m in item.lead):
        return False
    return any(m.value not in sides for marked in item.lead if "spies" in marked.marks for m in marked.of("party"))


def soldiers(marked: Marked) -> bool:
    """Whether soldiers are told of who are no scouts."""
    return any(not marked.within("spies", m.start, m.end) for m in marked.of("military"))


def people_traded(marked: Marked, item: Item) -> bool:
    """'Two Russians and two Germans were exchanged': a side's people and a third state's, and none of the other."""
    if "swap" not in marked.marks or len(item.sides_named(lead=False)) > 1:
        return False
    for first, second in pairwise(sorted(marked.of("people"), key=lambda m: m.start)):
        joined = marked.within("and", first.end, first.end + 1) and second.start - first.end <= NEAR - 1
        if joined and (first.value in item.lexicon.sides) != (second.value in item.lexicon.sides):
            return True
    return False


def with_a_third(marked: Marked, item: Item) -> bool:
    """'У США обміняли 12 в'язнів із Росією', 'Варшава обменялась с Москвой': with a side, and the other has no part."""
    sides = set(item.lexicon.sides)
    met = next(
        (m for m in marked.of("party") if m.value in sides and marked.within("prep_with", m.start - 1, m.start)), None
    )
    if (
        met is None
        or marked.has("mediation", "mediation_weak", "by_way", "talks", "transit")
        or met.start < marked.of("swap")[0].end
    ):
        return False
    third = any(m.value not in sides and m.end <= met.start for m in marked.all("party", "foreign"))
    return third and not (sides - {met.value}) & item.sides_named(lead=False)


def traded_abroad(item: Item) -> bool:
    """'Peskov: a swap of jailed citizens with Washington is possible': one side, and a third state behind 'with'."""
    swaps = [marked for marked in item.lead if "swap" in marked.marks and "prep_with" in marked.marks]
    if not swaps or len(item.sides_named(lead=False) | item.lands()) > 1:
        return False
    if item.has("mediation", "mediation_weak", "own", lead=True):
        return False
    return all(any(with_third(m, marked, item) for m in marked.of("party")) for marked in swaps)


def with_third(mark: Mark, marked: Marked, item: Item) -> bool:
    behind = any(0 <= mark.start - s.end <= NEAR + 1 for s in marked.of("swap"))
    behind = behind and not marked.sentence.tokens[mark.end - 1].word.possessive  # 'with the Emirates' help'
    return mark.value not in item.lexicon.sides and behind and marked.within("prep_with", mark.start - 2, mark.start)


def begins(marked: Marked, item: Item) -> bool:
    """'Prague swaps spies with Moscow': a third state's capital acts, at the beginning."""
    places = item.lexicon.dossier.places
    acting = (m for m in marked.of("place") if m.start == 0 and not marked.within("party", 0, m.end))
    return any(places[m.value].country not in item.lexicon.sides for m in acting)


def states(marked: Marked, item: Item) -> set[str]:
    """The states that a sentence names, by themselves, their people or a place of theirs; no venue is one."""
    places = item.lexicon.dossier.places
    named = {m.value for m in marked.all("party", "people", "adjective") if not venue(m, marked)}
    return named | {places[m.value].country for m in marked.of("place") if not venue(m, marked)} - {""}


def venue(mark: Mark, marked: Marked) -> bool:
    return marked.within("prep_in", mark.start - 1, mark.start)


def given_by_another(event: Event, item: Item) -> bool:
    """'Hungary hands 8 prisoners back to Kyiv': a third state acts, and nobody speaks of a swap or of mediation."""
    clause = event.clause
    marked = clause.marked
    if item.has("swap", "mediation", lead=True):
        return False
    first = min((m for m in clause.marks("party", "adjective", "people")), key=lambda m: m.start, default=None)
    if first is None or first.value in item.lexicon.sides or venue(first, marked):
        return False
    freed = marked.within("free", first.end, first.end + 1) and first.cls != "party"
    if freed and marked.within("extra", first.end + 1, first.end + 1 + NEAR):
        return False  # 'American freed together with 64 Ukrainian soldiers'
    return marked.has("give", "free", "return", "receive", lo=first.end, hi=first.end + NEAR)


def unneeded(mark: Mark, marked: Marked) -> bool:
    """'без участия Киева', 'no Ukrainians involved'."""
    return marked.within("without_them", mark.start - 2, mark.start)


def another_pair(item: Item) -> bool:
    """'US and Russia swap prisoners': a side and a third party act together, and the other side has no part in it."""
    if not item.has("swap", title=True):
        return traded_abroad(item)
    if not item.sides_named() and any(m.sentence.in_title and between_others(m, item) for m in item.lead):
        return True
    for marked in (r.marked for r in item.reads if r.marked.sentence.lead and "swap" in r.marked.marks):
        if (title := marked.sentence.in_title) and with_a_third(marked, item):
            return True
        for side, third in pairs(marked, item.lexicon.sides):
            others = set(item.lexicon.sides) - {side.value}
            together = trades(side, third, marked)
            helped = marked.any_of(("mediation", "mediation_weak")) and not by_a_fourth(
                {side.value, third.value}, marked
            )
            alone = together and min(side.start, third.start) <= 1 and not helped
            if (title or alone) and not others & item.sides_named(lead=False):
                return True
            if title and together and not any(takes_part(code, item) for code in others):
                return True
    return False


def by_a_fourth(pair: Collection[str], marked: Marked) -> bool:
    """'Russia and the US swapped two each, with the UAE as mediator': who mediates is none of the two."""
    return any(m.value not in pair for m in marked.all("party", "adjective"))


def pairs(marked: Marked, sides: Collection[str]) -> Iterator[tuple[Mark, Mark]]:
    """A side and a third party with no more than 'and', a comma or a dash between them."""
    for first, second in pairwise(sorted(marked.all("party", "people"), key=lambda m: m.start)):
        gap = second.start - first.end - marked.within("before_name", second.start - 1, second.start)
        between = marked.sentence.tokens[first.end].word.surface if gap == 1 else ""
        joined = between in ("and", "и", "і", "й", "та", ",", "-", "–")
        if (joined or second.start == first.end) and (first.value in sides) != (second.value in sides):
            yield (first, second) if first.value in sides else (second, first)


def trades(side: Mark, third: Mark, marked: Marked) -> bool:
    """'US and Russia trade one prisoner each', 'swap between Russia and the US': the pair itself exchanges."""
    first, last = min(side.start, third.start), max(side.end, third.end)
    if marked.has("prep_with", lo=last, hi=last + 4):
        return False
    return marked.has("swap", lo=last, hi=last + 2) or marked.has("prep_with", lo=first - 2, hi=first)


def left_out(item: Item) -> bool:
    """'Kyiv is no party to it', 'Украины это не касается': a third state and one side deal, by the text's own words."""
    sides = item.lexicon.sides
    for marked in item.lead if item.has("no_part", lead=True) else ():
        for words in marked.of("no_part"):
            if any(m.value in sides for m in marked.all("party", lo=words.start - NEAR - 1, hi=words.start)):
                return any(m.value not in sides for other in item.lead for m in other.all("party", "adjective"))
    return False


def of_many_states(item: Item) -> bool:
    """'26 freed in seven-country exchange', 'В обмене участвовали семь стран': more than a war of two has."""
    if not item.has("many_states", lead=True) or item.sides_named() >= set(item.lexicon.sides):
        return False
    told = ((m, marked) for marked in item.lead if "swap" in marked.marks for m in marked.of("many_states"))
    return any((number_before(m, marked) or 0) >= STATES for m, marked in told)


def takes_part(code: str, item: Item) -> bool:
    """Whether a side gives or receives, or its people are counted: not 'who gave money to a Ukrainian charity'."""
    for event in item.events:
        clause = event.clause
        mine = [m for m in clause.of("party") if m.value == code and not unneeded(m, clause.marked)]
        if any(code in (f.party, f.count.nation) for f in event.findings):
            return True
        if any(not clause.marked.within("helps", m.start - 1, m.start) for m in mine) and clause.has(
            "swap", "captive", "captivity"
        ):
            return True
        named = clause.marks("adjective", "people")
        if any(m.value == code and clause.marked.has(*PEOPLE, lo=m.end, hi=m.end + 2) for m in named):
            return True
    return False


def met_by_a_third(item: Item) -> bool:
    """'Biden met the plane', 'Scholz greets freed dissidents': a third state's people come home, and one side's."""
    if not item.has("swap", "free", title=True) or item.has("mediation", lead=True):
        return False
    if len(item.sides_named(lead=False) | item.lands()) >= len(item.lexicon.sides) or item.has("captivity"):
        return False
    if any(f.count.noun in ("military", "captive") for e in item.events if e.lead for f in e.findings):
        return False
    return any(third_greets(m, item) for m in item.lead if "greets" in m.marks)


def third_greets(marked: Marked, item: Item) -> bool:
    """Whether a person or a state that is no side greets somebody: not the exchange, nor what came of it."""
    sides = item.lexicon.sides
    for greeting in marked.of("greets"):
        lo = max(0, greeting.start - NEAR)
        states = {m.value for m in marked.all("party", lo=lo, hi=greeting.start)}
        states |= {party_of_person(item.lexicon, m.value) for m in marked.all("person", lo=lo, hi=greeting.start)}
        third = states.isdisjoint(sides) if states else unknown_name(greeting.start - 1, marked)
        if third and not marked.has("swap", "deal", "pact", lo=greeting.end, hi=greeting.end + NEAR):
            return True
    return False


def unknown_name(at: int, marked: Marked) -> bool:
    """English: whether a word is a name that the dossier has not: 'Biden met the plane'."""
    if at < 0 or marked.sentence.tokens[at].word.pos or not marked.sentence.tokens[at].word.capital:
        return False
    return not any(m.start <= at < m.end for found in marked.marks.values() for m in found)


def extradited(item: Item) -> bool:
    """'Молдова видала Україні двох дезертирів', then 'натомість отримала': a third state and one side, no captives."""
    if len(item.sides_named(lead=False)) > 1 or not item.has("swap", "in_return", lead=True):
        return False
    if item.has("captivity", "mediation", *HELD):
        return False
    title = [m for m in item.lead if m.sentence.in_title and m.any_of(("give", "receive"))]
    return any(acts_first(marked, item) for marked in title)


def acts_first(marked: Marked, item: Item) -> bool:
    """Whether the first party of a title is a third state that gives or takes."""
    first = marked.first("party")
    if first is None or first.value in item.lexicon.sides or first.start > 0:
        return False
    return marked.has("give", "receive", lo=first.end, hi=first.end + NEAR)
