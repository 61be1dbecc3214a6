"""Whom those of an exchange were given for: the others than the side that is told, before or behind the formula."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.scope import AS_IT_SAYS, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.frames.prices import trader
from bot.extraction.words.clause import AGENT

FOR: Final = 1
"""Words between 'in return' and whom somebody is given for."""
HELD_BY: Final = 3
"""Within how many words behind 'taken away' begins by whom."""


def exchanged_for(group: Group, default: str | None, sides: tuple[str, ...]) -> None:
    """'140 soldiers and six civilians, who had been exchanged for 140 Russians': the others than those given."""
    swapped_for(group, sides)
    for event, given in group.findings:
        if (given.party is None or given.why == AS_IT_SAYS) and freed_for(event, given):
            others = next((s for s in sides if s != default), None) if default in sides else None
            given.party, given.why = captors(event, sides) or others, "given to those who held the freed"
    for event, given in group.findings:
        formula = any(m.end == given.count.start for m in event.clause.of("formula")) or given.why == "its own"
        rest = [s for s in sides if s != given.party]
        if not formula or given.party not in sides or given.part or len(rest) != 1:
            continue
        for told, finding in group.findings:
            before = told.number == event.number and finding.count.start < given.count.start
            if before and finding.party is None and not finding.part and finding.count.second is None:
                finding.party = rest[0]  # 'the release of 70, confirmed by Russia, which took back 70 of its own'


def freed_for(event: Event, given: Finding) -> bool:
    """'The mayor was freed in return for nine conscripts', 'отпущен взамен на девять военных': who is the price."""
    clause, at = event.clause, given.count.start
    near = any(0 <= at - m.end <= FOR for m in clause.of("in_return"))
    formula = any(m.end == at for m in clause.marks("formula", "prep_for"))
    freed = any(m.end <= at for m in clause.marks("free", "home", "give"))
    return near and formula and freed and given.count.second is None and not (given.part or given.extra)


def captors(event: Event, sides: tuple[str, ...]) -> str | None:
    """'Fedorov, taken away by Russian soldiers, was released', 'freed by Russia': the side that had held somebody."""
    marked, tokens = event.clause.marked, event.clause.marked.sentence.tokens
    for seized in event.clause.marks("kept", "seized", "abducted", "still_held", "free"):
        hi = min(seized.end + HELD_BY, event.clause.hi)
        by = marked.first("prep_by", lo=seized.end, hi=hi)
        lo = by.end if by else seized.end
        named = [m for m in marked.all("adjective", "party", lo=lo, hi=lo + 2) if m.value in sides]
        if named and (by or (named[0].start == lo and "ablt" in tokens[lo].word.cases)):
            return named[0].value
    return None


def swapped_for(group: Group, sides: tuple[str, ...]) -> None:
    """'33 бойца на воле. Их обменяли на 33 чеченцев', '… на столько же пленных': those before, and the others."""
    for event, given in group.findings:
        clause = event.clause
        them = clause.marked.within("pronoun_them", clause.lo, clause.lo + 1) and "swap" in clause.own
        if not them or given.part or not any(m.end == given.count.start for m in clause.of("formula")):
            continue
        last = max((e.number for e, _ in group.findings if e.number < event.number), default=event.number)
        for told, finding in group.findings:
            if told.number != last or told is event or finding.part or finding.count.second is not None:
                continue
            one, other = (given, finding) if given.party is None else (finding, given)
            if one.party is None and other.party in sides:
                one.party = next((s for s in sides if s != other.party), None)


def by_taker(event: Event, finding: Finding, sides: tuple[str, ...]) -> str | None:
    """'Russia gets 56 for 215', 'Kyiv gives 56 for 215': to whom the first of a pair goes."""
    if finding.count.second is None:
        return None
    giver = trader(event.clause, finding.count.start)
    if giver is not None:
        return next((s for s in sides if s != giver.code), None)
    before = [v for v in event.clause.verbs if v.end <= finding.count.start and v.cls in ("receive", "give")]
    if not before or before[-1].passive:
        return None
    acting = {s.code for s in event.clause.sides if s.role == AGENT and s.end <= before[-1].start}
    side = next(iter(acting)) if len(acting) == 1 else None
    rest = next((s for s in sides if s != side), None)
    return None if side not in sides else side if before[-1].cls == "receive" else rest
