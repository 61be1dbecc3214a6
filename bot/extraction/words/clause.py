"""A clause: a stretch of a sentence that says one thing, with the sides and event verbs in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.extraction.words.marks import NONE, Mark, Marked, any_among

VERBS: Final = ("receive", "give", "return", "free", "swap_head", "home", "move")
AGENT, RECIPIENT, SOURCE, BY, WITH, OTHER = "agent", "recipient", "source", "by", "with", "other"
BOTH: Final = "*"
"""Stands for both sides together."""


@dataclass(slots=True, eq=False, init=False)
class Side:
    """A side named in a clause and what it does there."""

    start: int
    end: int
    code: str
    role: str

    def __init__(self, start: int, end: int, code: str, role: str) -> None:
        self.start, self.end, self.code, self.role = start, end, code, role


@dataclass(slots=True, eq=False, init=False)
class Verb:
    """An event verb: its class, and whether it is passive or impersonal (what it moves stands before or after)."""

    start: int
    end: int
    cls: str
    tense: str
    passive: bool

    def __init__(self, start: int, end: int, cls: str, tense: str, passive: bool = False) -> None:
        self.start, self.end, self.cls, self.tense, self.passive = start, end, cls, tense, passive


@dataclass(slots=True, eq=False, init=False)
class Clause:
    """A stretch of a sentence that says one thing: tokens lo…hi."""

    marked: Marked
    lo: int
    hi: int
    own: dict[str, list[Mark]] = field(repr=False)
    """Its marks, by class."""
    classes: frozenset[str] = field(repr=False)
    """The classes of its marks."""
    sides: list[Side]
    verbs: list[Verb]
    resumes: bool
    """Whether a main clause goes on here behind a relative one."""
    taking_part: tuple[str, ...] | None = field(repr=False)
    """The parties that take part in talks told in it, once they were asked for."""

    def __init__(
        self,
        marked: Marked,
        lo: int,
        hi: int,
        own: dict[str, list[Mark]],
        sides: list[Side] | None = None,
        verbs: list[Verb] | None = None,
    ) -> None:
        self.marked, self.lo, self.hi, self.own = marked, lo, hi, own
        self.classes = marked.classes if own is marked.marks else frozenset(own)
        self.sides = [] if sides is None else sides
        self.verbs = [] if verbs is None else verbs
        self.resumes, self.taking_part = False, None

    def has(self, *classes: str) -> bool:
        own = self.own
        for cls in classes:  # noqa: SIM110 - asked a hundred times a clause
            if cls in own:
                return True
        return False

    def any_of(self, classes: tuple[str, ...] | frozenset[str]) -> bool:
        """Whether it has a mark of any of these classes; as `has`, at a fraction of what it takes."""
        return any_among(classes, self.classes)

    def put(self, cls: str, marks: list[Mark]) -> None:
        """Give it marks of a class that its sentence has elsewhere."""
        self.own = {**self.own, cls: marks}
        self.classes = frozenset(self.own)

    def of(self, cls: str) -> list[Mark]:
        """The marks of one class, in the order in which they begin. Nobody may change the list."""
        return self.own.get(cls, NONE)

    def opening(self, cls: str) -> Mark | None:
        """The first mark of one class."""
        marks = self.own.get(cls)
        return marks[0] if marks else None

    def first(self, *classes: str) -> Mark | None:
        own = self.own
        found: Mark | None = None
        for cls in classes:
            if cls in own:
                for mark in own[cls]:
                    if found is None or mark.start < found.start:
                        found = mark
        return found

    def marks(self, *classes: str, lo: int = 0) -> list[Mark]:
        """Marks of these classes, class by class, from token `lo` on."""
        return self.all_of(classes, lo)

    def all_of(self, classes: tuple[str, ...], lo: int = 0) -> list[Mark]:
        """As `marks`, for a tuple of classes that stands ready, at a third of what a starred call takes."""
        own = self.own
        found: list[Mark] = []
        for cls in classes:
            if cls in own:
                found += own[cls] if lo <= self.lo else [m for m in own[cls] if lo <= m.start]
        return found

    @property
    def text(self) -> str:
        sentence = self.marked.sentence
        tokens = sentence.tokens[self.lo : self.hi]
        return sentence.text[tokens[0].start - sentence.start : tokens[-1].end - sentence.start] if tokens else ""
