"""Events of an item → one group an event, with figures, day and stage (Rule E, step 8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.extraction.assembly.announced import announced, settled_on
from bot.extraction.assembly.barely_begun import barely_begun
from bot.extraction.assembly.dating import date_off, date_running, date_set, date_undated, main_day
from bot.extraction.assembly.freed_then import among_those_recalled, day_before, earlier_stage, freed_then, lot_before
from bot.extraction.assembly.talked_out import agreed_at_talks
from bot.extraction.assembly.titled_alone import told_kinds
from bot.extraction.background.gifts import gifts_exchanged
from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.deals.agreed_sum import agreed_sum
from bot.extraction.deals.dealing import alone, deals
from bot.extraction.deals.earlier_lots import earlier_lots
from bot.extraction.deals.first_lot import first_done
from bot.extraction.deals.further import comes_on_top, further_lots, running_sums
from bot.extraction.deals.in_whole import in_whole
from bot.extraction.deals.last_of_span import last_of_span
from bot.extraction.deals.lot_days import over_days
from bot.extraction.deals.lots_ahead import (
    day_of_next,
    formulas,
    further_ahead,
    lot_of_another_day,
    lots_ahead,
    set_for,
)
from bot.extraction.deals.relations import (
    as_planned,
    earlier_told,
    echoed,
    goes_back,
    operations,
    overruled,
    put_off,
    running,
    same_bodies,
    superseded,
    told_ahead,
)
from bot.extraction.deals.so_many import so_many
from bot.extraction.deals.stage_sums import same_sums, stage_sums
from bot.extraction.deals.two_days import lots_apart
from bot.extraction.deals.whole_ahead import whole_ahead
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group, residents
from bot.extraction.figures.beyond_formula import beyond_formula
from bot.extraction.figures.children_met import seen_soon
from bot.extraction.figures.dead_told import dead_by_tellers, given_them
from bot.extraction.figures.halves import halve
from bot.extraction.figures.headlines import back_from
from bot.extraction.figures.nothing_back import nothing_back
from bot.extraction.figures.one_more import came_home, carried_home, goes_home
from bot.extraction.figures.opposites import other_of_pair
from bot.extraction.figures.same_people import same_people
from bot.extraction.figures.taken_over import take_over
from bot.extraction.figures.undecided import settle_parties
from bot.extraction.stages.held_later import came_about, held_later
from bot.extraction.stages.home_for import home_for
from bot.extraction.stages.itself import took_place_then
from bot.extraction.stages.no_delay import still_to_come
from bot.extraction.stages.onward import ways_on
from bot.extraction.stages.rumours import rumoured
from bot.extraction.stages.said_of_it import beside_said
from bot.extraction.stages.subject import about_nobody
from bot.extraction.stages.talked_about import spoken_sums
from bot.extraction.stages.to_follow import unfollowed
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import BODIES, CARRIED_OUT, COMPLETED, CUMULATIVE, EXACT, EXCHANGE, PROPOSED
from storage.vocabulary import RETURNS, Kind


class Days(NamedTuple):
    """The latest day on which the first sentences tell of something done, and the day that they name for the news."""

    main: date | None
    said: date | None


def groups(
    events: Iterable[Event],
    default: str | None,
    said: date | None = None,
    sides: tuple[str, ...] = (),
    published: date | None = None,
) -> list[Group]:
    """Sort the events of an item into groups of one kind, phase and day each.

    `default` is the side whose officials speak, `said` the day that the first sentences name for the news, `published`
    that of publication, on which what is under way goes on.
    """
    found, events = list[Group](), list(events)
    beside_each_other(events, sides, published)
    told_by = told_kinds(events)
    about_nobody(events, {i for i, e in enumerate(events) if told_by.get(id(e))})
    days = Days(main_day(e for e in events if e.findings or told_by.get(id(e))), said)
    for event in (e for e in events if not e.void):
        told = told_by[id(event)]
        kinds = {*told, *event.kinds()} if event.findings else told
        for kind in RETURNS if kinds else ():
            if kind in kinds:
                sort(found, event, kind, days, told=kind in told)
    found = related(found, events, sides)
    set_for(found)
    lots_ahead(found, sides)
    for group in found:
        settle_parties(group, default, sides)
        other_of_pair(group, sides)
        further_lots(group, sides)
        group.day, group.end_day = group.span(published) if group.framework else day_of(group)
    lots_apart(found, published)
    date_undated(found, said)
    last_of_span(found, published)
    over_days(found)
    date_off(found, events)
    date_set(found, events)
    day_of_next(found, events)
    date_running(found, published)
    earlier_told(found)
    alone(found)
    return found


def beside_each_other(events: list[Event], sides: tuple[str, ...], published: date | None) -> None:
    """What events tell of each other before they are sorted: sums, halves, sides, the day of a journey home."""
    took_place_then(events)
    beside_said(events)
    earlier_lots(events, published)
    lot_before(events, published)
    ways_on(events)
    gifts_exchanged(events)
    held_later(events)
    formulas(events)
    spoken_sums(events)
    stage_sums(events)
    same_sums(events)
    take_over(events, sides)
    so_many(events)
    still_to_come(events)
    same_people(events)
    beyond_formula(events, sides)
    nothing_back(events)
    dead_by_tellers(events)
    given_them(events, sides)
    halve(events, sides)
    back_from(events, sides)
    back = came_home(events)
    for event in events if published is not None else ():
        home = event is back or (carried_home(event) and goes_home(event))
        event.day = published if event.day is None and home else event.day


def related(found: list[Group], events: list[Event], sides: tuple[str, ...]) -> list[Group]:
    """The groups after what they tell of each other: deals and their stages, plans, what was put off or recalled."""
    same_bodies(found)
    running_sums(found)
    deals(found)
    found = [g for g in found if g.events]
    operations(found)
    rumoured(found, events)
    overruled(found)
    put_off(found)
    running(found)
    first_done(found)
    echoed(found)
    announced(found, events)
    settled_on(found, events)
    agreed_at_talks(found, events)
    superseded(found)
    barely_begun(found, events)
    home_for(found, events)
    as_planned(found)
    came_about(found)
    agreed_sum(found)
    told_ahead(found)
    seen_soon(found)
    found = [g for g in found if g.events]
    among_those_recalled(found)
    freed_then(found, events)
    in_whole(found, events, sides)
    whole_ahead(found, events)
    unfollowed(found)
    return [g for g in found if g.events]


def sort(found: list[Group], event: Event, kind: Kind, days: Days, *, told: bool) -> None:
    """Put what an event says of one kind where it belongs; parts alone open no group beside another kind.

    `told`: the kind is told of, with or without a figure.
    """
    if not (event.findings or told):
        return
    findings = [f for f in event.findings if f.kind is kind and f.scope is not CUMULATIVE]
    if findings and all(f.part for f in findings) and not may_open(event, kind, found):
        return
    if findings or told:
        put(found, event, kind if findings else told_of(event, kind, found), findings, days)


def told_of(event: Event, kind: Kind, found: list[Group]) -> Kind:
    """'they came home on Tuesday' beside children or bodies told of before speaks of those."""
    bare = kind is EXCHANGE and not event.clause.any_of(("swap", "captive", "captivity", "military", "wounded"))
    bare = bare or (event.weak and not event.clause.has("swap", "captive", "wounded"))  # 'confirmed the transfer'
    return found[0].kind if bare and found else kind


def may_open(event: Event, kind: Kind, found: list[Group]) -> bool:
    """Whether parts alone ('seven of them civilians') may stand for an event: told first, or beside a total."""
    if kind is not EXCHANGE:
        return False
    if any(g.kind is not kind for g in found) and not any(g.kind is kind and g.findings for g in found):
        return False
    return event.lead or any(g.findings and not g.background and g.stage.phase is event.stage.phase for g in found)


def put(found: list[Group], event: Event, kind: Kind, findings: list[Finding], days: Days) -> None:
    """Join an event to the group that it fits, else open one."""
    beside = [g for g in found if any(e.number == event.number for e in g.events)] if only_parts(findings) else []
    group = next((g for g in [*beside, *found] if fits(g, event, kind, days)), None)
    if group is None:
        group = Group(kind, event.stage, background=event.recall, why=event.why)
        found.append(group)
    group.events.append(event)
    group.findings += [(event, f) for f in findings]
    if group.day is None:
        group.day = event.day


def only_parts(findings: list[Finding]) -> bool:
    """', серед яких 120 цивільних': parts are of the whole that their own sentence tells."""
    return bool(findings) and all(f.part for f in findings)


def fits(group: Group, event: Event, kind: Kind, days: Days) -> bool:
    """Same kind, phase and standing, and no other day; what is undated is of the latest day told."""
    if group.kind is not kind or group.background != event.recall or demanded(group, event):
        return False
    if event.weak and event.day is None and not (event.findings and further_ahead(event, group)):
        return True
    if told_before(group, event, days.said) or (any(f.party == BOTH for f in event.findings) and residents(group)):
        return False  # 'вернули троих курян', then the exchange of 300 each
    if comes_on_top(group, event):
        return True
    if group.stage.phase is not event.stage.phase or group.stage.off != event.stage.off:
        return False
    if group.day is None and event.day is not None and days.main is not None and event.day < days.main:
        return False
    if event.day is None or group.day is None or event.day == group.day:
        return True
    ends = [e.end_day for e in group.events if e.end_day]
    return bool(ends) and group.day <= event.day <= max(ends) and not lot_of_another_day(group, event)


def demanded(group: Group, event: Event) -> bool:
    """'25 came home. Moscow demands the return of all 72 who remain': of the others, whatever their number."""
    if not event.findings or event.stage is not PROPOSED or group.stage is not COMPLETED:
        return False
    return group.kind is not BODIES


def told_before(group: Group, event: Event, said: date | None) -> bool:
    """'On Friday, 49 had been freed' behind an undated '103 each': the older day has figures of its own."""
    if group.day is not None or event.day is None:
        return False
    told = any(day > event.day for day in (said, *(e.spoken_day for e in group.events)) if day)
    values = {f.count.value for _, f in group.findings if not f.part}
    mine = {f.count.value for f in event.findings if not f.part}
    back = goes_back(event) or earlier_stage(group, event) or day_before(group, event)
    if not (told or back) or not (values and mine) or not values.isdisjoint(mine):
        return False
    return back or event.clause.has("pluperfect") or other_whole(group, event)


def other_whole(group: Group, event: Event) -> bool:
    """'103 вернулись … накануне вызволили 49': one side's whole is told twice, exactly, and differs."""
    told = {f.party: f.count.value for _, f in group.findings if exact_whole(f)}
    return any(exact_whole(f) and told.get(f.party, f.count.value) != f.count.value for f in event.findings)


def exact_whole(finding: Finding) -> bool:
    """Whether a figure counts all of one side's people, exactly and by itself."""
    more = finding.part or finding.extra or finding.joined or finding.count.second is not None
    return not more and finding.party not in (None, JOINT) and finding.count.qualifier is EXACT


def day_of(group: Group) -> tuple[date | None, date | None]:
    """The group's day: that of its first dated clause; a day of speaking helps only what has happened."""
    dated = next((e for e in group.events if e.day), None)
    if dated:
        ahead = group.stage is COMPLETED and dated.stage is not COMPLETED
        return dated.day, None if ahead else dated.end_day
    if group.stage.phase is CARRIED_OUT and not group.background:
        return next((e.spoken_day for e in group.events if e.spoken_day), None), None
    return None, None
