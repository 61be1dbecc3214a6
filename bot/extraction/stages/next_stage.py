"""The stage that comes next, told in a few words: 'tomorrow comes the second', 'второй состоится завтра'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from bot.extraction.days.when import When, settle
from bot.extraction.events.events import HEADING, Event
from bot.extraction.words.clause import VERBS, Clause
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import COMPLETED, CUMULATIVE, PLANNED, TOTAL

NEAR: Final = 4
"""Within how many words stand 'the second' and 'part', and 'tomorrow' and 'the second stage' where no verb does."""
OPENING: Final = 2
"""Where the day stands behind a comma: with its preposition, or alone."""
NEXT: Final = ("ordinal", "cal_next", "anaphor")
STAGED: Final = ("phase", "leg", "lot_noun")
DAYS: Final = ("weekday", "relative", "date")
DENIED: Final = ("negation", "no", "not", "question", "conditional", "denied")


def stage_due(events: Sequence[Event], times: Sequence[When], published: date) -> None:
    """'Tomorrow comes the second stage', 'завтра другий етап': with a day ahead and no past verb, it is to come."""
    for event in events if times else ():
        if event.findings or event.stage is not COMPLETED or not event.clause.any_of(NEXT):
            continue
        if open_or_denied(event):
            continue
        if past(event.clause) and not more_due(event.clause):
            continue
        when = day_of_stage(event.clause, times) or day_of_more(event.clause, times)
        day = settle(when, published, ahead=True, last=None) if when is not None else None
        if day is not None and day > published:
            event.stage, event.day, event.when, event.end_day = PLANNED, day, when, None
            event.recall, event.void, event.why = False, False, ""


def open_or_denied(event: Event) -> bool:
    """'The second stage is not on Saturday', 'Is it on Saturday?': nothing that is to come; nor is old news below."""
    clause = event.clause
    asked = event.void or clause.marked.sentence.text.rstrip().endswith("?")
    return asked or event.why == HEADING or clause.any_of(DENIED)


def denied(clause: Clause) -> bool:
    """'Другого етапу завтра не буде', 'не другий етап', 'второй этап не завтра': before the stage, day or verb."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    behind = [m.end for m in clause.marks("not", "negation") if m.end < clause.hi]
    told = ("ordinal", "cal_next", "relative", "weekday", *STAGED)
    return any(marked.has(*told, lo=i, hi=i + 1) or tokens[i].word.tense == "futr" for i in behind)


def day_of_stage(clause: Clause, times: Sequence[When]) -> When | None:
    """The day beside a further stage: 'The second part is tomorrow', 'завтра другий етап'."""
    days = [w for w in times if clause.lo <= w.start < clause.hi and w.kind in DAYS and not (w.past_cue or w.spoken)]
    for stage in later_stages(clause) if days else ():
        near = (w for w in days if 0 <= stage.start - w.end <= NEAR or 0 <= w.start - stage.end <= NEAR)
        if (when := next(near, None)) is not None:
            return when
    return None


def day_of_more(clause: Clause, times: Sequence[When]) -> When | None:
    """'More releases are due on Saturday and Sunday': the first of the days that are named."""
    days = (w for w in times if clause.lo <= w.start < clause.hi and w.kind in DAYS and not w.spoken)
    return next(days, None) if more_due(clause) else None


def more_due(clause: Clause) -> bool:
    """English: 'More releases are due', 'further releases are expected'."""
    if not clause.any_of(("due", "awaited")) or clause.marked.sentence.tokens[clause.lo].word.pos:
        return False
    marked = clause.marked
    more = (m for m in clause.of("anaphor") if m.start - clause.lo <= 1)
    told = any(marked.has("free", "return", "home", lo=m.end, hi=m.end + 2) for m in more)
    return told and not clause.has("negation")


def later_stages(clause: Clause) -> list[Mark]:
    """The marks of a second, third or next stage, from the ordinal on."""
    marked, hi = clause.marked, clause.hi
    return [m for m in later(marked, clause.lo, hi) if marked.has(*STAGED, lo=m.start, hi=min(m.end + 2, hi))]


def later(marked: Marked, lo: int, hi: int) -> list[Mark]:
    """'Second', 'third', 'next': whatever follows a first one."""
    return [m for m in marked.all("ordinal", "cal_next", lo=lo, hi=hi) if m.value not in ("0", "1")]


def past(clause: Clause) -> bool:
    """Whether the clause says that something has come about."""
    tokens = clause.marked.sentence.tokens
    english = not tokens[clause.lo].word.pos
    told = any(english or tokens[v.start].word.tense == "past" for v in clause.verbs)
    nouns = {m.start for m in clause.all_of(STAGED)}  # 'stage' is a verb as well
    done = any(m.start not in nouns for m in clause.marks("happened", "completed"))
    said = {m.start for m in clause.marks("say")}
    was = any(tokens[i].word.tense == "past" and i not in said for i in range(clause.lo, clause.hi))
    return told or done or was or clause.has("perfect", "pluperfect", "was")


def follows_first(clause: Clause) -> bool:
    """'перший етап, | наступний проведуть найближчим часом': an ordinal alone stands for the stage that follows."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    opens = [m for m in later(marked, clause.lo, min(clause.lo + 2, clause.hi)) if m.end < clause.hi]
    return any(tokens[m.end].word.tense == "futr" for m in opens) and first_before(clause.lo, marked)


def awaited_then(comma: int, marked: Marked) -> bool:
    """'Сьогодні повернулися 150 українців, | у суботу чекаємо ще двісті': whom one waits for comes another day."""
    if "awaited" not in marked.marks or not marked.has(*VERBS, hi=comma):
        return False
    days = marked.all("weekday", "relative", lo=comma + 1, hi=comma + 3)
    return any(m.start - comma <= OPENING and marked.within("awaited", m.end, m.end + 1) for m in days)


def later_lot(event: Event, events: Sequence[Event]) -> bool:
    """'Second group of 125 soldiers released', where no day is told: it is the news of the day."""
    if not event.in_title or event.stage is not COMPLETED or event.recall or not event.findings:
        return False
    if not later_stages(event.clause) or event.clause.has("negation", "wish", "future"):
        return False
    return all(e.day is None or e.recall or of_before(e) for e in events)


def thanked(events: Sequence[Event]) -> None:
    """'подякував усім, | хто готував п'ятничний обмін': those are thanked who have prepared what has come about."""
    for first, second in pairwise(events) if len(events) > 1 and "thanks" in events[0].clause.marked.marks else ():
        clause, tokens = second.clause, second.clause.marked.sentence.tokens
        relative = clause.marked.has("relative_word", "which", "clause", lo=clause.lo, hi=clause.lo + 1)
        if second.stage is not PLANNED or second.findings or not (relative and first.clause.has("thanks")):
            continue
        verbs = [t.word for t in tokens[clause.lo : clause.hi] if t.word.pos == "verb" and t.word.tense]
        if verbs and verbs[0].tense == "past" and "swap" in clause.own:
            second.stage = COMPLETED


def of_before(event: Event) -> bool:
    """'handed over since Tuesday', 'першу групу повернули у вівторок': the day is that of the first lot."""
    summed = bool(event.findings) and all(f.scope in (CUMULATIVE, TOTAL) for f in event.findings)
    first = any(m.value == "1" for m in event.clause.of("ordinal"))
    return first or (summed and "since" in event.clause.own)


def first_before(at: int, marked: Marked) -> bool:
    """Whether a first stage is told of before."""
    firsts = [m for m in marked.all("ordinal", hi=at) if m.value == "1"]
    return any(marked.any_within(STAGED, lo=m.start, hi=m.end + 2) for m in firsts)
