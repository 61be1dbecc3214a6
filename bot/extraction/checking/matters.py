"""Other matters told in the same words: sport, ships, rescues, deportations, what a third state does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final

from bot.extraction.background.appeals import asks_both
from bot.extraction.background.justice import freed_by_law
from bot.extraction.background.strangers import extradited, met_by_a_third, unneeded
from bot.extraction.checking.hearsay import hearsay, on_holiday
from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.events.item import Item
from bot.extraction.words.clause import AGENT, SOURCE
from bot.extraction.words.marks import STARTS, Mark, Marked
from bot.extraction.words.terms import CHILDREN

HELD: Final = ("swap", "captive", "captivity")
"""Words that an exchange or a return from captivity is told with."""


def other_matter(item: Item) -> str | None:
    """What an item is about instead of an exchange or return between the sides, else None."""
    for name, tells in MATTERS.items():
        if tells(item):
            return name
    if item.has(*HELD, lead=True):
        return "freed by a third state" if freed_elsewhere(item) or freed_by_another(item) else None
    if item.has("accident", title=True) and not item.has("military", "prisoners_body"):
        return "accident"
    both = of_both_sides(item) and not item.has("judge", lead=True)  # 'tanker crew freed after court order'
    if (afloat(item) or sailors(item)) and not (sailors_freed(item) or both):
        return "ships"
    return "freed by a third state" if freed_elsewhere(item) else moved_elsewhere(item)


def afloat(item: Item) -> bool:
    """Whether a ship is told of in the first sentences: those 'осуждённых судами' were on none."""
    lead = [r.marked for r in item.reads if r.marked.sentence.lead and "seafaring" in r.marked.marks]
    return any(not sentenced(m, marked) for marked in lead for m in marked.of("seafaring"))


def sentenced(mark: Mark, marked: Marked) -> bool:
    """Whether what may be ships are courts, behind a word of their sentence."""
    court = marked.has("judge", lo=mark.start, hi=mark.end)
    return court and marked.has("still_held", "crime", lo=max(0, mark.start - 3), hi=mark.start)


def sailors_freed(item: Item) -> bool:
    """Whether seamen are told of beside the dead, children, or other soldiers who are at liberty."""
    return item.has("body", "child", lead=True) or (item.has("military", title=True) and item.has("home", title=True))


def of_both_sides(item: Item) -> bool:
    """'110 Russians return from Ukraine, 72 of them sailors', then 'Kyiv got 108': people of each come home."""
    sides = item.lexicon.sides
    return len({f.party for e in item.events if e.lead for f in e.findings if f.party in sides}) == len(sides)


def sailors(item: Item) -> bool:
    """'12 моряків удома': of a crew, where no other branch of an army is told beside them."""
    lead = [r.marked for r in item.reads if r.marked.sentence.lead]
    crew = {(id(marked), m.start) for marked in lead for m in marked.of("sailor")}
    return bool(crew) and all((id(marked), m.start) in crew for marked in lead for m in marked.of("military"))


def sport(item: Item) -> bool:
    """Clubs trade, release and bring home players: two words of sport and none of captivity, or one in a title."""
    words = sum(len(list(r.marked.of("sport"))) for r in item.reads if r.marked.sentence.lead)
    if words > 1 and item.has("sport", title=True) and not item.has("swap", title=True):
        return True
    return words > 1 and not item.has("captive", "captivity", "body", "wounded", lead=True)


def moved_elsewhere(item: Item) -> str | None:
    """People brought out of danger inside their country, or deported by a third state."""
    from_a_side = any(s.role == SOURCE for e in item.events if e.lead for s in e.clause.sides)
    if item.has("evacuation", title=True) and not from_a_side and not item.has("occupied", lead=True):
        return "evacuation"
    if freed_by_another(item):
        return "freed by a third state"
    one_side = len(item.sides_named()) < len(item.lexicon.sides)
    if item.has("deported", lead=True) and one_side and not item.has("child"):
        return "deportation"
    return None


def rescue(item: Item) -> bool:
    """'ГУР звільнило двох бійців', in an operation behind the front: nobody was exchanged for them."""
    if item.has("hostages", title=True) and only_hostages(item):
        return True
    home = any(f.kind is CHILDREN and e.clause.has("home", "return") for e in item.events for f in e.findings)
    return item.has("rescue_operation", lead=True) and not (home or item.has("swap", "body", lead=True))


def only_hostages(item: Item) -> bool:
    """'СБУ звільнила 12 заручників': no captives, nor civilians whom the other side held; whoever had them is none."""
    if item.has("captivity", "swap", "home", lead=True) or len(item.sides_named()) > 1:
        return False
    if any(m.within("civilian", h.start - 1, h.end) for m in item.lead for h in m.of("hostages")):
        return False
    return all(m.within("hostages", c.start, c.end) for m in item.lead for c in m.of("captive"))


def discharged(item: Item) -> bool:
    """'З лікарні виписали 20 звільнених із полону': they came back long before."""
    return item.has("discharged", title=True) and not item.has("swap", title=True)


def third_receives(item: Item) -> bool:
    """'Hungary receives 11 Ukrainian prisoners from Russia': they have not come home."""
    sides = item.lexicon.sides
    if item.has("swap", "each", lead=True):
        return False  # 'UAE brings 200 captives home', then 'another swap between Russia and Ukraine'
    for marked in (r.marked for r in item.reads if r.marked.sentence.in_title):
        first = marked.first("party")
        got = marked.first("receive", lo=first.end, hi=first.end + 2) if first is not None else None
        if got is not None and first is not None and first.value not in sides and first.start == 0:
            go_between = item.lexicon.dossier.parties[first.value].mediator and item.has("mediation", lead=True)
            return marked.has("captive") and not (go_between or marked.has("swap", "mediation"))
    return False


def older_war(item: Item) -> bool:
    return item.has("old_war", lead=True) and not item.has("swap", lead=True)


def outing(item: Item) -> bool:
    """Choirs, students and pupils come home from journeys."""
    told = item.has("occupied", "captive", "captivity", "body", "freed_ones", lead=True) or of_both_sides(item)
    return item.has("outing", lead=True) and not (told or item.has("resident", title=True))


def artefacts(item: Item) -> bool:
    return item.has("artefacts", title=True) and not item.has("captive", "captivity", "body", lead=True)


def another_exchange(item: Item) -> bool:
    """'Trump: there will be some swapping of territories', then 'an exchange may be agreed': of no people at all."""
    freed = any(e.in_title and e.findings and e.clause.has("free", "same") for e in item.events)
    return item.has("false_friend", title=True) and not (item.has(*PEOPLE, "captivity", "swap_head", "own") or freed)


def unearthed(item: Item) -> bool:
    """'Remains of 40 soldiers found near Izium': the dead of a title whom nobody has handed over."""
    handed = item.has("give", "receive", "return", "home", "move", "swap", "captive", "free", title=True)
    return not handed and any(m.sentence.in_title and "unearthed" in m.marks and "body" in m.marks for m in item.lead)


def rehearsal(item: Item) -> bool:
    """'На учениях отработали обмен пленными', 'mock prisoners traded in a drill': nobody has come home."""
    return item.has("drill", lead=True) and item.has("rehearsed", lead=True) and item.has("swap", "captive", lead=True)


def third_pair(item: Item) -> bool:
    """'US and Russia swap prisoners despite war in Ukraine': the pair that acts is a side and a third state."""
    sides = set(item.lexicon.sides)
    lead = [r.marked for r in item.reads if r.marked.sentence.lead]
    if len({m.value for marked in lead for m in acting(marked)} & sides) != 1:
        return False
    if any(m.any_of(("free", "give")) and m.any_of(("each", "each_before")) and one_of_them(m, sides) for m in lead):
        return True  # 'Россия и США отпустили по одному осуждённому', whoever mediated
    if item.has("mediation", lead=True):
        return False
    swaps = [m for m in lead if "swap" in m.marks and not m.has("talks_strong", "discuss")]
    return any(one_of_them(m, sides) for m in swaps)


def one_of_them(marked: Marked, sides: set[str]) -> bool:
    """Whether a side and a third state are named as acting together."""
    return any((a.value in sides) != (b.value in sides) for a, b in paired(marked))


def acting(marked: Marked) -> list[Mark]:
    """The parties that a sentence names, but not where a war only takes place: 'the invasion of Ukraine'."""
    named = sorted(marked.all("party", "adjective", "people"), key=STARTS)
    named = [m for m in named if not unneeded(m, marked)] if "without_them" in marked.marks else named
    return [m for m in named if not scene(m, marked)] if "war_word" in marked.marks else named


def scene(mark: Mark, marked: Marked) -> bool:
    at = mark.start
    behind = marked.within("war_word", mark.end, mark.end + 1)
    before = marked.within("war_word", max(0, at - 4), at)
    return behind or (before and marked.has("prep_in", "prep_of", lo=max(0, at - 2), hi=at))


def paired(marked: Marked) -> Iterator[tuple[Mark, Mark]]:
    """Two parties with no more than 'and', a comma or a dash between them."""
    tokens = marked.sentence.tokens
    for first, second in pairwise(acting(marked)):
        between = tokens[first.end : second.start]
        joined = marked.has("and", lo=first.end, hi=second.start) or all(t.word.surface in ",-–" for t in between)
        border = marked.within("frontier", first.start - 1, first.start)  # 'на границе Белоруссии и Украины'
        if len(between) <= 1 and joined and not border:
            yield first, second


def freed_elsewhere(item: Item) -> bool:
    """'Belarus frees 123 prisoners': a third state acts, and the title tells of no side's people nor of a swap."""
    if item.has("swap", lead=True) or (
        item.has("each", "half", lead=True) and item.sides_named() >= set(item.lexicon.sides)
    ):
        return False
    if asks_both(item) or shares_told(item):
        return False
    title = [r.marked for r in item.reads if r.marked.sentence.in_title]
    sides = item.lexicon.sides
    of_sides = any(m.value in sides for marked in title for m in marked.all("people", "adjective"))
    at_work = any(s.role == AGENT for e in item.events if e.in_title for s in e.clause.sides)
    if title and not of_sides and not at_work and sends(title, sides):
        return not tells_its_part(item)
    if item.sides_named(title=True) or item.has("swap", "each", title=True) or item.has("mediation", lead=True):
        return False
    if len(item.sides_named()) == len(item.lexicon.sides):
        return False
    for marked in title:
        verb = marked.first("free")
        if verb is not None and any(m.end <= verb.start and not of_one(m, marked) for m in marked.all("party")):
            return True
    return False


def between(marked: Marked, sides: set[str]) -> bool:
    """'between Russia and Ukraine', 'to Ukraine and Russia'; not 'citizens of Russia and Ukraine'."""
    named = sorted((m for m in marked.of("party") if m.value in sides), key=STARTS)
    led = bool(named) and marked.has("prep_with", "prep_to", lo=named[0].start - 1, hi=named[0].start)
    return led and sides <= {m.value for m in named}


def tells_its_part(item: Item) -> bool:
    """'Emirates announce 190 freed', then 'the operation between Russia and Ukraine': a go-between tells."""
    sides = set(item.lexicon.sides)
    beside = any(between(r.marked, sides) for r in item.reads if r.marked.sentence.lead)
    if not (beside and item.has("mediation", "mediation_weak", lead=True)):
        return False
    parties = item.lexicon.dossier.parties
    title = [r.marked for r in item.reads if r.marked.sentence.in_title and "say" in r.marked.marks]
    named = ((m, marked) for marked in title for m in marked.all("party", hi=2) if parties[m.value].mediator)
    return any(marked.within("say", m.end, m.end + 1) for m, marked in named)


def shares_told(item: Item) -> bool:
    """'UAE: 230 prisoners released', then '115 Ukrainians and 115 Russians': a title's figure that both sides share."""
    sides = item.lexicon.sides
    whole = {f.count.value for e in item.events if e.in_title for f in e.findings if f.party not in sides}
    told = [[f for f in e.findings if f.party in sides and not f.part] for e in item.events if e.lead]
    both = [found for found in told if len(found) == len(sides) == len({f.party for f in found})]
    return any(sum(f.count.value for f in found) in whole for found in both)


def of_one(party: Mark, marked: Marked) -> bool:
    """'64 soldiers and a US citizen freed': whose citizen somebody is, no state that frees."""
    return marked.within("folk", party.end, party.end + 1) and marked.within("military", 0, party.start)


def sends(title: list[Marked], sides: tuple[str, ...]) -> bool:
    """Whether a title's first party is no side, and frees somebody."""
    for marked in title:
        first = marked.first("party")
        if first is None or of_one(first, marked):
            continue
        if first.value not in sides and marked.has("free", lo=first.end):
            return not marked.has("swap", "each", "mediation", "offers")
    return False


def freed_by_another(item: Item) -> bool:
    """'Russian sailor freed by France': a third state behind 'by', and no swap."""
    for marked in (r.marked for r in item.reads if r.marked.sentence.in_title):
        for verb in marked.of("free"):
            by = marked.has("prep_by", lo=verb.end, hi=verb.end + 1)
            third = next(iter(marked.all("party", lo=verb.end + 1, hi=verb.end + 3)), None)
            if by and third is not None and third.value not in item.lexicon.sides:
                return not marked.has("swap")
    return False


MATTERS: Final[dict[str, Callable[[Item], bool]]] = {
    "sport": sport,
    "an older war": older_war,
    "a rescue": rescue,
    "a discharge": discharged,
    "a third receiver": third_receives,
    "an outing": outing,
    "artefacts": artefacts,
    "another exchange": another_exchange,
    "found dead": unearthed,
    "a rehearsal": rehearsal,
    "other parties": third_pair,
    "met by a third state": met_by_a_third,
    "extradited": extradited,
    "by law": freed_by_law,
    "hearsay": hearsay,
    "on holiday": on_holiday,
}
"""Matters that no word of captivity makes an exchange."""
