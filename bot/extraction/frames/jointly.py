"""Figures that count the people of both sides together: 'обмін охопив 300 людей з обох боків' (Rule E, step 5)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.frames.agents import Agents
from bot.extraction.frames.spot import Ruling, Spot
from bot.extraction.words.clause import AGENT, WITH, Clause, Verb

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
    if swapped and out_of_both(clause, sides):
        return True
    both = clause.of("from_both")
    if any(m.start == count.end for m in clause.of("of_both")):
        return True
    if count.noun == "captive" and any(from_both(m.start, m.end, spot) for m in clause.of("of_both")):
        return True
    return bool(both) and swapped and clause.any_of(OVER_ALL)


def out_of_both(clause: Clause, sides: tuple[str, ...]) -> bool:
    """'Delegations from Ukraine and Russia agreed to exchange 190 captives': no one side's hands let them go."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    named = [m for m in clause.of("party") if m.value in sides]
    for first, second in pairwise(named):
        at = first.start - (tokens[first.start - 1].word.norm == "both")  # 'prisoners from both Russia and Ukraine'
        joined = second.start == first.end + 1 and marked.within("and", first.end, second.start)
        if joined and first.value != second.value and marked.within("prep_from", at - 1, at):
            return True
    return False


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


def came_home_to(spot: Spot, verb: Verb, agents: Agents) -> Ruling | None:
    """'Ukraine held an exchange with Russia, and 146 soldiers are home': whose exchange with the other it was."""
    if verb.cls != "home" or verb.passive or spot.count.noun not in ("military", "folk"):
        return None
    acting = [s for s in spot.clause.sides if s.role == AGENT and s.end <= spot.count.start]
    others = {s.code for s in spot.clause.sides if s.role == WITH}
    told = len(acting) == 1 and acting[0].code in agents.sides and others == {agents.other(acting[0].code)}
    return (acting[0].code, "home from its exchange") if told and "swap" in spot.clause.own else None
