"""What only a noun tells of an event: 'the release of 1,200' has the stage of the news that it belongs to."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.stages.to_follow import next_lot
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark

NOMINAL: Final = frozenset({*VERBS, "each"})
"""What a clause must have to tell of an event by nouns only."""

NEAR: Final = 3
"""Words between 'led to' and the noun of what it has led to."""
BETWEEN: Final = frozenset(("the", "a", "an", "of", "safe", "successful", "про", "о", "об", "успішне", "успешном"))
"""What may stand between a verb of telling and the return that it tells of: 'confirmed the safe return'."""
NOT_YET: Final = (
    *("future", "possible_one", "possible", "conditional", "agreed", "pact", "proposed", "preparing", "want"),
    *("sought", "aim", "set_for", "no", "discuss"),
)
"""Words beside which what somebody reports has not come about."""


def nominal(clause: Clause) -> bool:
    """'йдеться про звільнення 1200', 'the release of 1,200': nouns only, outside a title."""
    if not clause.any_of(NOMINAL) or clause.marked.sentence.in_title:
        return False
    if clause.any_of(("happened", "swap")) or already_done(clause):
        return False
    heads = clause.all_of(VERBS)
    if not heads and "each" in clause.own and not clause.has("body", "move", "reunion"):
        return not next_lot(clause)  # '250 from each side are on the lists'
    if not heads or not all(a_noun(clause, h) for h in heads):
        return False
    return not (reported(clause, heads) or brought_about(clause, heads))


def already_done(clause: Clause) -> bool:
    """'The first part was already done: 200 from each side': a stage of it is over."""
    legs = clause.marks("leg", "phase")
    if not legs:
        return False
    tokens = clause.marked.sentence.tokens
    over = [m for m in clause.marks("completed", "finished") if tokens[m.start].word.tense in ("past", "part")]
    return any(m.start > legs[0].start and not negated(clause, m) for m in over) and not clause.has("future")


def about_it(clause: Clause) -> bool:
    """'йдеться про 150 військових': a figure of what was told before, whose stage it shares."""
    if "is_about" not in clause.own:
        return False
    words = (clause.marked.sentence.tokens[h.start].word for h in clause.marks(*VERBS, "swap"))
    return not any(w.tense and w.pos != "adj" for w in words)  # 'речь о двенадцати людях, вывезенных в Сумы'


def settled_before(clause: Clause) -> bool:
    """'Thursday's exchange was agreed at the Geneva talks': where that of a day comes from, no other one."""
    if "agreed" not in clause.own or "weekday" not in clause.own or "swap" not in clause.own:
        return False
    tokens, agreed = clause.marked.sentence.tokens, clause.of("agreed")[0]
    days = [m for m in clause.of("weekday") if tokens[m.end - 1].word.possessive]
    return any(0 <= s.start - d.end <= 1 and s.end <= agreed.start for d in days for s in clause.of("swap"))


def set_there(clause: Clause) -> bool:
    """'The swap agreed at the Ankara talks is due on Friday': where it was agreed, and no talks to come."""
    if "agreed" not in clause.own:
        return False
    agreed = clause.of("agreed")[0]
    whose = any(0 <= agreed.start - m.end <= 1 for m in clause.marks("swap", "operation_noun"))
    return whose and any(m.start > agreed.end for m in clause.of("due"))


def a_noun(clause: Clause, head: Mark) -> bool:
    tokens = clause.marked.sentence.tokens
    word = tokens[head.start].word
    if word.pos:
        return word.pos == "noun"
    if word.tense or head.start <= clause.lo:
        return False
    before = tokens[head.start - 1].word.norm
    return before in ("the", "a", "of", "for", "on") or clause.marked.within("prep_of", head.end, head.end + 1)


def reported(clause: Clause, heads: list[Mark]) -> bool:
    """'confirmed the return of 27 from captivity', 'повідомив про повернення сьогодні 27': told by whoever reports it.

    A day stands behind the noun, for before it it is the day of speaking; only a confirmation does without.
    """
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    if "captivity" not in clause.own or clause.any_of(NOT_YET):
        return False
    for say in clause.marks("say", "confirm"):
        head = next((h for h in heads if say.end <= h.start), None)
        between = tokens[say.end : head.start] if head is not None else []
        if any(t.word.norm not in BETWEEN for t in between):
            continue
        if head is None or tokens[say.start].word.tense != "past" or negated(clause, say):
            continue
        if say.cls == "confirm" or marked.has("relative", "weekday", "month", lo=head.end, hi=clause.hi):
            return True
    return False


def brought_about(clause: Clause, heads: list[Mark]) -> bool:
    """'its mediation had led to the release of 30 captives from each side': a past that has brought it about."""
    tokens = clause.marked.sentence.tokens
    for led in clause.of("led_to"):
        past = tokens[led.start].word.tense == "past" and not negated(clause, led) and not clause.any_of(NOT_YET)
        if past and any(0 <= h.start - led.end <= NEAR for h in heads):
            return True
    return False
