"""On which day talks are: the day that is theirs among those a clause names (Rule T)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bot.extraction.days.when import When, settle
from bot.extraction.events.events import Read
from bot.extraction.talks.no_plan import morrow, shut
from bot.extraction.talks.not_there import spoken_first
from bot.extraction.talks.sessions import days_of
from bot.extraction.talks.steps import lies_ahead
from bot.extraction.talks.talks_yield import yields
from bot.extraction.talks.titled_sittings import more_to_come, paused
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import HELD, SCHEDULED
from storage.vocabulary import Stage

PLANNED: Final = 6
"""Words between 'originally' and the day that was planned, and before the talks of a title that are another."""
FAR: Final = 12
"""Words between 'take place' and its day: 'on the sidelines of a recovery conference'."""
STARTS: Final = ("resume", "resumes", "begin", "begins", "start", "starts", "open", "opens")
AHEAD: Final = 3
"""Words between a verb in the future and its day."""
OLD: Final = 3
"""Days after which talks are no news."""
DAY: Final = timedelta(days=1)


def whens_of(clause: Clause, read: Read) -> list[When]:
    mine = [w for w in read.whens if clause.lo <= w.start < clause.hi and not spoken_first(w.start, clause.marked)]
    return sorted(paired(mine, clause.marked), key=lambda w: w.spoken)


def paired(whens: list[When], marked: Marked) -> list[When]:
    """'on Tuesday and Wednesday', 'у вівторок та в середу': the first day, which reaches to the second."""
    found: list[When] = []
    for when in whens:
        last = found[-1] if found else None
        if last is not None and follows(when, last, marked):
            found[-1] = replace(last, end=when.end, spoken=when.spoken)
        else:
            found.append(when)
    return found


def follows(when: When, last: When, marked: Marked) -> bool:
    """Whether a weekday stands behind another and 'and'."""
    joined = when.start - last.end <= 2 and marked.within("cal_and", last.end, last.end + 1)
    return joined and when.weekday is not None and last.weekday is not None


def given_up(when: When, clause: Clause) -> bool:
    """'originally set for Monday, is to start on Wednesday instead': a day that was planned before."""
    for first in clause.of("at_first"):
        near = 0 <= when.start - first.end <= PLANNED
        if near and not clause.marked.has("would", lo=first.end, hi=when.start):
            return True  # 'who had been expected in the Emirates on Sunday, would meet on 4 February'
    return False


ANNOUNCED: Final = 3
"""Words between 'confirms' and the talks."""


def heralds(clause: Clause) -> bool:
    """'New talks in Istanbul on Friday': a title without a verb, of talks that are another."""
    sentence = clause.marked.sentence
    first = clause.first("talks_strong")
    if not sentence.in_title or first is None:
        return False
    anew = clause.marked.has("anaphor", "cal_next", lo=clause.lo, hi=first.start)
    return anew and first.start - clause.lo <= PLANNED


def aimed(clause: Clause) -> bool:
    """'round fixed for Friday', 'confirms Istanbul talks for 6 March': what is meant for a day lies ahead.

    'Закончились в ночь на среду' is no aim.
    """
    marked = clause.marked
    return any(
        marked.within("aim_day", m.start - 1, m.start)
        and not marked.within("night", m.start - 2, m.start - 1)
        and not marked.has("swap", "body", lo=m.end, hi=m.end + 2)  # 'no numbers for Monday's exchange'
        for m in clause.marks("weekday", "month", "relative", "date")
    )


def to_come_in_title(when: When, clause: Clause, published: date) -> bool:
    """'Russia and Ukraine meet in Doha on Friday', told on Wednesday: no title tells of a day so far back as news."""
    if when.weekday is None or when.modifier or not clause.marked.sentence.in_title:
        return False
    tokens = clause.marked.sentence.tokens
    past = any(tokens[m.start].word.tense == "past" for m in clause.marks("talks_past", "talks_end", "meet", "gather"))
    back = settle(when, published, ahead=False, last=None)
    return not past and back is not None and published - back > OLD * DAY


def still_ahead(when: When, clause: Clause, stage: Stage | None, published: date) -> bool:
    """Whether a weekday that no word of what is to come leads to lies ahead all the same."""
    if when.spoken or stage not in (None, HELD):
        return False
    on = stage is None and (is_on(when, clause, published) or meets_on(when, clause, published))
    on = on or (stage is None and made_known(when, clause, published))
    return on or takes_place_on(when, clause, published) or to_come_in_title(when, clause, published)


def takes_place_on(when: When, clause: Clause, published: date) -> bool:
    """English: 'The talks take place on Monday', told on Friday: the bare present of a timetable."""
    if when.weekday in (None, published.weekday()) or when.modifier:
        return False
    tokens = clause.marked.sentence.tokens
    near = clause.marked.inside("talks_past", max(clause.lo, when.start - FAR), when.start)
    return any(tokens[m.start].word.norm in ("take", "takes") and m.end - m.start > 1 for m in near)


def made_known(when: When, clause: Clause, published: date) -> bool:
    """English: 'Kremlin confirms talks in Riyadh on Monday': what a title makes known for another day than today."""
    if when.weekday in (None, published.weekday()) or when.modifier or not clause.marked.sentence.in_title:
        return False
    tokens = clause.marked.sentence.tokens
    told = [m.end for m in clause.of("makes_known") if tokens[m.start].word.norm[-1:] == "s"]
    heads = [m.start for m in clause.marks("talks_strong") if told and 0 <= m.start - told[0] <= ANNOUNCED]
    return bool(heads) and when.start > heads[0] and not clause.has("talks_past", "was", "outcome_of")


def meets_on(when: When, clause: Clause, published: date) -> bool:
    """'The delegations meet on Tuesday': the bare present of English, and another day than today."""
    if when.weekday in (None, published.weekday()) or when.modifier:
        return False
    tokens = clause.marked.sentence.tokens
    near = clause.marked.inside("meet", max(clause.lo, when.start - PLANNED), when.start)
    return any(tokens[m.start].word.norm in ("meet", "meets") for m in near)


def is_on(when: When, clause: Clause, published: date) -> bool:
    """'The meeting is on Thursday', 'Зустріч – у четвер': the present tense, and another day than today."""
    if when.weekday in (None, published.weekday()) or when.modifier:
        return False
    tokens = clause.marked.sentence.tokens
    at = when.start - clause.marked.has("prep_in", lo=when.start - 1, hi=when.start) - 1
    word = tokens[at].word if at >= clause.lo else None
    return word is not None and (word.norm in ("is", "are") or (word.surface in "–—" and bool(tokens[0].word.pos)))


def day_of_noun(clause: Clause, whens: list[When], published: date) -> date | None:
    """'yesterday's session', 'the negotiations of Tuesday's round': a past day that is an attribute of the talks."""
    tokens = clause.marked.sentence.tokens
    for when in whens:
        word = tokens[when.end - 1].word
        attribute = word.surface.endswith(("'s", "’s")) or word.pos == "adj" or before_talks(when, clause)
        since = max((m.end for m in clause.of("verdict") if m.end <= when.start), default=clause.lo)
        coming = clause.marked.has(  # 'will be there for Thursday's'; not 'will go on, he said of Thursday's talks'
            "talks_ahead", "future", lo=since, hi=when.start
        )
        if attribute and not coming and clause.marked.has("talks", lo=when.end, hi=min(when.end + 3, clause.hi)):
            second = clause.marked.has("ordinal", lo=when.end, hi=when.end + 2)  # "Thursday's second round gave …"
            coming = to_come_in_title(when, clause, published) or will_be(when, clause)
            day = settle(when, published, ahead=coming, last=None)
            over = day == published and clause.has("was")  # 'Wednesday's talks were difficult'
            if day and (day < published or coming or over or (second and day == published)):
                return day
    return None


def will_be(when: When, clause: Clause) -> bool:
    """'Friday's summit will be at the base': right behind the talks it is said that they are to come."""
    heads = clause.marked.inside("talks", when.end, min(when.end + 3, clause.hi))
    return any(clause.marked.has("future", lo=m.end, hi=m.end + 1) for m in heads)


def before_talks(when: When, clause: Clause) -> bool:
    """English: 'the 2 June talks': a date right before the talks."""
    tokens = clause.marked.sentence.tokens
    bare = when.end < clause.hi and not tokens[when.end - 1].word.pos and when.weekday is None
    return bare and when.day is not None and clause.marked.within("talks", when.end, when.end + 1)


def begins_later(clause: Clause, read: Read, published: date) -> bool:
    """'the meeting begins on Wednesday', told on Tuesday: the present tense with another day is what is to come."""
    tokens = clause.marked.sentence.tokens
    past = any(tokens[m.start].word.tense in ("past", "part") for m in clause.marks("talks_now"))
    mine = [w for w in read.whens if clause.lo <= w.start < clause.hi and not w.spoken and not next_day(w, clause)]
    if not past and any((w.offset or 0) > 0 or (w.day is not None and w.day > published) for w in mine):
        return True
    days = [w.weekday for w in read.whens if clause.lo <= w.start < clause.hi and w.weekday is not None]
    days = [] if more_to_come(clause) else days
    timetable = not clause.marked.sentence.in_title and any(
        not tokens[m.start].word.pos and tokens[m.start].word.norm in STARTS and clause.marks("weekday", lo=m.end)
        for m in clause.of("talks_now")
    )  # 'Talks resume in Abu Dhabi on Wednesday', told on that day: English says so of what is to come
    return not past and bool(days) and (timetable or days[0] != published.weekday())


def next_day(when: When, clause: Clause) -> bool:
    """'Переговори тривають; завтра – другий день': the morrow of talks that go on."""
    if when.offset == 1 and paused(clause):
        return True
    if more_to_come(clause) and when.start > clause.marks("hours")[0].end:
        return True  # 'four hours of talks, more on Friday'
    if when.offset == 1 and any(m.end <= when.start for m in days_of(clause)):
        return True  # 'the first day is over, we go on tomorrow'
    ahead = (m for m in clause.of("talks_ahead") if when.start <= m.start < when.end)
    return any(morrow(m, clause) for m in ahead)


def another_day(when: When, clause: Clause, stage: Stage | None) -> bool:
    """'talk for five hours, to go on on Monday', 'put off a day before it was to begin': no day of these talks."""
    if (stage is not None and stage.off and when.kind == "shift") or next_day(when, clause):
        return True
    if yields(clause) and any(m.end <= when.start for m in clause.of("led_to")):
        return True  # 'Doha talks yield deal to swap 200 a side on Friday'
    if by_so_much(when, clause.marked) or breaks_until(when, clause, stage) or of_first_day(when, clause):
        return True
    if stage is SCHEDULED or (stage is not None and stage.off):
        return False
    steps = clause.marks("talks_past", "talks_now")
    if any(0 <= when.start - m.end <= AHEAD and lies_ahead(clause, m) for m in steps):
        return True  # 'переговоры завершились, следующий раунд пройдет в воскресенье'
    tokens = clause.marked.sentence.tokens
    near = (i for i in range(max(clause.lo, when.start - 4), when.start) if tokens[i].word.norm == "to")
    return any(not clause.marked.has("place", lo=i + 1, hi=i + 2) for i in near)  # 'invited to Jeddah on 5 August'


def of_first_day(when: When, clause: Clause) -> bool:
    """'Второй день занял два часа, накануне говорили шесть': the day before the one that is told of."""
    if when.kind != "shift" or when.offset != -1 or not days_of(clause):
        return False
    return clause.marked.has("hours", lo=days_of(clause)[0].end, hi=when.start)


def span(
    when: When, clause: Clause, published: date, *, ahead: bool, stage: Stage | None
) -> tuple[date | None, date | None]:
    """First and last day: 'two days of talks ended on Saturday' began on Friday."""
    day = settle(when, published, ahead=ahead and not when.spoken, last=None)
    if when.spoken and ahead and its_own(when, clause):
        today = when.weekday == published.weekday() and not when.modifier
        return day if today else settle(when, published, ahead=True, last=None), None
    if when.spoken and ahead and (day is None or day <= published):
        return None, None
    second = clause.marked.first("weekday", lo=when.start + 1, hi=when.end) if when.weekday is not None else None
    if second is not None and day is not None and when.weekday is not None and second.end == when.end:
        return day, day + ((int(second.value) - when.weekday) % 7) * DAY
    days = clause.of("cal_two_days")
    if when.end_day or day is None or not days or any(when.start <= m.start < when.end for m in days):  # 'Два дні тому'
        return day, when.end_day
    if (any(not shut(m, clause) for m in clause.of("talks_end")) and stage is HELD) or any(
        came_after(m.start, when, clause) for m in days
    ):
        return day - DAY, day
    return day, day + DAY


def came_after(at: int, when: When, clause: Clause) -> bool:
    """'the team returned on Friday after two days of talks': they lie before the day that is named."""
    home = clause.marked.within("envoys", clause.lo, when.start)
    return home and clause.marked.has("talks_after", lo=max(clause.lo, at - 1), hi=at)


def its_own(when: When, clause: Clause) -> bool:
    """'said ahead of Thursday evening's meeting': a weekday right before the talks is theirs, not that of the words."""
    if when.weekday is None or not clause.has("talks_before"):
        return False
    behind = clause.marked.has("talks", lo=when.end, hi=min(when.end + AHEAD, clause.hi))
    return behind and any(m.end == when.start for m in clause.of("talks_before"))


def breaks_until(when: When, clause: Clause, stage: Stage | None) -> bool:
    """English: 'Talks in Ankara adjourned until Monday': when they go on, not when they were."""
    until = clause.marked.sentence.tokens[when.start - 1].word.norm if when.start > clause.lo else ""
    return until in ("until", "till") and stage in (None, HELD) and clause.has("talks_strong", "round", "talks")


def by_so_much(when: When, marked: Marked) -> bool:
    """'завершили на день раніше', 'приїдуть на три дні пізніше': how much earlier or later, and no day."""
    told = marked.has("by_so_much", lo=when.start - 1, hi=when.end)
    return when.kind == "shift" and (told or marked.within("by_how_many", when.start - 1, when.start))


def by_day(day: date, published: date, *, over: bool) -> Stage | None:
    """'the consultations on Tuesday were hard': what only its day tells; today tells nothing, but in the past."""
    if day == published:
        return HELD if over else None
    return HELD if day < published else SCHEDULED
