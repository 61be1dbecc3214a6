"""Who let people go, told by a participle: 'среди отпущенных Москвой двое гражданских'."""

from __future__ import annotations

from typing import Final

from bot.extraction.agents import Agents
from bot.extraction.spot import Ruling, Spot

GIVEN: Final = ("free", "give")


def handed_by(spot: Spot, agents: Agents) -> Ruling | None:
    """'Серед переданих Києвом четверо цивільних': whom one side has let go are the other's people."""
    marked = spot.clause.marked
    for mark in spot.clause.marks(*GIVEN) if agents.lexicon.code != "en" else ():
        word = marked.sentence.tokens[mark.end - 1].word
        near = marked.inside("party", mark.end, mark.end + 1) if word.pos == "adj" and word.plural else ()
        for party in near:
            named = "ablt" in marked.sentence.tokens[party.start].word.cases and party.value in agents.sides
            if named and spot.left <= mark.start and party.end <= spot.count.start:
                return agents.other(party.value), "let go by the other side"
    return None
