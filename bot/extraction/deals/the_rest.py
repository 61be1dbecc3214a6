"""The rest of those who come home, told in one clause with who is back: 'the first 140 home, the rest on Friday'."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.extraction.days.when import When, settle
from bot.extraction.events.events import Event
from bot.extraction.words.terms import CARRIED_OUT, PLANNED

PREPOSED: Final = ("on", "у", "в", "во", "до", "by")
DAYS: Final = ("weekday", "relative")
NEAR: Final = 3
"""Words between the rest and the day on which they come: a dash and a preposition."""


def rest_to_come(events: list[Event], times: list[When], published: date) -> None:
    """Give the rest's day to an event of its own, which is to come; those who are back came on no day told of."""
    for event in list(events):
        clause, when = event.clause, event.when
        rest = clause.first("the_rest") if event.findings and when is not None and when.kind in DAYS else None
        if rest is None or when is None or event.stage.phase is not CARRIED_OUT:
            continue
        behind = 0 <= when.start - rest.end <= NEAR and all(f.count.end <= rest.start for f in event.findings)
        between = clause.marked.sentence.tokens[rest.end : when.start]
        if not behind or any(t.word.kind != "sym" and t.word.norm not in PREPOSED for t in between):
            continue  # 'the rest came on Friday'
        if len([w for w in times if clause.lo <= w.start < clause.hi]) > 1:
            continue
        coming = settle(when, published, ahead=True, last=None)
        if coming is None or coming < published or (coming == published and when.kind == "weekday"):
            continue
        event.day = event.end_day = event.when = None
        event.recall, event.why = False, ""
        events.append(Event(event.frame, PLANNED, coming, when=when))
