"""Whose a body is that is named without its party, in an entry that names neither side."""

from __future__ import annotations

from bot.extraction.item import Item


def presumed(item: Item) -> str | None:
    """'63 soldiers freed, the Defence Ministry says': where no side is named, the one whose ministry tells it."""
    whose = item.lexicon.presumed
    if not whose or item.sides_named(lead=False) or not item.has("military", title=True):
        return None
    told = {whose.get(m.value) for marked in item.lead for m in marked.of("generic_body")}
    back = any(e.in_title and e.findings and e.clause.has("home", "return", "free", "receive") for e in item.events)
    return next((side for side in item.lexicon.sides if side in told), None) if back else None
