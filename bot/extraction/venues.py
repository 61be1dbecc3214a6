"""Where talks are held: a place named with them, else a country."""

from __future__ import annotations

from bot.extraction.clause import Clause
from bot.extraction.lexicon import Lexicon
from bot.extraction.marks import Mark, Marked

REACH = 4
"""Words that may stand between 'in' and a place."""


def place_of(clause: Clause, lexicon: Lexicon) -> tuple[str | None, str | None]:
    """(place, country): a place after 'in' or right before the talks; a country or a hall where no town is named."""
    dossier = lexicon.dossier
    for mark in clause.marks("place"):
        abroad = dossier.places[mark.value].country not in lexicon.sides
        seat = clause.marked.has("party", lo=mark.start, hi=mark.end)
        if where(mark, clause) and (abroad or seat or beside_talks(mark, clause)) and not at_sea(mark, lexicon):
            name = dossier.places[mark.value].name["en"]
            return (None, name) if a_hall(name) else (name, None)
    capitals = lexicon.table.get("capitals", {})
    for mark in clause.marks("adjective", "party"):
        if mark.value in capitals and by_capital(mark, clause):
            return dossier.places[capitals[mark.value]].name["en"], None
    for mark in clause.marks("party"):
        if in_before(mark, clause.marked) and not dossier.parties[mark.value].side:
            return None, dossier.parties[mark.value].name["en"]
    return None, None


def a_hall(name: str) -> bool:
    """A palace or hotel is less to the point than the town that is named with it elsewhere."""
    return not {"Palace", "Hotel"}.isdisjoint(name.replace(",", "").split())


def by_capital(mark: Mark, clause: Clause) -> bool:
    """'the Qatari capital', 'the capital of Qatar', 'в столице Катара'."""
    marked = clause.marked
    if marked.has("capital", lo=mark.end, hi=mark.end + 1):
        return marked.has("prep_in", lo=max(0, mark.start - 2), hi=mark.start)
    return mark.cls == "party" and marked.has("capital", lo=max(clause.lo, mark.start - 3), hi=mark.start)


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
    return in_before(mark, marked) or (not acts(mark, marked) and marked.has("talks", lo=mark.end, hi=mark.end + 2))


def acts(mark: Mark, marked: Marked) -> bool:
    """'Москва, Киев и Вашингтон завершили переговоры': a noun in the nominative does something, it is no place."""
    word = marked.sentence.tokens[mark.start].word
    return word.pos == "noun" and "nomn" in word.cases


def in_before(mark: Mark, marked: Marked) -> bool:
    """'in Riyadh', 'at the Kremlin', 'в саудівській Джидді', 'у палаці Чираган', 'in the Swiss city of Geneva'."""
    if mark.start == 0:
        return False
    if marked.has("prep_in", lo=mark.start - 1, hi=mark.start):
        return True
    at = mark.start - 1
    for _ in range(REACH):
        if at < 0 or not leads_on(at, marked):
            return False
        if marked.has("prep_in", lo=at - 1, hi=at):
            return True
        at -= 1
    return False


def leads_on(at: int, marked: Marked) -> bool:
    """Whether a word may stand between 'in' and a place: an article, a land's name as attribute, 'city of', 'hotel'."""
    word = marked.sentence.tokens[at].word
    if word.norm in ("the", "of") or marked.has("venue_noun", "adjective", lo=at, hi=at + 1):
        return True
    return marked.has("party", lo=at, hi=at + 1) and word.surface.endswith(("'s", "’s"))
