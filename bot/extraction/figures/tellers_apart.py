"""What a state that stood between tells of the freed: it counts those of both sides together."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event

OPENING: Final = 2
"""Within how many words of a title the state stands that tells."""
FREED: Final = ("folk", "captive")


def of_both_told(event: Event, finding: Finding, sides: tuple[str, ...]) -> bool:
    """'Emirates announce another 190 prisoners freed': whom a go-between's title counts are of both sides."""
    marked = event.clause.marked
    if not event.in_title or finding.part or finding.count.noun not in FREED or "say" not in marked.marks:
        return False
    teller = marked.first("party", hi=OPENING) or marked.first("place", hi=OPENING)
    told = teller is not None and teller.value not in sides and marked.within("say", teller.end, teller.end + 1)
    told = told and not marked.within("prep_in", 0, 1)
    return told and event.clause.has("free") and not event.clause.has("civilian", "child")
