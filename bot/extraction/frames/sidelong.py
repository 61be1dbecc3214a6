"""Whose people a number counts by what stands away from it: people before the verb, a place, who had them returned."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import JOINT
from bot.extraction.frames.agents import Agents
from bot.extraction.frames.spot import Ruling, Spot
from bot.extraction.words.clause import AGENT, BOTH, OTHER, SOURCE, Clause, Side

NEAR: Final = 4
"""How many words may stand between a number and 'on the Ukrainian side'."""


def by_place(spot: Spot, agents: Agents) -> Ruling | None:
    """'47 on the Ukrainian side and 44 on the Russian one', '250 are back in Russia': where people are, or belong."""
    clause, end = spot.clause, spot.count.end
    if spot.count.nation or "prep_in" not in clause.own:
        return None
    side = next((s for s in clause.sides if s.role == OTHER and end <= s.start < min(spot.right, end + NEAR + 2)), None)
    if side is None and spot.count.nation is None:
        return on_the_side_before(spot, agents)
    if side is None or side.code not in agents.sides:
        return None
    before = clause.marked.first("prep_in", lo=max(end, side.start - 2), hi=side.start)
    if before is None:
        return None
    called = clause.marked.has("a_side", "one_word", lo=side.start, hi=side.end + 2)
    joined = clause.marked.has("and", lo=side.end, hi=side.end + 1)
    if in_both(clause, side) or of_both(clause, side):
        return to_both(spot, side)
    called = called or joined
    if called and before.start - end <= NEAR and clause.has("they_are", "wounded", "swap", "home", "give", "free"):
        return side.code, "on its side"
    homes = (v for v in clause.verbs if v.cls == "home" and v.start >= end)
    home = next((v for v in homes if v.end == before.start or v.start <= before.start < v.end), None)
    if home is None and before.start == end and spot.left > clause.lo:
        home = next((v for v in clause.verbs if v.cls == "home" and v.end <= spot.left + 2), None)  # ', 157 in Russia'
    return (side.code, "at home there") if home is not None else None


DASHES: Final = "-–—/"
DATIVES: Final = ("їй", "їм", "йому", "ей", "им", "ему", "нам")


def by_dative(spot: Spot, agents: Agents) -> Ruling | None:
    """'Росія заявила, що Україна повернула їй 20 моряків': a pronoun behind the verb is the other side."""
    verb, clause = spot.verb, spot.clause
    if verb is None or verb.end > spot.count.start or spot.count.nation:
        return None
    agent = next((s for s in clause.sides if s.role == AGENT and s.end <= verb.start and s.code != BOTH), None)
    tokens = clause.marked.sentence.tokens[verb.end : spot.count.start]
    told = agent is not None and any(t.word.norm in DATIVES for t in tokens[:2])
    return (agents.other(agent.code), "to it") if told and agent else None


def by_family(spot: Spot, agents: Agents) -> Ruling | None:
    """'Росіяни повернули двох дітей до родин в Україні': children go where their families are told to live."""
    clause, end = spot.clause, spot.count.end
    if spot.count.noun != "child" or not clause.marked.has("kin", "family", lo=end, hi=end + NEAR + 1):
        return None
    inside = (s for s in clause.sides if s.role == OTHER and end <= s.start < min(spot.right, end + NEAR + 3))
    home = next((s for s in inside if clause.marked.has("prep_in", lo=s.start - 1, hi=s.start)), None)
    if home is not None and in_both(clause, home):
        return JOINT, "in both lands"
    home = home or kin_from(spot)
    return (home.code, "where their families are") if home is not None and home.code in agents.sides else None


def in_both(clause: Clause, side: Side) -> bool:
    """'in Ukraine and Russia': the other side follows at once."""
    joined = clause.marked.has("and", lo=side.end, hi=side.end + 1)
    return joined and any(s.start == side.end + 1 and s.code != side.code for s in clause.sides)


def with_kin(spot: Spot) -> Side | None:
    """'reunited with relatives in Ukraine': where they are; not 'reunited, Lvova-Belova said in Moscow'."""
    clause, marked = spot.clause, spot.clause.marked
    told = marked.first("say", lo=spot.count.end)
    hi = spot.right if told is None else min(spot.right, told.start)
    inside = (s for s in clause.sides if s.role == OTHER and spot.count.end <= s.start < hi)
    inside = (s for s in inside if marked.has("prep_in", lo=s.start - 2, hi=s.start))
    return next((s for s in inside if not marked.has("frontier", "border", lo=s.start - 2, hi=s.start)), None)


def to_both(spot: Spot, side: Side) -> Ruling | None:
    """'swap frees 230 in Ukraine and Russia'; '220 go home in Russia-Ukraine swap', but not 'Kyiv gets 110 in' one."""
    clause = spot.clause
    if in_both(clause, side):
        return JOINT, "in both lands"
    alone = not any(s.end <= spot.count.start for s in clause.sides)
    return (JOINT, "home to both") if alone and clause.has("home") else None


def of_both(clause: Clause, side: Side) -> bool:
    """'home in Russia-Ukraine swap': a dash joins the other side to it, and it is no place."""
    tokens, at = clause.marked.sentence.tokens, side.end
    if at >= clause.hi or not (tokens[at].glued or tokens[at].word.surface in DASHES):
        return False
    at += not tokens[at].glued
    return any(s.start == at and s.code != side.code for s in clause.sides)


def kin_from(spot: Spot) -> Side | None:
    """'Russia hands over four children to relatives from Ukraine': no source where the other side gives them."""
    clause, verb, end = spot.clause, spot.verb, spot.count.end
    if verb is None or verb.cls != "give" or verb.end > spot.count.start:
        return None
    kin = next((m for m in clause.marks("kin", "families", lo=end) if m.start <= end + NEAR), None)
    behind = (s for s in clause.sides if kin and s.role == SOURCE and kin.end <= s.start <= kin.end + 2)
    givers = {s.code for s in clause.sides if s.role == AGENT and s.end <= verb.start}
    return next((s for s in behind if givers and s.code not in givers), None)


def on_the_side_before(spot: Spot, agents: Agents) -> Ruling | None:
    """'On the Ukrainian side 230 people were released, on the Russian side 248'."""
    clause, at = spot.clause, spot.count.start
    for side in reversed(clause.sides):
        near = spot.left <= side.start and side.end <= at <= side.end + 2
        if near and side.role == OTHER and side.code in agents.sides:
            called = clause.marked.has("a_side", lo=side.end, hi=at)
            return (side.code, "on its side") if called and clause.has("free", "home", "swap", "give") else None
    return None


def by_preposed(spot: Spot, agents: Agents) -> Ruling | None:
    """'росіян відпущено 55', 'украинцев вернули 101': people in the genitive, then the verb, then how many."""
    clause, at = spot.clause, spot.count.start
    if agents.lexicon.code == "en" or spot.count.nation or spot.count.noun not in ("", "body") or not clause.verbs:
        return None
    tokens = clause.marked.sentence.tokens
    verb = next((v for v in reversed(clause.verbs) if spot.left <= v.start and v.end <= at), None)
    if verb is None or at - verb.end > 1:
        return None
    named = [m for m in clause.marks("people", "own", lo=spot.left) if m.end <= verb.start]
    whose = named[-1] if named else None
    if (
        whose is None
        or whose.value not in agents.sides
        or any(s.role == AGENT for s in clause.sides if whose.end <= s.start < at)
    ):
        return None
    word = tokens[whose.start].word
    return (whose.value, "their own people") if word.plural and "gent" in word.cases else None


def by_causing(spot: Spot, agents: Agents) -> Ruling | None:
    """'Kyiv had 146 returned', 'Moscow saw 90 of its men released': who has people returned gets them."""
    clause, at = spot.clause, spot.count.start
    if agents.lexicon.code != "en" or not clause.marked.within("has_done", at - 1, at):
        return None
    behind = next((v for v in clause.verbs if v.start == spot.count.end), None)
    if behind is None or behind.tense not in ("past", "part") or behind.cls not in ("return", "free", "give"):
        return None
    agent = agents.agent(clause, at, spot.before)
    return (agent.code, "had them returned") if agent and agent.code in agents.sides else None
