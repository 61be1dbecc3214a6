"""Where people are taken: to an exchange that is not told of as done, or on from it once they are free."""

from __future__ import annotations

from bot.extraction.clause import Clause
from bot.extraction.events import Event
from bot.extraction.marks import Mark
from storage.vocabulary import Stage

AN_EVENT = frozenset({"swap", "body", "captive", "captivity", "free", "return", "give", "home", "child", "reunion"})
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
    """'Planes will take them to Moscow', 'Самолёты доставят их в Москву': the way on of people told of before."""
    clause = event.clause
    if event.stage is not Stage.PLANNED or event.findings or "move" not in clause.own or clause.any_of(AN_EVENT):
        return False
    return clause.any_of(("pronoun", "pronoun_them")) and "prep_to" in clause.own
