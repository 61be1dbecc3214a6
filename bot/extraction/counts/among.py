"""Of whose people a count is a part: 'Of the Ukrainians, 33 are soldiers', 'Среди россиян двое гражданских'."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count, Nouns
from bot.extraction.counts.owners import owner

BEHIND: Final = 3
"""Within how many words behind 'among' stands whose people they are: 'среди 189 вернувшихся украинцев'."""
NEAR: Final = 3
"""How many words may stand between these people and how many of them: 'серед росіян є двоє'."""


def among_people(count: Count, nouns: Nouns) -> None:
    """'four civilians are among the Ukrainians', 'Of the Ukrainians, 33 are soldiers': a part of those people."""
    marked = nouns.marked
    behind = marked.within("copula", count.end, count.end + 1)
    behind = behind and marked.within("prep_with", count.end + 1, count.end + 2)
    ahead = marked.has("prep_of", "prep_with", hi=1) and count.start < 20
    within(count, nouns)
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


def within(count: Count, nouns: Nouns) -> None:
    """'Серед росіян є двоє цивільних', 'Среди украинцев — шестеро раненых': of the people named right before."""
    marked = nouns.marked
    for among in marked.of("among_whole") if count.nation is None else ():
        people = marked.first("people", lo=among.end, hi=min(among.end + BEHIND, count.start))
        if people is None or count.start - people.end > NEAR:
            continue
        if not any(t.word.surface in ",;:" for t in marked.sentence.tokens[people.end : count.start]):
            count.nation, count.of_them = people.value, True
