"""A side's own count of its people: 'Kyiv put the number at 277', 'Moscow's tally was 63' (Rule E, step 5)."""

from __future__ import annotations

from typing import Final

from bot.extraction.frames.agents import Agents
from bot.extraction.frames.spot import Ruling, Spot
from bot.extraction.words.clause import AGENT, BOTH, Clause, Side
from bot.extraction.words.marks import Mark

TALLIED: Final = "puts the number at"
"""Why a figure is the receiving side's own count of its people."""
NEAR: Final = 3
"""How many words may stand between whose count it is and the word for it."""
FAR: Final = 9
"""How many words may stand between the word for a count and its number."""


def tallied(spot: Spot, agents: Agents) -> Ruling | None:
    """Whose count a figure is: that of who puts it so, or of whom it is called ('Russia's was 246')."""
    tally = spot.clause.marked.first("tally")
    if tally is None or tally.end > spot.count.start:
        return None
    return put_at(spot, agents) or owned(spot, agents)


def put_at(spot: Spot, agents: Agents) -> Ruling | None:
    """'Kyiv put the number at 277'."""
    tally = spot.clause.first("tally")
    if tally is None or tally.end > spot.count.start or (spot.count.noun and tally.end < spot.count.start):
        return None
    other = another_teller(spot, agents)
    if other is not None:
        return other, TALLIED
    relative = spot.clause.marked.has("relative_word", lo=spot.clause.lo, hi=spot.clause.lo + 1)
    agent = agents.agent(spot.clause, tally.start, spot.before if relative else None)
    agent = agent or agents.official_before(spot.clause, tally.start)
    return (agent.code, TALLIED) if agent and agent.code != BOTH else None


def another_teller(spot: Spot, agents: Agents) -> str | None:
    """'Ukraine put the number at 100, Russia spoke of 106': behind the first tally another side tells its own."""
    count = spot.count
    if spot.left == spot.clause.lo or count.nation or (count.end - count.start > 1 and not count.own):
        return None
    near = (s for s in spot.clause.sides if spot.left <= s.start and s.end <= spot.count.start)
    told = [s.code for s in near if s.role == AGENT and spot.count.start - s.end <= NEAR]
    return told[0] if len(told) == 1 and told[0] in agents.sides else None


def owned(spot: Spot, agents: Agents) -> Ruling | None:
    """'Moscow's tally for its own side was 63', '… ; Russia's was 246'."""
    clause, at = spot.clause, spot.count.start
    named = {m.start for m in clause.marked.of("tally")}  # 'count' is a verb as well
    if clause.marked.has("still_held", "kept"):
        return None  # 'Moscow's figure for the Ukrainians that it holds'
    if spot.count.nation or any(v.start not in named for v in clause.verbs) or not says_is(clause, at):
        return None
    tally = next((m for m in clause.marks("tally") if spot.left <= m.start and m.end <= at <= m.end + FAR), None)
    end = tally.start if tally else at
    owner = next((s for s in reversed(owners(clause, agents)) if spot.left <= s.start and s.end <= end), None)
    if owner is None or end - owner.end > NEAR or (tally is None and end - owner.end > 1):
        return None
    return owner.code, TALLIED


def says_is(clause: Clause, at: int) -> bool:
    """Whether a number is said to be the count: 'was 63', 'stands at 63', ': 63'."""
    marked = clause.marked
    sign = marked.sentence.tokens[at - 1].word.surface in ":—–"
    return sign or marked.has("copula", "stands_at", lo=max(clause.lo, at - 2), hi=at)


def owners(clause: Clause, agents: Agents) -> list[Side]:
    """The sides of whose count a clause speaks: 'Moscow's', 'the Russian'."""
    tokens = clause.marked.sentence.tokens
    named: list[Mark] = [
        m
        for m in clause.marks("party", "adjective")
        if m.value in agents.sides and (m.cls == "adjective" or tokens[m.end - 1].word.possessive)
    ]
    return sorted((Side(m.start, m.end, m.value, "") for m in named), key=lambda s: s.start)
