"""Who stands between the parties of talks: 'US-mediated', 'brokered by Türkiye'."""

from __future__ import annotations

from bot.extraction.voices.mediators import party_of
from bot.extraction.voices.unhelped import attends, sits_there, took_part
from bot.extraction.words.clause import Clause
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark


def go_betweens(clause: Clause, lexicon: Lexicon) -> list[str]:
    """The codes of those who mediate; who only attends, or sits there as one who negotiates, does not."""
    found: list[str] = []
    last: Mark | None = None  # 'mediated by Türkiye and the Emirates'
    marked = clause.marked
    cues = [c for c in clause.of("talks_mediation") if not (took_part(c, marked, lexicon.sides) or attends(c, marked))]
    for mark in clause.marks("party", "adjective", "people", "person"):
        code = party_of(mark, lexicon)
        party = lexicon.dossier.parties.get(code or "")
        if party and party.negotiator and sits_there(mark, marked):
            continue
        if mark.cls == "people" and party and party.negotiator:
            continue
        if mark.cls == "party" and marked.within("prep_in", mark.start - 1, mark.start):
            continue  # 'No breakthrough in Switzerland as US-brokered talks end'
        near = any(-4 <= mark.start - c.end <= 3 or 0 <= c.start - mark.end <= 2 for c in cues)
        joined = last is not None and 1 <= mark.start - last.end <= 2 and marked.within("and", last.end, mark.start)
        near = near or joined
        if party and party.mediator and near:
            found.append(party.code)
            last = mark
    return list(dict.fromkeys(found))
