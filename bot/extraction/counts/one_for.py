"""One person who was exchanged for several: 'Мэра Мелитополя обменяли на девятерых срочников'."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.singles import ONE, singular
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark

OWNED: Final = 3
"""Within how many words behind somebody stands whose they are: 'мера міста Херсона', 'офіцера ЗСУ'."""


def one_for(clause: Clause, counts: list[Count], lexicon: Lexicon) -> Count | None:
    """The person whom a verb of exchange gives for the first count of a clause; None where none of a side is named."""
    if not counts or lexicon.code == "en" or "swap" not in clause.own or "formula" not in clause.own:
        return None
    first, tokens = counts[0], clause.marked.sentence.tokens
    price = next((m for m in clause.marks("formula") if m.end == first.start), None)
    if price is None or first.value < 1 or first.second is not None:
        return None
    verbs = [m for m in clause.marks("swap") if m.end <= price.start and tokens[m.start].word.tense in ("past", "part")]
    if len(verbs) != 1 or tokens[verbs[0].start].word.pos == "noun":
        return None
    verb = verbs[0]
    lo, hi = (clause.lo, verb.start) if verb.end == price.start else (verb.end, price.start)
    people = [m for m in clause.marks(*ONE, lo=lo) if m.end <= hi and singular(m, clause.marked)]
    if not people or any(t.word.kind == "num" for t in tokens[lo:hi]):
        return None
    who = people[0]
    nation = of_side(who, clause, lexicon, lo, hi)
    if nation is None:
        return None
    return Count(who.start, who.end, 1, noun="military" if who.cls == "military" else "folk", nation=nation)


def of_side(who: Mark, clause: Clause, lexicon: Lexicon, lo: int, hi: int) -> str | None:
    """Whose somebody is: by an adjective before, by a place, a body or a state right behind."""
    marked, sides = clause.marked, lexicon.sides
    called = {m.value for m in marked.all("adjective", lo=max(lo, who.start - 2), hi=who.start)}
    behind = {"lo": who.end, "hi": min(who.end + OWNED, hi)}
    called |= {lexicon.dossier.places[m.value].country for m in marked.all("place", **behind)}
    called |= {m.value for m in marked.all("party", **behind)}
    called |= {lexicon.bodies[m.value][0] for m in marked.all("agency", **behind)}
    told = called & set(sides)
    return next(iter(told)) if len(told) == 1 and len(called) == 1 else None
