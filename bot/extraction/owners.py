"""Whose people a number counts, and which numbers count nobody: parts, owners, things, informants."""

from __future__ import annotations

from bot.extraction.marks import Marked
from bot.extraction.nouns import Count, Nouns
from bot.extraction.numbers import Number


def owner(nouns: Nouns, i: int) -> str | None:
    """'212 of Ukraine's fallen', '45 of Russia's': the side whose people they are."""
    here = nouns.get(i).get("party")
    if here is None or "prep_of" not in nouns.get(i - 1) or not nouns.marked.sentence.tokens[i].word.possessive:
        return None
    return here.value


def among_people(count: Count, nouns: Nouns) -> None:
    """'four civilians are among the Ukrainians', 'Of the Ukrainians, 33 are soldiers': a part of those people."""
    marked = nouns.marked
    behind = marked.has("copula", lo=count.end, hi=count.end + 1)
    behind = behind and marked.has("prep_with", lo=count.end + 1, hi=count.end + 2)
    ahead = marked.has("prep_of", "prep_with", hi=1) and count.start < 20
    if not behind and not ahead:
        return
    at = count.end + 2 if behind else 1
    whole = next((here["people"] for i in range(at, at + 3) if "people" in (here := nouns.get(i))), None)
    if whole is None and ahead and owner(nouns, 1) and count.start > 2:
        count.nation, count.of_them = owner(nouns, 1), True  # 'Of Ukraine's 84, 51 are civilians'
    if whole is None or count.nation not in (None, whole.value):
        return
    if any(t.word.surface in ",;:" for t in marked.sentence.tokens[at : whole.start]):
        return
    if behind or marked.sentence.tokens[min(whole.end, len(marked.sentence.tokens) - 1)].word.surface == ",":
        count.nation, count.of_them = whole.value, True


def informants(marked: Marked, count: Count) -> bool:
    """'two people with knowledge of the plan': they speak, nobody returned them."""
    return marked.has("knowledge", lo=count.end, hi=count.end + 2)


def one_of_many(number: Number, nouns: Nouns) -> bool:
    """'one of the largest exchanges', 'one of its marines': 'one of them' counts a person, these count nobody."""
    here = nouns.get(number.end)
    return number.value == 1 and number.words and "prep_of" in here and "part" not in here


def of_things(number: Number, nouns: Nouns, starts: set[int]) -> bool:
    """'71 of 94 drones': the first number counts what the second does."""
    if "prep_of" not in nouns.get(number.end) or number.end + 1 not in starts:
        return False
    return any("not_people" in nouns.get(i) for i in range(number.end + 2, number.end + 5))


def whole_named(number: Number, nouns: Nouns) -> bool:
    """'Among the 189 are two civilians', 'Of Ukraine's 84, …': the whole was told before, its parts follow."""
    if number.start == 2 and owner(nouns, 1):
        return True
    return any(m.end == number.start and m.start == 0 for m in nouns.marked.all("part_opening"))
