"""What came of talks: a breakthrough, a step, or none."""

from __future__ import annotations

from bot.extraction.events.item import Item
from bot.extraction.words.marks import Marked
from storage.vocabulary import Outcome


def outcome(item: Item) -> Outcome | None:
    """What the first sentences say came of talks."""
    if item.has("first_day", lead=True):
        return None
    for name, value in (
        ("no_breakthrough", Outcome.NO_BREAKTHROUGH),
        ("breakthrough", Outcome.BREAKTHROUGH),
        ("partial", Outcome.PARTIAL),
    ):
        if item.has(name, lead=True):
            missed = value is Outcome.BREAKTHROUGH and all(denied(r.marked) for r in item.reads)
            return Outcome.NO_BREAKTHROUGH if missed else value
    return None


def denied(marked: Marked) -> bool:
    """'прорыва нет', 'прориву щодо територій немає': whether a sentence tells of no breakthrough, or of its want."""
    found = list(marked.all("breakthrough")) if marked.sentence.lead else []
    return all(marked.has("negation", lo=max(0, m.start - 3), hi=m.end + 4) for m in found)
