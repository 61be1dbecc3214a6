"""Who had no part in bringing people home ('without the mediation of Turkey'), and who only took part in talks."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bot.extraction.words.marks import Mark, Marked

TAKES_PART: Final = frozenset({"участь", "участие", "участі"})
TABLE: Final = 14
"""Within how many words behind a meeting it is said who is to attend it."""
LISTED: Final = 7
"""Within how many words behind 'за участі' stand those who took part."""


def denied(cue: Mark, marked: Marked) -> bool:
    """'США не участвовали в обмене', 'без посредничества Турции'; 'не без помощи' affirms it."""
    at = cue.start - marked.within("without_them", cue.start - 1, cue.start)
    return marked.within("not", at - 1, at) is (at == cue.start)


def attends(cue: Mark, marked: Marked) -> bool:
    """'предложил встречу лидеров с участием Трампа', 'a summit with the participation of': who is to sit at a table."""
    word = marked.sentence.tokens[cue.end - 1].word
    if not marked.any_of(("proposed", "talks_proposed", "wish")):
        return False  # 'Перемовини йшли за участі Туреччини'
    part = not {word.norm, *word.keys}.isdisjoint(TAKES_PART) or word.norm == "of"
    return part and marked.has("talks_strong", lo=cue.start - TABLE, hi=cue.start)


def took_part(cue: Mark, marked: Marked, sides: Collection[str]) -> bool:
    """'за участю України, США та Росії', 'при участии России, Украины и США': beside both sides nobody goes between."""
    tokens = marked.sentence.tokens
    if not marked.within("attended_by", cue.start, cue.end):
        return False
    listed = set()
    for party in marked.inside("party", cue.end, cue.end + LISTED):
        joined = party.start == cue.end or tokens[party.start - 1].word.surface == ","
        joined = joined or marked.within("and", party.start - 1, party.start)
        if joined and "gent" in tokens[party.start].word.cases:
            listed.add(party.value)
    return listed >= set(sides)


def sits_there(mark: Mark, marked: Marked) -> bool:
    """'перемовини за участю американців', 'встреча с участием США и Украины': listed right behind who takes part."""
    for cue in marked.of("attended_by") if "attended_by" in marked.marks else ():
        if not 0 <= mark.start - cue.end <= LISTED or not marked.has("talks", lo=cue.start - 2, hi=cue.start):
            continue  # 'моніторинг припинення вогню за участі США'
        names = (*marked.all("party", "people", "and", lo=cue.end, hi=mark.start),)
        told = {i for m in names for i in range(m.start, m.end)}
        if all(i in told or marked.sentence.tokens[i].word.surface == "," for i in range(cue.end, mark.start)):
            return True
    return False


def of_border(mark: Mark, marked: Marked) -> bool:
    """'на белорусской границе', 'з білоруської неволі': where it was, or in whose hands they were; no go-between."""
    around = ("frontier", "border", "captivity", "prisons")
    return mark.cls == "adjective" and marked.has(*around, lo=mark.end, hi=mark.end + 1)


def to_each(marked: Marked) -> bool:
    """'A hundred went to Ukraine and 69 to Russia': a sentence that tells how many each side got."""
    goals = {m.value for m in marked.of("party") if marked.within("prep_to", m.start - 1, m.start)}
    return len(goals) > 1 and marked.any_of(("move",))
