"""A claim of what no rule has read: its day, evidence and who says so, from what stands in the first sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.extraction.events.events import Read
from bot.extraction.events.item import Item
from bot.extraction.words.terms import ANNOUNCED
from storage.vocabulary import Claim, Kind, Stage

BEGINNING: Final = 3
"""How many sentences, the title's included, tell the day of the news."""


def from_scratch(kind: Kind, stage: Stage, item: Item) -> Iterator[Claim]:
    """The claim, if the item has a sentence to show for it."""
    first = item.reads[:BEGINNING]
    if first:
        yield Claim(
            kind=kind,
            stage=stage,
            evidence=first[0].marked.sentence.text,
            day=day_told(first, stage, item.published),
            origins=tuple(dict.fromkeys(s.origin for s in item.speakers)),
        )


def day_told(reads: list[Read], stage: Stage, published: date) -> date | None:
    """The first day named that may be the event's: of what has happened none to come, by default that of the report."""
    days = [w.day for r in reads for w in r.whens if w.day is not None]
    if stage.phase is ANNOUNCED:
        return next((d for d in days if d >= published), None) if stage is not Stage.AGREED else None
    return next((d for d in days if d <= published), published)
