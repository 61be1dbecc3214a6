"""Who asks for an exchange without deciding of it: families, crowds; their number counts nobody who comes home."""

from __future__ import annotations

from typing import Final

from bot.extraction.clause import Clause
from bot.extraction.marks import Mark
from bot.extraction.nouns import Count

NEAR: Final = 4
"""How many words may stand between the verb of asking and the exchange."""


def asked(clause: Clause) -> Mark | None:
    """The verb by which an exchange is asked for: 'просят включить сыновей в обмен', 'вимагали обміну'."""
    tokens = clause.marked.sentence.tokens
    for verb in clause.of("want"):
        word = tokens[verb.start].word
        if word.pos == "verb" and word.tense in ("past", "pres") and word.plural:
            heads = clause.marked.all("swap", "reunion", lo=verb.end, hi=min(clause.hi, verb.end + NEAR + 1))
            if any(tokens[m.start].word.pos == "noun" for m in heads):
                return verb
    return None


def demanded(clause: Clause) -> Mark | None:
    """'About 300 people demanded an exchange', 'wives urge a swap of all prisoners': English tells crowds by a word."""
    for verb in clause.of("crowd_asks"):
        crowd = clause.marked.has("crowd", lo=clause.lo, hi=verb.start)
        if crowd and clause.marked.has("swap", "free", "return", "release", lo=verb.end, hi=clause.hi):
            return verb
    return None


def who_ask(clause: Clause, count: Count) -> bool:
    """'Около сорока женщин просят включить сыновей в ближайший обмен'."""
    if "asks_help" in clause.own and any(0 <= m.start - count.end <= NEAR - 1 for m in clause.of("asks_help")):
        return count.second is None  # 'More than twenty people have asked her to help them rejoin their families'
    verb = asked(clause) if "want" in clause.own else demanded(clause) if "crowd_asks" in clause.own else None
    return verb is not None and count.end <= verb.start and count.second is None
