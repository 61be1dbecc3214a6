"""What a deal is about, under which people are back: 'freed on Friday under the deal to exchange 1,200 each'."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark

FRAMED: Final = 4
"""Words between 'under' and the deal: 'under the Istanbul agreement', 'as part of a Qatari-brokered deal'."""
BEHIND: Final = 6
"""Words between a deal and what it is about: 'a deal reached in Doha to swap 500'."""
NONE_BACK: Final = ("not", "no", "negation")
"""Words with which a clause tells of nobody who came home."""


def matter_of_pact(clause: Clause, heads: list[Mark]) -> tuple[int, int] | None:
    """The words that tell what a deal is about, from its infinitive or noun on, where a deed was done under that deal.

    They end with the clause, or at the comma before the deed: 'under a deal to swap 1,000 each, they freed 390'.
    """
    if "pact" not in clause.own or len(heads) <= 1 or clause.any_of(NONE_BACK):
        return None
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for pact in clause.of("pact"):
        under = marked.first("under", lo=max(clause.lo, pact.start - FRAMED), hi=pact.start)
        head = next((h for h in heads if 0 <= h.start - pact.end <= BEHIND and _matter(clause, pact, h)), None)
        if under is None or head is None:
            continue
        done = [h for h in heads if h is not head and _done(clause, h)]
        if any(h.end <= under.start for h in done):
            return head.start, clause.hi
        comma = next((i for i in range(head.end, clause.hi) if tokens[i].word.surface == ","), clause.hi)
        if any(h.start > comma for h in done):
            return head.start, comma
    return None


def _matter(clause: Clause, pact: Mark, head: Mark) -> bool:
    """'to exchange', «обменять», «про обмін»."""
    tokens = clause.marked.sentence.tokens
    word = tokens[head.start].word
    if word.pos == "noun":
        return clause.marked.has("prep_about", lo=pact.end, hi=head.start)
    return word.tense == "inf" if word.pos else tokens[head.start - 1].word.norm == "to"


def _done(clause: Clause, head: Mark) -> bool:
    """A verb in the past that nothing sets in the future: 'were freed', but not 'are to be freed'."""
    word = clause.marked.sentence.tokens[head.start].word
    ahead = clause.marked.has("future", "would", lo=max(clause.lo, head.start - 3), hi=head.start)
    return head.cls in VERBS and word.tense in ("past", "part") and not ahead
