"""Figures of a group that no frame gave to a side: what the group's other figures tell of them (Rule E, step 8)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.counts.counted import foreigners
from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.figures.breakdown import break_down, in_all, listed, of_formula, shared_out, women_first
from bot.extraction.figures.dead_told import bodies_summed, nearest_told, return_bodies
from bot.extraction.figures.exchanged_for import exchanged_for
from bot.extraction.figures.freed_persons import freed_persons, givers
from bot.extraction.figures.headlines import (
    both_sums,
    by_headline,
    nearly,
    of_title,
    roughly,
    sum_of_both,
    titled_sum,
)
from bot.extraction.figures.opposites import (
    another_own,
    as_many_others,
    brought_home,
    given_by_speaker,
    of_all,
    of_either,
    of_nobody_told,
    summed_beside,
    taken_up,
    titled_list,
    told_again,
)
from bot.extraction.figures.received_apart import received_apart
from bot.extraction.figures.regional import listed_before, of_a_region, reunited
from bot.extraction.figures.tellers_apart import of_both_told
from bot.extraction.figures.trades import as_many_again, civilians_beside, given_so, of_those_told, some_of_them, traded
from bot.extraction.figures.two_counts import two_counts
from bot.extraction.figures.unequal import same_again, unequal
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import BODIES, CHILDREN, CIVIL, EXCHANGE

PAIR: Final = 2
MANY: Final = 2


def settle_parties(group: Group, default: str | None, sides: tuple[str, ...] = ()) -> None:
    """Give undecided figures to the side whose officials speak; drop what stays open or is only a part."""
    if not group.findings:
        return
    if group.kind is not EXCHANGE:
        sided = [f.party for e in group.events for f in e.findings if f.party and f.party not in (BOTH, JOINT)]
        of_those_told(group)
        told = sided[0] if sided and group.kind is BODIES else None
        bodies_summed(group, sides)
        return_bodies(group, default, sides)
        nearest_told(group, sides)
        own = group.kind is BODIES or any(brought_home(e) for e in group.events)
        default = told or (default if own else None)
    two_counts(group, sides)
    taken_up(group)
    of_title(group, sides)
    of_formula(group)
    women_first(group)
    some_of_them(group)
    civilians_beside(group, sides)
    shared_out(group, sides)
    add_up(group, sides)
    among_all(group, sides)
    of_the_title(group, sides)
    in_all(group, sides)
    return_others(group, sides)
    given_for(group, sides)
    unequal(group, sides, default)
    traded(group, sides)
    as_many_again(group, default, sides)
    by_headline(group, default, sides)
    exchanged_for(group, default, sides)
    titled_list(group, default, sides)
    as_many_others(group, sides)
    given_by_speaker(group, default, sides)
    received_apart(group, sides)
    by_who_speaks(group, default, sides)
    same_again(group, sides)
    of_a_region(group, sides)
    listed_before(group, sides)
    break_down(group, sides)
    listed(group, sides)
    settle_parts(group, sides)


def by_who_speaks(group: Group, default: str | None, sides: tuple[str, ...]) -> None:
    """Give what is open still to whom its words or neighbours tell, else to the side whose officials speak."""
    both = any(f.party == BOTH and not f.part for _, f in group.findings)
    for event, finding in ((e, f) for e, f in group.findings if not of_nobody_told(e, f)):
        if both and of_either(event, finding):
            continue
        if finding.party is None and not finding.part and "swap" in event.clause.own and finding.count.second is None:
            told = echoed(finding, group, sides) or roughly(finding, group)
            told = None if told == BOTH and finding.scope is CIVIL else told  # 'Five civilians in five-for-five swap'
            mine = None if another_own(finding, default, group) else default
            finding.party = (
                told or mine or left_over(event, finding, group, sides) or (JOINT if swapped(event, finding) else None)
            )
        elif finding.party is None and finding.count.second is None and not foreigners(finding):
            told = told_again(finding, group, default) or of_the_last(event, finding, group, sides)
            told = told or default or told_alike(finding, group, sides)
            kin = (with_kin_of(event, sides) or reunited(group, sides)) if group.kind is CHILDREN else None
            told = told or kin or (event.teller if event.clause.has("home", "receive", "return", "free") else None)
            titled = event.in_title and finding.count.noun in ("military", "captive")
            told = told or (left_over(event, finding, group, sides) if titled else None)
            of_both = "occupied" not in event.clause.own and children_of_both(finding, group, sides)
            joint = of_both or of_both_told(event, finding, sides)
            finding.party = told or (JOINT if joint else None)


def swapped(event: Event, finding: Finding) -> bool:
    """'90 people freed in swap': of both sides together, where nothing tells whose they are."""
    return finding.scope is not CIVIL and not (
        event.clause.marked.sentence.tokens[0].word.norm.isascii() and of_one_side(event, finding)
    )


def of_the_last(event: Event, part: Finding, group: Group, sides: tuple[str, ...]) -> str | None:
    """'157 Ukrainians came home. Seven of them are civilians.': a part is of the whole told right before."""
    if not (part.part or part.extra or event.clause.has("with_them")):
        return None
    at = (event.number, part.count.start)
    told = [(e, f) for e, f in group.findings if not f.part and (e.number, f.count.start) < at]
    if not told or event.number - told[-1][0].number > 1:
        return None
    last = told[-1][1]
    beside = {f.party for e, f in told if e.number == told[-1][0].number}
    return last.party if beside <= set(sides) and len(beside) == 1 and last.count.value > part.count.value else None


def of_the_title(group: Group, sides: tuple[str, ...]) -> None:
    """'Ukrainian defenders return home: 193 freed', 'Zelensky shows freed Ukrainians', then '205 came home'.

    Where a title tells of one side's people, and no figure is theirs yet, the first undecided whole is theirs.
    """
    title = [e.clause.marked for e in group.events if e.in_title]
    freed = [m for m in title if m.any_of(("free", "return", "home", "captivity"))]
    people = {n.value for m in freed for n in m.all("people", "own") if n.value in sides}
    people |= {code for m in freed for code in freed_persons(m)}
    named = {n.value for m in title for n in m.all("party", "people", "own", "adjective")} & set(sides)
    named -= {g for m in freed for g in givers(m)} - people
    told = any(f.party in people or f.party in (BOTH, JOINT) for _, f in group.findings)
    if group.kind is not EXCHANGE or len(people) != 1 or named != people or told:
        return
    side = next(iter(people))
    for event, finding in group.findings:
        plain = finding.count.value >= MANY and not (finding.part or finding.extra) and finding.count.second is None
        ours = event.teller in sides and event.teller != side and any("first_person" in m.marks for m in freed)
        if finding.party is None and plain and event.lead and not ours:  # 'Наши дома', then 'Зеленский рассказал'
            finding.party = side
            return


def of_one_side(event: Event, finding: Finding) -> bool:
    """'was among 90 people returned in the swap', '15 of its fighters': people of one side, whichever it is."""
    marked, at = event.clause.marked, finding.count.start
    grouped = (
        finding.count.own
        or marked.has("among_whole", "part", lo=at - 2, hi=at)
        or any(m.end == at for m in marked.of("in_group"))
    )
    return grouped or marked.within("prep_with", at - 1, at) or marked.has("with_them", lo=at - 2, hi=at)


def with_kin_of(event: Event, sides: tuple[str, ...]) -> str | None:
    """'five children reunited with Ukrainian families': whose families they are back with."""
    marked = event.clause.marked
    kin = event.clause.marks("families", "kin", "parents")
    named = {a.value for m in kin for a in marked.all("adjective", lo=m.start - 1, hi=m.start)}.intersection(sides)
    return named.pop() if len(named) == 1 else None


def children_of_both(finding: Finding, group: Group, sides: tuple[str, ...]) -> bool:
    """Children whose side nobody names are of both, unless they are fewer than those told of one side."""
    more = any(f.party in sides and f.count.value > finding.count.value for _, f in group.findings)
    return group.kind is CHILDREN and not more


def told_alike(finding: Finding, group: Group, sides: tuple[str, ...]) -> str | None:
    """'390 people are back', where '390 Ukrainians' was told before."""
    if group.kind is not EXCHANGE or finding.part or finding.count.value < 10:
        return None
    told = echoed(finding, group, sides)
    return told if told in sides else None


def add_up(group: Group, sides: tuple[str, ...]) -> None:
    """An undecided figure that is twice what each side got, or what both got, counts both sides together."""
    twice = {2 * f.count.value for _, f in group.findings if f.party == BOTH and not f.part}
    halved(group, sides)
    titled_sum(group)
    sum_of_both(group, sides)
    twice |= both_sums(group, sides) if group.kind is EXCHANGE else set()
    for _, finding in group.findings:
        if finding.party is None and any(nearly(finding.count, s) for s in twice) and finding.count.second is None:
            finding.party, finding.part = JOINT, False
            wholes(group, finding, sides)


def halved(group: Group, sides: tuple[str, ...]) -> None:
    """'Of the 300 who were exchanged, 150 are Ukrainians': the other half is the other side's."""
    open_ = [(e, f) for e, f in group.findings if f.party in (None, JOINT) and not f.part and f.count.second is None]
    whole = [f for _, f in open_]
    told = {id(e) for e, _ in open_ if group.kind is EXCHANGE}  # 'Из 300 обменянных 150 — россияне'
    parts = [f for e, f in group.findings if f.party in sides and f.count.nation and (f.part or id(e) in told)]
    if (
        len(parts) == 1 == len(whole)
        and whole[0].count.value == 2 * parts[0].count.value
        and len(group.findings) == PAIR
    ):
        whole[0].party, parts[0].party, parts[0].part = JOINT, BOTH, False


def wholes(group: Group, joint: Finding, sides: tuple[str, ...]) -> None:
    """'Обміняно 246 полонених. З них 123 — українці, 123 — росіяни': a side's part is its whole."""
    parts = [f for _, f in group.findings if f.party in sides and f.count.nation]
    if {f.party for f in parts} == set(sides) and sum(f.count.value for f in parts) == joint.count.value:
        for part in parts:
            part.part = False


def settle_parts(group: Group, sides: tuple[str, ...]) -> None:
    """An undecided part is of the whole told in its clause, else of the only side that is counted."""
    known = {f.party for _, f in group.findings if f.party and not f.part}
    for event, part in ((e, f) for e, f in group.findings if (f.part or f.extra) and f.party is None):
        whole = next((f.party for e, f in group.findings if e is event and not f.part and f.party in sides), None)
        part.party = whole or (next(iter(known)) if len(known) == 1 and known <= set(sides) else None)


def given_for(group: Group, sides: tuple[str, ...]) -> None:
    """'Moscow and Kyiv swap 1,000 bodies for 24': once told whose the thousand are, the 24 are the other's."""
    told = {f.count.value: f.party for _, f in group.findings if f.party in sides}
    for (event, first), (same, second) in pairwise(group.findings):
        side = told.get(first.count.value)
        rest = [s for s in sides if s != side]
        if event is same and given_so(event, first, second) and side and len(rest) == 1:
            first.party, second.party = side, rest[0]


def among_all(group: Group, sides: tuple[str, ...]) -> None:
    """'Two Ukrainian reporters freed', then 'they were among 157 people who came home': these are the whole."""
    for event, whole in group.findings:
        marked, at = event.clause.marked, whole.count.start
        the = marked.within("demonstrative_people", at - 1, at)  # 'They were among the 125 Ukrainians freed'
        grouped = marked.within("among_whole", at - 1 - the, at) or any(m.end == at for m in marked.of("in_group"))
        they = grouped and marked.sentence.tokens[event.clause.lo].word.norm == "they"
        if (whole.party is not None and not they) or whole.part or not grouped:
            continue
        told = [(e, f) for e, f in group.findings if f.party in sides and e.number < event.number]
        fewer = [f for _, f in told if f.count.value < whole.count.value and whole.party in (None, f.party)]
        if len({f.party for f in fewer if not f.part}) == 1:
            first = next(f for f in fewer if not f.part)
            whole.party, first.part = first.party, True


def return_others(group: Group, sides: tuple[str, ...]) -> None:
    """'45 went the other way', 'взамен переданы 103': the other side's people than those told of first."""
    told = next((f.party for _, f in group.findings if f.party in sides), None)
    rest = [s for s in sides if s != told]
    if told is None or len(rest) != 1:
        return
    for event in group.events:
        cue = event.clause.opening("in_return")
        if cue is None:
            continue
        mine = [f for e, f in group.findings if e is event and not f.part]
        near = min(mine, key=lambda f: abs(f.count.start - cue.start), default=None)
        if near is not None and near.party is None:
            near.party = rest[0]


def left_over(event: Event, finding: Finding, group: Group, sides: tuple[str, ...]) -> str | None:
    """'43 others freed in swap', 'Moscow received 60': less than one side got is no sum, so it is the other's."""
    plain = (f for e, f in group.findings if not (f.part or f.extra or of_all(e, f)))
    told = {f.party: f.count.value for f in plain if f.party in sides}
    rest = [s for s in sides if s not in told]
    if len(told) != 1 or len(rest) != 1 or finding.extra or any(f.party in (BOTH, JOINT) for _, f in group.findings):
        return None
    whole = next(iter(told.values()))
    return rest[0] if 10 <= finding.count.value <= 1.2 * whole and not summed_beside(event, finding, whole) else None


def echoed(finding: Finding, group: Group, sides: tuple[str, ...]) -> str | None:
    """'64 soldiers freed in swap', then 'Kyiv got 64 back': the same number, told of one side only."""
    same = {f.party for _, f in group.findings if f is not finding and f.count.value == finding.count.value}
    if JOINT in same:
        return JOINT
    told = same & set(sides)
    return next(iter(told)) if len(told) == 1 else BOTH if BOTH in same or len(told) > 1 else None
