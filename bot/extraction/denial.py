"""What did not happen: denied, called off, put off, or said only on a condition (Rule E, step 6)."""

from __future__ import annotations

from bot.extraction.clause import VERBS, Clause
from bot.extraction.marks import Mark
from storage.vocabulary import Stage

OFF = (("cancelled", Stage.CANCELLED), ("postponed", Stage.POSTPONED))
BUT = ("а", "але", "но")
"""'не скасовано, а перенесено': what is denied ends here."""
NEAR = 4
"""How many words a negation may stand before what it negates."""


def negated(clause: Clause, mark: Mark) -> bool:
    """Whether a negation stands right before a mark, in the clause."""
    lo = max(clause.lo, mark.start - NEAR)
    tokens = clause.marked.sentence.tokens
    turned = [i for i in range(lo + 1, mark.start) if tokens[i - 1].word.surface == "," and tokens[i].word.norm in BUT]
    return clause.marked.has("negation", lo=max([lo, *turned]), hi=mark.start)


def not_before(clause: Clause, mark: Mark) -> bool:
    """Whether 'not' stands right before, or no more than 'now', 'yet' between."""
    at = mark.start - clause.marked.has("between_not", lo=max(clause.lo, mark.start - 1), hi=mark.start)
    return clause.marked.has("not", lo=max(clause.lo, at - 1), hi=at)


def denied(clause: Clause) -> bool:
    """'there was no exchange', 'denies that …', 'reports of a swap are false'."""
    if not clause.has("no_swap", "denied", "no") or clause.has("since"):
        return False
    if clause.has("no_swap") and clause.has("relative", "weekday", "month", "say", "happened"):
        return True
    return any(not negated(clause, m) for m in clause.marks("denied")) or none_held(clause)


def none_held(clause: Clause) -> bool:
    """'No prisoner exchange was held today': a swap with 'no' before it and a past verb of happening behind."""
    tokens = clause.marked.sentence.tokens
    for mark in clause.marks("swap", "body", "captive"):
        nothing = clause.marked.has("no", lo=max(clause.lo, mark.start - 3), hi=mark.start)
        verbs = ("happened",) if mark.cls == "swap" else ("happened", "give", "return", "receive", "free", "swap")
        held = clause.marked.first(*verbs, lo=mark.end, hi=min(mark.end + 5, clause.hi))
        if nothing and held and tokens[held.start].word.tense in ("past", "part"):
            return not clause.has("future", "cal_ago", "in_return")  # 'no bodies were given in return'
    return False


def called_off(clause: Clause, heads: list[Mark]) -> Stage | None:
    """Cancelled or postponed; a negated one ('has not been cancelled') says nothing."""
    if not clause.has("cancelled", "postponed", "not"):
        return None
    for name, stage in OFF:
        for mark in clause.marks(name):
            idle = beside(clause, mark, heads) or attributive(clause, mark) or refuses_words(clause, mark)
            if not negated(clause, mark) and not idle:
                return stage
    for mark in clause.marks("happened"):
        if not_before(clause, mark):
            return Stage.POSTPONED
    ahead = [h for h in heads if clause.marked.sentence.tokens[h.start].word.tense == "futr"]
    return Stage.POSTPONED if any(not_before(clause, h) for h in ahead) else None


def beside(clause: Clause, mark: Mark, heads: list[Mark]) -> bool:
    """'have traded prisoners after months of stalled talks': what was held up is not the event, which happened."""
    if clause.marked.has("talks", lo=mark.end, hi=mark.end + 1):
        return True
    if clause.marked.has("time_anchor", lo=max(clause.lo, mark.start - 4), hi=mark.start):
        return True  # 'after days of delay'
    if any(h.end < m.start < mark.start for h in heads for m in clause.marks("amid")):
        return True  # 'swap 146 each as the Geneva track stalls'
    stalled = clause.marked.has("talks", lo=max(clause.lo, mark.start - 2), hi=mark.start)
    if stalled and any(h.end < mark.start for h in heads):
        return True  # 'trade prisoners as talks stall'
    tokens = clause.marked.sentence.tokens
    return any(h.end <= mark.start and tokens[h.start].word.tense == "past" and h.cls != "body" for h in heads)


def attributive(clause: Clause, mark: Mark) -> bool:
    """'перенесённый обмен прошёл', 'the delayed swap will take place': what had been done to it is not the news."""
    word = clause.marked.sentence.tokens[mark.start].word
    if word.pos:
        return word.pos == "adj" and clause.marked.has("swap", "body", lo=mark.end, hi=min(mark.end + 5, clause.hi))
    participle = mark.end - mark.start == 1 and word.tense in ("past", "part")
    if not participle or not clause.has("future", "happened", "completed"):
        return False
    return any(0 <= m.start - mark.end <= 1 for m in clause.marks("swap", "body"))


def refuses_words(clause: Clause, mark: Mark) -> bool:
    """'отказался назвать дату', 'відмовився коментувати': nothing is called off."""
    if mark.end >= clause.hi or clause.marked.has(*VERBS, "swap", lo=mark.end, hi=mark.end + 1):
        return False
    word = clause.marked.sentence.tokens[mark.end].word
    unknown = not word.pos and word.norm.endswith(("ти", "ть", "тися", "ться"))
    return unknown or word.tense == "inf"


def void(clause: Clause) -> bool:
    """'Kyiv did not hand over a single body': nothing happened, nothing is put off."""
    if not clause.has("unreal", "conditional", "not"):
        return False
    if clause.has("unreal") and not clause.has("cancelled", "postponed"):
        return True
    if on_condition(clause):
        return True
    heads = clause.marks("receive", "give", "return", "free", "home") if clause.has("not") else []
    return any(not_before(clause, h) and clause.marked.sentence.tokens[h.start].word.tense != "futr" for h in heads)


def on_condition(clause: Clause) -> bool:
    """'would welcome the format if it led to exchanges': a swap that nobody says will be."""
    cue = clause.first("conditional")
    if cue is None:
        return False
    swaps = clause.marks("swap")
    return bool(swaps) and all(m.start > cue.start for m in swaps) and not clause.marks("number", lo=cue.end)
