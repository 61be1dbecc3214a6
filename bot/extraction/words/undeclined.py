"""What a side called by an abbreviation does: 'РФ', 'ВСУ', 'ЗСУ' have no cases, so that their place tells it."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import AGENT, OTHER, RECIPIENT, Clause
from bot.extraction.words.marks import Mark

ONE: Final = ("рф",)
"""Singular, so that it does nothing that is told in the plural: 'РФ передали 160'."""
NEAR: Final = 3
"""Within how many words behind an abbreviation its passive stands: 'ВСУ в ответ переданы 150'."""


def by_place(mark: Mark, clause: Clause) -> str:
    """'РФ', 'ВСУ', 'ЗСУ' do not decline: a noun before makes them a genitive, a verb of giving a dative."""
    marked = clause.marked
    before = marked.sentence.tokens[mark.start - 1].word if mark.start > clause.lo else None
    following = marked.sentence.tokens[mark.end].word if mark.end < clause.hi else None
    if handed_to(mark, clause):
        return RECIPIENT
    if before is None or before.kind != "word":
        return AGENT
    if any(m.end == mark.start for m in marked.inside("say", clause.lo) if m.end - m.start > 1):
        return OTHER  # 'по данным ВСУ'
    if before.pos == "verb" and any(m.end == mark.start for m in marked.all("give", "receive", lo=clause.lo)):
        given = before.plural or before.passive or before.tense == "inf"
        acts = any(m.end < mark.start for m in marked.all("party", "agency", lo=clause.lo))
        return RECIPIENT if acts or (given and marked.has("give", lo=clause.lo, hi=mark.start)) else AGENT
    acting = following is not None and following.pos == "verb" and following.tense in ("past", "pres")
    return OTHER if before.pos in ("noun", "adj") and not acting else AGENT


def handed_to(mark: Mark, clause: Clause) -> bool:
    """'ВСУ переданы 150 пленных', 'РФ передано 160': who receives stands before a passive of giving."""
    tokens, hi = clause.marked.sentence.tokens, min(mark.end + NEAR, clause.hi)
    one = tokens[mark.start].word.norm in ONE
    verbs = ((m, tokens[m.start].word) for m in clause.marked.all("give", lo=mark.end, hi=hi))
    given = (m for m, w in verbs if w.passive or (one and w.plural and w.tense == "past"))
    return any(all(t.word.kind == "word" for t in tokens[mark.end : m.start]) for m in given)
