"""Talks that no word for talks names: 'Two days in Doha bring no breakthrough', 'teams leave Doha'."""

from __future__ import annotations

from bot.extraction.clause import Clause
from bot.extraction.denial import negated
from bot.extraction.lexicon import Lexicon
from bot.extraction.marks import Mark
from bot.extraction.pairs import NO_TALKS, abroad_together, pair
from bot.extraction.venues import goes_from, in_before, is_host

APART = ("strike", "swap", "body", "captive", "weapon", "kin")
NEAR = 2
"""Words between those who work together and the verb: 'Ukrainian officials spent'."""


def in_session(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a clause tells of talks by where envoys sat, left or are awaited."""
    if "place" not in clause.own:
        return False
    places = clause.of("place")
    if any(received_for_hours(m, clause, lexicon) for m in places):
        return True
    abroad = [m for m in places if lexicon.dossier.places[m.value].country not in lexicon.sides]
    return any(spent_there(m, clause) or sent_there(m, clause) for m in abroad) or bool(
        abroad_together(clause, lexicon)
    )


def worked_together(clause: Clause, lexicon: Lexicon) -> bool:
    """'US and Ukrainian teams spent Sunday on a peace plan': those who negotiate, side by side, on a day."""
    if "deliberate" not in clause.own or not clause.has("weekday", "relative") or clause.has("talks_strong", *APART):
        return False
    verb, named = clause.marks("deliberate")[0], pair(clause, lexicon)
    return named is not None and 0 <= verb.start - named[1] <= NEAR and not negated(clause, verb)


def spent_there(mark: Mark, clause: Clause) -> bool:
    """'Three hours in Istanbul, no ceasefire', 'No breakthrough in Doha': a title that only tells how it went there."""
    told = clause.has("hours", "cal_two_days", "no_breakthrough") or ("truce" in clause.own and "no" in clause.own)
    apart = clause.has("talks_strong", "converse", "strike", "swap", "body", "weapon")
    return clause.marked.sentence.in_title and told and not apart and in_before(mark, clause.marked)


def received_for_hours(mark: Mark, clause: Clause, lexicon: Lexicon) -> bool:
    """'Five hours in Moscow: Putin and Witkoff find no compromise': a side's own seat, with both who sat there."""
    seat = clause.marked.within("party", mark.start, mark.end)
    if not (seat and clause.marked.sentence.in_title and "hours" in clause.own and in_before(mark, clause.marked)):
        return False
    return clause.has("person") and NO_TALKS.isdisjoint(clause.own) and pair(clause, lexicon) is not None


def sent_there(mark: Mark, clause: Clause) -> bool:
    """'Russian and Ukrainian teams leave Doha', 'Ankara to host US and Russian envoys': those who negotiate."""
    if not clause.has("envoys", "leaders", "delegation"):
        return False
    if goes_from(mark, clause):
        return True
    return is_host(mark, clause) and not any(negated(clause, m) for m in clause.marks("convene", "hosts", "awaited"))
