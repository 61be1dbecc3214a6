"""Talks that are off for good: 'will not take place', then 'he has called it off'."""

from __future__ import annotations

from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.talks.meeting import Meeting
from bot.extraction.talks.talks_off import fallen_through, not_off
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark
from storage.vocabulary import Stage

WHAT: Final = ("pronoun", "side_pronoun", "talks", "delegation", "journey", "trip")
NEAR: Final = 3
"""Words behind a word of calling off among which stands what was called off: 'отменил поездку делегации'."""


def told_off(meeting: Meeting, item: Item) -> Stage:
    """The stage of a meeting: cancelled where it will not be held and somebody has called it off."""
    stage = meeting.stage
    if stage is not Stage.POSTPONED or not any(unheld(m.clause) for m in meeting.mentions):
        return stage
    clauses = [e.clause for r in item.reads if r.marked.sentence.lead for e in r.events if not e.recall]
    if any(shifted(m, c) for c in clauses for m in c.of("talks_later")):
        return stage
    return Stage.CANCELLED if any(called_off(m, c) for c in clauses for m in c.of("talks_off")) else stage


def unheld(clause: Clause) -> bool:
    """'не состоится', 'will not take place'."""
    return fallen_through(clause) or any(not shifted(m, clause) for m in clause.of("talks_later"))


def shifted(mark: Mark, clause: Clause) -> bool:
    """'перенесены', 'put off'; not 'не состоится', which tells of no other day."""
    return not clause.marked.has("negation", "no", lo=mark.start, hi=mark.end)


def called_off(mark: Mark, clause: Clause) -> bool:
    """'отменил ее', 'скасував зустріч': what was to be held was called off, and by somebody."""
    marked = clause.marked
    done = marked.sentence.tokens[mark.start].word.tense in ("past", "part")
    if not done or not_off(mark, clause) or marked.within("negation", mark.start, mark.end):
        return False
    if marked.has("swap", "body", "strike", lo=mark.end, hi=mark.end + NEAR):
        return False
    return marked.has(*WHAT, lo=mark.end, hi=mark.end + NEAR)
