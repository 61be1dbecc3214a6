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
BEHIND = 1 << 30
"""A place behind the last token of any sentence."""


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

    def all(self, *classes: str, lo: int = 0, hi: int = BEHIND) -> Iterator[Mark]:
        """Marks of these classes inside tokens lo…hi, class by class."""
        marks = self.marks
        if lo <= 0 and hi == BEHIND and len(classes) == 1:  # as most ask
            return iter(marks.get(classes[0], ()))
        found: list[Mark] = []
        for cls in classes:
            if cls in marks:
                found += [m for m in marks[cls] if lo <= m.start and m.end <= hi]
        return iter(found)

    def first(self, *classes: str, lo: int = 0, hi: int = BEHIND) -> Mark | None:
        """The mark of these classes that begins first."""
        return earliest(self.all(*classes, lo=lo, hi=hi))

    def has(self, *classes: str, lo: int = 0, hi: int = BEHIND) -> bool:
        marks = self.marks
        for cls in classes:
            if cls in marks:
                for mark in marks[cls]:
                    if lo <= mark.start and mark.end <= hi:
                        return True
        return False

    def between(self, lo: int, hi: int) -> dict[str, list[Mark]]:
        """The marks inside tokens lo…hi, by class; a class without any is left out."""
        if lo == 0 and hi >= len(self.sentence.tokens):
            return self.marks
        found = {cls: [m for m in marks if lo <= m.start and m.end <= hi] for cls, marks in self.marks.items()}
        return {cls: marks for cls, marks in found.items() if marks}


def earliest(marks: Iterable[Mark]) -> Mark | None:
    return min(marks, key=lambda m: m.start, default=None)


def resolve(found: list[Mark]) -> list[Mark]:
    """Drop doubles, names inside longer names, and event words inside false friends."""
    unique: list[Mark] = []
    seen: set[tuple[int, int, str, str]] = set()
    for mark in found:
        if mark.end - mark.start > 1:  # the lexicon tells no word's meaning twice
            phrase = (mark.start, mark.end, mark.cls, mark.value)
            if phrase in seen:
                continue
            seen.add(phrase)
        unique.append(mark)
    present = {m.cls for m in unique}
    names = [m for m in unique if m.end - m.start > 1 and m.cls in NAMES]
    shields = [m for m in unique if m.cls in SHIELDS] if present & SHIELDS else []
    parts, things, months = (starts(unique, cls) if cls in present else NOWHERE for cls in ("part", "things", "month"))
    gifts = starts(unique, "gifts") if "gifts" in present else NOWHERE
    stops = starts(unique, "time_anchor") if things else NOWHERE
    if not (names or shields or parts or things or months or gifts):
        return unique
    return [
        mark
        for mark in unique
        if not (
            (mark.start in months and mark.cls in HOMONYMS)
            or (mark.start in parts and mark.cls == "weekday")
            or (things and mark.cls == "swap" and thing_behind(mark, things, stops))
            or (gifts and mark.cls in GIVEN and any(mark.end <= t <= mark.end + 2 for t in gifts))
            or (names and mark.cls in NAMES and inside(mark, names))
            or (shields and mark.cls in SHIELDED and shielded(mark, shields))
        )
    ]


NOWHERE: frozenset[int] = frozenset()
GIVEN = frozenset({"give", "move", "swap_noun_only"})
"""Behind which a thing (medals, keys) shows that no people are handed over."""


def thing_behind(mark: Mark, things: frozenset[int], stops: frozenset[int]) -> bool:
    """'exchange of fire', but not 'exchange after missile strike'."""
    return any(mark.end <= t <= mark.end + 2 and stops.isdisjoint(range(mark.end, t)) for t in things)


def starts(marks: list[Mark], cls: str) -> frozenset[int]:
    return frozenset([m.start for m in marks if m.cls == cls])


def shielded(mark: Mark, shields: list[Mark]) -> bool:
    return any(s.start <= mark.start < s.end or s.start < mark.end <= s.end for s in shields)


def inside(mark: Mark, others: list[Mark]) -> bool:
    size = mark.end - mark.start
    return any(o.start <= mark.start and mark.end <= o.end and o.end - o.start > size for o in others)


def by_class(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.cls, []).append(mark)
    return found
