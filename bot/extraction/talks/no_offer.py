"""Words of offering, opening or calling off beside talks that do none of it to these."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

AFTER: Final = 7
"""Words between 'after' and what fell through."""
OFFERED_TALKS: Final = ("place", "weekday", "month", "relative", "date", "date_word", "cal_week", "convene")
"""What behind an offer tells of when or where one offers to meet."""


def opened(mark: Mark, clause: Clause) -> bool:
    """'The minister opened Friday's session and urged the teams to hurry': what is urged there is no other session."""
    marked = clause.marked
    begun = marked.first("talks_now", "chairs", lo=clause.lo, hi=mark.start)
    if begun is None or not marked.within("talks_strong", begun.end, mark.start):
        return False
    return not marked.within("talks_strong", mark.end, clause.hi)


def behind_colon(mark: Mark, clause: Clause) -> bool:
    """'Istanbul talks: Kyiv offers neutrality': what a title tells behind the talks is no offer of these."""
    tokens = clause.marked.sentence.tokens
    if not clause.marked.sentence.in_title or mark.end >= clause.hi or tokens[mark.end].word.kind == "sym":
        return False
    colon = next((i for i in range(clause.lo, mark.start) if tokens[i].word.surface == ":"), None)
    if colon is None or not clause.marked.has("talks_strong", lo=clause.lo, hi=colon):
        return False
    named = clause.marked.has("place", "place_adjective", "ordinal", lo=clause.lo, hi=colon)
    return named and not clause.marked.has(*OFFERED_TALKS, lo=mark.end, hi=clause.hi)


def stands_open(mark: Mark, clause: Clause) -> bool:
    """English: 'Istanbul was open for direct contacts': an adjective; nothing is opened."""
    tokens = clause.marked.sentence.tokens
    if (
        tokens[mark.start].word.norm != "open"
        or mark.end >= clause.hi
        or tokens[mark.end].word.norm not in ("for", "to")
    ):
        return False
    return clause.marked.has("was", "copula", lo=max(clause.lo, mark.start - 2), hi=mark.start)


def leaves_for(mark: Mark, clause: Clause) -> bool:
    """English: 'Zelensky is off to Washington': he leaves, and nothing is off."""
    tokens = clause.marked.sentence.tokens
    return tokens[mark.end - 1].word.norm == "off" and mark.end < clause.hi and tokens[mark.end].word.norm == "to"


def of_a_date(mark: Mark, clause: Clause) -> bool:
    """English: 'will now meet on Wednesday, after a date last weekend fell through': the first date, not the talks."""
    marked = clause.marked
    after = marked.first("talks_after", lo=max(clause.lo, mark.start - AFTER), hi=mark.start)
    if (
        after is None
        or marked.sentence.tokens[mark.start].word.pos
        or not marked.within("talks_strong", clause.lo, after.start)
    ):
        return False
    return marked.has("date_word", lo=after.end, hi=mark.start)
