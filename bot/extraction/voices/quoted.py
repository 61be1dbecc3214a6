"""What a title quotes beside its news: '«Скоро обнимем родных»: 150 военных вернулись'."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Marked

OPENING: Final = ("«", '"', "“", "„", "'", "‘")
CLOSING: Final = ("»", '"', "”", "“", "'", "’")


def cut(marked: Marked) -> int:
    """Where a colon parts a title's news from words that it quotes and that count nobody; 0 where none does."""
    tokens = marked.sentence.tokens
    if not marked.sentence.in_title or ":" not in marked.sentence.text:
        return 0
    for colon in (i for i in marked.sentence.signs if tokens[i].word.surface == ":" and 0 < i < len(tokens) - 2):
        before = tokens[0].word.surface in OPENING and tokens[colon - 1].word.surface in CLOSING
        behind = tokens[colon + 1].word.surface in OPENING and tokens[-1].word.surface in CLOSING
        if before != behind and parts(colon, marked, before=before):
            return colon + 1
    return 0


def parts(colon: int, marked: Marked, *, before: bool) -> bool:
    """Whether nobody is counted in the words quoted, and somebody is where the news is told."""
    first, last = (0, colon), (colon, len(marked.sentence.tokens))
    quote, news = (first, last) if before else (last, first)
    told = numbered(*news, marked) and marked.has(*VERBS, "swap", lo=news[0], hi=news[1])
    return told and not numbered(*quote, marked)


def numbered(lo: int, hi: int, marked: Marked) -> bool:
    return any(t.word.kind == "num" for t in marked.sentence.tokens[lo:hi]) or marked.has("number", lo=lo, hi=hi)


def only_words(clause: Clause) -> bool:
    """Whether a clause is no more than what a title quotes beside its news."""
    at = cut(clause.marked)
    opens = clause.marked.sentence.tokens[0].word.surface in OPENING
    return at > 0 and (clause.hi == at if opens else clause.lo == at)
