"""A return that only says of whom or what something else is told: 'the bus in which 215 came home was sold'."""

from __future__ import annotations

from typing import Final

from bot.extraction.checking.deeds import deeds
from bot.extraction.counts.nouns import PEOPLE, Count
from bot.extraction.events.events import Event
from bot.extraction.events.named_only import MOVED, dated, returning
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

RETURNS: Final = (
    *(*PEOPLE, "people", "own", "number", "swap", "deal", "pact", "agreed", "operation_noun", "lot_noun", "phase"),
    *("talks", "party", "agency", "person", "office", "weekday", "relative", "month", "mediation", "in_group", "leg"),
    *("captivity", "side_noun", "mediation_weak", "round", "each", "both", "families", "adjective"),
)
"""What a relative clause may tell a return of: those who return, the exchange, who gives or gets them, its day."""
ACTING: Final = tuple(cls for cls in RETURNS if cls not in PEOPLE)
"""Whoever brings people back: no officer, and no plane."""
JOINING: Final = ("prep_in", "prep_to", "prep_by", "prep_with", "prep_from", "prep_stop")
BEFORE: Final = (
    *("qualifier", "number", "article", "anaphor", "say", "makes_known", "confirm", "prep_with", "prep_of", "swap"),
    *("combined", "that", "and", "also", "superlative", "ordinal", "cue_own", "adjective", "people", "sees", "party"),
    *(*MOVED, "announces_it", "prep_in", "captive", "military", "has_done", "led_to", "relative", "weekday"),
)
"""What may stand right before the number of those who return, where their return is what is told."""


def told_beside(event: Event) -> bool:
    """Whether a clause tells of a return only to say who or what it speaks of."""
    clause = event.clause
    if not event.findings or any(dated(clause, v) for v in returning(clause)):
        return False
    first = event.findings[0].count
    if clause.marked.within("instead", first.start - 1, first.start):
        return True  # 'Instead of 120 soldiers Russia brought criminals'
    return of_another(clause, first) or who_did_it(clause, first) or of_those_known(clause, first)


def of_another(clause: Clause, first: Count) -> bool:
    """'The bus | in which 215 soldiers came home was sold', 'the officer | who freed 215', «автобус, у якому …»."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    which = next((m for m in marked.inside("relative_word", clause.lo, clause.lo + 2)), None)
    if which is None or not clause.lo or (which.start and aside(clause, which)):
        return False
    at = max((i for i in range(which.start) if tokens[i].word.kind == "word" and not in_between(clause, i)), default=-1)
    if at < 0 or marked.any_within(RETURNS, lo=max(0, at - 1), hi=at + 1):
        return False
    return first.start > which.end - 1


def who_did_it(clause: Clause, first: Count) -> bool:
    """'The officer | who freed 215 has retired', 'the plane that brought 215 home was sold': whoever brought them."""
    marked = clause.marked
    which = next((m for m in marked.all("relative_word", "that", lo=clause.lo, hi=clause.lo + 1)), None)
    if which is None or not clause.lo or aside(clause, which) or first.start < which.end:
        return False
    acts = any(m.start == which.end for m in deeds(clause))
    at = clause.lo - 1 - (marked.sentence.tokens[clause.lo - 1].word.kind == "sym")
    return (
        acts and at >= 0 and not in_between(clause, at) and not marked.any_within(ACTING, lo=max(0, at - 1), hi=at + 1)
    )


def aside(clause: Clause, which: Mark) -> bool:
    """English: '…, which completes the exchange': behind a comma it is told of all that goes before."""
    before = clause.marked.sentence.tokens[which.start - 1].word
    return before.surface == "," and not clause.marked.sentence.tokens[which.start].word.pos


def in_between(clause: Clause, at: int) -> bool:
    """'in' before 'which', «в ходе» before «которого»: it belongs to the relative clause."""
    if any(m.start <= at < m.end for m in clause.marked.of("in_course")):
        return True
    return clause.marked.any_within(JOINING, lo=at, hi=at + 1)


def of_those_known(clause: Clause, first: Count) -> bool:
    """English: 'Doctors examined 180 soldiers released by Russia', 'the 215 soldiers freed by Russia have work'."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    behind = next((m for m in deeds(clause) if 0 <= first.end - m.start <= 1), None)
    if behind is None or tokens[behind.start].word.pos or tokens[behind.start].word.tense not in ("past", "part"):
        return False
    if not by_somebody(clause, behind) or first.start <= clause.lo:
        return False
    at = first.start - 1
    if marked.within("demonstrative_people", at, at + 1):
        return True
    word = tokens[at].word
    return word.kind == "word" and not word.capital and not marked.any_within(BEFORE, lo=at - 1, hi=at + 1)


def by_somebody(clause: Clause, verb: Mark) -> bool:
    """'freed by Russia', 'freed from captivity': so a participle goes on."""
    return clause.marked.has("prep_by", "prep_from", lo=verb.end, hi=verb.end + 1)
