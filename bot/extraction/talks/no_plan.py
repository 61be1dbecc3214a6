"""Words of what is to come beside talks that tell of no talks to come."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark

MET: Final = 4
"""Within how many words behind talks stands the verb that tells that they were held."""
AIMED: Final = 5
"""Words between a plan and the peace or truce that it is for."""


def morrow(mark: Mark, clause: Clause) -> bool:
    """'Переговори тривають; завтра – другий день': talks that go on are not set for the day on which they go on."""
    if not clause.marked.within("relative", mark.start, mark.end):
        return False
    tokens = clause.marked.sentence.tokens
    now = [m for m in clause.marks("talks_now") if m.end < mark.start and tokens[m.start].word.tense == "pres"]
    return any(t.word.surface in ",;—–" for m in now for t in tokens[m.end : mark.start])


def of_swap(mark: Mark, clause: Clause) -> bool:
    """'согласован обмен «350 на 350»': what is agreed is no meeting."""
    return clause.marked.has("swap", "captive", lo=mark.end, hi=mark.end + 2)


def had(mark: Mark, clause: Clause) -> bool:
    """'мав зустріч із главою МЗС': what one had is no plan; 'мав провести зустріч' was one."""
    tokens = clause.marked.sentence.tokens
    past = mark.end - mark.start == 1 and tokens[mark.start].word.pos and tokens[mark.start].word.tense == "past"
    near = clause.marked.within("talks", mark.end, min(mark.end + 3, clause.hi))
    return bool(past and near) and all(t.word.tense != "inf" for t in tokens[mark.end : min(mark.end + 3, clause.hi)])


def have_met(mark: Mark, clause: Clause) -> bool:
    """English: 'the teams met again on Wednesday morning': they have."""
    return clause.marked.sentence.tokens[mark.start].word.norm == "met" and mark.end - mark.start > 1


def face_to_face(mark: Mark, clause: Clause) -> bool:
    """'three hours of face-to-face talks': nobody is 'to face' anybody there."""
    before = clause.marked.sentence.tokens[mark.start - 1].word.norm if mark.start else ""
    return before == "face"


def to_last(mark: Mark, clause: Clause) -> bool:
    """'They sat down on Monday; the meeting is to last two days': how long what has begun is to go on."""
    tokens = clause.marked.sentence.tokens
    told = clause.any_of(("place", "weekday", "month", "relative", "talks_now")) or clause.marked.sentence.in_title
    at = mark.end + (mark.end < clause.hi and tokens[mark.end].word.norm == "to")
    return not told and at < clause.hi and tokens[at].word.norm in ("last", "run")


def for_so_long(mark: Mark, clause: Clause) -> bool:
    """'The meeting, planned for two days, began', 'встреча, рассчитанная на два дня, началась': how long it lasts."""
    marked = clause.marked
    led = "talks_now" in clause.own and marked.has("aim_day", lo=mark.end - 1, hi=mark.end + 1)
    return led and marked.has("cal_two_days", "hours", lo=mark.end, hi=mark.end + MET)


def will_prove(mark: Mark, clause: Clause) -> bool:
    """'The meeting could become historic', 'зустріч може стати історичною': what one thinks will come of it."""
    return clause.marked.within("proves", mark.end, mark.end + 1)


def peace_plan(mark: Mark, clause: Clause) -> bool:
    """'sign off on a truce plan in Jeddah': a paper, no intent."""
    tokens = clause.marked.sentence.tokens
    owned = clause.marked.has("truce", "topic", lo=mark.start - 1, hi=mark.start) or ends_with(mark, clause)
    if tokens[mark.start].word.norm == "plan":  # 'talks on the American plan left …'
        owned = owned or clause.marked.has("adjective", "party", "before_name", lo=mark.start - 1, hi=mark.start)
        owned = owned or tokens[mark.start - 1].word.norm == "peace"  # 'progress on peace plan in Geneva'
        aim = tokens[mark.end].word.norm if mark.end < clause.hi else ""
        for_peace = aim == "for" and clause.marked.has("truce", "topic", lo=mark.end, hi=mark.end + AIMED)
        owned = owned and (for_peace or aim not in ("to", "for"))  # 'a US plan for a month-long truce'
    return mark.end - mark.start == 1 and owned


def ends_with(mark: Mark, clause: Clause) -> bool:
    """English: 'Two days in Vienna end with a monitoring plan': what comes of talks is a paper."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    brought = marked.first("led_to", lo=max(clause.lo, mark.start - AIMED), hi=mark.start)
    article = marked.has("before_name", lo=mark.start - 2, hi=mark.start) if brought is not None else False
    plain = brought is not None and (article or mark.start - brought.end <= 2)
    return plain and tokens[mark.start].word.norm == "plan" and not tokens[mark.start].word.pos


def met_then(mark: Mark, clause: Clause) -> bool:
    """'Накануне встреча прошла в Дохе', 'Напередодні зустріч відбулася': the day before, not on the eve of it."""
    tokens = clause.marked.sentence.tokens
    if mark.cls != "talks_before" or mark.end - mark.start > 1:
        return False
    talks = clause.marked.first("talks", lo=mark.end, hi=mark.end + 1)
    nominative = talks is not None and "nomn" in tokens[talks.start].word.cases
    behind = clause.marks("talks_past", lo=mark.end + 1) if nominative else []
    return any(m.start - mark.end <= MET and tokens[m.start].word.tense == "past" for m in behind)


def shut(mark: Mark, clause: Clause) -> bool:
    """English: 'The closed-door session is expected to last two days': nothing has ended."""
    tokens = clause.marked.sentence.tokens
    return mark.end < len(tokens) and tokens[mark.end].word.norm == "door"


def an_end(mark: Mark, clause: Clause) -> bool:
    """'to negotiate an end to the attacks': a noun, and not of the talks."""
    if clause.marked.within("war_word", mark.end, mark.end + 2):
        return True  # 'обговорити завершення війни'
    tokens = clause.marked.sentence.tokens
    before = ("an", "a", "on") if tokens[mark.start].word.tense == "ing" else ("an", "a")  # 'talks on ending the war'
    article = mark.start > clause.lo and tokens[mark.start - 1].word.norm in before
    month = clause.marked.has("month", "cal_week", "season", lo=mark.end + 1, hi=mark.end + 3)  # 'by the end of August'
    month = month and clause.marked.within("prep_of", mark.end, mark.end + 1)
    return (article or month) and mark.end - mark.start == 1


def infinitive(mark: Mark, clause: Clause) -> bool:
    """'met to discuss prisoners': behind 'to' nothing has been done yet."""
    tokens = clause.marked.sentence.tokens
    before = tokens[mark.start - 1].word.norm if mark.start > clause.lo else ""
    if tokens[mark.start].word.pos and "journey" in clause.own:  # 'прилетіли до Москви обговорити план'
        return tokens[mark.start].word.tense == "inf"
    return before == "to" and mark.end - mark.start == 1


def later_today(clause: Clause, mark: Mark) -> bool:
    """English: 'The third round opens later on Wednesday', 'begins tonight': the present of a timetable."""
    if "later_today" not in clause.own or not clause.marked.within("talks_hold", mark.start, mark.end):
        return False
    return not clause.marked.sentence.tokens[mark.start].word.tense and not clause.has("was", "perfect")
