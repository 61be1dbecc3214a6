"""Who had no part in bringing people home: 'without the mediation of Turkey'."""

from __future__ import annotations

from typing import Final

from bot.extraction.marks import Mark, Marked

TAKES_PART: Final = frozenset({"участь", "участие", "участі"})
TABLE: Final = 10
"""Within how many words behind a meeting it is said who is to attend it."""


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
