"""What was agreed counts both sides' people together, or only a part of those who are back: one exchange."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import JOINT
from bot.extraction.deals.lot_days import FURTHER
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import AGREED, ANNOUNCED, COMPLETED, EXCHANGE, PLANNED

LOTS: Final = ("phase", "the_rest", "leg", "anaphor", "cal_next")
"""What tells of a further lot of an exchange."""
OF_LOT: Final = ("swap", "captive", "phase", "leg", "number")
NEAR: Final = 3
"""Words behind 'another' within which it is told what: 'another group of 60'."""


def agreed_sum(found: list[Group]) -> None:
    """'Witkoff: agreed to swap 314 prisoners', then '157 Ukrainians were home the same day': nothing lies ahead."""
    done = [g for g in found if g.kind is EXCHANGE and g.stage is COMPLETED and not (g.background or g.framework)]
    back = {2 * f.count.value for g in done for _, f in g.findings if not f.part}
    lots_of_agreed(found if back else [])
    sum_of_each(found)
    for group in found if back else ():
        if group.kind is not EXCHANGE or group.stage.phase is not ANNOUNCED or group.stage.off or group.day:
            continue
        told = [f for _, f in group.findings if not f.part]
        plain = all(f.party != BOTH and f.count.second is None and not f.count.nation for f in told)
        more = group.framework or any(further(e) for e in group.events)
        summed = bool(told) and plain and not more and {f.count.value for f in told} <= back
        if summed or any(parts_of(group, g) for g in done):
            group.events, group.findings = [], []


def sum_of_each(found: list[Group]) -> None:
    """'Talks yield deal on 600 captives', then 'each side will free 300': the title counts both sides together."""
    told = [g for g in found if g.kind is EXCHANGE and g.stage.phase is ANNOUNCED and not (g.stage.off or g.background)]
    for group in told if len(told) > 1 else ():
        if len(group.findings) != 1 or group.findings[0][1].party != JOINT or not group.events[0].in_title:
            continue
        value = group.findings[0][1].count.value
        for other in told:
            if other is not group and any(f.party == BOTH and 2 * f.count.value == value for _, f in other.findings):
                other.findings += group.findings
                group.events, group.findings = [], []
                break


def further(event: Event) -> bool:
    """Whether another lot is told of: not 'ещё днём написал Уиткофф'."""
    clause = event.clause
    counts = {f.count.start for f in event.findings}
    for mark in clause.all_of(FURTHER):
        near = range(mark.end, mark.end + NEAR)
        if mark.cls != "anaphor" or counts.intersection(near) or clause.marked.has(*OF_LOT, lo=mark.end, hi=near.stop):
            return True
    return False


def lots_of_agreed(found: list[Group]) -> None:
    """'200 are back. The swap was agreed in Geneva; the next group is due on Friday': that group is planned."""
    for group in found:
        plain = group.kind is EXCHANGE and group.stage is AGREED and not (group.framework or group.background)
        if not plain or any(e.in_title for e in group.events):
            continue
        lots = [e for e in group.events if further_lot(e)]
        rest = [e for e in group.events if not any(e is lot for lot in lots)]
        if not rest and any(e.stage is PLANNED and e.clause.has("agreed") for e in lots):
            continue  # 'договорились вернуть ещё 1200'
        if lots and all(e.stage is AGREED and not (e.findings or e.clause.any_of(FURTHER)) for e in rest):
            group.stage, group.events = PLANNED, lots


def further_lot(event: Event) -> bool:
    """'A second stage will follow shortly', 'обмін узгодили в Женеві, ще триста бранців мають приїхати завтра'."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.stage is PLANNED:
        return clause.any_of(LOTS)
    if event.stage is not AGREED or len(event.findings) != 1:
        return False
    at = event.findings[0].count.start
    agreed, comma = clause.first("agreed"), tokens[at - 2].word.surface == ","
    more = comma and clause.marked.has("anaphor", lo=at - 1, hi=at)
    ahead = any(m.start >= at for m in clause.of("future")) or any(
        v.start > at and v.tense == "futr" for v in clause.verbs
    )
    return agreed is not None and agreed.end < at and more and ahead


def parts_of(plan: Group, done: Group) -> bool:
    """'Today 107 come home', then 'the swap is agreed: 65 of those being freed are locals': nothing lies ahead."""
    whole = max((f.count.value for _, f in done.findings if not f.part), default=0)
    parts = plan.stage is AGREED and bool(plan.findings) and all(f.part for _, f in plan.findings)
    ahead = any(e.when is not None or e.clause.any_of(("cal_next", "later", "future")) for e in plan.events)
    return parts and not ahead and all(0 < f.count.value < whole for _, f in plan.findings)
