"""People who are held no longer: for whom captivity is over, who were left and are taken now."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

TAKEN: Final = ("swap", "swap_head", "receive", "give", "return", "free", "home")


def rallied(clause: Clause, count: Count) -> bool:
    """'Марш за обмін зібрав 500 людей', 'митинг собрал 400 родных': who came to a rally comes back from nowhere."""
    verbs = {v.start for v in clause.verbs}
    tokens = clause.marked.sentence.tokens
    near = (m for m in clause.of("rallies") if 0 <= count.start - m.end <= 1 and m.start not in verbs)
    return any(tokens[m.start].word.pos == "verb" for m in near)


def over_for_them(mark: Mark, clause: Clause) -> bool:
    """'Для 64 оборонців полон скінчився': for whom captivity is over, a clause says before it."""
    preposed = clause.marked.has("prep_to", lo=mark.start, hi=mark.end)
    return preposed and clause.has("captivity") and clause.marked.has("home", lo=mark.end, hi=clause.hi)


def those_left(mark: Mark, clause: Clause, count: Count) -> bool:
    """'Киев получил оставшихся 120', 'Оставшихся 125 отпустят завтра': those who were left are taken now, or then."""
    word = clause.marked.sentence.tokens[mark.start].word
    taken = clause.marked.any_within(TAKEN, lo=clause.lo, hi=mark.start) or (
        clause.marked.has("the_rest", lo=mark.start, hi=mark.end) and clause.marked.has(*TAKEN, lo=count.end)
    )
    return word.pos == "adj" and mark.end == count.start and taken
