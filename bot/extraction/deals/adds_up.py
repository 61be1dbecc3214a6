"""What a deal has brought in whole, told by what it adds up to: '200 on Thursday, 300 on Friday: that makes 500'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.deals.stage_sums import SPANS
from bot.extraction.events.events import Event
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.terms import EXCHANGE, MILITARY, TOTAL
from storage.vocabulary import Qualifier

MOST: Final = 1000
"""What no exchange has brought to one side; more is the sum of many."""
NEAR: Final = 3
"""Within how many words behind its count a sum is told to be one: '420 the number', 'all 400 returned since'."""
LIFTED: Final = 6
"""Within how many words behind 'brings' the number stands that all have come to."""
ROUGHLY: Final = 1.02
"""How many more than 'more than 400' may be."""
DAYS: Final = ("weekday", "relative", "last_day", "shift", "month")
Told = Sequence[tuple[Event, Finding]]


def adds_up(event: Event, finding: Finding, told: Told, events: Sequence[Event]) -> bool:
    """Whether a figure of an exchange sums up the lots that are `told`, and the others that `events` recall."""
    if finding.kind is not EXCHANGE or finding.extra or finding.count.second is not None:
        return False
    lots = [(e, f) for e, f in told if f is not finding and lot_of(f, finding)]
    if not lots:
        return False
    if any(two_lots(finding, lot, e, f) for lot in lots for e, f in others(events, finding)):
        finding.part = False
        return True
    return not finding.part and finding.party != JOINT and summed_up(event, finding)


def span_of(whole: Told, lots: Told, events: Sequence[Event]) -> tuple[date | None, date | None]:
    """The days of the lots that add up to a deal, where each of them is known."""
    for _, finding in whole:
        mine = [(e, f) for e, f in lots if lot_of(f, finding)]
        pairs = ((lot, (e, f)) for lot in mine for e, f in others(events, finding))
        days = [(a.day, b.day) for (a, f), (b, g) in pairs if a.day and b.day and two_lots(finding, (a, f), b, g)]
        if days and days[0][0] != days[0][1]:
            return min(days[0]), max(days[0])
    return None, None


def of_somebody(whole: Told, lots: Told) -> list[tuple[Event, Finding]]:
    """The sums of which it is clear whose people they count: 'the number that both have each got back'."""
    each = all(f.party == BOTH for _, f in lots if not f.part)
    for event, finding in whole:
        if finding.party is None and each and finding.kind is EXCHANGE and event.clause.marked.of("each"):
            finding.party = BOTH
    return [(e, f) for e, f in whole if not (f.party in (None, JOINT) and each and f.kind is EXCHANGE)]


def lot_of(lot: Finding, whole: Finding) -> bool:
    """Whether a figure may be that of one stage: fewer people, and not another side's alone."""
    same = lot.party in (whole.party, BOTH, None) or whole.party in (BOTH, JOINT, None)
    plain = not (lot.part or lot.extra) and lot.scope in (TOTAL, MILITARY) and lot.party != JOINT
    return same and plain and 0 < lot.count.value < whole.count.value <= 2 * MOST


def others(events: Sequence[Event], whole: Finding) -> Iterator[tuple[Event, Finding]]:
    """The figures of an item that are fewer than the whole, recalled or not."""
    for event in events:
        for finding in event.findings if not event.void else ():
            if 0 < finding.count.value < whole.count.value and finding.scope in (TOTAL, MILITARY):
                yield event, finding


def two_lots(whole: Finding, lot: tuple[Event, Finding], event: Event, other: Finding) -> bool:
    """'300 each on Friday', 'on Thursday, 200 each': two lots of two days, and 500 each or 1,000 in all."""
    first, mine = lot
    if other is mine or other.kind is not mine.kind or not two_days(first, mine, event, other):
        return False
    both = mine.party == other.party == BOTH
    sum_of_two = mine.count.value + other.count.value
    if both and whole.party in (None, JOINT) and whole.count.value == 2 * sum_of_two:
        whole.party = JOINT
        return True
    if mine.party not in (other.party, None, BOTH) and other.party not in (None, BOTH):
        return False
    if whole.count.qualifier is Qualifier.AT_LEAST:  # 'More than 400 home', of 243 and 160
        return whole.count.value <= sum_of_two <= ROUGHLY * whole.count.value
    return whole.count.value == sum_of_two <= MOST


def two_days(first: Event, lot: Finding, event: Event, other: Finding) -> bool:
    """Whether two figures have days of their own: 'отпустили по 300, днём ранее по 200'."""
    if event is first:
        lo, hi = sorted((lot.count, other.count), key=lambda c: c.start)
        return first.clause.marked.has(*DAYS, lo=lo.end, hi=hi.start)
    other_day = event.day is not None and event.day != first.day
    return event.recall or other_day or event.clause.has("shift", "last_day", "pluperfect")


def summed_up(event: Event, finding: Finding) -> bool:
    """Whether the words beside a figure say that it adds up what several days have brought."""
    clause = event.clause
    return lifted_to(clause, finding) or makes(clause, finding) or all_since(event, finding) or of_days(clause, finding)


def lifted_to(clause: Clause, finding: Finding) -> bool:
    """'Friday's group brings to 420 the number of captives', 'lifts the number freed to 500'."""
    at, marked = finding.count.start, clause.marked
    verb = next((m for m in clause.of("summing") if 0 < at - m.end <= LIFTED), None)
    if verb is None:
        return False
    behind = marked.within("prep_to", verb.end, at) and marked.has("tally", lo=at, hi=finding.count.end + NEAR)
    return behind or marked.within("tally", verb.end, at)


def makes(clause: Clause, finding: Finding) -> bool:
    """'That makes 500 per side', 'итого по 500 с каждой стороны', 'in all 420 have come back'."""
    at, marked = finding.count.start, clause.marked
    this = marked.within("that", clause.lo, clause.lo + 1) and marked.within("made", clause.lo + 1, at)
    return this or marked.has("combined", "in_sum", lo=max(clause.lo, at - NEAR), hi=at)


def all_since(event: Event, finding: Finding) -> bool:
    """'All 400 returned since Thursday', 'с 10 по 12 июня Россия вернула всех шестьсот'."""
    marked, lo, at = event.clause.marked, event.clause.lo, finding.count.start
    since = any(marked.within("weekday", m.end, m.end + 1) for m in marked.of("since"))
    return marked.has("all_of", lo=max(lo, at - 2), hi=at) and (since or event.end_day is not None)


def of_days(clause: Clause, finding: Finding) -> bool:
    """'a two-day exchange | that brought 400 back', 'two days have thus seen the return of 400'."""
    marked = clause.marked
    opens = marked.within("relative_word", clause.lo, clause.lo + 1) or marked.within("that", clause.lo, clause.lo + 1)
    lo = 0 if opens else clause.lo
    for span in marked.all(*SPANS, lo=lo, hi=finding.count.start):
        several = any(m.value != "1" for m in marked.inside("number", span.start - 1, span.start))
        swap = marked.within("swap", span.end, span.end + 1) and span.end + 1 == clause.lo
        if several and ((opens and swap) or (span.start - 1 == clause.lo and "perfect" in clause.own)):
            return True
    return False
