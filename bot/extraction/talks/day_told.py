"""The day of talks whose own clauses name none: today, or the day that the first sentences name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from bot.extraction.days.when import KNOWN, When, settle
from bot.extraction.events.events import Read
from bot.extraction.events.item import Item
from bot.extraction.talks.days_ahead import day_ahead
from bot.extraction.talks.meeting import Meeting, of_a_swap
from bot.extraction.talks.talk_days import OLD, by_so_much, of_first_day
from bot.extraction.talks.talk_stage import last_day_told, more_tomorrow
from bot.extraction.talks.venues import town_of
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import ANNOUNCED, HELD, SCHEDULED, UNDER_WAY

CONFERRED: Final = ("talks", "confer", "converse")
DAY: Final = timedelta(days=1)
NEAR: Final = 4
"""Words between a day and the talk that it is an attribute of: 'Thursday's late-night conversation'."""


def day_of_speech(meeting: Meeting, item: Item) -> date | None:
    """What is under way is so today; what was held, on the day that the first sentences name."""
    today = meeting.stage is HELD and (more_tomorrow(item) or last_day_told(item))
    if meeting.stage is UNDER_WAY or today:
        return item.published if item.published >= KNOWN else None
    soon = any(m.clause.has("hours") and m.clause.has("talks_before") for m in meeting.mentions)
    soon = soon or tonight(meeting)
    if meeting.stage is SCHEDULED and on_eve(meeting) and item.published >= KNOWN:
        return item.published + DAY
    if soon and meeting.stage is SCHEDULED and item.published >= KNOWN:
        return item.published  # 'hours before negotiators meet'
    if meeting.stage.phase is ANNOUNCED and not meeting.stage.off:
        return day_ahead(item, set(meeting.union("parties")), meeting.stage)
    titled = any(m.title and m.stage is HELD for m in meeting.mentions)
    if meeting.stage is not HELD or any(
        m.left or (m.clause.has("pluperfect") and not titled) for m in meeting.mentions if m.stage
    ):
        return None
    return day_named(meeting, item)


def day_named(meeting: Meeting, item: Item) -> date | None:
    """The day of talks that were held, by the first sentences."""
    for read in item.reads:
        past = [e.clause for e in read.events if e.clause.has("pluperfect")]
        if read.marked.sentence.lead and any(before(w, c, meeting) for w in read.whens for c in past):
            return day_before(read, item)
        for when in read.whens if read.marked.sentence.lead else ():
            day = settle(when, item.published, ahead=False, last=None)
            if day and not looks_back(when, read, past, meeting, item) and 0 <= (item.published - day).days <= OLD:
                return day
    return None


def looks_back(when: When, read: Read, past: Sequence[Clause], meeting: Meeting, item: Item) -> bool:
    """Whether a day is not that of the talks: of what one said, of what had been before, of how much earlier."""
    if of_conversation(when, read.marked):
        return by_so_much(when, read.marked)
    told_later = (
        when.spoken and not there(read, meeting, item) and any(c.any_of(CONFERRED) for c in past)
    )  # 'said on Friday that they had been hard'
    back = told_later or by_so_much(when, read.marked) or any(c.lo <= when.start < c.hi for c in past)
    return back or any(of_first_day(when, e.clause) for e in read.events)


def before(when: When, clause: Clause, meeting: Meeting) -> bool:
    """'that the two had discussed it the day before': the day before that on which one spoke of it.

    Where the title judges the talks, whatever they had done there: 'had gone into the causes in depth the day before'.
    """
    if when.kind != "shift" or when.offset != -1:
        return False
    judged = any(m.title and "verdict" in m.clause.own for m in meeting.mentions)
    return clause.lo <= when.start < clause.hi and (judged or clause.any_of(CONFERRED))


def day_before(read: Read, item: Item) -> date | None:
    spoken = (settle(w, item.published, ahead=False, last=None) for w in read.whens if w.spoken)
    return next((day for day in spoken if day), item.published) - DAY


def of_conversation(when: When, marked: Marked) -> bool:
    """'said Thursday's late-night conversation had been frank', 'п'ятнична розмова': whose day it is."""
    word = marked.sentence.tokens[when.end - 1].word
    attribute = word.possessive or word.surface.endswith(("'s", "’s")) or word.pos == "adj"
    return attribute and marked.has("converse", "talks_strong", lo=when.end, hi=when.end + NEAR)


def on_eve(meeting: Meeting) -> bool:
    """English: 'swap prisoners on eve of Alaska summit': talks of the next day."""
    for mention in meeting.mentions:
        clause = mention.clause
        tokens = clause.marked.sentence.tokens
        if not of_a_swap(clause):
            return False
        for mark in clause.of("talks_before"):
            eve = any(t.word.norm == "eve" for t in tokens[mark.start : mark.end])
            if eve and clause.marked.has("talks_strong", lo=mark.end, hi=mark.end + NEAR):
                return True
    return False


def tonight(meeting: Meeting) -> bool:
    """'Witkoff arrives for talks', then 'the meeting would begin in the evening': of today, where no day is named."""
    come = any(m.title and m.arrival and m.stage is UNDER_WAY for m in meeting.mentions)
    clauses = [m.clause for m in meeting.mentions] if come else []
    return come and not any(c.any_of(("weekday", "relative", "month", "shift")) for c in clauses)


def there(read: Read, meeting: Meeting, item: Item) -> bool:
    """'told reporters in Istanbul on Wednesday that the round had settled': said where they sat, as the title tells."""
    place = meeting.first("place")
    titled = any(m.title and "hours" in m.clause.own for m in meeting.mentions)
    return titled and any(town_of(m, item.lexicon) == place for m in read.marked.of("place"))
