"""What lets a number count people who move though its own clause has no verb: who they are is told behind it."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import EVENT
from bot.extraction.words.clause import Clause

HOMEWARD: Final = 7
"""Within how many words behind a relative clause stands that those it describes come home."""
BESIDE: Final = 4
"""Within how many words behind 'for' and a number stands whom it counts."""


def told_of_them(clause: Clause, count: Count) -> bool:
    """'Eighteen civilians | who had been in prison crossed the border': the clause goes on behind 'who'."""
    marked = clause.marked
    relative = ("relative_word", "relative_that", *(("that",) if count.noun else ()))
    of_whom = marked.within("prep_of", clause.hi - 1, clause.hi)
    if most_of_whom(clause, count):
        return True  # 'Today 200 Ukrainians, | most of | whom had been in captivity, are on their way home'
    if clause.hi - count.end > 1 + of_whom or not any(m.start == clause.hi for m in marked.all_of(relative)):
        return False
    return marked.has(*EVENT, "move", lo=clause.hi)


def most_of_whom(clause: Clause, count: Count) -> bool:
    """Whether ', most of whom …' follows people of a side, and behind its comma how they come home."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    at = clause.hi
    if not count.nation or at - count.end > 1 or tokens[at - 1].word.surface != ",":
        return False
    whom = marked.within("prep_of", at + 1, at + 2) and marked.within("relative_word", at + 2, at + 3)
    comma = next((i for i in range(at + 3, len(tokens)) if tokens[i].word.surface == ","), None) if whom else None
    return comma is not None and marked.has(*EVENT, "move", lo=comma + 1, hi=comma + HOMEWARD)


def shared_out(clause: Clause, count: Count) -> bool:
    """'Із 205 визволених 185 — військові', 'Зі 103 звільнених троє цивільні': a whole that its parts follow."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    opens = count.start <= clause.lo + 1 and marked.within("prep_from", count.start - 1, count.start)
    at = count.end + (count.end < clause.hi and tokens[count.end].word.surface in ",—–")
    part = at < clause.hi and (tokens[at].word.kind == "num" or marked.within("number", at, at + 1))
    spoken = not tokens[count.start - 1].word.norm.isascii()
    return opens and part and spoken and not clause.has("killed", "still_held", "kept")


def soldiers_for(clause: Clause) -> bool:
    """'45 азовців за трьох льотчиків': soldiers of whom it is told whose they are, for so many others."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if clause.verbs or not clause.any_of(("own", "adjective", "people")):
        return False
    for mark in clause.marks("formula", "formula_for"):
        at = mark.end
        numbered = at < clause.hi and (tokens[at].word.kind == "num" or marked.has("number", lo=at, hi=at + 1))
        first = marked.has("military", "captive", lo=clause.lo, hi=mark.start)
        if numbered and first and marked.has("military", "captive", lo=at + 1, hi=at + BESIDE):
            return True
    return False
