"""Sources that are no places to return from: 'from the Russian side', 'freed 82 from Ukraine and 79 from Russia'."""

from __future__ import annotations

from bot.extraction.clause import BOTH, SOURCE, Clause, Side
from bot.extraction.spot import Spot


def opposite(source: Side, clause: Clause) -> bool:
    """Whether people are told of as from the one side and from the other, both called a side."""
    marked = clause.marked
    sources = [s for s in clause.sides if s.role == SOURCE]
    called = all(marked.has("a_side", lo=s.start - 2, hi=s.end + 2) for s in sources)
    return called and any(s.code not in (source.code, BOTH) for s in sources)


def of_both(source: Side, spot: Spot) -> bool:
    """'freed 82 servicemen from Ukraine and 79 from Russia': who are freed or swapped, not from where they return."""
    clause = spot.clause
    others = [s for s in clause.sides if s.role == SOURCE and s.code not in (source.code, BOTH)]
    near = source.start - spot.count.end <= 1
    freed = clause.has("free", "swap") and not clause.has("home", "return", "receive", "captivity")
    return near and freed and len(others) == 1 and any(m.end == others[0].start for m in clause.marks("prep_from"))
