"""A lot that came home while another was put off: 'Next stage moved to Monday', then 'on Friday 120 were freed'."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.terms import COMPLETED
from storage.vocabulary import Stage

MOVED: Final = ("home", "return", "receive", "free", "swap")
UNDONE: Final = ("negation", "no", "not", "would", "conditional", "prep_without", "had_to", "planned_for", "kin")
FURTHER: Final = ("anaphor", "ordinal", "cal_next", "phase")
"""What tells that the lot which is back and the one that is put off are two."""


def meanwhile(head: Group, group: Group) -> bool:
    """Whether a group has come home on a day that is named, beside one of several that was put off."""
    if head.stage is not Stage.POSTPONED or group.stage is not COMPLETED or group.background or group.day is None:
        return False
    if head.day is not None and head.day <= group.day:
        return False
    told = [e for e in group.events if back(e, group)]
    return bool(told) and any(e.clause.any_of(FURTHER) for e in (*told, *head.events))


def back(event: Event, group: Group) -> bool:
    """'On Friday another group came home': a verb says so, and nothing takes it back."""
    clause = event.clause
    first = any(m.value == "1" for m in clause.of("ordinal"))  # 'The first freed 80 on Tuesday': told before
    told = event.day == group.day and not (event.in_title or first)
    return told and clause.has(*MOVED) and not clause.has(*UNDONE)
