"""English titles: talks that brought something were held; what somebody else goes on with tells nothing of them."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

SPELL: Final = ("время", "час", "duration", "length", "period")
LASTS: Final = ("на", "весь", "все", "всё", "the", "for")
OPENS: Final = 3
"""Words before a title's talks."""
FAR: Final = 5
"""Words between these and what they yield."""


def yields(clause: Clause) -> bool:
    """'First direct talks in three years yield 1,000-for-1,000 swap': a title's talks that have brought something."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    head = clause.first("talks_strong") if marked.sentence.in_title and "led_to" in clause.own else None
    if head is None or head.start - clause.lo > OPENS or tokens[head.start].word.pos:
        return False
    brought = marked.first("led_to", lo=head.end, hi=min(head.end + FAR, clause.hi))
    if brought is None or marked.has("future", "auxiliary", "negation", "no", lo=head.end, hi=brought.start + 1):
        return False
    return tokens[brought.start].word.tense in ("", "pres", "past")


def others_act(mark: Mark, clause: Clause) -> bool:
    """'accepts truce at Jeddah meeting, US resumes aid': behind a comma somebody goes on with something else."""
    party = next((m for m in clause.marks("party", "person") if m.end == mark.start), None)
    if party is None or party.start <= clause.lo or clause.has("envoys"):
        return False
    comma = clause.marked.sentence.tokens[party.start - 1].word.surface == ","
    return comma and not clause.marked.has("talks", lo=mark.end, hi=mark.end + FAR)


def of_other_things(clause: Clause) -> bool:
    """'обменялись мнениями на полях встречи'; but 'Lubinets and Moskalkova meet in Belarus, swap letters' met."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    for friend in clause.of("false_friend"):
        met = next((m for m in clause.of("meet") if m.end <= friend.start), None)
        pair = met is not None and len(marked.inside("person", clause.lo, met.start)) > 1
        if not pair or tokens[friend.start - 1].word.surface != ",":
            return True
    return False


def while_they_last(mark: Mark, clause: Clause) -> bool:
    """'прекратить удары на время переговоров', 'for the duration of talks': so long something else is to hold."""
    tokens = clause.marked.sentence.tokens
    before = range(max(clause.lo + 1, mark.start - OPENS), mark.start)
    return any(tokens[i].word.norm in SPELL and tokens[i - 1].word.norm in LASTS for i in before)
