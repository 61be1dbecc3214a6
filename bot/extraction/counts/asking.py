"""Who asks for an exchange without deciding of it: families, crowds; their number counts nobody who comes home."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

NEAR: Final = 4
"""How many words may stand between the verb of asking and the exchange."""
DEEDS: Final = ("swap", "free", "return", "home", "receive", "give")
ASKING: Final = ("want", "asks", "crowd_asks", "implores")
DECIDE: Final = ("party", "person", "agency", "office", "generic_body", "both")
"""Who may decide of an exchange, and asks for none in vain."""


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


def demanding(clause: Clause, count: Count) -> bool:
    """'Близько трьохсот людей тримали портрети і вимагали повернути кожного': whoever is no soldier demands it."""
    if count.noun not in ("", "folk") or count.second is not None:
        return False
    tokens = clause.marked.sentence.tokens
    for verb in clause.of("asks"):
        word = tokens[verb.start].word
        crowd = word.pos == "verb" and word.tense in ("past", "pres") and word.plural and count.end <= verb.start
        deed = clause.marked.all("swap", "return", "free", "receive", "give", lo=verb.end, hi=verb.end + 2)
        if crowd and any(tokens[m.start].word.tense == "inf" for m in deed):
            return True
    return False


def demanded(clause: Clause) -> Mark | None:
    """'About 300 people demanded an exchange', 'wives urge a swap of all prisoners': English tells crowds by a word."""
    for verb in clause.of("crowd_asks"):
        crowd = clause.marked.has("crowd", lo=clause.lo, hi=verb.start)
        if crowd and clause.marked.has("swap", "free", "return", "release", lo=verb.end, hi=clause.hi):
            return verb
    return None


def help_asked(clause: Clause) -> Mark | None:
    """The help that is asked for: 'просили посередництва в обміні 220 бійців', 'seek his help with the release'."""
    marked = clause.marked
    for help_ in clause.of("begs_help"):
        asking = marked.first(*ASKING, lo=max(clause.lo, help_.start - NEAR), hi=help_.start + 1)
        moves = marked.has(*DEEDS, lo=help_.end, hi=min(clause.hi, help_.end + NEAR))
        if asking is not None and moves and not marked.has(*DECIDE, lo=clause.lo, hi=asking.start):
            return help_
    return None


def who_ask(clause: Clause, count: Count) -> bool:
    """'Около сорока женщин просят включить сыновей в ближайший обмен'."""
    if "asks_help" in clause.own and any(0 <= m.start - count.end <= NEAR - 1 for m in clause.of("asks_help")):
        return count.second is None  # 'More than twenty people have asked her to help them rejoin their families'
    help_ = help_asked(clause) if "begs_help" in clause.own else None
    if help_ is not None and help_.end <= count.start:
        return True
    if "asks" in clause.own and demanding(clause, count):
        return True
    verb = asked(clause) if "want" in clause.own else demanded(clause) if "crowd_asks" in clause.own else None
    return verb is not None and count.end <= verb.start and count.second is None
