"""What was found in a sentence: marks by class, and which of two that overlap counts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter
from typing import Final

from bot.extraction.words.text import Sentence

NAMES: Final = frozenset(
    {"party", "people", "adjective", "person", "agency", "place", "foreign", "generic_body", "office"}
)
HOMONYMS: Final = frozenset({"future", "talks_ahead"})
"""'May' the month is no 'may'."""
SHIELDS: Final = frozenset({"false_friend", "returns_not", "talks_not", "spans_days"})
SHIELDED: Final = frozenset(
    {
        *("swap", "swap_noun_only", "give", "receive", "return", "free", "home", "swap_head", "strike"),
        *("talks", "talks_strong", "happened", "agreed", "finished", "completed"),
    }
)
TOLD_OF: Final = frozenset({"swap", "captive", "captivity", "body", "child", "civilian", "military", "wounded"})
"""Inside a body's name ('headquarters for the treatment of prisoners') these tell of nobody."""
BEHIND: Final = 1 << 30
"""A place behind the last token of any sentence."""
STARTS: Final = attrgetter("start")


@dataclass(slots=True, eq=False, init=False)
class Mark:
    """A meaning found at tokens start…end (end is exclusive). Sentences share marks: none is ever changed."""

    start: int
    end: int
    cls: str
    value: str

    def __init__(self, start: int, end: int, cls: str, value: str) -> None:
        self.start, self.end, self.cls, self.value = start, end, cls, value


NONE: Final[list[Mark]] = []
"""What a class without marks has; like every list of marks that is handed out whole, it is never changed."""


@dataclass(slots=True, eq=False, init=False)
class Marked:
    """A sentence with all its marks, by class."""

    sentence: Sentence
    marks: dict[str, list[Mark]]
    classes: frozenset[str] = field(repr=False)
    """The classes of its marks."""

    def __init__(self, sentence: Sentence, marks: dict[str, list[Mark]]) -> None:
        self.sentence, self.marks, self.classes = sentence, marks, frozenset(marks)

    def all(self, *classes: str, lo: int = 0, hi: int = BEHIND) -> list[Mark]:
        """Marks of these classes inside tokens lo…hi, class by class."""
        return self.all_of(classes, lo, hi)

    def all_of(self, classes: tuple[str, ...], lo: int = 0, hi: int = BEHIND) -> list[Mark]:
        """As `all`; what asks for a tuple of classes that stands ready takes a third of what a starred call does."""
        marks = self.marks
        anywhere = lo <= 0 and hi == BEHIND  # as most ask
        found: list[Mark] = []
        for cls in classes:
            if cls not in marks:
                continue
            if anywhere:
                found += marks[cls]
            else:
                for mark in marks[cls]:
                    if mark.start >= hi:
                        break
                    if lo <= mark.start and mark.end <= hi:
                        found.append(mark)
        return found

    def any_of(self, classes: tuple[str, ...] | frozenset[str]) -> bool:
        """Whether a mark of any of these classes stands anywhere; as `has`, at a fraction of what it takes."""
        return any_among(classes, self.classes)

    def of(self, cls: str) -> list[Mark]:
        """The marks of one class: what most ask for, at a fraction of what `all` takes. Nobody may change the list."""
        return self.marks.get(cls, NONE)

    def within(self, cls: str, lo: int, hi: int = BEHIND) -> bool:
        """Whether a mark of one class stands inside tokens lo…hi; as `has`, at a fraction of what it takes."""
        marks = self.marks.get(cls)
        if marks is None:
            return False
        for mark in marks:
            if mark.start >= hi:
                return False
            if lo <= mark.start and mark.end <= hi:
                return True
        return False

    def inside(self, cls: str, lo: int, hi: int = BEHIND) -> list[Mark]:
        """The marks of one class inside tokens lo…hi; as `all`, at a fraction of what it takes."""
        marks = self.marks.get(cls)
        return [m for m in marks if lo <= m.start and m.end <= hi] if marks else []

    def first(self, *classes: str, lo: int = 0, hi: int = BEHIND) -> Mark | None:
        """The mark of these classes that begins first."""
        marks = self.marks
        found: Mark | None = None
        for cls in classes:
            if cls in marks:
                for mark in marks[cls]:
                    if lo <= mark.start and mark.end <= hi and (found is None or mark.start < found.start):
                        found = mark
        return found

    def has(self, *classes: str, lo: int = 0, hi: int = BEHIND) -> bool:
        return self.any_within(classes, lo, hi)

    def any_within(self, classes: tuple[str, ...], lo: int = 0, hi: int = BEHIND) -> bool:
        """As `has`, for a tuple of classes that stands ready."""
        marks = self.marks
        for cls in classes:
            if cls in marks:
                for mark in marks[cls]:
                    if mark.start >= hi:
                        break  # they stand in their order
                    if lo <= mark.start and mark.end <= hi:
                        return True
        return False

    def parted(self, cuts: Sequence[int]) -> list[dict[str, list[Mark]]]:
        """The marks by class between each two of these cuts (the first is 0, the last the end), each in one part."""
        if len(cuts) == 2:
            return [self.marks]
        found: list[dict[str, list[Mark]]] = []
        part: list[tuple[dict[str, list[Mark]], int]] = []
        for lo, hi in pairwise(cuts):
            found.append({})
            part += [(found[-1], hi)] * (hi - lo)
        for cls, marks in self.marks.items():
            for mark in marks:
                mine, hi = part[mark.start]
                if mark.end > hi:
                    continue
                if len(marks) == 1:
                    mine[cls] = marks
                elif cls in mine:
                    mine[cls].append(mark)
                else:
                    mine[cls] = [mark]
        return found


def any_among(classes: tuple[str, ...] | frozenset[str], found: frozenset[str]) -> bool:
    """Whether any of these classes is found; asked hundreds of times an entry, mostly of a few classes in a tuple."""
    if not isinstance(classes, tuple):
        return not classes.isdisjoint(found)
    for cls in classes:  # noqa: SIM110 - a loop is compiled
        if cls in found:
            return True
    return False


def resolve(found: dict[str, list[Mark]], signs: Iterable[int] = ()) -> dict[str, list[Mark]]:
    """Drop names inside longer names, event words inside false friends; `signs`: where commas and the like stand."""
    classes = found.keys()
    names = [m for cls in classes & NAMES for m in found[cls] if m.end - m.start > 1]
    shields = shielding(found) if not classes.isdisjoint(SHIELDS) else []
    given_up(found)
    if "month" in found:
        months = starts(found, "month")
        drop(found, HOMONYMS, lambda mark: mark.start in months)
    if "part" in found:
        parts = starts(found, "part")
        drop(found, ("weekday",), lambda mark: mark.start in parts)
    if "things" in found:
        things = starts(found, "things")  # 'обмін відбувся попри обстріл' is one of people
        stops = starts(found, "time_anchor") | starts(found, "happened") | starts(found, "despite") | {*signs}
        drop(found, ("swap",), lambda mark: thing_behind(mark, things, stops))
    if "gifts" in found:
        gifts = starts(found, "gifts")
        drop(found, GIVEN, lambda mark: any(mark.end <= t <= mark.end + 2 for t in gifts))
    if names:
        bodies = [m for m in names if m.cls in ("agency", "generic_body")]
        if bodies:
            drop(found, TOLD_OF, lambda mark: inside(mark, bodies))
        drop(found, NAMES, lambda mark: inside(mark, names))
    if shields:
        drop(found, SHIELDED, lambda mark: shielded(mark, shields))
    return found


def shielding(found: dict[str, list[Mark]]) -> list[Mark]:
    """The false friends in which event words count for nothing."""
    return [m for cls in found.keys() & SHIELDS for m in found[cls] if not undergone(m, found)]


def given_up(found: dict[str, list[Mark]]) -> None:
    """'surrendered 150 prisoners in the exchange' gives them; troops surrender where nobody is exchanged."""
    if "give_if" in found and not found.keys().isdisjoint(("swap", "in_return", "captive", "captivity")):
        ends = {m.start for cls in ("prep_to", "prep_in", "prep_by", "prep_stop") for m in found.get(cls, ())}
        results = [r.start for cls in RESULTS for r in found.get(cls, ())]  # 'talks yield a deal on 300 a side'
        talks = min((t.end for t in found.get("talks_strong", ())), default=sys.maxsize)
        mine = (m for m in found["give_if"] if m.start < talks or not any(0 <= at - m.end <= RESULT for at in results))
        undergo = {m.end for m in found.get("copula", ())}  # 'ninety prisoners were surrendered to Kyiv'
        given = [Mark(m.start, m.end, "give", "") for m in mine if m.end not in ends or m.start in undergo]
        if given:
            found["give"] = sorted([*found.get("give", ()), *given], key=STARTS)


def drop(found: dict[str, list[Mark]], classes: Iterable[str], unwanted: Callable[[Mark], bool]) -> None:
    """Take the unwanted marks of these classes out, and a class that is left without any."""
    for cls in found.keys() & classes:
        found[cls] = [mark for mark in found[cls] if not unwanted(mark)]
        if not found[cls]:
            del found[cls]


WITHIN: Final = 2
"""An exchange told by more words than these is one, whatever false friend stands in it."""
RESULTS, RESULT = ("swap", "agreed", "pact", "deal"), 3
"""What is yielded within so many words is no people."""
TELLERS: Final = ("party", "person", "agency", "side_noun", "generic_body")
OPENING: Final = ("that", "clause", "which", "recall", "prep_stop")
"""What 'that' may be besides a pronoun."""
GIVEN: Final = frozenset({"give", "move", "swap_noun_only"})
"""Behind which a thing (medals, keys) shows that no people are handed over."""


def correct(found: dict[str, list[Mark]], sentence: Sentence) -> None:
    """Takes out the marks that the words around them belie."""
    if "weapon" in found and "free" in found:
        launched(found, sentence)
    if "that" in found and "say" in found:
        gapped(found, sentence)


def launched(found: dict[str, list[Mark]], sentence: Sentence) -> None:
    """'випустили майже чотириста дронів', 'released 90 missiles': nobody is freed where weapons are counted."""
    weapons, tokens = starts(found, "weapon"), sentence.tokens
    counting = {i for cls in ("number", "qualifier") for m in found.get(cls, ()) for i in range(m.start, m.end)}

    def sets_off(mark: Mark) -> bool:
        at = mark.end
        while at < len(tokens) and (at in counting or tokens[at].word.kind == "num"):
            at += 1
        return at in weapons

    drop(found, ("free",), sets_off)


def gapped(found: dict[str, list[Mark]], sentence: Sentence) -> None:
    """'Kyiv told of the return of 116 people and Moscow that of 63': 'that' is the return, and opens no clause."""
    tokens = sentence.tokens
    tellers = {m.end for cls in TELLERS for m in found.get(cls, ())}
    ours = {m.start for m in found["that"] if m.start in tellers}
    ours = {i for i in ours if [t.word.norm for t in tokens[i + 1 : i + 2]] == ["of"]}
    ours = {i for i in ours if [t.word.kind for t in tokens[i + 2 : i + 3]] == ["num"]}
    if ours:
        drop(found, OPENING, lambda mark: mark.start in ours)


def thing_behind(mark: Mark, things: frozenset[int], stops: frozenset[int]) -> bool:
    """'exchange of fire', but not 'exchange after missile strike'."""
    return any(mark.end <= t <= mark.end + 2 and stops.isdisjoint(range(mark.end, t)) for t in things)


def starts(found: dict[str, list[Mark]], cls: str) -> frozenset[int]:
    return frozenset([m.start for m in found.get(cls, ())])


def undergone(shield: Mark, found: dict[str, list[Mark]]) -> bool:
    """'gave the same number' tells a figure, 'was given the same number' a handover."""
    if shield.cls != "returns_not" or "copula" not in found or "give" not in found:
        return False
    giving = any(m.start == shield.start for m in found["give"])
    return giving and any(m.end == shield.start for m in found["copula"])


def shielded(mark: Mark, shields: list[Mark]) -> bool:
    start, end = mark.start, mark.end
    if mark.cls == "swap" and end - start > WITHIN:
        return False  # 'a round of prisoner exchanges' is no round of talks
    for shield in shields:  # noqa: SIM110 - asked of every mark
        if shield.start <= start < shield.end or shield.start < end <= shield.end:
            return True
    return False


def inside(mark: Mark, others: list[Mark]) -> bool:
    """Whether a mark stands inside a longer one of these."""
    start, end = mark.start, mark.end
    for other in others:  # noqa: SIM110 - asked of every mark
        if other.start <= start and end <= other.end and other.end - other.start > end - start:
            return True
    return False
