"""Strikes on infrastructure, as context of talks: the day, what was hit, where, who says so. Never an alert."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from bot.extraction.days.when import settle
from bot.extraction.events.events import Read
from bot.extraction.events.item import Item
from bot.extraction.words.marks import Mark
from storage.vocabulary import Claim, Kind, Stage, Target

OLD: Final = 3
REACH: Final = 12
"""How many words may stand between a strike and what it hit."""


def claims(item: Item) -> list[Claim]:
    """One claim for an item that tells of a strike of these days, with all that was hit."""
    if not item.has("strike", lead=True):
        return []
    found: dict[tuple[str, str | None], Target] = {}
    head: Read | None = None
    day: date | None = None
    for read in item.reads:
        if not read.marked.sentence.lead or "boilerplate" in read.marked.marks or old(read, item):
            continue
        for target in targets(read, item):
            key = (target.what.casefold().split()[0], target.where)  # 'energy sites', then 'energy facilities'
            if key not in found or target.what.startswith(f"{found[key].what} "):
                found[key] = target
            head = head or read
        day = day or (day_of(read, item) if head else None)
    if head is None or not item.sides_named(lead=False):
        return []
    return [claim(item, head, tuple(found.values()), day or day_of_item(item))]


def claim(item: Item, head: Read, found: tuple[Target, ...], day: date | None) -> Claim:
    return Claim(
        kind=Kind.STRIKES,
        stage=Stage.COMPLETED,
        evidence=head.marked.sentence.text,
        day=day,
        targets=found,
        origins=tuple(s.origin for s in item.speakers),
    )


def targets(read: Read, item: Item) -> Iterator[Target]:
    """Installations near a word of striking; a place of a side where only 'drones hit Odesa' is said."""
    marked = read.marked
    hits = list(marked.of("strike"))
    if not hits:
        return
    hit = [m for m in marked.all("target") if any(abs(m.start - h.start) <= REACH for h in hits)]
    where = place_near(read, item, hits)
    for mark in hit:
        yield Target(words(read, mark), where)
    if not hit and where and marked.has("weapon"):
        yield Target(where, where)


def words(read: Read, mark: Mark) -> str:
    """The text of a mark, without the capital letter that a sentence begins with."""
    sentence = read.marked.sentence
    tokens = sentence.tokens[mark.start : mark.end]
    told = sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start]
    return told[:1].lower() + told[1:] if mark.start == 0 and not told[1:2].isupper() else told


def place_near(read: Read, item: Item, hits: list[Mark]) -> str | None:
    """The place of a side that stands nearest to a word of striking."""
    dossier = item.lexicon.dossier
    options = [m for m in read.marked.all("place") if dossier.places[m.value].country in item.lexicon.sides]
    nearest = min(options, key=lambda m: min(abs(m.start - h.start) for h in hits), default=None)
    if nearest is None or min(abs(nearest.start - h.start) for h in hits) > REACH:
        return None
    return dossier.places[nearest.value].name["en"]


def day_of(read: Read, item: Item) -> date | None:
    days = (settle(w, item.published, ahead=False, last=None) for w in read.whens)
    return next((d for d in days if d and 0 <= (item.published - d).days <= OLD), None)


def day_of_item(item: Item) -> date | None:
    return next((d for r in item.reads if r.marked.sentence.lead and (d := day_of(r, item))), None)


def old(read: Read, item: Item) -> bool:
    """Whether all that a sentence dates lies further back."""
    days = [d for w in read.whens if (d := settle(w, item.published, ahead=False, last=None))]
    return bool(days) and all((item.published - d).days > OLD for d in days)
