"""Whom a pronoun at the beginning of a sentence stands for: 'It received 157 in return' (Rule E, step 4)."""

from __future__ import annotations

from bot.extraction.clause import AGENT, BOTH, Clause, Side
from bot.extraction.lexicon import Lexicon
from bot.extraction.marks import Mark, Marked

LATEST = 4
"""Within how many words of its sentence a pronoun must stand to be its subject: 'In return it got 45'."""


def stand_in(parts: list[Clause], subject: str | None) -> None:
    """Let a pronoun that is the subject of a sentence act for the side of which the sentence before told."""
    first = parts[0] if parts else None
    if subject is None or first is None or "side_pronoun" not in first.own:
        return
    mark = first.marks("side_pronoun")[0]
    named = any(s.start < mark.start for s in first.sides)
    if mark.start - first.lo <= LATEST and not named and not impersonal(mark, first.marked):
        first.sides = sorted([*first.sides, Side(mark.start, mark.end, subject, AGENT)], key=lambda s: s.start)


def impersonal(mark: Mark, marked: Marked) -> bool:
    """'It was the 70th exchange', 'it is unclear how many': a pronoun that stands for nobody."""
    bare = marked.has("copula", lo=mark.end, hi=mark.end + 1)
    return bare and not marked.has("give", "receive", "move", lo=mark.end + 1, hi=mark.end + 3)


def subject_of(parts: list[Clause], lexicon: Lexicon) -> str | None:
    """The side that acts first in a sentence, where nobody else is named before it; a person may be meant as well."""
    for clause in parts:
        first = next((s for s in clause.sides if s.role == AGENT), None) if clause.sides else None
        if first is None:
            if third_party(clause, lexicon, clause.hi):
                return None
            continue
        if first.code == BOTH or third_party(clause, lexicon, first.start):
            return None
        coordinated = any(
            s.code != first.code and s.role == AGENT and s.start - first.end <= 2
            for s in clause.sides
            if s is not first
        )
        return None if coordinated else first.code
    return None


def third_party(clause: Clause, lexicon: Lexicon, hi: int) -> bool:
    """Whether a party that is no side, or a person, is named before a place in the clause."""
    for mark in clause.of("party"):
        if mark.start < hi and mark.value not in lexicon.sides:
            return True
    person = clause.opening("person")
    return person is not None and person.start < hi
