"""A further lot of one exchange, told in a sentence of its own, comes on top of what was told (Rule E, step 5).

'Ten soldiers were traded for ten Russians. In addition, eleven Russian seamen were exchanged for 19 Ukrainian ones.'
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.scope import EVENT, Finding, also
from bot.extraction.deals.relations import past
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import (
    ANNOUNCED,
    BODIES,
    CIVIL,
    COMPLETED,
    CUMULATIVE,
    EXCHANGE,
    MILITARY,
    TOTAL,
    WOUNDED,
)

ON_TOP: Final = ("extra", "anaphor", "also", "with_them")
"""Words of which one stands in every sentence that adds a lot without opening with it."""
PASSIVE: Final = 6
"""Within how many words behind its number 'another 23 will be freed' tells that they are to come."""
OPENING: Final = 3
"""Within how many words of its sentence 'in addition' must stand to open it."""


def further_lots(group: Group, sides: tuple[str, ...]) -> None:
    """Mark what a sentence tells of as a further lot: on top of the wholes that earlier sentences told."""
    if group.kind is not EXCHANGE or len(group.findings) < 2:
        return
    one_to_one(group, sides)
    lots: set[int] = set()
    announced = plus_wounded(group)
    for event, finding in group.findings:
        if event.in_title or not plain(finding, sides):
            continue
        told = event.number in lots or opens(event) or wounded_beside(event, finding)
        told = told or (announced and finding.scope is WOUNDED) or price(event, finding, group)
        if not told and not event.clause.marked.any_of(ON_TOP):
            continue
        before = whole_before(event, finding, group)
        if not (told or as_well(event, finding, before)):
            continue
        if any(f.extra and f.count.value == finding.count.value for e, f in group.findings if e.number < event.number):
            continue  # told in the title already
        if before and apart(finding, before, group) and beside(finding, before):
            finding.extra = finding.lot = True
            finding.joined = False
            lots.add(event.number)


def one_to_one(group: Group, sides: tuple[str, ...]) -> None:
    """'Украине вернули 277. Из них 246 обменяли один к одному': as many of each, and a part of what one side got."""
    for event, finding in list(group.findings) if any("one_for_one" in e.clause.own for e in group.events) else ():
        if "one_for_one" not in event.clause.own or not finding.part or finding.count.value <= 0:
            continue
        if finding.scope is not TOTAL or finding.count.nation or not larger_before(event, finding, group, sides):
            continue
        finding.party, finding.part = BOTH, False
        group.findings = [(e, f) for e, f in group.findings if e is not event or f.count.value > 0]
        return


def larger_before(event: Event, finding: Finding, group: Group, sides: tuple[str, ...]) -> bool:
    """Whether one side's larger whole is told in a sentence before."""
    told = [f for e, f in group.findings if e.number < event.number and f.party in sides and not f.part]
    return any(f.count.value > finding.count.value for f in told)


def price(event: Event, finding: Finding, group: Group) -> bool:
    """'в ответ на 15 российских раненых', 'in return for ten injured Russians': on top of as many of each."""
    at = finding.count.start
    if finding.scope is not WOUNDED or finding.count.nation is None:
        return False
    cues = any(0 <= at - m.end <= 1 for m in event.clause.of("in_return"))
    return cues and any(f.party == BOTH for _, f in whole_before(event, finding, group))


def comes_on_top(group: Group, event: Event) -> bool:
    """Whether all that an undated clause counts comes on top; 'another 30 are expected in the next exchange' do not."""
    next_one = event.stage.phase is not group.stage.phase and event.clause.has("cal_next", "ordinal")
    more = bool(event.findings) and all(f.extra for f in event.findings)
    return more and not promised(group, event) and event.day is None and not (event.stage.off or next_one)


def promised(group: Group, event: Event) -> bool:
    """'197 came home', then 'another 23 will be freed on top', 'Moscow had promised to free 23 more': none has yet."""
    if event.stage.phase is not ANNOUNCED or group.stage is not COMPLETED or not any(past(e) for e in group.events):
        return False
    clause, at = event.clause, event.findings[0].count.start
    return clause.marked.has("future", "promised", lo=clause.lo, hi=at + 1 + PASSIVE * ("anaphor" in clause.own))


def running_sums(found: Sequence[Group]) -> None:
    """'Last lorries arrive: 1,245 bodies', then 'Ukraine has now taken in 6,057': a sum of the dead so far."""
    for group in (g for g in found if g.kind is BODIES):
        titled = [f for e, f in group.findings if e.in_title and not f.part and f.count.second is None]
        for event, finding in group.findings if titled else ():
            less = [f.count.value for f in titled if None in (f.party, finding.party) or f.party == finding.party]
            more = not event.in_title and finding.count.value > max(less, default=finding.count.value)
            more = more and finding.count.second is None
            cue = event.clause.first("running_now") if more else None
            if cue is None or event.clause.marked.within("demonstrative", cue.end, cue.end + 1):
                continue  # 'Разом це 563'
            for other in (f for e, f in group.findings if e is event and f.count.start >= finding.count.start):
                other.scope = CUMULATIVE  # 'отдано 3015, возвращено 71'


def plain(finding: Finding, sides: tuple[str, ...]) -> bool:
    """Whether a figure counts one side's people by itself."""
    whole = finding.count.second is None and finding.count.value > 0
    return finding.party in sides and whole and not (finding.part or finding.joined)


def opens(event: Event) -> bool:
    """'In addition, 19 seamen were exchanged': the sentence begins with it."""
    marked = event.clause.marked
    return any(m.start < OPENING for m in marked.of("extra")) and marked.any_of(EVENT)


def as_well(event: Event, finding: Finding, before: Sequence[tuple[Event, Finding]]) -> bool:
    """'Moscow let another 22 go as well', '31 wounded were also handed over': few, or others than those before."""
    marked, hi = event.clause.marked, event.clause.hi
    behind = marked.within("extra", finding.count.end)
    at, end = finding.count.start, finding.count.end
    if marked.within("anaphor", end - 1, end + 1) and all(f.party == BOTH for _, f in before):
        return True  # '140 each, and Russia gave up 20 more'
    behind = behind or (marked.has("that", "relative_word", lo=hi, hi=hi + 1) and marked.within("also", hi))
    if not (behind or also(event.clause) or "with_them" in event.clause.own):
        return False
    if finding.scope in (CIVIL, WOUNDED):
        return True
    if finding.count.nation and all(f.party == BOTH for _, f in before):
        return True  # '40 of each side were exchanged. Nine Ukrainian sailors, too, were released'
    return event.clause.marked.has("anaphor", lo=at - 1, hi=at)


def wounded_beside(event: Event, finding: Finding) -> bool:
    """'150 each were swapped, and 31 wounded Ukrainians were exchanged for 15 wounded Russians': none of the 150."""
    if finding.scope is not WOUNDED or finding.count.nation is None:
        return False
    return any(f.party == BOTH and f.count.end <= finding.count.start for f in event.findings)


def plus_wounded(group: Group) -> bool:
    """'Easter swap: 246 each, plus the wounded', '205 на 205 и раненые сверх того': told before they are counted."""
    for event in group.events:
        marked = event.clause.marked
        for cue in marked.of("extra") if event.in_title else ():
            hi = cue.end + OPENING
            if marked.within("wounded", cue.start - 1, cue.start) and not any(f.count.wounded for f in event.findings):
                return True
            if marked.within("wounded", cue.end, hi) and not any(cue.end <= f.count.start < hi for f in event.findings):
                return True
    return False


def whole_before(event: Event, finding: Finding, group: Group) -> Sequence[tuple[Event, Finding]]:
    """The wholes of a figure's side that were told before it, in the title or the text."""
    here = event.number
    told = [(e, f) for e, f in group.findings if f.party in (finding.party, BOTH) and f.count.value > 0]
    return [
        (e, f)
        for e, f in told
        if (e.number < here or (e.number == here and f.party == BOTH and f.count.end <= finding.count.start))
        and not (f.part or f.extra)
    ]


def apart(finding: Finding, before: Sequence[tuple[Event, Finding]], group: Group) -> bool:
    """Whether a figure is none told before, nor one of the parts or the rest of a whole that is told."""
    value, wholes = finding.count.value, {f.count.value for _, f in before}
    if value in wholes:
        return False
    mine = {f.count.value for _, f in group.findings if f.party in (finding.party, BOTH, None) and f is not finding}
    return not any(w + value in mine or abs(w - value) in mine for w in wholes)


def beside(finding: Finding, before: Sequence[tuple[Event, Finding]]) -> bool:
    """Civilians come on top of soldiers, or of fewer; of 'people' they are a part."""
    return finding.scope is not CIVIL or all(no_civilians(e, f, finding) for e, f in before)


def no_civilians(event: Event, whole: Finding, civilians: Finding) -> bool:
    """Whether a whole counts soldiers: it says so, is given for as many or for soldiers, or is too small."""
    alike = whole.count.second is not None or whole.party == BOTH
    soldiers = whole.scope is MILITARY or event.clause.has("military")
    return alike or soldiers or whole.count.value <= civilians.count.value
