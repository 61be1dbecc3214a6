"""Who tells of talks that were his own: 'the session with the Russians lasted four hours, Witkoff said'."""

from __future__ import annotations

from typing import Final

from bot.extraction.voices.mediators import party_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark

BEHIND: Final = 3
"""Within how many words behind a clause stands who speaks."""


def speaker(joined: Mark, clause: Clause, lexicon: Lexicon) -> list[Mark]:
    """'the session with the Russians and Ukrainians lasted four hours, Witkoff said': a negotiator tells of his own."""
    if clause.marked.within("between", joined.start, joined.end):
        return []
    told = [m for m in clause.marks("person") if clause.marked.has("say", lo=m.start - 1, hi=m.end + 1)]
    told += [m for m in clause.marks("party", "agency") if clause.marked.within("say", m.end, m.end + 1)]
    told += spoke_behind(clause)
    told = [*whose_team(joined, clause), *who_says(joined, clause), *(m for m in told if m.start >= joined.end)]
    parties = ((m, lexicon.dossier.parties.get(party_of(m, lexicon) or "")) for m in told)
    return [m for m, party in parties if party is not None and (party.side or party.negotiator)][:1]


def spoke_behind(clause: Clause) -> list[Mark]:
    """'Following sessions with the Russians and Ukrainians, | Washington said': who tells of talks before it."""
    marked = clause.marked
    if not marked.within("talks_after", clause.lo, clause.lo + 1):
        return []
    names = marked.all("person", "party", "agency", lo=clause.hi, hi=clause.hi + BEHIND)
    return [m for m in names if marked.within("say", m.end, m.end + 1)]


def whose_team(joined: Mark, clause: Clause) -> list[Mark]:
    """'Umerov said | that his team had begun talks with the Americans': who speaks before the clause."""
    teams = clause.marked.inside("delegation", clause.lo, joined.start) if "delegation" in clause.own else []
    tokens = clause.marked.sentence.tokens
    own = any(m.start and tokens[m.start - 1].word.norm in ("his", "her") for m in teams)
    return list(clause.marked.all("person", hi=clause.lo))[-1:] if own else []


def who_says(joined: Mark, clause: Clause) -> list[Mark]:
    """'Zelensky said | that the meeting with the Americans might move': one side's man speaks of its own meeting."""
    opens = clause.marked.within("that", clause.lo, clause.lo + 1)
    if not opens or any(
        m.end <= joined.start for m in clause.marks("party", "adjective", "people", "person", "agency")
    ):
        return []
    before = list(clause.marked.all("person", hi=clause.lo))[-1:]
    return [m for m in before if clause.marked.has("say", lo=m.end, hi=clause.lo)]
