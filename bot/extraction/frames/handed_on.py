"""Who gave those counted last. English '146 servicemen returned, 146 POWs handed over': as many captives for them."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.words.clause import BOTH, Clause

BACK: Final = ("return", "home", "receive")
OVER: Final = 3
"""Words behind a count within which its verb stands: 'captives were handed over'."""


def handed_on(clause: Clause, first: Finding, second: Finding, sides: tuple[str, ...]) -> bool:
    """Whether the second count is of captives given for as many of the first, whose side is then set."""
    alike = first.count.value == second.count.value and first.count.second is None
    if not alike or second.count.noun != "captive" or first.count.noun in ("captive", "body"):
        return False
    if not clause.marked.has(*BACK, lo=first.count.end, hi=second.count.start):
        return False
    if not clause.marked.has("give", lo=first.count.end, hi=second.count.end + OVER):
        return False
    named = {m.value for m in clause.marks("party", "adjective") if m.end <= first.count.start}
    if first.party is None and len(named) == 1:
        first.party = next((side for side in sides if side in named), None)
    return first.party in sides


def gave_to_it(clause: Clause, first: Finding, second: Finding) -> bool:
    """'400 привезли, ще 120 віддали російські морги': who gave stands behind the verb, and is not who got the first."""
    give = clause.marked.first("give", lo=second.count.end, hi=second.count.end + 2)
    giver = clause.marked.first("adjective", "people", "party", lo=give.end, hi=give.end + 1) if give else None
    if giver is None or giver.value == first.party:
        return False
    return "nomn" in clause.marked.sentence.tokens[giver.start].word.cases


def told_by(clause: Clause) -> str | None:
    """'Moscow: 6,060 bodies handed over, 78 received', 'Moscow counts 90 given up and 95 taken back': who gave."""
    tokens, first = clause.marked.sentence.tokens, next(iter(clause.sides), None)
    if first is None or first.code == BOTH or any(s.code != first.code for s in clause.sides) or first.end >= clause.hi:
        return None
    colon = tokens[first.end].word.surface == ":" and clause.verbs[0].start > first.end
    tells = clause.marked.has("say", "tally", "speaks_of", lo=first.end, hi=first.end + 2) and "body" not in clause.own
    return first.code if colon or tells else None
