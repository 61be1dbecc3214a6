"""Where talks are held: a place named with them, else a country."""

from __future__ import annotations

from bot.extraction.clause import Clause
from bot.extraction.lexicon import Lexicon
from bot.extraction.marks import Mark, Marked


def place_of(clause: Clause, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """(place, country): a place after 'in' or right before the talks; a country where no place is named."""
    dossier = lexicon.dossier
    for mark in clause.marks("place"):
        abroad = dossier.places[mark.value].country not in lexicon.sides
        seat = clause.marked.has("party", lo=mark.start, hi=mark.end)
        if where(mark, clause) and (abroad or seat or beside_talks(mark, clause)) and not at_sea(mark, lexicon):
            return dossier.places[mark.value].name["en"], None
    capitals = lexicon.table.get("capitals", {})
    for mark in clause.marks("adjective", "party"):
        if clause.marked.has("capital", lo=mark.end, hi=mark.end + 1) and mark.value in capitals:
            return dossier.places[capitals[mark.value]].name["en"], None
    for mark in clause.marks("party"):
        if in_before(mark, clause.marked) and not dossier.parties[mark.value].side:
            return None, dossier.parties[mark.value].name["en"]
    return None, None


def at_sea(mark: Mark, lexicon: Lexicon) -> bool:
    """Shipping in the Black Sea is talked about, nobody meets there."""
    return lexicon.dossier.places[mark.value].name["en"].endswith(" Sea")


def beside_talks(mark: Mark, clause: Clause) -> bool:
    """'talks in Moscow': in a side's own land a place counts only right beside the talks."""
    return clause.marked.has("talks_strong", lo=max(clause.lo, mark.start - 3), hi=min(clause.hi, mark.end + 2))


def where(mark: Mark, clause: Clause) -> bool:
    """'in Riyadh', 'the Budapest meeting'; not 'Kremlin: talks', 'Moscow after talks'."""
    marked = clause.marked
    signed = mark.end < clause.hi and marked.sentence.tokens[mark.end].word.kind == "sym"
    if signed or marked.has("prep_stop", "subordinate", lo=mark.end, hi=mark.end + 1):
        return in_before(mark, marked)
    return in_before(mark, marked) or marked.has("talks", lo=mark.end, hi=mark.end + 2)


def in_before(mark: Mark, marked: Marked) -> bool:
    if any(marked.has("prep_in", lo=i, hi=i + 1) for i in (mark.start - 1,)):
        return True
    article = marked.sentence.tokens[mark.start - 1].word.norm == "the" if mark.start else False
    return article and marked.has("prep_in", lo=mark.start - 2, hi=mark.start - 1)
