"""Several exchanges counted together: what they brought is a sum, and no news of any one of them."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked

BEHIND: Final = 8
"""Words between several exchanges and what they brought: 'Three exchanges in a month: 420 Ukrainians home'."""
BEFORE: Final = 5
"""Words between people and the exchanges that brought them: '2,800 people in 49 exchanges'."""


def number_before(mark: Mark, marked: Marked) -> int | None:
    """The number right before a mark: 'six exchanges', 'сім обмінів', '11 prisoner swaps'."""
    tokens = marked.sentence.tokens
    spelled = next((int(m.value) for m in marked.of("number") if m.end == mark.start), None)
    return spelled if spelled is not None or not mark.start else tokens[mark.start - 1].word.value


def in_many(clause: Clause, count: Count) -> bool:
    """'2,800 people in 49 exchanges', '140 Russians from seven exchanges': what several exchanges brought."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for mark in clause.of("swap"):
        several = number_before(mark, marked) or 0
        if several < 2 or tokens[mark.start].word.pos == "adj" or one_of_them(mark, marked):
            continue  # 'насчитала 120 обменянных украинцев, Киев — 131'
        if marked.within("formula", mark.start - 2, mark.start):
            continue  # 'Five civilians return in five-for-five exchange'
        more = marked.within("anaphor", count.start - 1, count.start)  # 'Півсотні обмінів за плечима: на волі ще 207'
        if 0 < count.start - mark.end <= BEHIND and count.value > several and not more:
            return True
        if marked.has("ordinal", lo=count.end, hi=mark.start):
            continue  # 'home in first of two swaps'
        inside = marked.has("prep_in", "in_many", "prep_from", lo=count.end, hi=mark.start)
        if 0 <= mark.start - count.end <= BEFORE and inside:
            return True
    return False


def one_of_them(mark: Mark, marked: Marked) -> bool:
    """'Second of three exchanges brings 120 home', 'другий із трьох обмінів': of several this one is told."""
    of = mark.start - 2
    return marked.has("prep_of", "prep_from", lo=of, hi=of + 1) and marked.has("ordinal", "last_lot", lo=of - 1, hi=of)


def several(mark: Mark, marked: Marked) -> bool:
    """Whether a number stands before exchanges, a noun in the plural."""
    word = marked.sentence.tokens[mark.end - 1].word
    if word.pos == "verb" or (not word.pos and not word.norm.endswith("s")):
        return False
    return (number_before(mark, marked) or 0) > 1


def told_apart(clause: Clause, mark: Mark, count: Count) -> bool:
    """'За два дні — понад пів тисячі: додому їдуть ще 300': between the sum and that of one day is a colon."""
    tokens = clause.marked.sentence.tokens
    return any(mark.end < i < count.start - 1 and tokens[i].word.surface == ":" for i in clause.marked.sentence.signs)


def by_mediation(clause: Clause, mark: Mark) -> bool:
    """'538 captives were released on Saturday through its mediation': how, not since when, where the day is told."""
    return clause.marked.has("mediation", lo=mark.start, hi=mark.end) and clause.has("weekday", "relative")


def ordinal_before(clause: Clause, mark: Mark) -> bool:
    tokens = clause.marked.sentence.tokens[max(clause.lo, mark.start - 4) : mark.start]
    return any(t.word.norm in ("th", "st", "nd", "rd") for t in tokens)
