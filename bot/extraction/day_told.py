"""The day of talks whose own clauses name none: today, or the day that the first sentences name."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.extraction.events import Read
from bot.extraction.item import Item
from bot.extraction.marks import Marked
from bot.extraction.meeting import Meeting
from bot.extraction.talk_days import OLD, by_so_much, day_ahead, of_first_day
from bot.extraction.talk_stage import last_day_told, more_tomorrow
from bot.extraction.venues import town_of
from bot.extraction.when import KNOWN, When, settle
from storage.vocabulary import Phase, Stage

NEAR: Final = 4
"""Words between a day and the talk that it is an attribute of: 'Thursday's late-night conversation'."""


def day_of_speech(meeting: Meeting, item: Item) -> date | None:
    """What is under way is so today; what was held, on the day that the first sentences name."""
    today = meeting.stage is Stage.HELD and (more_tomorrow(item) or last_day_told(item))
    if meeting.stage is Stage.UNDER_WAY or today:
        return item.published if item.published >= KNOWN else None
    soon = any(m.clause.has("hours") and m.clause.has("talks_before") for m in meeting.mentions)
    soon = soon or tonight(meeting)
    if soon and meeting.stage is Stage.SCHEDULED and item.published >= KNOWN:
        return item.published  # 'hours before negotiators meet'
    if meeting.stage.phase is Phase.ANNOUNCED and not meeting.stage.off:
        return day_ahead(item, set(meeting.union("parties")), meeting.stage)
    titled = any(m.title and m.stage is Stage.HELD for m in meeting.mentions)
    if meeting.stage is not Stage.HELD or any(
        m.left or (m.clause.has("pluperfect") and not titled) for m in meeting.mentions if m.stage
    ):
        return None
    for read in item.reads:
        past = [e.clause for e in read.events if e.clause.has("pluperfect")]
        for when in read.whens if read.marked.sentence.lead else ():
            day = settle(when, item.published, ahead=False, last=None)
            told_later = (
                when.spoken and not there(read, meeting, item) and any(c.has("talks") for c in past)
            )  # 'said on Friday that they had been hard'
            looking_back = told_later or by_so_much(when, read.marked) or any(c.lo <= when.start < c.hi for c in past)
            looking_back = looking_back and not of_conversation(when, read.marked)
            looking_back = looking_back or any(of_first_day(when, e.clause) for e in read.events)
            if day and not looking_back and 0 <= (item.published - day).days <= OLD:
                return day
    return None


def of_conversation(when: When, marked: Marked) -> bool:
    """'said Thursday's late-night conversation had been frank', 'п'ятнична розмова': whose day it is."""
    word = marked.sentence.tokens[when.end - 1].word
    attribute = word.possessive or word.surface.endswith(("'s", "’s")) or word.pos == "adj"
    return attribute and marked.has("converse", "talks_strong", lo=when.end, hi=when.end + NEAR)


def tonight(meeting: Meeting) -> bool:
    """'Witkoff arrives for talks', then 'the meeting would begin in the evening': of today, where no day is named."""
    come = any(m.title and m.arrival and m.stage is Stage.UNDER_WAY for m in meeting.mentions)
    clauses = [m.clause for m in meeting.mentions] if come else []
    return come and not any(c.any_of(("weekday", "relative", "month", "shift")) for c in clauses)


def there(read: Read, meeting: Meeting, item: Item) -> bool:
    """'told reporters in Istanbul on Wednesday that the round had settled': said where they sat, as the title tells."""
    place = meeting.first("place")
    titled = any(m.title and "hours" in m.clause.own for m in meeting.mentions)
    return titled and any(town_of(m, item.lexicon) == place for m in read.marked.of("place"))
