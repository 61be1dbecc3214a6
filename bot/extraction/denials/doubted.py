"""An exchange only in doubt, or halted: 'Row over exchange of 120', «обмен 120 на 120 под вопросом»."""

from __future__ import annotations

from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from bot.extraction.words.terms import POSTPONED
from storage.vocabulary import Stage

REACH: Final = 7
"""Within how many words of its name an exchange is said to be in doubt or halted."""
NEAR: Final = 3
"""Within how many words behind 'uncertainty over' the exchange is named."""
APART: Final = ("amid", "subordinate", "time_anchor", "and", "talks", "clause", "future", "happened", "say")
"""What stands between two things that are told."""
OF_IT: Final = ("swap", "swap_noun_only", "body", "operation_noun")
DEEDS: Final = ("home", "free", "return", "receive", "give")


def doubted(clause: Clause) -> bool:
    """'Uncertainty over 200-prisoner exchange', 'обмін 120 на 120 під питанням': nothing is told to have happened."""
    if not clause.any_of(("doubt_over", "in_doubt")) or not idle(clause):
        return False
    over = any(of_swap(clause, mark, behind=True) for mark in clause.of("doubt_over"))
    return over or any(of_swap(clause, mark) for mark in clause.of("in_doubt"))


def halted(clause: Clause) -> Stage | None:
    """'Exchange of 120 prisoners halted', 'передачу 1000 тіл зупинено'; not 'обмен прошёл, бои остановлены'."""
    told = [m for m in clause.of("halted") if not negated(clause, m)] if "halted" in clause.own else []
    return POSTPONED if any(of_swap(clause, m) for m in told) and idle(clause) else None


def of_swap(clause: Clause, mark: Mark, *, behind: bool = False) -> bool:
    """Whether it is said of an exchange or a transfer, `behind` it or before, with nothing else told between them."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for swap in clause.marks(*OF_IT):
        lo, hi = (mark, swap) if behind else (swap, mark)
        near = 0 <= hi.start - lo.end <= (NEAR if behind else REACH)
        cut = any(t.word.surface in ",;:—–()" for t in tokens[lo.end : hi.start]) if near else True
        if near and not cut and not marked.has(*APART, lo=lo.end, hi=hi.start):
            return True
    return False


def idle(clause: Clause) -> bool:
    """Whether no verb tells of anybody who came home, was freed or handed over."""
    bodies = "body" in clause.own or "operation_noun" in clause.own
    told = (v for v in clause.verbs if v.cls in DEEDS)
    return not any(True for v in told if not (bodies and v.cls in ("give", "return"))) and not clause.has("happened")
