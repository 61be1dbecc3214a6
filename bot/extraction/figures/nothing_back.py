"""Who got no bodies while the other side got its dead: 'Kyiv takes 1,200', then 'None were passed to Moscow'."""

from __future__ import annotations

from collections.abc import Sequence

from bot.extraction.events.events import Event
from bot.extraction.words.clause import BOTH, RECIPIENT
from bot.extraction.words.terms import BODIES, COMPLETED, DENIED


def nothing_back(events: Sequence[Event]) -> None:
    """A denial that one side was given its dead is none of the return to the other side that was told before."""
    taken: set[str] = set()
    for event in events:
        if event.stage is DENIED and taken and "body" in event.clause.own:
            given = {s.code for s in event.clause.sides if s.role == RECIPIENT} - {BOTH}
            event.void = event.void or (bool(given) and given.isdisjoint(taken))
        elif event.stage is COMPLETED and event.findings and not (event.recall or event.void):
            taken |= {f.party for f in event.findings if f.party and f.kind is BODIES and f.count.value > 0}
