"""What says that those who came home were let go for nobody, or leaves it open: by that alone it was no exchange."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.events import Event
from bot.extraction.words.marks import Mark

OPEN: Final = ("negation", "not", "no", "unknown", "asked_whether", "nothing")
"""What leaves open or denies that anything was given for those who were freed."""
GIVEN: Final = ("captive", "military", "people", "spies")
"""Who is given for others: they are, even where nobody says how many."""
WITHOUT: Final = ("without", "без")
NEAR: Final = 3
"""Within how many words behind 'without' stands the exchange."""


def price_open(event: Event, swap: Mark) -> bool:
    """'gave no word of what Moscow got in exchange', 'nobody was given in exchange': nothing tells of one by that."""
    clause = event.clause
    if event.findings or not any(m.start <= swap.start < m.end for m in clause.of("in_return")):
        return False
    if not clause.marked.any_of(OPEN):
        return False
    return "whether" in clause.marked.marks or not clause.any_of(GIVEN)


def without_one(event: Event) -> bool:
    """'They were freed without any exchange', 'звільнили без обміну'."""
    clause = event.clause
    if event.recall or "without_them" not in clause.own or not clause.has("swap") or not clause.has("free", "home"):
        return False
    return any(
        clause.marked.has("swap", lo=m.end, hi=m.end + NEAR)
        for m in clause.of("without_them")
        if clause.marked.sentence.tokens[m.start].word.norm in WITHOUT
    )
