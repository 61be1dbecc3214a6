"""Who is given for whom: '98 exchanged for 98', 'eleven sailors handed over for 19 of a ship's crew'."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.counts.joining import instead_of
from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.frames.agents import Agents
from bot.extraction.words.clause import AGENT, BOTH, Clause, Side

GIVEN: Final = 4
"""Words between 'trades' and how many are given: 'trades Medvedchuk and 55 prisoners'."""


def exchanged_for(clause: Clause, findings: Sequence[Finding], agents: Agents) -> None:
    """'98 had been exchanged for 98', '95 обміняли на 95 росіян': each is given for the other."""
    first, second = findings[0], findings[1]
    formulas = {m.end for m in clause.of("formula")}
    paid = first.count.start in formulas and clause.has("give")
    named = second.party in agents.sides and first.count.nation is None
    if named and ((paid and second.count.nation) or instead_of(clause, first)):
        first.party, first.why = agents.other(str(second.party)), "for whom those behind were given"
    if clause.any_of(("give", "free")):
        priced(clause, findings, agents)
    if clause.any_of(("swap", "in_return")):
        swapped(formulas, findings, agents)
        traded(clause, formulas, findings, agents)


def trader(clause: Clause, at: int) -> Side | None:
    """English: 'Kyiv trades two priests for 12 soldiers': the one side that a verb of exchanging says trades."""
    tokens = clause.marked.sentence.tokens
    verb = next((m for m in clause.of("swap") if 0 <= at - m.end <= GIVEN), None)
    if verb is None or tokens[verb.start].word.pos or tokens[verb.start].word.norm[-1:] not in ("s", "d"):
        return None
    acting = [s for s in clause.sides if s.role == AGENT and s.end <= verb.start]
    alone = len(acting) == 1 and acting[0].code != BOTH and verb.start - acting[0].end <= 1
    return acting[0] if alone else None


def traded(clause: Clause, formulas: set[int], findings: Sequence[Finding], agents: Agents) -> None:
    """'Kyiv trades two jailed priests for 12 soldiers': who trades gives the first and gets those behind 'for'."""
    for first, second in pairwise(findings):
        open_ = first.party in (None, JOINT) and second.party in (None, JOINT) and not (first.part or second.part)
        side = trader(clause, first.count.start) if open_ and second.count.start in formulas else None
        if side is not None and first.count.second is second.count.second is None:
            first.party, second.party = agents.other(side.code), side.code
            first.extra = second.extra = first.joined = second.joined = False


def in_return(clause: Clause, count: Count) -> bool:
    """'Украине отдана тысяча тел, взамен 35': a bare number behind the word, or behind its dash."""
    if count.noun or count.value < 0:
        return False
    return any(0 <= count.start - m.end <= 1 for m in clause.of("in_return"))


def priced(clause: Clause, findings: Sequence[Finding], agents: Agents) -> None:
    """'11 російських моряків віддали за 19 цивільних': whom one gets for those whom one gives are one's own."""
    for first, second in pairwise(findings):
        price = clause.marked.has("formula", "formula_for", lo=second.count.start - 1, hi=second.count.start)
        same = second.party == first.party and clause.marked.within(
            "formula_for", second.count.start - 1, second.count.start
        )  # 'отдал 10 солдат за семерых гражданских'
        if price and first.party in agents.sides and second.count.nation is None and (second.party is None or same):
            second.party, second.part, second.extra = agents.other(str(first.party)), False, first.extra


def swapped(formulas: set[int], findings: Sequence[Finding], agents: Agents) -> None:
    """'exchanged 95 for 95 Russians': the first are the other side's, or both are both's."""
    for first, second in pairwise(findings):
        open_ = first.party in (None, JOINT) and first.count.second is second.count.second is None
        if second.count.start not in formulas or not open_ or second.part or second.extra:
            continue
        if second.party in agents.sides and second.count.nation:
            first.party, first.why = agents.other(second.count.nation), "exchanged for those behind"
            second.extra = second.extra or first.extra  # 'окремо 19 моряків обміняли на 11 російських'
            beside(first, findings)
        elif second.party in (None, JOINT) and first.count.value == second.count.value:
            first.party = second.party = BOTH


def beside(given: Finding, findings: Sequence[Finding]) -> None:
    """'Sixteen soldiers and one civilian swapped for 15 Russians': who stand before those given are given as well."""
    before = [f for f in findings if f.count.start < given.count.start]
    plain = given.extra and all(f.party in (None, JOINT) and f.count.second is None and not f.part for f in before)
    for finding in before if plain else ():
        finding.party, finding.why = given.party, given.why
