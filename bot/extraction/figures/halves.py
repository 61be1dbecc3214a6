"""A figure of both sides together that is told to be shared equally: half of it went to each (Rule E, step 8).

'280 captives, half of them Ukrainian and half Russian', '386 went home, divided equally between the two countries'.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.figures.headlines import nearly
from bot.extraction.frames.roles import captivity_behind
from bot.extraction.words.clause import BOTH, VERBS, Clause
from bot.extraction.words.marks import Mark
from storage.vocabulary import Qualifier

HALVED: Final = "half of what both got"
"""Why a figure is told: it is half of the joint one before it."""
REACH: Final = 9
"""Within how many words behind 'half' it must be told whose people these are."""
SWAPPED: Final = ("swap", "combined")
FEWEST: Final = 4
GOAL: Final = 4
"""Within how many words behind 'the others' it must be told to which side they went."""


def halve(events: Sequence[Event], sides: tuple[str, ...]) -> None:
    """Give each side half of a joint figure that is told to be shared, in its own clause or right behind it."""
    doubled(events)
    for event in events:
        apposed(event)
    before: Event | None = None
    for event in events:
        clause = event.clause
        if clause.any_of(("half", "equal_parts")):
            cue = shared(clause, sides)
            whole = cue and (whole_of(event, cue) or (before and whole_before(before, event)))
            if whole:
                share(*whole)
        if before is not None and "remainder" in clause.own:
            the_others(before, event, sides)
        before = event if event.findings and not event.recall else before


def doubled(events: Sequence[Event]) -> None:
    """'110-for-110 exchange', then 'A total of 220 people are to be swapped': the people of both sides together."""
    each = {f.count.value for e in events for f in e.findings if f.party == BOTH and not f.part and not e.recall}
    for event in events if each else ():
        if event.recall or not event.clause.any_of(SWAPPED):
            continue
        for found in event.findings:
            if splits(found) and found.party is None and found.count.value // 2 in each:
                found.party = JOINT


def apposed(event: Event) -> None:
    """'Close to 500 prisoners, 246 from each side': what either side gets of a joint figure is its whole."""
    tokens = event.clause.marked.sentence.tokens
    for whole, each in pairwise(event.findings):
        comma = each.count.start > 0 and tokens[each.count.start - 1].word.surface == ","
        joint = whole.party in (None, JOINT) and whole.count.second is None and each.party == BOTH and each.part
        if joint and comma and nearly(whole.count, 2 * each.count.value):
            whole.party, each.part = JOINT, False


def the_others(before: Event, event: Event, sides: tuple[str, ...]) -> None:
    """'Six children reunited', then 'one went to Russia, the others to Ukraine': what the first leaves of the whole."""
    if len(before.findings) != 1 or len(event.findings) != 1:
        return
    whole, first, marked = before.findings[0], event.findings[0], event.clause.marked
    open_ = whole.party in (None, JOINT) and not whole.part and whole.count.second is None
    rest = marked.first("remainder", lo=first.count.end, hi=event.clause.hi)
    goal = marked.first("party", lo=rest.end, hi=min(rest.end + GOAL, event.clause.hi)) if rest else None
    if not open_ or rest is None or goal is None or not 0 < first.count.value < whole.count.value:
        return
    if {first.party, goal.value} == set(sides) and marked.has("prep_to", lo=rest.end, hi=goal.start):
        whole.party, first.part, first.extra = JOINT, False, False
        count = replace(first.count, value=whole.count.value - first.count.value)
        event.findings.append(replace(first, count=count, party=goal.value, why=HALVED))


def shared(clause: Clause, sides: tuple[str, ...]) -> Mark | None:
    """The word that says that each side got a half: 'equally', or 'half' of one side, of each or of either."""
    equal = clause.first("equal_parts")
    if equal is not None and between_sides(clause, sides):
        return equal
    return next((m for m in clause.marks("half") if one_sided(m, clause, sides)), None)


def between_sides(clause: Clause, sides: tuple[str, ...]) -> bool:
    """Whether both sides are named: 'split evenly between soldiers and civilians' tells of neither."""
    named = {m.value for m in clause.marks("people", "adjective", "party")}
    return clause.has("both", "each") or named >= set(sides)


def one_sided(half: Mark, clause: Clause, sides: tuple[str, ...]) -> bool:
    """'half Russian', 'half of them from each country', but not 'half of them had been in Russian captivity'."""
    hi = min(clause.hi, half.end + REACH)
    told = (m for m in clause.marks("people", "adjective", "party", lo=half.end) if m.end <= hi and m.value in sides)
    first = min(
        (*told, *(m for m in clause.marks("each", lo=half.end) if m.start < hi)), key=lambda m: m.start, default=None
    )
    if first is None or clause.marked.has(*VERBS, "still_held", "prep_by", lo=half.end, hi=first.start):
        return False
    if first.cls == "party":
        return clause.marked.has("prep_from", "prep_to", lo=first.start - 2, hi=first.start)
    return first.cls == "each" or not captivity_behind(first, clause)


def whole_of(event: Event, cue: Mark) -> tuple[Event, Finding] | None:
    """The joint figure before the cue in its clause; 'half of them from each side' made it one of each."""
    marked = event.clause.marked  # 'praised both sides for an exchange of 600, half from each'
    behind = all(m.start >= cue.start or marked.within("both", m.start, m.end) for m in event.clause.marks("each"))
    told = [f for f in event.findings if f.count.end <= cue.start or cue.cls == "equal_parts"]
    each = [f for f in told if f.party == BOTH and behind and f.count.end <= cue.start]  # not 'поровну, по 150'
    found = next((f for f in reversed(told) if splits(f) or (f in each and plain(f))), None)
    if found is None or any(2 * f.count.value == found.count.value for f in event.findings):
        return None
    return event, found


def whole_before(before: Event, event: Event) -> tuple[Event, Finding] | None:
    """'386 were exchanged. Half of them are Russians': the joint figure told right before."""
    if event.number - before.number > 1 or event.findings:
        return None
    told = [f for f in before.findings if not f.part]
    return (before, told[-1]) if len(told) == 1 and splits(told[-1]) else None


def splits(finding: Finding) -> bool:
    return finding.party in (None, JOINT) and plain(finding)


def plain(finding: Finding) -> bool:
    """Whether a figure is an exact whole of an even number of people, of no nation."""
    count = finding.count
    told = count.second is None and count.nation is None and not count.own and count.qualifier is Qualifier.EXACT
    return told and not (finding.part or finding.extra) and count.value >= FEWEST and count.value % 2 == 0


def share(event: Event, whole: Finding) -> None:
    """Make a figure the joint one, and put the half that each side got behind it."""
    whole.party = JOINT
    half = replace(whole, count=replace(whole.count, value=whole.count.value // 2), party=BOTH, why=HALVED)
    event.findings.insert(event.findings.index(whole) + 1, half)
