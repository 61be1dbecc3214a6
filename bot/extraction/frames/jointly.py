"""Figures that count the people of both sides together: 'обмін охопив 300 людей з обох боків' (Rule E, step 5)."""

from __future__ import annotations

from typing import Final

from bot.extraction.frames.spot import Spot

OVER_ALL: Final = ("combined", "covers", "took_part")


def of_both_together(spot: Spot, sides: tuple[str, ...]) -> bool:
    """'всего обменяли 300 пленных с обеих сторон', 'в обмене участвовали 300', '300 пленных двух стран'."""
    clause, count = spot.clause, spot.count
    if count.nation or count.own or count.value < 0 or "each_before" in clause.own:
        return False
    swapped = "swap" in clause.own
    if "each" in clause.own and "from_both" not in clause.own:
        return False
    if "took_part" in clause.own and swapped:
        return not {s.code for s in clause.sides} & set(sides)
    if count.noun == "captive" and "agreed" in clause.own and agreed_to_free(spot, sides):
        return True
    both = clause.of("from_both")
    if any(m.start == count.end for m in clause.of("of_both")):
        return True
    if count.noun == "captive" and any(from_both(m.start, m.end, spot) for m in clause.of("of_both")):
        return True
    return bool(both) and swapped and clause.any_of(OVER_ALL)


def from_both(start: int, end: int, spot: Spot) -> bool:
    """'538 пленных из двух стран': behind the count, and the preposition between them."""
    at, marked = spot.count.end, spot.clause.marked
    return start == at + 1 and marked.has("prep_from", lo=at, hi=end)


def agreed_to_free(spot: Spot, sides: tuple[str, ...]) -> bool:
    """'Delegations agree to release 314 captives': whom a deal is to free, where neither side is named beside it."""
    clause, at = spot.clause, spot.count.start
    named = {m.value for m in clause.marks("party", "adjective", "people", "own")}.intersection(sides)
    agreed = any(m.end <= at for m in clause.of("agreed")) and not named
    deal = agreed and clause.has("delegation", "deal", "pact") and clause.has("free", "release", "give")
    return deal and not clause.has("agency", "each", "from_both")


def with_others(spot: Spot, sides: tuple[str, ...]) -> bool:
    """'свободу получили 300 украинцев и россиян': one number counts both peoples."""
    marked, end = spot.clause.marked, spot.count.end
    if spot.each or "each_before" in spot.clause.own:
        return False
    named = [m for m in marked.all("people", "adjective", lo=spot.count.start, hi=end + 2) if m.value in sides]
    other = next((m for m in named if m.value != spot.count.nation), None)
    return other is not None and marked.has("and", lo=other.start - 1, hi=other.start)
