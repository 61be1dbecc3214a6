"""Where people are taken: to an exchange that is not told of as done, or on from it once they are free."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import COMPLETED, PLANNED

FREED: Final = ("free", "home", "leaving")
"""What, told in the past, says that people are free: 'freed', 'crossed'."""
DONE: Final = (*FREED, "happened", "completed", "give", "receive", "return")
"""What says so beside how many they are, or an exchange: 'Swap of 40 held'."""
AN_EVENT: Final = ("body", "captive", "captivity", "free", "return", "give", "home", "child", "reunion")
"""What a clause may have besides a journey that tells of more than of that."""


def destined(event: Event) -> bool:
    """'were being flown to an exchange': where somebody goes has not happened by that."""
    clause = event.clause
    swaps = clause.of("swap")
    going = clause.any_of(("move", "transport")) and not clause.has("led_to", "happened", "completed")
    return going and bool(swaps) and all(goal(clause, m) for m in swaps)


def goal(clause: Clause, swap: Mark) -> bool:
    """English: 'to an exchange', 'for the swap', no verb 'to exchange'."""
    tokens = clause.marked.sentence.tokens
    named = not tokens[swap.start].word.pos and tokens[swap.start - 1].word.norm in ("a", "an", "the", "prisoner")
    return named and clause.marked.has("prep_to", lo=swap.start - 3, hi=swap.start)


def taken_on(event: Event) -> bool:
    """'Planes will take them to Moscow', 'The soldiers will be flown to Moscow': the way on of those freed."""
    clause = event.clause
    if event.stage is not PLANNED or event.findings or "move" not in clause.own or "prep_to" not in clause.own:
        return False
    going = {m.start for m in clause.of("move")}
    if any(m.start not in going and not by_then(clause, m) for m in clause.all_of(AN_EVENT)):
        return False
    said = clause.opening("say")  # '…, the ministry said of Wednesday's exchange'
    if any(said is None or m.start < said.end for m in clause.of("swap")):
        return False
    freed = "transport" in clause.own and any(by_then(clause, m) for m in clause.marks("free", "return"))
    return clause.any_of(("pronoun", "pronoun_them")) or known(clause) or freed


def by_then(clause: Clause, mark: Mark) -> bool:
    """'Servicemen released on 31 January will be flown to Moscow': what had been done with those who go on."""
    tokens = clause.marked.sentence.tokens
    will = clause.opening("future")
    return will is not None and mark.end <= will.start and tokens[mark.start].word.tense in ("past", "part")


def known(clause: Clause) -> bool:
    """'The servicemen': a clause that begins with people of whom one knows already."""
    the = clause.marked.within("demonstrative_people", clause.lo, clause.lo + 1)
    return the and clause.marked.within("military", clause.lo + 1, clause.lo + 3) and clause.any_of(("transport",))


def ways_on(events: Sequence[Event]) -> None:
    """'40 freed in swap', then 'the men will be flown to Moscow on Tuesday': a way on, and no exchange to come."""
    back = False
    for event in events:
        if event.stage is PLANNED and back and goes_on(event):
            if event.findings:
                event.stage, event.day, event.when, event.end_day = COMPLETED, None, None, None
            else:
                event.void = True
        back = back or came_back(event)


def came_back(event: Event) -> bool:
    """Whether a clause says by a verb in the past that people are free."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.stage is not COMPLETED or event.recall or event.void or not event.lead:
        return False
    told = DONE if event.findings or "swap" in clause.own else FREED
    return any(tokens[m.start].word.tense in ("past", "part") for m in clause.all_of(told))


def goes_on(event: Event) -> bool:
    """English: whether those told of before are only said to travel on: no others, and no exchange."""
    clause, marked = event.clause, event.clause.marked
    tokens = marked.sentence.tokens
    if tokens[clause.lo].word.pos or "future" not in clause.own or not clause.any_of(("home", "move", "return")):
        return False
    if clause.any_of(("the_rest", "anaphor", "phase", "lot_noun", "ordinal", "captivity", "negation", "conditional")):
        return False
    said, will = clause.opening("say"), clause.opening("future")
    if any(said is None or m.start < said.start for m in clause.of("swap")):
        return False
    others = (m for m in clause.marks("free", "give", "receive") if not by_then(clause, m))
    if any(not marked.within("home", m.start, m.end) for m in others) or will is None:
        return False
    first = clause.lo + marked.within("all_of", clause.lo, clause.lo + 1)
    who = marked.within("and", clause.lo, clause.lo + 1) or marked.has("pronoun", lo=first, hi=will.start)
    return who or tokens[first].word.norm in ("the", "these")
