"""What became of a plan, told behind 'but': 'an exchange had been set for Tuesday | but was held today'."""

from __future__ import annotations

from bot.extraction.denials.putting_off import was_set
from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import COMPLETED, PLANNED


def came_to_nothing(plan: Event, turn: Event) -> None:
    """'an exchange had been scheduled | but would not now happen': what became of the plan stands behind 'but'."""
    clause = turn.clause
    opens = clause.marked.within("adversative", clause.lo, clause.lo + 2)
    named = clause.any_of(("swap", "body", "captive", "talks")) or turn.findings
    if not opens or named or plan.stage is not PLANNED or not plan.clause.has("swap", "body"):
        return
    bare = not plan.findings and (was_set(plan.clause) or "want" in plan.clause.own)
    if turn.stage.off:
        plan.stage = turn.stage
    elif turn.stage is COMPLETED and bare and came(clause):
        plan.void = True  # 'Обмін планували на вівторок, | але провели на день раніше'


def came(clause: Clause) -> bool:
    """'але він відбувся', 'но провели сегодня': it has come about, and nobody says that it has not."""
    tokens = clause.marked.sentence.tokens
    told = any(tokens[m.start].word.tense == "past" for m in clause.marks("happened"))
    return told and not clause.any_of(("negation", "not"))
