"""A count where it stands in its clause, and what is ruled of it: whose people these are."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.extraction.agents import governing
from bot.extraction.clause import Clause, Verb
from bot.extraction.nouns import Count
from bot.extraction.scope import each

Ruling = tuple[str | None, str]
"""A side (BOTH, JOINT or None where undecided) and the rule that decided."""


@dataclass(slots=True, eq=False)
class Spot:
    """A count in its clause: the stretch left…right is its own; `before` is the clause before."""

    clause: Clause
    count: Count
    left: int
    right: int
    before: Clause | None
    verb: Verb | None = field(init=False)
    """The verb that governs the count: nearly every rule asks for it."""

    def __post_init__(self) -> None:
        self.verb = governing(self.clause, self.count, self.left, self.right)

    @property
    def each(self) -> bool:
        return each(self.clause, self.count, self.left, self.right)
