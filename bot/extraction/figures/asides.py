"""Civilians told of behind an aside about soldiers: '60 soldiers, ten of them officers, and seven civilians'."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.events.events import Read
from bot.extraction.events.item import Item
from bot.extraction.words.terms import CIVIL, MILITARY, TOTAL
from storage.vocabulary import Figure

CLOSING: Final = frozenset(",)—–;")
"""What an aside ends with."""
JOINT: Final = ("and", "extra")


def besides_soldiers(found: tuple[Figure, ...], item: Item) -> tuple[Figure, ...]:
    """Where a side's total is that of its soldiers only, the civilians whom their sentence adds come on top of it."""
    told = {(f.party, f.scope): f for f in found if f.party}
    for (side, scope), whole in tuple(told.items()):
        soldiers, civil = told.get((side, MILITARY)), told.get((side, CIVIL))
        if scope is not TOTAL or soldiers is None or civil is None or soldiers.value != whole.value:
            continue
        if any(added(read, soldiers.value, civil.value) for read in item.reads):
            more = replace(whole, value=whole.value + civil.value, derived=True)
            found = tuple(more if f is whole else f for f in found)
    return found


def added(read: Read, soldiers: int, civil: int) -> bool:
    """Whether a sentence counts so many soldiers, one part of them in an aside that ends, and then civilians."""
    counts = sorted(read.counts, key=lambda c: c.start) if len(read.counts) > 1 else []
    for i, first in enumerate(counts):
        if first.noun == "military" and first.value == soldiers and not first.of_them:
            return any(
                last.noun == "civilian" and last.value == civil and behind_aside(read, first, last, counts[i + 1 : j])
                for j, last in enumerate(counts)
                if j > i
            )
    return False


def behind_aside(read: Read, first: Count, last: Count, between: list[Count]) -> bool:
    """Whether one part of those before stands between, cut off by signs on either side, and 'and' behind it."""
    marked, tokens = read.marked, read.marked.sentence.tokens
    joint = next((m for cls in JOINT for m in marked.of(cls) if m.end == last.start), None)
    if joint is None or len(between) != 1 or between[0].value >= first.value or last.of_them:
        return False
    opened = any(t.word.surface in ",(—–" for t in tokens[first.end : between[0].start])
    part = between[0].of_them or marked.has("part", "part_opening", lo=first.end, hi=joint.start)
    inside = [t.word for t in tokens[between[0].end : joint.start]]
    signs = [w.surface for w in inside if w.kind != "word"]
    closed = bool(inside) and inside[-1].surface in CLOSING and (len(signs) == 1 or signs == [")", ","])
    return opened and part and closed
