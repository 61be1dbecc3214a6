"""Who let people go, told behind a participle or a count: 'среди отпущенных Москвой двое', 'and 84 by Ukraine'."""

from __future__ import annotations

from typing import Final

from bot.extraction.frames.agents import Agents
from bot.extraction.frames.spot import Ruling, Spot
from bot.extraction.words.clause import AGENT, BY, Clause, Verb

GIVEN: Final = ("free", "give")
RELEASED: Final = (*GIVEN, "return")
NEAR: Final = 2
"""Within how many words behind what was done, or behind a count, stands by whom."""

ITS_OWN: Final = ("captivity", "home", "cue_own", "nothing", "negation")
"""Beside 'returned', what tells that one got back one's own, or that nobody tells of it."""
SAYS: Final = 4
"""Within how many words behind a side it says what the other did."""


def handed_by(spot: Spot, agents: Agents) -> Ruling | None:
    """'Серед переданих Києвом четверо цивільних': whom one side has let go are the other's people."""
    marked = spot.clause.marked
    for mark in spot.clause.all_of(GIVEN) if agents.lexicon.code != "en" else ():
        word = marked.sentence.tokens[mark.end - 1].word
        near = marked.inside("party", mark.end, mark.end + 1) if word.pos == "adj" and word.plural else ()
        for party in near:
            named = "ablt" in marked.sentence.tokens[party.start].word.cases and party.value in agents.sides
            if named and spot.left <= mark.start and party.end <= spot.count.start:
                return agents.other(party.value), "let go by the other side"
    return None


def given_to_subject(spot: Spot, agents: Agents) -> bool:
    """'Ukraine was given 150, sources close to Moscow said': who was given people stands right before the verb."""
    verb = spot.verb
    if verb is None or not (verb.passive and verb.cls == "give") or agents.lexicon.code != "en":
        return False
    told = verb.end <= spot.count.start
    return told and any(s.role == AGENT and 0 <= verb.start - s.end <= NEAR for s in spot.clause.sides)


def by_each(spot: Spot, agents: Agents) -> Ruling | None:
    """'84 prisoners released by Russia and 84 by Ukraine', '84 отпущены Россией и 90 — Украиной': by either."""
    verb, named = spot.verb, [s for s in spot.clause.sides if s.role == BY and s.code in agents.sides]
    if (
        verb is None
        or not verb.passive
        or verb.cls not in RELEASED
        or len({s.code for s in named}) != len(agents.sides)
    ):
        return None
    mine = [s for s in named if spot.count.end <= s.start < spot.right]
    begin = verb.end if verb.start >= spot.count.end else spot.count.end
    return (agents.other(mine[0].code), "let go by it") if len(mine) == 1 and mine[0].start - begin <= NEAR else None


def gapped_behind(spot: Spot, agents: Agents) -> Ruling | None:
    """'84 пленных освободила Россия и 90 Украина': behind the second count stands who let them go, without a verb."""
    verb, acting = spot.verb, [s for s in spot.clause.sides if s.role == AGENT and s.code in agents.sides]
    mine = [s for s in acting if 0 <= s.start - spot.count.end <= 1 and s.start < spot.right]
    if agents.lexicon.code == "en" or verb is None or verb.passive or not mine or verb.end > spot.count.start:
        return None
    own = any(v.start >= verb.end for v in spot.clause.verbs)
    first = any(s.start == verb.end and s.code != mine[0].code for s in acting)
    return (agents.other(mine[0].code), "let go by it") if first and not own and verb.cls in ("free", "give") else None


def blamed(clause: Clause, verb: Verb) -> bool:
    """English: 'Moscow blames Kyiv for a failed handover of 1,200 bodies': who is blamed has not given them."""
    accused = clause.first("accuse") if verb.cls in RELEASED else None
    return accused is not None and accused.end <= verb.start and verb.tense in ("", "part", "ing", "inf")


def said_by_other(spot: Spot, verb: Verb, giver: str, sides: tuple[str, ...]) -> bool:
    """English: 'Moscow returned 98 sick soldiers, Kyiv's headquarters said': whoever tells it has got them."""
    clause, marked = spot.clause, spot.clause.marked
    if spot.count.own or marked.sentence.tokens[verb.start].word.pos or clause.has(*ITS_OWN):
        return False
    others = [s for s in clause.sides if s.start >= spot.count.end and s.code in sides and s.code != giver]
    says = any(marked.within("say", s.end, s.end + SAYS) for s in others)
    return says or any(marked.within("said_in", s.start - 2, s.start) for s in others)
