"""A title without a verb that names a weekday to come: 'Новый обмен — уже в пятницу', written on Thursday (Rule T)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.extraction.events import OLD, Event
from bot.extraction.when import When, settle
from storage.vocabulary import Stage


def comes(event: Event, mine: Sequence[When], published: date) -> bool:
    """Whether the weekday is near ahead and far behind, and no verb says that anything was done."""
    clause = event.clause
    told = event.stage is Stage.COMPLETED and clause.marked.sentence.in_title and "swap" in clause.own
    if not told or clause.verbs or clause.has("happened", "completed", "recall_adjective") or event.findings:
        return False
    tokens = clause.marked.sentence.tokens[clause.lo : clause.hi]
    if not all(w.weekday is not None and not w.modifier for w in mine) or any(t.word.tense for t in tokens):
        return False
    behind = [settle(w, published, ahead=False, last=None) for w in mine]
    coming = [settle(w, published, ahead=True, last=None) for w in mine]
    return any(
        b and a and (published - b).days > OLD >= (a - published).days for b, a in zip(behind, coming, strict=True)
    )
