"""What a figure takes over from its neighbours before events are sorted: the kind of 'as many', a running total."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.counts.nouns import PEOPLE
from bot.extraction.counts.scope import Finding
from bot.extraction.events.events import Event
from bot.extraction.figures.called_so import called_so
from bot.extraction.figures.cumulative import since_then
from bot.extraction.figures.unequal import by_larger
from bot.extraction.words.clause import AGENT, BOTH, RECIPIENT
from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import BODIES, CARRIED_OUT, CUMULATIVE, EXCHANGE
from storage.vocabulary import Kind

PAIR: Final = 2
"""More words than a number and its noun have: 'eight boys and a girl'."""
LIVING: Final = ("swap", "captive", "captivity", "free", "wounded", "child", "civilian")
MOVED: Final = ("home", "return", "free", "receive", "give")
PEOPLE_TOLD: Final = ("swap", "captive", "captivity", "military", "civilian", "folk")


def take_over(events: Sequence[Event], sides: tuple[str, ...] = ()) -> None:
    """Settle, in place, what single clauses could not know."""
    for first, second in pairwise(events):
        since_then(first, second)
    given_on(events)
    by_larger(events, sides)
    before: Event | None = None
    of_bodies, dead, receiver = about_bodies(events), about_dead(events), of_title(events)
    for last, event in pairwise([*events[:1], *events]):
        unfounded(event, last, before)
        they_are(event, last)
        if before is None:
            of_them(event, last)
        as_many(event, before)
        if of_bodies or dead:
            bare(event, all_dead=dead)
        if of_bodies and not event.recall:
            given_as_well(event, events)
        if receiver and event.lead and not event.recall:
            handed(event, receiver)
        if before is not None:
            given_back(event, before, sides)
            children_again(event, before)
            boys_and_girls(event, before, sides)
        beside_running(event)
        before = event if event.findings and not event.recall else before
    all_running(events)
    called_so(events, sides)


def people_told(event: Event) -> bool:
    """Whether the clause names people who may be counted: not the reporters to whom something is told."""
    clause = event.clause
    if not clause.any_of(PEOPLE_TOLD):
        return False
    heard = {m.start for m in clause.of("kin")}
    return any(m.start not in heard for m in clause.all_of(PEOPLE_TOLD))


def as_many(event: Event, before: Event | None) -> None:
    """'1,000 bodies were handed over. Kyiv gave the same number': as many of what was counted just before."""
    if before is None or not event.findings or event.number - before.number > 1 or people_told(event):
        return
    kinds = {f.kind for f in before.findings}
    for finding in event.findings:
        told = finding.count.value < 0 or (kinds == {BODIES} and not finding.count.noun)
        if told and finding.kind is EXCHANGE and len(kinds) == 1:
            finding.kind = next(iter(kinds))


def of_title(events: Sequence[Event]) -> str | None:
    """'Kyiv gets remains from Russia', 'Fallen brought home to Ukraine': who receives the dead of a title."""
    found = set()
    for event in events:
        clause = event.clause
        if event.in_title and "body" in clause.own and not event.findings and not clause.has("swap", "captive"):
            found |= {s.code for s in clause.sides if s.role == RECIPIENT and s.code != BOTH}
            verb = clause.first("receive")
            if verb is not None and not clause.marked.has("gives_back", lo=verb.start, hi=verb.end):
                found |= {s.code for s in clause.sides if s.role == AGENT and s.end <= verb.start and s.code != BOTH}
    return found.pop() if len(found) == 1 else None


def given_on(events: Sequence[Event]) -> None:
    """'Remains of 90 soldiers cross the border', then 'they were given to Ukraine': to whom a title's dead went."""
    told = [f for e in events if e.in_title and not e.recall for f in e.findings if f.kind is BODIES]
    if len(told) != 1 or told[0].party is not None or told[0].count.second is not None or told[0].part:
        return
    later = [e for e in events if e.lead and not e.in_title and not e.recall][:1]
    for event in later:
        clause = event.clause
        moved = clause.has("pronoun", "body") and clause.has("give", "return", "home", "move")
        to = {s.code for s in clause.sides if s.role == RECIPIENT} - {BOTH}
        if moved and len(to) == 1 and not event.findings:
            told[0].party, told[0].why = to.pop(), "to whom they were given"


def handed(event: Event, receiver: str) -> None:
    """'Some of the 501 bodies delivered on Thursday': the dead of the title, where nobody is named beside them."""
    plain = [f for f in event.findings if f.kind is BODIES and f.party is None and not f.part and not f.extra]
    if len(plain) == 1 == len(event.findings) and plain[0].count.second is None and not event.clause.sides:
        plain[0].party, plain[0].why = receiver, "whom the title names"


def about_bodies(events: Sequence[Event]) -> bool:
    """Whether the title tells of the dead and of nobody who is alive."""
    title = [e.clause for e in events if e.in_title]
    return any("body" in c.own for c in title) and not any(c.has("swap", "captive") for c in title)


def about_dead(events: Sequence[Event]) -> bool:
    """Whether an item without a word of captivity tells of graves in its title, or of the dead alone."""
    if any(e.clause.any_of(LIVING) for e in events) or not any(e.lead and "body" in e.clause.own for e in events):
        return False
    return any(e.in_title and e.clause.has("graves") for e in events)


def given_as_well(event: Event, events: Sequence[Event]) -> None:
    """'Bodies of 1,000 brought to Ukraine', then '19 Russians were handed back': far fewer of the other side's dead."""
    if not event.clause.has("give", "return", "receive", "home") or any(e.clause.any_of(LIVING) for e in events):
        return
    dead = [f for e in events if e.in_title for f in e.findings if f.kind is BODIES and f.party and not f.part]
    for finding in event.findings:
        count = finding.count
        nameless = count.nation and count.noun in ("", "folk", "military") and finding.kind is EXCHANGE
        if nameless and any(f.party != count.nation and f.count.value > 2 * count.value for f in dead):
            finding.kind = BODIES


def bare(event: Event, *, all_dead: bool) -> None:
    """'Bodies of 900 returned', then 'Russia took back 24 of its own': a bare figure is of what the title tells."""
    if event.recall or ((people_told(event) or event.clause.has("wounded", "child")) and not all_dead):
        return
    for finding in event.findings:
        nameless = not finding.count.noun and finding.count.nation is None
        if finding.kind is EXCHANGE and (nameless or all_dead):
            finding.kind = BODIES


def unfounded(event: Event, last: Event, before: Event | None) -> None:
    """Drop what rests on people told of before, where no return of any was told: 'Prisoners wait. There are 300'."""
    clause = event.clause
    if "they_are" in clause.own and not clause.has(*MOVED, "swap") and not came(last, event):
        starts = {m.end for m in clause.marks("they_are")}
        event.findings = [f for f in event.findings if f.count.start not in starts and f.count.start - 1 not in starts]
    if "one_for_one" not in clause.own or before is not None:
        return
    if not any(f.count.value > 0 and f.party for f in event.findings):
        event.findings = [f for f in event.findings if f.count.value >= 0]


def came(last: Event, event: Event) -> bool:
    """Whether the clause right before tells of people freed or handed over, or of a new swap, and of nobody held."""
    near = event is not last and event.number - last.number <= 1
    wounded = {m.start for m in last.clause.marks("wounded")}
    held = any(m.start not in wounded for m in last.clause.marks("still_held")) or event.clause.has("still_held")
    held = held or last.clause.has("longing", "wish", "future")
    new = last.in_title and any(
        last.clause.marked.within("anaphor", m.start - 1, m.start) for m in last.clause.of("swap")
    )
    return near and not held and last.stage.phase is CARRIED_OUT and (new or last.clause.has(*MOVED))


def they_are(event: Event, last: Event) -> None:
    """'Russian soldiers return. There are 175 of them', 'Их 101': the people of whom was told right before."""
    if "they_are" not in event.clause.own or event is last or event.number - last.number > 1:
        return
    clause = last.clause
    named = {m.value for m in clause.marks("people", "own")}
    named |= {m.value for m in clause.of("adjective") if clause.marked.any_within(PEOPLE, lo=m.end, hi=m.end + 2)}
    against = {m.end for m in event.clause.of("formula")}  # 'Их обменяли на столько же пленных'
    for finding in event.findings:
        if finding.party is None and not finding.count.nation and finding.count.start not in against:
            finding.party = next(iter(named)) if len(named) == 1 else event.teller
            finding.part = False
        if any(m.end == finding.count.start for m in event.clause.marks("they_are")):
            finding.part = False  # 'There were 47 of them'


def of_them(event: Event, last: Event) -> None:
    """'Ukrainian captives exchanged. Seventy-five of them returned': the first figure told, of whom the title tells."""
    first = event.findings[0] if len(event.findings) else None
    if first and first.count.noun == "resident" and last.in_title and event.number == 1 and not last.findings:
        first.part = False  # 'Villagers go home', then 'Ukraine let eight of them return': nobody was counted before
    if first is None or event is last or not first.count.of_them or first.party or event.recall:
        return
    clause = last.clause
    if first.count.noun not in ("", "child"):
        return
    young = {m.start for m in clause.marks("child")}  # 'Deported Ukrainian children back'
    named = [m for m in clause.marks("people", "adjective") if m.start - clause.lo <= 1 or m.end in young]
    if young and not clause.has("captive", "military", "swap"):
        first.kind = Kind.CHILDREN
    if event.number - last.number == 1 and len(named) == 1 and event.clause.has("home", "return", "free", "receive"):
        first.party, first.part = named[0].value, False


def children_again(event: Event, before: Event) -> None:
    """'Six children reunited. Five have joined families in Ukraine, one in Russia': bare numbers that make up those."""
    if "reunion" not in event.clause.own or event.number - before.number > 1:
        return
    told = [f.count.value for f in before.findings if f.kind is Kind.CHILDREN and not f.part]
    if len(told) != 1:
        return
    if any(f.count.noun for f in event.findings) or sum(f.count.value for f in event.findings) != told[0]:
        return
    for finding in event.findings:
        finding.kind = Kind.CHILDREN


def boys_and_girls(event: Event, before: Event, sides: tuple[str, ...]) -> None:
    """'Eight Ukrainian children return', then 'seven boys and a girl met their families': they are those of before."""
    told = [f for f in before.findings if not f.part and f.count.second is None]
    mine = event.findings
    summed = len(mine) > 1 or any(f.count.noun == "child" and f.count.end - f.count.start > PAIR for f in mine)
    if len(told) != 1 or not summed or told[0].party not in sides or event.number - before.number > 1:
        return
    alike = all(f.kind is Kind.CHILDREN and f.count.noun == "child" and not f.part for f in [*told, *mine])
    if alike and sum(f.count.value for f in mine) == told[0].count.value and len({f.party for f in mine}) == 1:
        for finding in mine:
            finding.party, finding.part, finding.extra, finding.joined = told[0].party, True, False, False


def given_back(event: Event, before: Event, sides: tuple[str, ...]) -> None:
    """'Росія повернула 31. Взамін вона забрала 15': whoever gets people in return has given those told before."""
    cue = event.clause.opening("in_return")
    first = event.findings[0] if event.findings else None
    if cue is None or first is None or first.count.start < cue.end or event.number - before.number > 1:
        return
    rest = [s for s in sides if s != first.party]
    told = [f for f in before.findings if not f.part]
    alike = len(told) == 1 and told[0].party == first.party and told[0].why in ("receive", "returned its own")
    if alike and len(rest) == 1 and first.party in sides and not told[0].count.own:
        told[0].party = rest[0]


def all_running(events: Sequence[Event]) -> None:
    """'Around 2,300 servicemen have come home', a title sums up: undated figures beside it are sums as well."""
    for before, event in pairwise(events):
        of_those_summed(before, event)
    title = [f for e in events if e.in_title for f in e.findings]
    summed = (f.scope is CUMULATIVE and f.count.second is None for f in title)
    since = (e.clause.marked.within("cumulative", 0, 1) for e in events if e.in_title and "swap" not in e.clause.own)
    running = (title and all(summed)) or (not title and any(since))  # 'Since the start: most of those missing found'
    if running and all(e.day is None for e in events if e.lead):
        for event in events:
            for finding in event.findings:
                finding.scope = CUMULATIVE


def of_those_summed(before: Event, event: Event) -> None:
    """'More than 400 women have been freed since 2022. Three of them gave birth there': of a running total."""
    told = before.findings
    if not told or event.number != before.number + 1 or any(f.scope is not CUMULATIVE for f in told):
        return
    for finding in event.findings:
        if finding.part and event.clause.marked.within("part", finding.count.start, finding.count.end + 2):
            finding.scope = CUMULATIVE


def beside_running(event: Event) -> None:
    """'About 2,300 servicemen and 170 civilians had come home': what is added to a running total is one too."""
    if len(event.findings) < 2:
        return
    running = [f for f in event.findings if f.scope is CUMULATIVE]
    if running and "in_return" in event.clause.own and not event.clause.any_of(("weekday", "relative")):
        for finding in event.findings:  # 'puts the overall number at 6,060 and says it got 78 in return'
            finding.scope = CUMULATIVE if finding.count.start > running[0].count.end else finding.scope
    for finding in event.findings:
        if finding.extra and any(alike(finding, one, event.clause.marked) for one in running):
            finding.scope = CUMULATIVE


def alike(finding: Finding, running: Finding, marked: Marked) -> bool:
    """Whether a figure is joined by 'and' to a running total of the same side's people."""
    same = finding.party in (None, running.party) or running.party is None
    at = finding.count.start
    joined = running.count.end <= at <= running.count.end + 2 and marked.has("and", lo=at - 1, hi=at)
    return same and joined and finding.kind is running.kind
