"""A part that a title tells, and the whole that the text tells of it."""

from __future__ import annotations

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH
from storage.vocabulary import Figure, Scope


def of_branch(first: tuple[Event, Finding], other: tuple[Event, Finding]) -> bool:
    """'Звільнено 40 нацгвардійців', then 'у межах обміну повернулося 120 осіб': one branch of all who came."""
    event, few = first
    marked = other[0].clause.marked
    if not event.in_title or other[0].number <= event.number or few.count.value >= other[1].count.value:
        return False
    if not event.clause.marked.has("branch", lo=few.count.start, hi=few.count.end + 1):
        return False
    return other[1].scope is not Scope.CIVILIANS and marked.has("swap", "combined")


def joint_figure(group: Group) -> Figure | None:
    """How many both sides gave up together, civilians told beside the soldiers among them."""
    joint = [(e, f) for e, f in group.findings if f.party == JOINT and not f.part and f.count.value >= 0]
    each = any(f.party == BOTH and not f.part for _, f in group.findings)
    found = next((p for p in joint if not (each and p[1].extra)), None)  # 'окремо поранених, разом 46'
    if found is None:
        return None
    event, first = found
    more = [f.count.value for e, f in joint if e is event and f is not first and f.extra and f.scope is not first.scope]
    return Figure(first.count.value + sum(more), None, Scope.COMBINED, first.count.qualifier, derived=bool(more))
