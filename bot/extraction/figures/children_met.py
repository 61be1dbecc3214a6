"""Children who see their families again: told without a number, or told twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.extraction.counts.scope import AS_IT_SAYS, JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.events.item import Item
from bot.extraction.frames.sidelong import in_both
from bot.extraction.words.clause import BOTH, RECIPIENT, SOURCE
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import CARRIED_OUT, CHILDREN, COMPLETED, CUMULATIVE, PLANNED

SHARE: Final = 8
"""Within how many words before a side's name stands how many are there."""
TO_KIN: Final = ("kin", "to_kin", "reunion", "families", "parents")


def brought_to_kin(event: Event) -> bool:
    """'Мелания Трамп помогла детям вернуться в семьи': a title that tells who helped children to their families."""
    clause = event.clause
    if not event.in_title or "child" not in clause.own or event.stage is not COMPLETED or event.recall:
        return False
    told = clause.has("reunion", "to_kin") and clause.has("person", "agency", "party") and not event.findings
    words = (clause.marked.sentence.tokens[m.start].word for m in clause.of("managed"))
    return told and any(w.pos == "verb" and w.tense == "past" for w in words) and not clause.has("negation", "possible")


def seen_soon(found: Sequence[Group]) -> None:
    """'Пятеро детей едут на Украину', then 'четверо мальчиков и девочка скоро увидят родных': the same children."""
    done = [g for g in found if g.kind is CHILDREN and not g.background and any(e.in_title for e in g.events)]
    done = [g for g in done if g.stage.phase is CARRIED_OUT and not g.stage.off]
    for group in found if done else ():
        plan = group.kind is CHILDREN and group.stage is PLANNED and not group.background
        if not plan or group is done[0] or any(e.day for e in group.events) or not group.findings:
            continue
        values = {f.count.value for _, f in done[0].findings}
        if shared_out(group, done[0]):
            done[0].findings += group.findings
            done[0].events += group.events
            group.events, group.findings = [], []
            continue
        same = sum(f.count.value for _, f in group.findings) in values
        if same and all(e.clause.has(*TO_KIN) for e, _ in group.findings):
            done[0].events += group.events
            group.events, group.findings = [], []


def shared_out(plan: Group, done: Group) -> bool:
    """'Six children rejoin families', then 'five are going to Ukraine and one to Russia': how many went where."""
    told = [f for _, f in plan.findings]
    apart = len({f.party for f in told}) == len(told) > 1 and all(f.party not in (None, JOINT, BOTH) for f in told)
    whole = [f for _, f in done.findings if not f.part]
    joint = len(whole) == 1 and whole[0].party in (None, JOINT)
    return apart and joint and sum(f.count.value for f in told) == whole[0].count.value


def told_by_holders(item: Item, speaking: str | None) -> None:
    """'Lvova-Belova: six children returned to families': those told of by the side that has them are not its own.

    Nor are those whom the side speaks of that misses them, or who come out of the land that the other holds.
    """
    theirs = item.lexicon.only_theirs.get("child")
    if theirs is None or "child" not in item.everywhere:
        return
    told = [(e, f) for e in item.events for f in e.findings if f.kind is CHILDREN]
    if not told or any(f.party is not None and f.why != AS_IT_SAYS for _, f in told):
        return  # 'Eight children reunited with families', then 'three left for Russia, the rest for Ukraine'
    missed = speaking == theirs or item.has("occupied", lead=True) or taken_away(item, theirs)
    if not missed and speaking not in item.lexicon.sides:
        return
    for event, finding in told:
        led_away = any(s.role == SOURCE for s in event.clause.sides)
        come = missed and event.stage.phase is CARRIED_OUT and not finding.part
        if (come or event.clause.has(*TO_KIN)) and not (finding.count.own or led_away):
            finding.party = theirs


def taken_away(item: Item, theirs: str) -> bool:
    """'The minors had been taken to Russia last year': into the other side's land, and to nobody else's."""
    led = [e.clause for e in item.events if e.lead and "abducted" in e.clause.own]
    to = {s.code for clause in led for s in clause.sides if s.role == RECIPIENT} & set(item.lexicon.sides)
    return bool(to) and theirs not in to


def only_confirmed(item: Item) -> None:
    """'Seven children back', then 'Moscow's commissioner gave the same figure': that is said, and nobody returned."""
    if "child" not in item.in_title or item.has("captive", "military", "swap", title=True):
        return
    for event in item.events:
        event.findings = [f for f in event.findings if f.count.value > 0 or f.why != AS_IT_SAYS]


def kin_of_both(item: Item) -> None:
    """'14 children reunited', then 'brought together with relatives in Ukraine and Russia': those of both sides."""
    if "child" not in item.everywhere:
        return
    every = [f for e in item.events for f in e.findings if f.kind is CHILDREN]
    shares = [f for f in every[1:] if f.party in item.lexicon.sides]
    apart = len({f.party for f in shares}) == len(shares) > 1
    if apart and every[0].party is None and sum(f.count.value for f in shares) == every[0].count.value:
        for share in shares:
            share.part = False  # 'Ten of them are Ukrainian; the other four joined relatives in Russia'
    told = [f for f in every if not f.part]
    if len(told) != 1 or told[0].party is not None or told[0].count.nation:
        return
    for clause in (e.clause for e in item.events if e.lead and not e.findings):
        if "reunion" in clause.own and any(in_both(clause, s) for s in clause.sides):
            told[0].party = JOINT


def split_between(item: Item) -> None:
    """'Six more children reunited', then 'Five will live in Ukraine again and one in Russia': each side's share."""
    whole: tuple[Event, Finding] | None = None
    for read in (r for r in item.reads if r.marked.sentence.lead) if "child" in item.everywhere else ():
        told = [(e, f) for e in read.events for f in e.findings if f.kind is CHILDREN and not (f.part or e.recall)]
        whole = whole or (told[0] if told else None)
        summed = any(f.scope is CUMULATIVE for e in read.events for f in e.findings)  # 'since 2023'
        shares = shares_of(read.marked, item.lexicon.sides) if whole and not summed else {}
        if not whole or not shares:
            continue
        event, first = whole
        here = event.number == read.marked.sentence.number
        if first.party in (None, JOINT) and first.count.value == sum(shares.values()):
            first.party = JOINT
        elif not (here and shares.get(first.party or "") == first.count.value):
            continue
        for other in read.events:
            other.findings = [f for f in other.findings if f is first or f.count.value not in shares.values()]
        for side, value in shares.items():
            if side != first.party:
                count = replace(first.count, value=value)
                event.findings.append(replace(first, count=count, party=side, extra=False, part=False))
        return


def shares_of(marked: Marked, sides: tuple[str, ...]) -> dict[str, int]:
    """How many of a sentence's people are where, if it tells of both sides so: 'five in Ukraine and one in Russia'."""
    tokens = marked.sentence.tokens
    found: dict[str, int] = {}
    at = 0
    for name in (m for m in marked.of("party") if m.value in sides):
        placed = marked.has("prep_in", "prep_to", "goal_prep", "mounts", lo=name.start - 1, hi=name.start)
        values = [tokens[i].word.value for i in range(max(at, name.start - SHARE), name.start) if tokens[i].word.value]
        values = values or [int(m.value) for m in marked.inside("number", max(at, name.start - SHARE), name.start)]
        if not placed or len(values) != 1 or name.value in found:
            return {}
        found[name.value], at = int(values[0] or 0), name.end
    return found if len(found) == len(sides) else {}
