"""Swaps and releases of others than the sides: two third states trade, or one hands people over by itself."""

from __future__ import annotations

from typing import Final

from bot.extraction.events import Event
from bot.extraction.item import Item
from bot.extraction.marks import Mark, Marked

NEAR: Final = 3
"""Words between a state and the verb by which it acts."""


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
