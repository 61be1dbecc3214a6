"""A part that a title tells, and the whole that the text tells of it."""

from __future__ import annotations

from bot.extraction.events import Event
from bot.extraction.scope import Finding
from storage.vocabulary import Scope


def of_branch(first: tuple[Event, Finding], other: tuple[Event, Finding]) -> bool:
    """'Звільнено 40 нацгвардійців', then 'у межах обміну повернулося 120 осіб': one branch of all who came."""
    event, few = first
    marked = other[0].clause.marked
    if not event.in_title or other[0].number <= event.number or few.count.value >= other[1].count.value:
        return False
    if not event.clause.marked.has("branch", lo=few.count.start, hi=few.count.end + 1):
        return False
    return other[1].scope is not Scope.CIVILIANS and marked.has("swap", "combined")
