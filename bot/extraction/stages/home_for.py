"""Who 'will be home for New Year', where the text tells that they have been freed: it has been done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.denials.negation import negated
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.terms import COMPLETED, EXCHANGE, PLANNED
from storage.vocabulary import Scope

AHEAD: Final = ("anaphor", "cal_next", "negation", "possible", "wish")


def home_for(found: Sequence[Group], events: Sequence[Event]) -> None:
    """'189 will be home for New Year', then 'they were freed on Monday': of those, and done."""
    plans = [g for g in found if g.kind is EXCHANGE and g.stage is PLANNED and not g.background and g.findings]
    if len(plans) != 1 or not all(e.in_title and "home" in e.clause.own for e in plans[0].events):
        return
    freed = next((e for e in events if e.lead and not (e.in_title or e.recall) and says_freed(e)), None)
    others = [g for g in found if g is not plans[0] and g.kind is EXCHANGE and not g.background and g.findings]
    plan = plans[0]
    most = max(f.count.value for _, f in plan.findings)
    within = all(f.part or (f.scope is Scope.CIVILIANS and f.count.value < most) for g in others for _, f in g.findings)
    if freed is None or not within or any(e.day not in (None, freed.day) for e in plan.events):
        return
    plan.stage = COMPLETED
    plan.events = [*plan.events, freed]
    for event, finding in (pair for other in others for pair in other.findings):
        finding.part = True
        plan.findings = [*plan.findings, (event, finding)]
    for group in found:
        if group is not plan and (group in others or freed in group.events):
            group.events, group.findings = [], []


def says_freed(event: Event) -> bool:
    """'They were freed on Monday', 'in the group freed on Monday': a past verb, with its day, of no other group."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.stage is not COMPLETED or event.day is None or clause.has(*AHEAD):
        return False
    return any(tokens[m.start].word.tense in ("past", "part") and not negated(clause, m) for m in clause.marks("free"))
