"""People of a title who came home in an exchange that the text only recalls, and the stage before the one told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.extraction.assembly.telling import tells
from bot.extraction.days.when import DAY
from bot.extraction.events.events import LOT_BEFORE, Event
from bot.extraction.events.group import Group
from bot.extraction.words.terms import CARRIED_OUT, CUMULATIVE, EXCHANGE

FREED: Final = ("swap", "free", "receive", "give", "home", "leaving", "swap_head")
THEY: Final = ("they_are", "all_of", "everyone", "pronoun")
OPENING: Final = 2
"""Within how many words of its sentence stands who was freed, or which stage is told of."""

LOT: Final = 3
"""Within how many words before 'group' its number or 'another' stands."""

FIRST: Final = 3
"""Within how many words of its sentence stands the first day, or stage, that it tells of."""


def among_those_recalled(found: list[Group]) -> None:
    """'Двое туляков среди вернувшихся', then 'в группе из 157, вернувшейся 5 февраля': a part of what is recalled."""
    for group in found:
        parts = [f.part for _, f in group.findings]
        if group.background or group.kind is not EXCHANGE or not parts or not all(parts):
            continue
        whole = next(
            (g for g in found if g.background and g.kind is group.kind and not g.stage.off and g.findings), None
        )
        if whole is not None and group.day is None and all(e.when is None for e in group.events):
            whole.events += group.events
            group.events, group.findings = [], []


def freed_then(found: list[Group], events: Sequence[Event]) -> None:
    """'Семеро вінничан повертаються', then 'їх звільнили 5 березня': no news of those who came that day."""
    told = next((e for e in events if e.number == 1 and e.recall and e.day and of_them(e)), None)
    if told is None:
        return
    for group in found:
        undated = all(e.when is None and (e.in_title or e.number == 1) for e in group.events)
        done = group.kind is EXCHANGE and group.stage.phase is CARRIED_OUT and not group.stage.off
        if done and undated and not group.background and group.findings:
            whole = next((g for g in found if g.background and g.kind is group.kind and g.findings), None)
            group.background, group.day, group.why, group.findings = True, told.day, told.why, []
            if whole is not None:
                whole.events += group.events
                group.events = []
            else:
                group.events.append(told)


def day_before(group: Group, event: Event) -> bool:
    """'Звільнено 307: другий день обміну', then 'учора повернулися 390': others came the day before."""
    opening = event.clause.marked.has("relative", lo=event.clause.lo, hi=event.clause.lo + 2)
    if not opening or event.when is None or event.when.offset != -1 or group.kind is not EXCHANGE:
        return False
    titled = [e.clause for e in group.events if e.in_title]
    return any(c.has("ordinal", "anaphor", "under_way", "finished") for c in titled)


def lot_before(events: Sequence[Event], published: date | None) -> None:
    """'Вторая группа вернулась', then 'днём ранее обмен провели по категории «до 25 лет»': that was the lot before."""
    lot_of_day_before(events, published)
    first_of_more(events)
    titled = [e for e in events if e.in_title and e.stage.phase is CARRIED_OUT and not e.stage.off]
    news = next((e for e in titled if one_of_several(e) and (e.findings or tells(e))), None)
    if news is None:
        return
    for event in events:
        done = event.stage.phase is CARRIED_OUT and not (event.in_title or event.recall or event.findings)
        if done and event.clause.has("swap", "receive", "free") and opens_the_day_before(event):
            event.recall, event.why = True, LOT_BEFORE
            news.day = news.day or (event.day + DAY if event.day else None)


def lot_of_day_before(events: Sequence[Event], published: date | None) -> None:
    """'Forty each: second swap in as many days', then 'On Wednesday 36 and 35 came back': another lot, of that day.

    So it is where an earlier sentence tells of a later day ('confirmed Thursday's exchange').
    """
    told = [f for e in events if titled_now(e) for f in e.findings if not f.part]
    news = [f.count.value for f in told]
    if not news or any(f.scope is CUMULATIVE for f in told) or any(e.day is not None for e in events if titled_now(e)):
        return
    running = any(titled_now(e) and nth_day(e) for e in events)
    for event in events:
        if event.day is None or not (carried_out(event) and opens_with_day(event) and event.findings):
            continue
        later = [e.day for e in events if e.number < event.number and carried_out(e) and e.day and e.day > event.day]
        yesterday = running and published is not None and event.day == published - DAY
        same = [e for e in events if e.number == event.number and e.day == event.day]
        if (later or yesterday) and not {f.count.value for e in same for f in e.findings}.intersection(news):
            for one in same:
                one.recall, one.why = True, LOT_BEFORE


def first_of_more(events: Sequence[Event]) -> None:
    """'307 more back', then 'on the first day of the exchange, 390 returned': that was the lot before."""
    news = [e for e in events if e.in_title and titled_now(e) and e.clause.any_of(("anaphor", "last_lot"))]
    values = {f.count.value for e in news for f in e.findings}
    for event in events if news else ():
        clause = event.clause
        opens = clause.lo == 0 and any(m.start <= FIRST for m in clause.of("last_day"))
        opens = opens and "added_to" not in clause.own  # 'Вместе со вчерашней группой вернулись 500'
        other = event.findings and values.isdisjoint(f.count.value for f in event.findings)
        if opens and other and carried_out(event) and not event.in_title:
            event.recall, event.why = True, LOT_BEFORE


def titled_now(event: Event) -> bool:
    return event.in_title and carried_out(event) and bool(event.findings)


def carried_out(event: Event) -> bool:
    return event.stage.phase is CARRIED_OUT and not (event.stage.off or event.recall or event.void)


def opens_with_day(event: Event) -> bool:
    """'On Wednesday Moscow got …' in the text."""
    when, clause = event.when, event.clause
    return when is not None and not event.in_title and when.start <= OPENING and clause.lo == 0 and when.kind != "vague"


def nth_day(event: Event) -> bool:
    """'for second day running', 'second swap in as many days', 'другий день поспіль'; not 'second day of the swap'."""
    clause, marked = event.clause, event.clause.marked
    second = (m for m in clause.of("ordinal") if int(m.value) > 1)
    days = [m.start for m in clause.of("day_noun") if not marked.within("swap", m.end, m.end + 2)]
    return any(0 <= day - m.end <= (LOT + 2) * marked.within("swap", m.end, day) for m in second for day in days)


def one_of_several(event: Event) -> bool:
    """'Вторая группа', 'ще одна група', 'другий етап': others came before it."""
    clause = event.clause
    for lot in clause.marks("contingent", "phase"):
        span = {"lo": max(clause.lo, lot.start - LOT), "hi": lot.start}
        counted = [m for m in clause.marked.all("ordinal", **span) if int(m.value) > 1]
        if counted or clause.marked.has("fellow", **span):
            return True
    return False


def opens_the_day_before(event: Event) -> bool:
    """'Днём ранее …', 'Напередодні …' at the beginning of a sentence."""
    when = event.when
    return when is not None and when.offset == -1 and when.start <= OPENING and event.clause.lo == 0


def of_them(event: Event) -> bool:
    """'Їх обміняли', 'Усіх звільнили': a clause that opens with those of whom was told, and says that they are free."""
    clause = event.clause
    opens = clause.lo == 0 and any(m.start < OPENING for m in clause.marks(*THEY))
    opens = opens or (clause.lo == 0 and clause.marked.within("resident", 0, 1))  # 'Жителей вернули 24 августа'
    return opens and clause.any_of(FREED) and not clause.marked.sentence.tokens[clause.lo].word.norm.isascii()


def earlier_stage(group: Group, event: Event) -> bool:
    """'Це другий етап обміну', then 'перший провели у вівторок: повернулися 30': a stage with people of its own."""
    if event.stage.phase is not CARRIED_OUT or event.clause.marked.sentence.tokens[0].word.norm.isascii():
        return False
    first = next((m for m in event.clause.of("ordinal") if m.start - event.clause.lo <= OPENING), None)
    if group.kind is not EXCHANGE or first is None or int(first.value) != 1 or event.day is None:
        return False
    return not any(int(m.value) == 1 for e in group.events for m in e.clause.of("ordinal"))
