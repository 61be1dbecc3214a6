"""The dead of a group: counted without the word, told by both sides, summed, or far more than the other side's."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.figures.headlines import lots_summed
from bot.extraction.words.clause import SOURCE
from bot.extraction.words.terms import AGREED, BODIES, CHILDREN, CIVIL, COMPLETED, EXCHANGE, PLANNED
from storage.vocabulary import Kind

LIVING: Final = ("captive", "captivity", "civilian", "child", "military", "wounded")
PAIR: Final = 2
THEY: Final = ("child", "they_are", "pronoun_them")
OPENING: Final = 4
"""Within how many words of a clause children are named who came back."""
THEIRS: Final = (Kind.BODIES, Kind.CHILDREN)
BROUGHT: Final = ("receive", "return", "home", "free")
FAR_MORE: Final = 5
"""How many times another figure is surely another side's."""


def dead_by_tellers(events: Sequence[Event]) -> None:
    """'Обменялись телами погибших', then 'Киев рассказал о тысяче, Москва — о 35': the dead whom both count."""
    bodies: int | None = None
    for event in events:
        clause = event.clause
        if bodies is not None and event.number == bodies + 1 and by_both(event):
            for finding in event.findings:
                finding.kind = BODIES
        if "body" in clause.own and "swap" in clause.own and not event.findings and not event.recall:
            bodies = None if clause.any_of(LIVING) else event.number
        elif event.findings or clause.any_of(LIVING):
            bodies = None


def by_both(event: Event) -> bool:
    """Whether a clause only says whom two sides speak of, by bare numbers."""
    clause = event.clause
    bare = bool(event.findings) and all(f.kind is EXCHANGE and not f.count.noun for f in event.findings)
    return bare and "say" in clause.own and len({m.value for m in clause.marks("party")}) == PAIR


def given_them(events: Sequence[Event], sides: tuple[str, ...]) -> None:
    """'Тела 71 бойца доставлены в Ростов', then 'Украина передала их в пятницу': who gives them away has none back.

    'Handover of 640 war dead', then 'Kyiv received them': theirs they are. 'Nineteen villagers are back', then 'Russia
    let them leave': the other side's.
    """
    open_: list[Finding] = []
    number = -1
    for event in events:
        giver = given_by(event, sides, open_[0]) if open_ and event.number == number + 1 else None
        taker = gives_them(event, sides, "receive") if open_ and event.number == number + 1 else None
        for finding in open_ if giver or taker else ():
            finding.party = taker or next(s for s in sides if s != giver)
            finding.why = "given by the other side"
        told = [f for f in event.findings if (f.kind in THEIRS or f.scope is CIVIL) and not f.part]
        if event.findings:
            lone = len(told) == 1 and told[0].party in (None, JOINT) and not event.recall
            open_, number = (told, event.number) if lone else ([], -1)


def given_by(event: Event, sides: tuple[str, ...], told: Finding) -> str | None:
    """Who gave those told of right before away: 'Russia let them go', 'Мальчиков и девочек вернули из России'."""
    clause = event.clause
    young = told.kind is CHILDREN and clause.marked.any_within(THEY, lo=clause.lo, hi=clause.lo + OPENING)
    sources = {s.code for s in clause.sides if s.role == SOURCE and s.code in sides}
    if young and not event.findings and len(sources) == 1 and len(sides) == PAIR and clause.any_of(BROUGHT):
        return sources.pop()
    return gives_them(event, sides, "give")


def gives_them(event: Event, sides: tuple[str, ...], cls: str) -> str | None:
    """The side that gives 'them' away or receives them, in a clause that counts nobody."""
    clause, tokens = event.clause, event.clause.marked.sentence.tokens
    if event.findings or len(sides) != PAIR:
        return None
    start = next((v.start for v in clause.verbs if v.cls == cls and not v.passive and v.tense == "past"), None)
    if start is None and cls == "give":
        start = next((i for i in range(clause.lo, clause.hi) if tokens[i].word.norm == "let"), None)
    if start is None or not clause.marked.has("pronoun_them", "they_are", lo=start - 1, hi=start + 3):
        return None
    acting = [s.code for s in clause.sides if s.end <= start]
    return acting[0] if len(acting) == 1 and acting[0] in sides else None


def under_pact(found: Sequence[Group]) -> None:
    """'1,212 bodies are back', then 'under the same agreement 6,000 are to be returned': the whole is agreed."""
    dead = [g for g in found if g.kind is BODIES and not (g.background or g.stage.off)]
    back = any(g.stage is COMPLETED and g.findings for g in dead)
    for group in dead if back else ():
        plan = group.stage is PLANNED and bool(group.findings) and group.day is None
        told = [e.clause for e, _ in group.findings]
        if plan and all(c.has("under") and c.any_of(("agreed", "pact", "deal")) for c in told):
            group.stage = AGREED


def bodies_summed(group: Group, sides: tuple[str, ...]) -> None:
    """'1,040 deceased, of whom 1,000 were taken over by Ukraine and 40 by Russia': a sum, and its parts."""
    plain = [f for _, f in group.findings if f.count.second is None and f.count.value > 0]
    lots_summed(group, plain, sides)
    for whole in (f for f in plain if not f.part):
        for first, second in pairwise(f for f in plain if f is not whole):
            told = next((f.party for f in (first, second) if f.party in sides), None)
            if first.count.value + second.count.value != whole.count.value or told is None:
                continue
            if whole.party is not None and {first.party, second.party} != set(sides):
                continue  # 'договорились о возвращении 12 детей', then 'семь поедут на Украину, пятеро — в Россию'
            whole.party = told if first.party == second.party else JOINT
            if whole.party == told:  # 'вісьмох дітей', 'чотири дівчинки й чотири хлопчики'
                continue
            rest = next(s for s in sides if s != told)
            for part in (first, second):
                part.part = part.extra = False
                part.party = part.party if part.party in sides else rest


def nearest_told(group: Group, sides: tuple[str, ...]) -> None:
    """'1,248 were delivered', where 1,245 were told of one side and 51 of the other: of the nearest side."""
    told = [f for _, f in group.findings if f.party in sides and not f.part and f.count.value > 0]
    if group.kind is not BODIES or len({f.party for f in told}) < PAIR:
        return
    for _, finding in group.findings:
        if finding.party is None and finding.count.value > 0 and finding.count.second is None:
            value = finding.count.value
            near = min(told, key=lambda f: max(f.count.value, value) / min(f.count.value, value))
            finding.party = near.party


def on_top(told: Finding, group: Group) -> bool:
    """'ще чотири тіла', 'another four bodies': more of those told of before."""
    event = next(e for e, f in group.findings if f is told)
    at = told.count.start
    return event.clause.marked.has("anaphor", "fellow", lo=max(event.clause.lo, at - 1), hi=told.count.end)


def exchanged_for(told: Finding, group: Group) -> bool:
    """'19 bodies are back', then 'they were exchanged for those of 1,000 Ukrainians': those are the other side's."""
    event = next(e for e, f in group.findings if f is told)
    marked, at = event.clause.marked, told.count.start
    return "swap" in event.clause.own and marked.has("formula", "formula_for", lo=max(event.clause.lo, at - 3), hi=at)


def return_bodies(group: Group, speaking: str | None, sides: tuple[str, ...]) -> None:
    """'909 полеглих', then 'росіяни одержали 41': what is far more than one side's figure is the other's."""
    plain = [f for _, f in group.findings if not f.part and not f.extra and f.count.value > 0]
    whole = [f for f in plain if f.count.second is None]
    told = [f for f in whole if f.party in sides]
    if group.kind is not BODIES or len({f.party for f in told}) != 1 or len(sides) != PAIR:
        return
    most = max(f.count.value for f in told)
    for event, figure in ((e, f) for e, f in group.findings if f in whole and f.party is None):
        titled = event.in_title and told[0].party != speaking and figure.count.value > most and not event.clause.sides
        if event.in_title and told[0].party == speaking and on_top(told[0], group):
            continue  # 'Додому повернулися 240', then 'ще чотири тіла росіяни видали': of the same side
        paid = figure.count.value * FAR_MORE <= most and exchanged_for(told[0], group)
        if titled or paid or figure.count.value >= FAR_MORE * most:
            figure.party = next(s for s in sides if s != told[0].party)
