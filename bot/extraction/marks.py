"""What was found in a sentence: marks by class, and which of two that overlap counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.extraction.text import Sentence

NAMES = frozenset({"party", "people", "adjective", "person", "agency", "place", "foreign", "generic_body", "office"})
HOMONYMS = frozenset({"future", "talks_ahead"})
"""'May' the month is no 'may'."""
SHIELDS = frozenset({"false_friend", "returns_not", "talks_not"})
SHIELDED = frozenset(
    {
        "swap",
        "swap_noun_only",
        "give",
        "receive",
        "return",
        "free",
        "home",
        "talks",
        "talks_strong",
        "swap_head",
        "strike",
    }
)


@dataclass(slots=True, eq=False)
class Mark:
    """A meaning found at tokens start…end (end is exclusive)."""

    start: int
    end: int
    cls: str
    value: str


@dataclass(slots=True, eq=False)
class Marked:
    """A sentence with all its marks, by class."""

    sentence: Sentence
    marks: dict[str, list[Mark]] = field(default_factory=dict)

    def all(self, *classes: str, lo: int = 0, hi: int = 1 << 30) -> Iterator[Mark]:
        """Marks of these classes inside tokens lo…hi, class by class."""
        marks = self.marks
        for cls in classes:
            if cls in marks:
                for mark in marks[cls]:
                    if lo <= mark.start and mark.end <= hi:
                        yield mark

    def first(self, *classes: str, lo: int = 0, hi: int = 1 << 30) -> Mark | None:
        """The mark of these classes that begins first."""
        return min(self.all(*classes, lo=lo, hi=hi), key=lambda m: m.start, default=None)

    def has(self, *classes: str, lo: int = 0, hi: int = 1 << 30) -> bool:
        marks = self.marks
        for cls in classes:
            if cls in marks:
                for mark in marks[cls]:
                    if lo <= mark.start and mark.end <= hi:
                        return True
        return False


def resolve(found: list[Mark]) -> list[Mark]:
    """Drop names inside longer names, and event words inside false friends."""
    names = [m for m in found if m.cls in NAMES]
    shields = [m for m in found if m.cls in SHIELDS]
    kept = []
    seen = set()
    parts = {m.start for m in found if m.cls == "part"}
    things = {m.start for m in found if m.cls == "things"}
    months = {m.start for m in found if m.cls == "month"}
    for mark in found:
        identity = (mark.start, mark.end, mark.cls, mark.value)
        if identity in seen:
            continue
        seen.add(identity)
        if (mark.cls in HOMONYMS and mark.start in months) or (mark.cls == "weekday" and mark.start in parts):
            continue
        if mark.cls == "swap" and any(mark.end <= t <= mark.end + 2 for t in things):
            continue
        if mark.cls in NAMES and inside(mark, names):
            continue
        if mark.cls in SHIELDED and any(s.start <= mark.start < s.end or s.start < mark.end <= s.end for s in shields):
            continue
        kept.append(mark)
    return kept


def inside(mark: Mark, others: list[Mark]) -> bool:
    size = mark.end - mark.start
    return any(o.start <= mark.start and mark.end <= o.end and o.end - o.start > size for o in others)


def by_class(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.cls, []).append(mark)
    return found
