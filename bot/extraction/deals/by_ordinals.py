"""Lots that one clause tells in turn by ordinals: 'the first round, 200 each, on 25 May and the second, 300, on …'."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.days.when import DAY, When, settle
from bot.extraction.events.events import Event
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import ANNOUNCED, CIVIL, EXCHANGE, PLANNED

PAIR: Final = 2
NEAR: Final = 3
"""Within how many words behind 'first' stands what it is the first of, and behind a count its 'on the first day'."""
STAGED: Final = ("phase", "leg", "lot_noun", "day_noun")
DAYS: Final = ("weekday", "date", "relative")


def by_ordinals(events: list[Event], times: Sequence[When], published: date, before: Sequence[Event]) -> None:
    """Part what is told of a first and a second lot of one deal, each with its count and day.

    'Первый этап, по 150 человек, в пятницу, второй, по 250, в субботу'; '150 on the first day, 250 on the second'.
    """
    for event in [e for e in events if len(e.findings) == PAIR and "ordinal" in e.clause.own]:
        told = [f for f in event.findings if f.scope is not CIVIL and f.kind is EXCHANGE]
        at = ordinals(event.clause, before) if len(told) == PAIR == len(event.findings) else None
        if at is None or event.recall or any(f.count.second is not None for f in told):
            continue
        order = in_front(at, told) or behind(at, told)
        if order:
            part(event, events, told, days_of(event, at, times, published, before, front=in_front(at, told)), before)


def ordinals(clause: Clause, before: Sequence[Event]) -> tuple[int, int] | None:
    """Where 'first' and 'second' stand, the one of them beside what is the first: a stage, a lot, a day.

    Behind 'в два этапи' both may stand for it alone: 'Перший, по 200 людей, відбудеться 25 травня, другий …'.
    """
    firsts, seconds = ([m for m in clause.of("ordinal") if m.value == value] for value in ("1", "2"))
    if not firsts or not seconds or firsts[0].start >= seconds[0].start:
        return None
    first, second = firsts[0], seconds[0]
    staged = clause.marked.has(*STAGED, lo=first.end - 1, hi=first.end + NEAR)
    staged = staged or (first.start - clause.lo <= 1 and any(e.clause.any_of(("phase", "leg")) for e in before))
    return (first.start, second.start) if staged else None


def in_front(at: tuple[int, int], told: Sequence[Finding]) -> bool:
    first, second = (f.count for f in told)
    return at[0] < first.start < at[1] < second.start


def behind(at: tuple[int, int], told: Sequence[Finding]) -> bool:
    first, second = (f.count for f in told)
    return first.start < at[0] < second.start < at[1] and at[1] - second.end <= NEAR


def days_of(
    event: Event,
    at: tuple[int, int],
    times: Sequence[When],
    published: date,
    before: Sequence[Event],
    *,
    front: bool,
) -> list[tuple[date | None, When | None]]:
    """The day of each: as the two are told with their own, as the days stand in a row, or one behind the other."""
    clause = event.clause
    coming = event.stage.phase is ANNOUNCED or ahead_all(before)
    mine = [w for w in times if clause.lo <= w.start < clause.hi and w.kind in DAYS and not w.end_day]
    row = [settle(w, published, ahead=coming, last=None) for w in mine]
    if len(mine) == PAIR and (not front or at[0] < mine[0].start < at[1] < mine[1].start):
        return list(zip(row, mine, strict=True))
    if not clause.marked.has("day_noun", lo=at[0], hi=at[0] + NEAR):
        return [(row[0] if len(mine) == 1 and mine[0].start < at[1] else None, None), (None, None)]
    spans = [e for e in (event, *before) if e.day and e.end_day == e.day + DAY]
    first = next((e.day for e in spans), row[0] if len(row) == 1 else None)
    if first == published and not coming:
        first -= DAY  # told on the second day: 'got back 200 on the first day and 300 on the second, it said on Friday'
    return [(first, event.when), (first + DAY if first else None, None)]


def ahead_all(before: Sequence[Event]) -> bool:
    """Whether all that the sentence before tells is to come."""
    return bool(before) and all(e.stage.phase is ANNOUNCED and not e.stage.off for e in before)


def part(
    event: Event,
    events: list[Event],
    told: Sequence[Finding],
    days: Sequence[tuple[date | None, When | None]],
    before: Sequence[Event],
) -> None:
    """Make two events of one, both of the same people, the second as far as its day tells."""
    first, second = told
    verbless = not event.clause.verbs
    coming = event.stage.phase is ANNOUNCED or (verbless and ahead_all(before))
    stage = PLANNED if coming else event.stage
    for finding in told:
        finding.part = finding.extra = False
    second.party = first.party if second.party is None else second.party
    first.party = second.party if first.party is None else first.party
    (day, when), (next_day, next_when) = days
    event.findings, event.stage, event.day, event.when, event.end_day = [first], stage, day, when, None
    events.append(Event(event.frame, stage, next_day, when=next_when, findings=[second]))
