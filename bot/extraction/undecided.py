"""Figures of a group that no frame gave to a side: what the group's other figures tell of them (Rule E, step 8)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from bot.extraction.clause import BOTH
from bot.extraction.group import Group
from bot.extraction.scope import JOINT, PAIRED, Finding
from storage.vocabulary import Kind, Qualifier

PAIR = 2
FAR_MORE = 5
"""How many times a figure must be another to be surely another side's."""


def settle_parties(group: Group, default: str | None, sides: tuple[str, ...] = ()) -> None:
    """Give undecided figures to the side whose officials speak; drop what stays open or is only a part."""
    if not group.findings:
        return
    if group.kind is not Kind.EXCHANGE:
        counted = [f for e in group.events for f in e.findings]
        sided = [f.party for f in counted if f.party and f.party not in (BOTH, JOINT)]
        told = sided[0] if sided and group.kind is Kind.BODIES else None
        return_bodies(group, sides)
        own = group.kind is Kind.BODIES or any(e.clause.has("receive", "home") for e in group.events)
        default = told or (default if own else None)
    add_up(group)
    return_others(group, sides)
    given_for(group, sides)
    unequal(group, sides)
    for event, finding in group.findings:
        if finding.party is None and not finding.part and event.clause.has("swap") and finding.count.second is None:
            told = echoed(finding, group, sides) or roughly(finding, group)
            finding.party = (
                told or default or left_over(finding, group, sides) or (JOINT if event.clause.has("swap") else None)
            )
        elif finding.party is None and finding.count.second is None:
            finding.party = (
                default or told_alike(finding, group, sides) or (JOINT if group.kind is Kind.CHILDREN else None)
            )
    break_down(group, sides)
    settle_parts(group, sides)


def told_alike(finding: Finding, group: Group, sides: tuple[str, ...]) -> str | None:
    """'390 people are back', where '390 Ukrainians' was told before."""
    if group.kind is not Kind.EXCHANGE or finding.part or finding.count.value < 10:
        return None
    told = echoed(finding, group, sides)
    return told if told in sides else None


def break_down(group: Group, sides: tuple[str, ...]) -> None:
    """'390 are back: 270 military and 120 civilians': what adds up to a whole of one side is of that side."""
    for event in group.events:
        mine = [f for e, f in group.findings if e is event and f.count.second is None]
        whole = next((f for f in mine if f.party in sides and not f.part), None)
        rest = [f for f in mine if f is not whole and f.party is None]
        if whole is not None and rest and sum(f.count.value for f in rest) == whole.count.value:
            for part in rest:
                part.party, part.part = whole.party, True
    spelled_out(group, sides)


def spelled_out(group: Group, sides: tuple[str, ...]) -> None:
    """'157 людей' of the title, then '150 військових і семеро цивільних': what adds up to the whole told before."""
    for event in group.events:
        open_ = [f for e, f in group.findings if e is event and f.party is None and f.count.second is None]
        total = sum(f.count.value for f in open_)
        told = [f for e, f in group.findings if e is not event and f.count.value == total and f.party in sides]
        if len(open_) == len([f for e, f in group.findings if e is event]) == PAIR and told and not told[0].part:
            for part in open_:
                part.party, part.part, part.extra = told[0].party, True, False


def add_up(group: Group) -> None:
    """An undecided figure that is twice what each side got counts both sides together."""
    twice = {2 * f.count.value for _, f in group.findings if f.party == BOTH and not f.part}
    for _, finding in group.findings:
        if finding.party is None and finding.count.value in twice and finding.count.second is None:
            finding.party, finding.part = JOINT, False


def settle_parts(group: Group, sides: tuple[str, ...]) -> None:
    """An undecided part is of the whole told in its clause, else of the only side that is counted."""
    known = {f.party for _, f in group.findings if f.party and not f.part}
    for event, part in ((e, f) for e, f in group.findings if f.part and f.party is None):
        whole = next((f.party for e, f in group.findings if e is event and not f.part and f.party in sides), None)
        part.party = whole or (next(iter(known)) if len(known) == 1 and known <= set(sides) else None)


def given_for(group: Group, sides: tuple[str, ...]) -> None:
    """'Moscow and Kyiv swap 1,000 bodies for 24': once told whose the thousand are, the 24 are the other's."""
    told = {f.count.value: f.party for _, f in group.findings if f.party in sides}
    for (event, first), (same, second) in pairwise(group.findings):
        side = told.get(first.count.value)
        rest = [s for s in sides if s != side]
        if event is same and second.why == PAIRED and side and len(rest) == 1:
            first.party, second.party = side, rest[0]


def return_bodies(group: Group, sides: tuple[str, ...]) -> None:
    """'909 полеглих', then 'росіяни одержали 41': what is far more than one side's figure is the other's."""
    plain = [f for _, f in group.findings if not f.part and not f.extra and f.count.value > 0]
    whole = [f for f in plain if f.count.second is None]
    told = [f for f in whole if f.party in sides]
    open_ = [f for f in whole if f.party is None]
    if group.kind is not Kind.BODIES or len(told) != 1 or len(open_) != 1 or len(sides) != PAIR:
        return
    if open_[0].count.value >= FAR_MORE * told[0].count.value:
        open_[0].party = next(s for s in sides if s != told[0].party)


def unequal(group: Group, sides: tuple[str, ...]) -> None:
    """'Обмен телами: 713 на 29', then 'Россия приняла 29': once one number has a side, the other is the other's."""
    told = {f.count.value: f.party for _, f in group.findings if f.party in sides and f.count.second is None}
    for event, finding in list(group.findings):
        first, second = finding.count.value, finding.count.second
        if second is None or second == first or finding.party is not None or not {first, second} & set(told):
            continue
        side = told.get(first) or next((s for s in sides if s != told.get(second)), None)
        rest = [s for s in sides if s != side]
        if side is None or len(rest) != 1 or told.get(second, rest[0]) != rest[0]:
            continue
        finding.party = side
        other = replace(finding, count=replace(finding.count, value=second, second=None), party=rest[0])
        group.findings.append((event, other))


def return_others(group: Group, sides: tuple[str, ...]) -> None:
    """'45 went the other way', 'взамен переданы 103': the other side's people than those told of first."""
    told = next((f.party for _, f in group.findings if f.party in sides), None)
    rest = [s for s in sides if s != told]
    if told is None or len(rest) != 1:
        return
    for event in group.events:
        cue = event.clause.first("in_return")
        open_ = [f for e, f in group.findings if e is event and f.party is None and not f.part]
        if cue and open_:
            min(open_, key=lambda f: abs(f.count.start - cue.start)).party = rest[0]


def left_over(finding: Finding, group: Group, sides: tuple[str, ...]) -> str | None:
    """'43 others freed in swap', 'Moscow received 60': less than one side got is no sum, so it is the other's."""
    told = {f.party: f.count.value for _, f in group.findings if f.party in sides and not f.part and not f.extra}
    rest = [s for s in sides if s not in told]
    if len(told) != 1 or len(rest) != 1 or finding.extra or any(f.party in (BOTH, JOINT) for _, f in group.findings):
        return None
    return rest[0] if 10 <= finding.count.value <= 1.2 * next(iter(told.values())) else None


def echoed(finding: Finding, group: Group, sides: tuple[str, ...]) -> str | None:
    """'64 soldiers freed in swap', then 'Kyiv got 64 back': the same number, told of one side only."""
    same = {f.party for _, f in group.findings if f is not finding and f.count.value == finding.count.value}
    if JOINT in same:
        return JOINT
    told = same & set(sides)
    return next(iter(told)) if len(told) == 1 else BOTH if BOTH in same or len(told) > 1 else None


def roughly(finding: Finding, group: Group) -> str | None:
    """'More than 100 Ukrainians … the exchange of 108': the side whose rounded figure this one makes exact."""
    for _, other in group.findings:
        rounded = other.count.qualifier is not Qualifier.EXACT and other.party not in (None, BOTH, JOINT)
        if rounded and other.count.value <= finding.count.value <= 1.25 * other.count.value:
            return other.party
    return None
