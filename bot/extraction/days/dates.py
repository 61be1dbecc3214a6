"""Rule T: which day a text names, read against the day of publication in the outlet's zone.

(1) day and month, (2) weekday, (3) today, yesterday, overnight, (4) relative to the last day named,
(5) weeks, months, "recently": no day, (6) no cue: none.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.days.before import shift
from bot.extraction.days.when import DAY, KNOWN, When, for_a_feast, instead, likened_to, of_statement, of_week
from bot.extraction.words.lexicon import Lexicon
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.text import Token

NUMERIC: Final = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{2,4}))?$")
DASHES: Final = ("–", "—", "-", "−")
CUES: Final = ("month", "weekday", "relative", "holiday", "shift", "cal_ago", "cal_vague", "cal_weekend")
"""Without one of these or a number in digits, a sentence names no time."""


def whens(marked: Marked, lexicon: Lexicon, published: date) -> list[When]:
    """All time cues of a sentence, longest first where two overlap."""
    tokens = marked.sentence.tokens
    if not marked.sentence.digits and not marked.any_of(CUES):
        return []
    found = [
        *calendar_dates(marked, tokens, lexicon, published),
        *numeric_dates(marked, published),
        *weekdays(marked, published),
        *vague(marked, published),  # 'the next days' before 'the next day'
        *relatives(marked, published),
        *agos(marked, tokens, published),
    ]
    if not found:
        return []
    if "deadline" in marked.marks:
        limits = {m.end for m in marked.of("deadline")} - {m.end for m in marked.of("occasion")}
        for when in (w for w in found if w.start in limits):
            when.kind, when.day, when.end_day, when.weekday, when.offset = "vague", None, None, None, None
    found.sort(key=lambda w: (w.start - w.end, w.start))
    kept: list[When] = []
    for when in found:
        if not any(when.start < k.end and k.start < when.end for k in kept):
            kept.append(when)
    if published < KNOWN:
        kept = [w for w in kept if w.kind == "vague" or (w.day is not None and w.day >= KNOWN)]
    kept.sort(key=lambda w: w.start)
    return instead(kept, marked) if len(kept) > 1 and "not" in marked.marks else kept


def nearest(day: int, month: int, published: date) -> date | None:
    """The year that puts a day and month nearest to publication."""
    options = []
    for year in (published.year - 1, published.year, published.year + 1):
        try:
            options.append(date(year, month, day))
        except ValueError:
            continue
    return min(options, key=lambda d: abs((d - published).days), default=None)


def exact(day: int, month: int, year: int | None, published: date) -> date | None:
    if year is None:
        return nearest(day, month, published)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_number(token: Token) -> int | None:
    """A token as the day of a month: 5, 5th, but not 05:30 or 1,000."""
    value = token.word.value
    return value if value is not None and 1 <= value <= 31 and len(token.word.surface) <= 2 else None


def calendar_dates(marked: Marked, tokens: list[Token], lexicon: Lexicon, published: date) -> list[When]:
    """'5 February (2026)', 'February 5(–6)', '23 and 24 January', 'with 23 по 25 мая'."""
    found = []
    for mark in marked.of("month"):
        glued = mark.end < len(tokens) and tokens[mark.end].glued and tokens[mark.end].word.kind == "word"
        if glued or likened_to(mark, marked):  # Mar-a-Lago
            continue
        month = int(mark.value) + 1
        before = days_before(tokens, mark.start, marked)
        after = [] if before else days_after(tokens, mark.end, marked, lexicon)
        days = before or after
        if not days:
            when = month_only(mark, tokens, month, published)
            when.past_cue = when.past_cue or long_past(mark, marked, published)
            found.append(when)
            continue
        start, end = min(mark.start, days[0][1]), max(mark.end, days[-1][2])
        year, end = year_after(tokens, end)
        first, last = exact(days[0][0], month, year, published), exact(days[-1][0], month, year, published)
        found.append(When(start, end, "date", day=first, end_day=last if last != first else None))
    return found


def ordinal_end(tokens: list[Token], i: int) -> bool:
    return tokens[i].word.norm in ("th", "st", "nd", "rd", "го", "е", "й")


def days_before(tokens: list[Token], at: int, marked: Marked) -> list[tuple[int, int, int]]:
    """Day numbers right before a month: (day, start, end); two with a dash or 'and' between, '9, 10 and 11' of it."""
    i = at - 1
    joins = {m.start for m in marked.all("cal_and", "cal_or", "prep_to")}
    if i >= 0 and marked_of(tokens, i):
        i -= 1
    found: list[tuple[int, int, int]] = []
    while i >= 0 and len(found) < 4:
        if ordinal_end(tokens, i):
            i -= 1
            continue
        value = day_number(tokens[i])
        day, start = (value, i) if value is not None else spelled_day(tokens, i, marked)
        if day is None:
            break
        found.insert(0, (day, start, i + 1))
        i = start - 1
        comma = len(found) > 1 and tokens[i].word.surface == ","
        if i < 0 or not (comma or (len(found) < 2 and (tokens[i].word.surface in DASHES or i in joins))):
            break
        i -= 1
    return found


def spelled_day(tokens: list[Token], i: int, marked: Marked) -> tuple[int | None, int]:
    """'дев'ятого березня', 'двадцать четвёртого мая': a day in words, and where it begins."""
    ordinal = next((m for m in marked.all("ordinal", lo=i, hi=i + 1)), None) if tokens[i].word.pos else None
    if ordinal is None:
        return None, i
    tens = next((int(m.value) for m in marked.all("number", lo=i - 1, hi=i)), 0)
    joined = tens in (20, 30) and int(ordinal.value) < 10
    return (int(ordinal.value) + tens, i - 1) if joined else (int(ordinal.value), i)


def marked_of(tokens: list[Token], i: int) -> bool:
    return tokens[i].word.norm == "of"


def days_after(tokens: list[Token], at: int, marked: Marked, lexicon: Lexicon) -> list[tuple[int, int, int]]:
    """Day numbers right after a month (English): 'February 5', 'Feb. 4–5', 'May 23 to 25'."""
    if lexicon.code != "en":
        return []
    joins = {m.start for m in marked.all("cal_and", "cal_or", "prep_to")}
    i = at + (at < len(tokens) and tokens[at].word.surface == ".")
    found: list[tuple[int, int, int]] = []
    while i < len(tokens) and len(found) < 2:
        day = day_number(tokens[i])
        if day is None:
            break
        found.append((day, i, i + 1))
        i += 1
        i += i < len(tokens) and ordinal_end(tokens, i)
        if i < len(tokens) and (tokens[i].word.surface in DASHES or i in joins):
            i += 1
        else:
            break
    return found


def year_after(tokens: list[Token], end: int) -> tuple[int | None, int]:
    """A year right after a date, with or without a comma."""
    i = end + (end < len(tokens) and tokens[end].word.surface == ",")
    value = tokens[i].word.value if i < len(tokens) else None
    if value is not None and 1990 <= value <= 2100 and len(tokens[i].word.surface) == 4:
        return value, i + 1
    return None, end


def month_only(mark: Mark, tokens: list[Token], month: int, published: date) -> When:
    """A month without a day: vague, and past where it is not the month of publication."""
    year, end = year_after(tokens, mark.end)
    other = month != published.month or (year is not None and year != published.year)
    return When(mark.start, end, "vague", past_cue=other)


def long_past(mark: Mark, marked: Marked, published: date) -> bool:
    """'in early May', told on the 23rd."""
    before = {m.cls for m in marked.all("early", "middle") if m.end in (mark.start, mark.start - 1)}
    return ("early" in before and published.day > 13) or ("middle" in before and published.day > 24)


def numeric_dates(marked: Marked, published: date) -> list[When]:
    """'05.09.2025'."""
    found = []
    for i in marked.sentence.digits:
        token = marked.sentence.tokens[i]
        match = NUMERIC.match(token.word.surface)
        if match and match[3]:
            year = int(match[3])
            day = exact(int(match[1]), int(match[2]), year + 2000 if year < 100 else year, published)
            found.append(When(i, i + 1, "date", day=day))
        elif token.word.value is not None and 1990 <= token.word.value <= 2100 and len(token.word.surface) == 4:
            if counts_people(i, marked):
                continue
            found.append(When(i, i + 1, "vague", past_cue=token.word.value < published.year))
    return [w for w in found if w.kind == "vague" or w.day]


def counts_people(i: int, marked: Marked) -> bool:
    """'повернуто 2080 військових', '2,014 bodies': a number that might be a year, with people right behind it."""
    tokens = marked.sentence.tokens
    if not marked.any_within(PEOPLE, lo=i + 1, hi=i + 2) or marked.has("prep_in", "prep_from", "since", lo=i - 1, hi=i):
        return False
    word = tokens[i + 1].word
    return "gent" in word.cases if word.pos else word.plural or word.norm.endswith("s")


def weekdays(marked: Marked, published: date) -> list[When]:
    """'Thursday', 'last Friday', 'next Monday'; the tense decides later which one is meant."""
    found: list[When] = []
    if "weekday" not in marked.marks:
        return found
    modifiers = {m.start: m.cls for m in marked.all("cal_last", "cal_next", "cal_this")}
    for mark in marked.of("time_anchor"):  # 'Following Thursday's release' is after it, 'the following Thursday' next
        if mark.start == 0 or marked.sentence.tokens[mark.start - 1].word.norm != "the":
            modifiers.pop(mark.start, None)
    for mark in marked.of("weekday"):
        of_event = marked.has("swap", "talks", "converse", "body", "deal", lo=mark.end, hi=mark.end + 2)
        of_event = of_event or marked.within("swap", mark.start - 1, mark.start)  # 'субботний обмен'
        if marked.sentence.tokens[mark.start].word.pos == "adj" and not (of_event or of_statement(mark, marked)):
            continue
        modifier = modifiers.get(mark.start - 1, "").removeprefix("cal_")
        mine = When(mark.start - bool(modifier), mark.end, "weekday", weekday=int(mark.value), modifier=modifier)
        found.append(of_week(mark, marked, published) or mine)
    return found


def relatives(marked: Marked, published: date) -> list[When]:
    """'today', 'yesterday', 'overnight'; 'a day later' waits for the last day named."""
    if not marked.any_of(("relative", "holiday", "shift")):
        return []
    found = [
        When(m.start, m.end, "relative", day=published + int(m.value) * DAY, offset=int(m.value))
        for m in marked.of("relative")
        if not part_of(m, marked)
    ]
    found += [
        When(m.start, m.end, "date", day=nearest(int(m.value[3:]), int(m.value[:2]), published))
        for m in marked.of("holiday")
        if not for_a_feast(m, marked)
    ]
    return found + [shift(m, marked) for m in marked.of("shift") if not compared(m, marked)]


def compared(mark: Mark, marked: Marked) -> bool:
    """'two days earlier than planned': by how much, and no day."""
    behind = marked.sentence.tokens[mark.end : mark.end + 1]
    return any(t.word.norm == "than" for t in behind)


def part_of(mark: Mark, marked: Marked) -> bool:
    """'ночью во вторник', 'на світанку 9 березня': the part of a day that is named beside it."""
    if not marked.within("part_of_day", mark.start, mark.end):
        return False
    return marked.has("weekday", "month", lo=max(0, mark.start - 3), hi=mark.end + 4)


def agos(marked: Marked, tokens: list[Token], published: date) -> list[When]:
    """'five days ago', 'п'ять днів тому', '5 дней назад'."""
    found: list[When] = []
    if "cal_ago" not in marked.marks:
        return found
    counts = {m.start: int(m.value) for m in marked.of("number")}
    for ago in marked.of("cal_ago"):
        i = ago.start - 1
        if i < 0 or compared(ago, marked) or not any(m.start == i for m in marked.all("cal_day", "cal_week")):
            continue
        a_week = any(m.start == i for m in marked.all("cal_week"))  # 'a week ago', 'тиждень тому'
        count = (i > 0 and (tokens[i - 1].word.value or counts.get(i - 1))) or int(a_week)
        if count and count < 1000:
            days = count * (7 if any(m.start == i for m in marked.all("cal_week")) else 1)
            kind = "date" if days == count else "vague"
            day = published - days * DAY if kind == "date" else None
            found.append(When(max(i - 1, 0), ago.end, kind, day=day, past_cue=days > 3))
    return found


def vague(marked: Marked, published: date) -> list[When]:
    """'this week', 'last month': no day; a weekend is its Saturday and Sunday."""
    if not marked.any_of(("cal_vague", "cal_weekend")):
        return []
    found = [When(m.start, m.end, "vague") for m in marked.of("cal_vague")]
    for mark in marked.of("cal_weekend"):
        before = {m.cls for m in marked.all("cal_last", "cal_next", "cal_this") if m.start == mark.start - 1}
        saturday = published + ((5 - published.weekday()) % 7) * DAY
        if published.weekday() == 6:
            saturday -= 7 * DAY
        if "cal_last" in before or (not before and published.weekday() < 2):
            saturday -= 7 * DAY  # on Monday 'at the weekend' is the one just over
        start = mark.start - bool(before)
        found.append(When(start, mark.end, "date", day=saturday, end_day=saturday + DAY))
    return found
