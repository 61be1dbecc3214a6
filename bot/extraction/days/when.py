"""A time cue of a sentence, and the day that it names against the day of publication (Rule T)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked

DAY: Final = timedelta(days=1)
NEAR: Final = 3
KNOWN: Final = date(1990, 1, 1)
"""An entry from before has no day of publication (the epoch stands in): only dates with their year can be told."""


@dataclass(slots=True, eq=False, init=False)
class When:
    """A time cue at tokens start…end: a day, a span, or (day None) only something vague.

    `kind` is date, weekday, relative, shift or vague; `weekday` waits for the tense to be resolved, `offset`
    for the last day named; `spoken` marks the day on which somebody said something.
    """

    start: int
    end: int
    kind: str
    day: date | None
    end_day: date | None
    weekday: int | None
    modifier: str
    offset: int | None
    past_cue: bool
    spoken: bool

    def __init__(
        self,
        start: int,
        end: int,
        kind: str,
        day: date | None = None,
        end_day: date | None = None,
        weekday: int | None = None,
        modifier: str = "",
        offset: int | None = None,
        past_cue: bool = False,
        spoken: bool = False,
    ) -> None:
        self.start, self.end, self.kind, self.day, self.end_day = start, end, kind, day, end_day
        self.weekday, self.modifier, self.offset = weekday, modifier, offset
        self.past_cue, self.spoken = past_cue, spoken


def settle(when: When, published: date, *, ahead: bool, last: date | None) -> date | None:
    """The day that a cue means, once it is known whether the event lies ahead."""
    if when.weekday is not None:
        return weekday_day(when, published, ahead=ahead)
    if when.kind == "shift" and when.offset is not None:
        return (last or published) + when.offset * DAY
    return when.day


def weekday_day(when: When, published: date, *, ahead: bool) -> date:
    """Past: the last such day, publication day itself counting; ahead: the next one (Rule T, 2)."""
    assert when.weekday is not None
    back = (published.weekday() - when.weekday) % 7
    if when.modifier == "last":
        return published - (back or 7) * DAY
    if when.modifier == "next":
        coming = 7 - back
        return published + (coming if coming > 1 else coming + 7) * DAY  # nobody calls tomorrow 'next Tuesday'
    if ahead:
        return published + ((-back) % 7) * DAY
    return published - back * DAY


def nearest_weekday(when: When, published: date, *, gone: bool) -> date | None:
    """'The swap set for Tuesday was called off', told on Wednesday: yesterday rather than in six days.

    `gone`: the day is told to have passed without it.
    """
    past = settle(when, published, ahead=False, last=None)
    fresh = past is not None and (gone or (published - past).days <= 1)
    return past if fresh else settle(when, published, ahead=True, last=None)


TURNS: Final = ("а", "але", "но", "but")
"""What stands between the day that it is not and the day that it is."""


def instead(found: list[When], marked: Marked) -> list[When]:
    """'не сьогодні, а в суботу', 'not on Friday but on Sunday': one cue, whose day is the one told last."""
    kept: list[When] = []
    for when in found:
        if kept and not_then(kept[-1], when, marked):
            when.start = kept.pop().start
        kept.append(when)
    return kept


def not_then(first: When, second: When, marked: Marked) -> bool:
    """Whether 'not' stands right before a day, and no more than 'but on' between it and the next."""
    if second.start - first.end > NEAR or not marked.within("not", max(0, first.start - 2), first.start):
        return False
    return any(t.word.norm in TURNS for t in marked.sentence.tokens[first.end : second.start])


def shifted(mark: Mark, marked: Marked) -> When:
    """'a day later', 'трьома днями раніше', 'за два дня до этого': so many days from the last one named."""
    before = next((m for m in marked.inside("number", mark.start - 1, mark.start)), None)
    told = int(before.value) if before else mark.start > 0 and marked.sentence.tokens[mark.start - 1].word.value
    days = int(told) if told and int(mark.value) else 1
    return When(mark.start - (days > 1), mark.end, "shift", offset=days * int(mark.value))


OF_IT: Final = ("of", "the", "на")
"""What may stand between a day and the week that it is of."""
THAN: Final = ("за", "ніж", "чем", "від")
"""What stands between a comparative and what is compared."""


def likened_to(month: Mark, marked: Marked) -> bool:
    """'більшим за лютневий', 'крупнее апрельского': last month's is only what the news is compared with."""
    tokens = marked.sentence.tokens
    if month.start == 0 or tokens[month.start].word.pos != "adj":
        return False
    behind = tokens[month.end].word if month.end < len(tokens) else None
    named = behind is not None and behind.pos in ("noun", "adj")
    return not named and (
        tokens[month.start - 1].word.norm in THAN or marked.within("superlative", month.start - 1, month.start)
    )


def for_a_feast(mark: Mark, marked: Marked) -> bool:
    """'Sixty-eight home for Independence Day': what they are in time for; 'set for New Year's Eve' names the day."""
    at = mark.start - 1
    return marked.within("prep_for", at, at + 1) and not marked.has(
        "due", "set_for", "future", lo=at - 2, hi=mark.start
    )


def of_statement(mark: Mark, marked: Marked) -> bool:
    """'говорится в субботнем сообщении', 'йдеться в суботньому дописі': the day on which it was said."""
    told = marked.has("account_noun", lo=mark.end, hi=mark.end + 1)
    return told and marked.has("say", lo=mark.start - NEAR, hi=mark.start)


def of_week(day: Mark, marked: Marked, published: date) -> When | None:
    """'Thursday of next week', 'в четверг на следующей неделе': a day of the week behind this one, or before it."""
    if "cal_week" not in marked.marks:
        return None
    week = next((m for m in marked.inside("cal_week", day.end + 1, day.end + 4)), None)
    which = marked.first("cal_next", "cal_last", lo=day.end, hi=week.start) if week is not None else None
    if week is None or which is None or which.end != week.start:
        return None
    if any(t.word.norm not in OF_IT for t in marked.sentence.tokens[day.end : which.start]):
        return None  # 'Swap due on Friday slips to next week'
    weeks = 1 if which.cls == "cal_next" else -1
    told = published + (int(day.value) - published.weekday() + 7 * weeks) * DAY
    return When(day.start, week.end, "date", day=told)


def year_before(when: When, day: date, published: date, clause: Clause) -> date | None:
    """What has happened did not happen tomorrow: '24 травня', told in February, was last year's (Rule T, 1)."""
    tokens = clause.marked.sentence.tokens[when.start : when.end]
    dated = when.kind == "date" and not any((t.word.value or 0) > 31 for t in tokens)
    if not dated or (day - published).days <= 2 or (day.month, day.day) == (2, 29):
        return None
    return day.replace(year=day.year - 1)
