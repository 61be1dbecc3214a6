"""Running totals of children: what is said of one side's in a clause is said of the other's."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.words.terms import CHILDREN, CUMULATIVE

MANY: Final = 60
"""So many children of both sides have never gone home on one day."""


def children_so_far(event: Event) -> None:
    """'95 children have been sent to Ukraine so far and 17 have joined kin in Russia', 'in all 72 and 17'."""
    found = event.findings
    if not found or event.when is not None or {f.kind for f in found} != {CHILDREN}:
        return
    summed = any(f.scope is CUMULATIVE for f in found)
    many = sum(f.count.value for f in found) > MANY and event.clause.has("combined") and event.clause.has("perfect")
    if summed or many:
        for finding in found:
            finding.scope = CUMULATIVE
