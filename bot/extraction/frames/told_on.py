"""What goes on with people or bodies that were counted before, and counts more of them without an event's verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import Finding
from bot.extraction.frames.licence import by_name, on_their_way, sums_up
from bot.extraction.frames.spot import Ruling, Spot
from bot.extraction.words.clause import AGENT, BOTH, Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import BODIES

TOOK: Final = frozenset({"take", "takes", "took", "taken"})


def counts_on(clause: Clause, count: Count, told: Sequence[Finding]) -> bool:
    """Whether a number counts people or bodies because the clauses before did; what it counts is put down in it."""
    if took_dead(clause, count, told):
        count.noun = "body"
        return True
    return by_name(clause, count) or sums_up(clause, count) or on_their_way(clause, count)


def took(spot: Spot) -> Ruling | None:
    """'Russia took 18', where the dead are counted: the side that stands right before the verb."""
    clause, count = spot.clause, spot.count
    verb = taking(clause, count) if count.noun == "body" else None
    side = next((s for s in clause.sides if verb is not None and s.end == verb.start and s.role == AGENT), None)
    return None if side is None or side.code == BOTH else (side.code, "took them")


def took_dead(clause: Clause, count: Count, told: Sequence[Finding]) -> bool:
    """'Moscow received 55 of its fallen; Kyiv says it took 77': as many of what was counted before."""
    dead = bool(told) and all(f.kind is BODIES for f in told) and not (count.noun or count.nation)
    return dead and taking(clause, count) is not None and not clause.has("killed", "weapon", "strike")


def taking(clause: Clause, count: Count) -> Mark | None:
    """English: 'took' right before a count; whoever 'brings' them does not keep them."""
    tokens = clause.marked.sentence.tokens
    near = (m for m in clause.of("take") if m.end == count.start)
    return next((m for m in near if tokens[m.start].word.norm in TOOK), None)


def beyond_aside(clause: Clause, counts: Sequence[Count], index: int) -> int:
    """Where what is said of a count ends: before the next, but not before 'two of them disabled,' beside it."""
    following = counts[index + 1] if index + 1 < len(counts) else None
    if following is None:
        return clause.hi
    tokens, end = clause.marked.sentence.tokens, counts[index].end
    aside = following.of_them and following.start == end + 1 and tokens[end].word.surface == "," and not index
    behind = (
        aside and len(counts) == index + 2 and any(t.word.surface == "," for t in tokens[following.end : clause.hi])
    )
    return clause.hi if behind and counts[index].noun == "child" else following.start
