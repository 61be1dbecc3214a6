"""Lots told in turn, each with its day and one verb for all: 'в четверг отпустят по 150, в пятницу — по 250'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from bot.extraction.counts.scope import Finding
from bot.extraction.days.when import DAY, When
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.terms import AGREED, ANNOUNCED, CARRIED_OUT, COMPLETED, EXCHANGE, PLANNED, UNDER_WAY

DAYS: Final = ("weekday", "date")
APART: Final = 3
"""How many days lie between the lots of one deal at most."""
WEEK: Final = 7
PAIR: Final = 2
"""How many words at most lead from one weekday to the next: 'on Saturday and on Sunday'."""
LOTS: Final = ("phase", "leg", "lot_noun")
FURTHER: Final = ("ordinal", "anaphor", "the_rest", "cal_next")


def in_turn(events: Sequence[Event], times: Sequence[When], published: date) -> None:
    """'В четверг отпускают по 150, | в пятницу — по 250': the second day follows the first, and is to come."""
    for first, second in pairwise(events) if len(times) > 1 else ():
        when = own_day(second, times)
        if first.day is None or not first.findings or when is None:
            continue
        day = following(first.day, when)
        if day is not None and day > published and second.day != day:
            second.day, second.when, second.stage = day, when, PLANNED
            second.recall, second.why = False, ""


def own_day(event: Event, times: Sequence[When]) -> When | None:
    """The weekday or date that stands before a clause's figure, where no verb does."""
    clause = event.clause
    if not event.findings:
        return None
    at = event.findings[0].count.start
    days = [w for w in times if clause.lo <= w.start < at and w.kind in DAYS and not (w.modifier or w.end_day)]
    return None if len(days) != 1 or any(v.start < at for v in clause.verbs) else days[0]


def following(first: date, when: When) -> date | None:
    """The first day behind another one that a cue names, where it comes within a few days."""
    if when.weekday is not None:
        ahead = (when.weekday - first.weekday()) % WEEK
    else:
        ahead = (when.day - first).days if when.day is not None else 0
    return first + ahead * DAY if 0 < ahead <= APART else None


def through(events: Sequence[Event], times: Sequence[When]) -> None:
    """'On Saturday and Sunday', 'в субботу и воскресенье': what is to come then has its last day as well."""
    for event in events:
        when = event.when
        if event.stage.phase is not ANNOUNCED or event.day is None or event.end_day:
            continue
        if when is None or when.weekday is None:
            continue
        marked = event.clause.marked
        behind = (w for w in times if w.weekday is not None and 0 < w.start - when.end <= PAIR)
        second = next((w.weekday for w in behind if marked.within("and", when.end, w.start)), None)
        apart = (second - when.weekday) % WEEK if second is not None else 0
        last = event.day + apart * DAY
        if 0 < apart < APART and all(e.day != last for e in events):
            event.end_day = last


def before_verb(clause: Clause, when: When) -> bool:
    """'По договорённостям стороны 5 и 6 марта вернут по 500': the days between who acts and a verb to come are its."""
    at = when.end
    if not any(v.start == at and v.tense == "futr" for v in clause.verbs):
        return False
    pacts = [m.end for m in clause.marks("agreed", "deal", "pact") if m.end < when.start]
    return bool(pacts) and clause.marked.has("party", "both", "people", lo=pacts[-1], hi=when.start)


def summed_with(clause: Clause, when: When) -> bool:
    """'Разом із четверговою групою повернули 250': the day of an earlier lot, with which all make so many."""
    if "added_to" not in clause.own:
        return False
    earlier = when.weekday is not None or (when.offset or 0) < 0
    return earlier and any(m.end == when.start for m in clause.of("added_to"))


def yet_ahead(events: Sequence[Event]) -> None:
    """'Попереду ще один етап: по 200 людей': another lot, told without a verb as lying ahead."""
    for event in events:
        clause = event.clause
        if not event.findings or event.stage is not COMPLETED or clause.verbs:
            continue
        opens = clause.marked.has("lies_ahead", lo=clause.lo, hi=clause.lo + 2)
        if opens and clause.any_of(LOTS) and clause.any_of(FURTHER):
            event.stage = PLANNED


def deal_days(found: Sequence[Group]) -> None:
    """'400 на 400', then 'обмен проводится 17 и 18 июня': the days of an exchange that only its title counts."""
    news = [g for g in found if g.kind is EXCHANGE and not (g.background or g.stage.off)]
    days = [g for g in news if not g.findings and any(spans(e) for e in g.events)]
    deals = [g for g in news if g.day is None and any(of_deal(g, f) for _, f in g.findings)]
    if len(days) != 1 or len(deals) != 1:
        return
    deal, told = deals[0], days[0]
    if deal.framework and deal.stage is UNDER_WAY:
        if any(e.when is not None and e.when.weekday is not None for e in told.events):
            return  # 'the first 390 on Friday', then 'it goes on on Saturday and Sunday'
        if told.stage is UNDER_WAY:  # not 'the first 390 on Friday', then 'it goes on over the weekend'
            deal.events, deal.day = deal.events + told.events, told.day
    elif deal.framework or (all(e.in_title for e, _ in deal.findings) and not any(e.day for e in deal.events)):
        deal.events += told.events
        deal.day, deal.end_day = told.day, told.end_day
        deal.stage = told.stage if told.stage in (UNDER_WAY, PLANNED) else deal.stage
    else:
        return
    told.events = []


def of_deal(group: Group, finding: Finding) -> bool:
    """'400 на 400', or so many each of what is agreed or to come."""
    return finding.count.second is not None or (group.stage in (AGREED, PLANNED) and finding.party == BOTH)


def over_days(found: Iterable[Group]) -> None:
    """'260 each are to be swapped on the 24th and 25th': what is to take several days is a deal, and each day a lot."""
    for group in found:
        ahead = group.kind is EXCHANGE and group.stage in (AGREED, PLANNED) and not group.background
        if ahead and group.end_day is not None and any(f.party == BOTH for _, f in group.findings):
            group.framework = True


def spans(event: Event) -> bool:
    """Whether a clause names an exchange and the few days that it takes."""
    last, first = event.end_day, event.day
    near = first is not None and last is not None and (last - first).days <= APART
    return near and event.lead and "swap" in event.clause.own and not event.recall


def whole_of_lots(found: Iterable[Group]) -> None:
    """'400 на 400', then 'today 150 each, tomorrow 250 more': what the lots of two days come to is the deal."""
    news = [g for g in found if g.kind is EXCHANGE and not (g.background or g.stage.off)]
    told = [(e, f) for g in news for e, f in g.findings if not f.part]
    done = [(e, f) for e, f in told if e.stage.phase is CARRIED_OUT and e.day is not None]
    lots = {(e.day, f.count.value) for e, f in done if f.count.value > 0}
    ahead = {(e.day, f.count.value) for e, f in told if e.stage.phase is ANNOUNCED and e.day is not None}
    sums = {a + b for day, a in ahead for other, b in lots if day != other}
    both = {a + b for day, a in ahead for other, b in ahead if day != other}
    alone = ((e, f) for e, f in told if e.end_day is not None or (e.day is None and whole_named(e)))
    sums |= {f.count.value for e, f in alone if f.count.value in both}
    for _, finding in told if sums else ():
        finding.whole = finding.whole or (finding.party == BOTH and finding.count.value in sums)


def whole_named(event: Event) -> bool:
    """'обмін 400 на 400 триватиме два дні', 'домовленість 350 на 350': in a title, or as what was agreed."""
    return event.in_title or event.clause.any_of(("pact", "agreed"))
