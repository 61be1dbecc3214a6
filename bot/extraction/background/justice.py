"""People whom the law of those who hold them lets go: by a court, for a fine, on bail; no exchange."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.words.marks import Marked

REACH: Final = 6
"""Within how many words behind a court it is told what the court did."""
BETWEEN: Final = ("swap", "each", "mediation", "body")
"""What is told of an exchange or a return between the sides."""


def freed_by_law(item: Item) -> bool:
    """'Three sailors freed from jail after fine', then 'A court ordered it': no other side had a part in it."""
    lead = [m for m in item.lead if m.any_of(("by_law", "judge"))]
    if not lead or item.has(*BETWEEN, lead=True) or item.has("swap"):
        return False
    return any("by_law" in m.marks or decreed(m) for m in lead)


def decreed(marked: Marked) -> bool:
    """'A court in Odesa ordered it': what a court did; not 'sentenced by a court'."""
    if "decree" not in marked.marks:
        return False
    courts = [m for m in marked.of("judge") if not marked.within("prep_by", m.start - 2, m.start)]
    return any(marked.has("decree", lo=m.end, hi=m.end + REACH) for m in courts)
