"""The day on which talks that are off were to be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.extraction.days.when import When, settle
from bot.extraction.words.clause import Clause


def day_off(clause: Clause, whens: Sequence[When], published: date) -> date | None:
    """'said Friday's meeting would not happen': the day, to come, on which those that are off were to be."""
    tokens = clause.marked.sentence.tokens
    for when in whens:
        word = tokens[when.end - 1].word
        attribute = word.surface.endswith(("'s", "’s")) or word.pos == "adj"
        if attribute and when.weekday is not None and clause.marked.has("talks", lo=when.end, hi=when.end + 2):
            today = when.weekday == published.weekday() and not when.modifier
            return published if today else settle(when, published, ahead=True, last=None)
    return None
