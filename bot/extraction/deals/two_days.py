"""One clause that tells of two days: 'swaps on Friday and Saturday returned 49 and 103 people'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from bot.extraction.counts.counted import lot_after
from bot.extraction.counts.scope import Finding
from bot.extraction.days.when import When, settle
from bot.extraction.deals.by_ordinals import by_ordinals
from bot.extraction.deals.each_day import yesterday_and_today
from bot.extraction.deals.lot_days import in_turn, through
from bot.extraction.deals.the_rest import rest_to_come
from bot.extraction.events.events import LOT_BEFORE, Event
from bot.extraction.events.group import Group
from bot.extraction.stages.coming import begun_then
from bot.extraction.stages.next_stage import stage_due, thanked
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import ANNOUNCED, CARRIED_OUT, CIVIL, COMPLETED, PLANNED

DAYS: Final = ("weekday", "date", "relative")
PAIR, GAP = 2, 2
"""How many days and counts are told, and how many words stand between a day and its count: a dash and 'another'."""
SWAP: Final = 3
"""Words right before a relative clause among which the exchange stands that it is about."""


def distribute(events: list[Event], times: list[When], published: date, before: Sequence[Event] = ()) -> None:
    """'swaps on Friday and Saturday returned 49 and 103 people': as many days as counts, told in the same order.

    `before` are the events of the sentence before, which tell whether all of it is to come.
    """
    for first, then in pairwise(events):
        if "finished" in first.clause.own and then.findings:
            first_lot_then(first, then, times, published)
    stage_due(events, times, published)
    thanked(events)
    by_ordinals(events, times, published, before)
    if times:
        rest_to_come(events, times, published)
    if len(times) < 2:
        return
    first_then(events, times, published)
    in_turn(events, times, published)
    apart(events, times, published, before)
    through(events, times)
    news = next((e.day for e in events if e.day), None)
    for event in events:
        if event.findings and event.day and news and event.day < news and earlier_lot(event):
            event.recall, event.why = True, LOT_BEFORE  # '160 came home on Friday | after 110 on Thursday'


def earlier_lot(event: Event) -> bool:
    """'… | after 110 on Thursday', 'the second part of a swap | that began a day earlier with 200 from each side'."""
    clause, marked = event.clause, event.clause.marked
    relative = marked.has("relative_word", lo=clause.lo, hi=clause.lo + 2) or marked.within(
        "that", clause.lo, clause.lo + 1
    )
    swap = relative and marked.has("swap", "phase", "leg", lo=clause.lo - SWAP, hi=clause.lo)
    began = swap and marked.has("under_way", "talks_start", lo=clause.lo, hi=event.findings[0].count.start)
    return began or lot_after(clause)


def apart(events: list[Event], times: list[When], published: date, before: Sequence[Event]) -> None:
    """Part what one clause tells of two days, in whichever order."""
    for event in list(events):
        clause = event.clause
        days = [w for w in times if clause.lo <= w.start < clause.hi and w.kind in DAYS and not w.end_day]
        if set_behind(event, days, events, published) or after_those(event, days, events, published):
            continue
        if any(w.kind == "relative" for w in days):
            if yesterday_and_today(event, days, events, published):
                continue
            today_and_tomorrow(event, days, events, before)
            continue
        whole = [f for f in event.findings if not f.part]
        apart = len(days) == PAIR and (
            gapped_days(event.findings, days, clause) or each_its_day(event.findings, days, clause)
        )
        whole = list(event.findings) if apart else whole
        alike = len(days) == PAIR == len(whole) and listed(days[0].end, days[1].start, clause)
        if apart or (alike and listed(whole[0].count.end, whole[1].count.start, clause)):
            first, second = whole
            coming = event.stage.phase is ANNOUNCED
            second.extra = second.part = False
            first.party = first.party or second.party
            second.party = second.party or first.party
            later = Event(
                event.frame,
                event.stage,
                settle(days[1], published, ahead=coming, last=None),
                when=days[1],
                findings=[second],
            )
            event.findings = [f for f in event.findings if f is not second]
            event.day, event.when, event.end_day = settle(days[0], published, ahead=coming, last=None), days[0], None
            events.append(later)


def first_lot_then(first: Event, then: Event, times: Sequence[When], published: date) -> None:
    """'have finished the exchange begun on Thursday, | when 200 captives went each way': the lot before."""
    clause = then.clause
    if clause.marked.sentence.tokens[clause.lo].word.norm != "when":
        return
    begun = next((w for w in times if 0 <= clause.lo - w.end <= 1 and begun_then(first.clause, w)), None)
    day = settle(begun, published, ahead=False, last=None) if begun is not None else None
    if day is not None and day < published:
        then.day, then.when, then.end_day, then.recall, then.why = day, begun, None, True, LOT_BEFORE


def set_behind(event: Event, days: Sequence[When], events: list[Event], published: date) -> bool:
    """'В четверг отдали по 110, на пятницу запланированы ещё 140': the second day is set for another lot."""
    if len(days) != PAIR or len(event.findings) != PAIR or event.stage.phase is not CARRIED_OUT:
        return False
    first, second = event.findings
    order = first.count.end <= days[1].start and days[1].end < second.count.start
    marked, lo, hi = event.clause.marked, days[1].end, second.count.start
    if not (order and marked.has("set_for", "awaited", lo=lo, hi=hi) and marked.has("anaphor", lo=lo, hi=hi)):
        return False
    day = settle(days[1], published, ahead=True, last=None)
    second.part = second.extra = second.joined = False
    event.findings = [first]
    events.append(Event(event.frame, PLANNED, day, when=days[1], findings=[second]))
    return True


def after_those(event: Event, days: Sequence[When], events: list[Event], published: date) -> bool:
    """'returned 300 to each on Friday after 200 on Thursday', '300 more, after Thursday's 200': an earlier lot."""
    if len(days) != PAIR or len(event.findings) != PAIR or event.stage.phase is not CARRIED_OUT:
        return False
    first, second = event.findings
    after = event.clause.marked.first("after", lo=first.count.end, hi=second.count.start)
    if after is None or any(v.start > after.start for v in event.clause.verbs):
        return False
    its = [d for d in days if after.end <= d.start <= second.count.end + 1]
    if len(its) != 1 or second.count.start - after.end > GAP:
        return False
    other = days[1] if its[0] is days[0] else days[0]
    earlier, day = (settle(w, published, ahead=False, last=None) for w in (its[0], other))
    if earlier is None or day is None or not earlier < day:
        return False
    second.part = second.extra = second.joined = False
    second.party = first.party if second.party is None else second.party
    event.findings, event.day, event.when, event.end_day = [first], day, other, None
    before = Event(event.frame, COMPLETED, earlier, when=its[0], findings=[second])
    before.recall, before.why = True, LOT_BEFORE
    events.append(before)
    return True


def today_and_tomorrow(event: Event, days: Sequence[When], events: list[Event], before: Sequence[Event]) -> None:
    """'Сегодня — по 150, завтра — по 250': the second is to come; so is the first, if what is told before is."""
    told = [f for f in event.findings if f.scope is not CIVIL]
    both = len({f.count.second is None for f in told}) == 1
    if len(days) != PAIR or len(told) != PAIR or not both or event.clause.verbs:
        return
    first, second = told
    order = days[0].start < first.count.start < days[1].start < second.count.start
    near = first.count.start - days[0].end <= GAP and second.count.start - days[1].end <= GAP
    today, tomorrow = days[0].day, days[1].day
    if not (order and near) or today is None or tomorrow is None or tomorrow <= today:
        return
    done = any(e.stage.phase is CARRIED_OUT and not e.recall for e in before)
    ahead = event.stage is PLANNED and days[1].offset is not None and days[1].offset > 0
    second.part = second.extra = False
    second.party = first.party if second.party is None else second.party
    later = Event(event.frame, event.stage, tomorrow, when=days[1], findings=[second])
    event.findings = [f for f in event.findings if f is not second]
    event.day, event.when, event.end_day = today, days[0], None
    event.stage = COMPLETED if ahead and done else event.stage
    events.append(later)


def first_then(events: Sequence[Event], times: Sequence[When], published: date) -> None:
    """'Четвер і п'ятниця: спершу вийшли 200, сьогодні 300': what came first is of the first of the days named."""
    for event, then in pairwise(events):
        clause = event.clause
        days = [w for w in times if clause.lo <= w.start < clause.hi and w.kind == "weekday"]
        told = "at_first" in clause.own and event.findings and then.findings and len(days) == PAIR
        if told and listed(days[0].end, days[1].start, clause):
            first = settle(days[0], published, ahead=False, last=None)
            if first is not None and then.day is not None and first < then.day:
                event.day, event.when, event.end_day = first, days[0], None


def listed(end: int, start: int, clause: Clause) -> bool:
    """Whether only a word such as 'and' stands between."""
    return start - end == 1 and clause.marked.has("and", lo=end, hi=start)


def gapped_days(found: Sequence[Finding], days: Sequence[When], clause: Clause) -> bool:
    """'В четверг вышли 49, в пятницу — ещё 103': a day before each of two counts, and the verb only once."""
    if len(found) != PAIR or any(f.count.second is not None or f.scope is CIVIL for f in found):
        return False
    first, second = (f.count for f in found)
    order = days[0].start < first.start < days[1].start < second.start
    tokens = clause.marked.sentence.tokens
    gap = tokens[days[1].end : second.start]
    verbs = any(v.start >= days[1].end for v in clause.verbs)
    named = all(tokens[d.end - 1].word.possessive for d in days)  # "Monday's swap freed 50 and Tuesday's 70"
    return order and not verbs and len(gap) <= GAP and (named or any(t.word.surface in "—–-" for t in gap))


def each_its_day(found: Sequence[Finding], days: Sequence[When], clause: Clause) -> bool:
    """'Sixty came home on Monday and 85 on Tuesday': a day behind each of two counts, and the verb only once."""
    if len(found) != PAIR or any(f.part or f.count.second is not None for f in found):
        return False
    first, second = (f.count for f in found)
    order = first.end <= days[0].start and days[0].end < second.start and second.end <= days[1].start
    if not order or days[1].start - second.end > GAP or any(v.start >= second.end for v in clause.verbs):
        return False
    joined = clause.marked.has("and", lo=days[0].end, hi=days[0].end + GAP)
    return joined and second.start - days[0].end <= GAP + 1


def lots_apart(groups: Iterable[Group], published: date | None) -> None:
    """'They are swapped on 5 and 6 March', then 'today 200 each, tomorrow 300': each lot has a day of its own.

    And what is back has come back by the day on which it is told of, whatever other days it stands beside.
    """
    told = [g for g in groups if not (g.background or g.framework) and g.day is not None]
    for lot in told:
        first, last = lot.day, lot.end_day
        others = [g.day for g in told if g is not lot and g.kind is lot.kind]
        if first and last and any(day is not None and first < day <= last for day in others):
            lot.end_day = None
        if lot.end_day and published and lot.stage is COMPLETED and first and first <= published < lot.end_day:
            lot.end_day = None
