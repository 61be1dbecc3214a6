"""An official who offers or promises to hand people over acts for his side: 'He offered to hand over 3,000 bodies'."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import party_of_person
from bot.extraction.words.clause import AGENT, Clause, Side
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark

NEAR: Final = 4
"""Within how many words of 'offered' stands who offers, and of its clause's beginning a pronoun."""
GIVING: Final = 2
"""Within how many words behind 'offered' stands the verb of giving."""


def offerers(parts: list[Clause], official: str | None, lexicon: Lexicon) -> None:
    """Let who offers to give people act for his side; `official` is that of whom the sentences before told."""
    told = False
    for clause in parts:
        cue = clause.opening("offers_own")
        if cue is not None and gives(cue, clause) and not any(s.start < cue.end for s in clause.sides):
            who = who_offers(cue, clause)
            side = official if who is None or who.cls != "person" else of_side(who, lexicon)
            if who is not None and side in lexicon.sides and (told or who.cls != "pronoun"):
                clause.sides = sorted([*clause.sides, Side(who.start, who.end, side, AGENT)], key=lambda s: s.start)
        named = clause.of("person")
        if named:
            official, told = of_side(named[0], lexicon) if len(named) == 1 else None, True


def gives(cue: Mark, clause: Clause) -> bool:
    """Whether a verb of giving follows right behind."""
    return any(v.cls == "give" and not v.passive and 0 <= v.start - cue.end < GIVING for v in clause.verbs)


def who_offers(cue: Mark, clause: Clause) -> Mark | None:
    """The only official named before, right before the cue, else a pronoun that opens the clause."""
    named = [m for m in clause.of("person") if m.end <= cue.start]
    pronouns = [m for m in clause.marks("pronoun_one", "pronoun") if m.end <= cue.start]
    tokens = clause.marked.sentence.tokens
    if named:
        last = named[-1]
        near = len(named) == 1 and cue.start - last.end <= NEAR
        return last if near and all(t.word.kind == "word" for t in tokens[last.end : cue.start]) else None
    return next((m for m in pronouns if m.start - clause.lo < NEAR), None)


def of_side(person: Mark, lexicon: Lexicon) -> str | None:
    """The warring side for which a person speaks."""
    party = party_of_person(lexicon, person.value)
    return party if party in lexicon.sides else None


def official_of(parts: list[Clause], before: str | None, lexicon: Lexicon) -> str | None:
    """The side of the only official whom a sentence names; that of the sentences before where it names nobody."""
    named = [m for clause in parts for m in clause.of("person")]
    if not named:
        return before
    told = {of_side(m, lexicon) for m in named}
    return told.pop() if len(told) == 1 else None
