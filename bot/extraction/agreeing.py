"""Words of agreement that say nothing of how far an exchange has come: who helped to agree, what it led to."""

from __future__ import annotations

from bot.extraction.clause import Clause
from bot.extraction.denial import NEAR
from bot.extraction.marks import Mark


def helped(clause: Clause, mark: Mark) -> bool:
    """'домовитися допоміг Абу-Дабі', 'ОАЭ помогли договориться': who helped, and not how far it has come."""
    word = clause.marked.sentence.tokens[mark.start].word
    near = clause.marked.has("mediation", lo=max(clause.lo, mark.start - 1), hi=mark.end + 1)
    return word.pos == "verb" and word.tense == "inf" and near


def offers_them(clause: Clause, mark: Mark) -> bool:
    """'Putin offers 150 captives for 150', 'offers him for our captives': whom one would give up, behind the verb."""
    marked = clause.marked
    named = marked.has("captive", "number", lo=mark.end, hi=mark.end + 3)
    price = marked.first("prep_for", lo=mark.end, hi=mark.end + 4)
    named = named or (price is not None and marked.has("captive", lo=price.end, hi=price.end + 3))
    return named or clause.marked.sentence.tokens[min(mark.end, clause.hi - 1)].word.kind == "num"


def led_home(clause: Clause, mark: Mark, head: Mark) -> bool:
    """'Емірати домовилися – 103 захисники вільні': behind a dash stands what came of it, a verbless homecoming."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    dashed = any(t.word.surface in "—–" for t in tokens[mark.end : head.start])
    return dashed and head.cls == "home" and word.pos == "verb" and tokens[head.start].word.tense != "inf"


def led_up(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """'exchange 150 prisoners each after weeks of appeals': what went before is not how far it has come."""
    marked = clause.marked
    if mark.cls == "proposed" and marked.has("pluperfect", lo=mark.start - 1, hi=mark.start):
        return any(h.start >= mark.end and h.cls == "home" for h in heads)  # 'captives Kyiv had asked for come home'
    before = [h for h in heads if h.end <= mark.start]
    if before and mark.cls == "proposed" and marked.has("amid", lo=before[0].end, hi=mark.start):
        return True  # 'swap 150 each as families call for more'
    return bool(before) and marked.has("time_anchor", lo=max(clause.lo, mark.start - NEAR), hi=mark.start)


def terms_agreed(clause: Clause, mark: Mark) -> bool:
    """'the lists had been agreed', 'the first stage of what was agreed': what is agreed is no exchange."""
    what = () if clause.marked.sentence.tokens[mark.start].word.pos else ("question",)
    terms = clause.marked.first("terms", *what, lo=max(clause.lo, mark.start - 4), hi=mark.start)
    return terms is not None and not clause.marked.has("swap", lo=terms.end, hi=mark.start)


def deals(clause: Clause, mark: Mark) -> bool:
    """'Про обміни домовляються окремо', 'договариваются': who deals with each other has agreed on nothing yet."""
    word = clause.marked.sentence.tokens[mark.start].word
    return mark.cls == "agreed" and word.pos == "verb" and word.tense == "pres" and word.perfective is False


def foreseen(clause: Clause, heads: list[Mark]) -> bool:
    """English: 'Umerov sees 1,000 released by Christmas': what somebody sees has not come about."""
    for mark in clause.of("sees"):
        present = clause.marked.sentence.tokens[mark.start].word.norm == "sees"
        if present and clause.marked.has("person", hi=mark.start) and any(h.start >= mark.end for h in heads):
            return not clause.has("swap") or all(s.start > mark.end for s in clause.of("swap"))
    return False
