"""Unequal trades and even ones: 'трёх лётчиков обменяли на 45 бойцов «Азовстали»', 'Росія теж отримала 300'."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.counts.scope import PAIRED, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import AGENT, BOTH
from bot.extraction.words.terms import BODIES, CIVIL, EXCHANGE, MILITARY
from bot.extraction.words.text import Token

FOR: Final = ("formula", "formula_for", "formula_against")
NEAR: Final = 4
"""Words behind a count within which it stands whose people they are."""
AGAIN: Final = ("also", "in_return")
BACK: Final = ("home", "return", "receive", "free")
OWN: Final = ("cue_own", "give", "return", "home")


def traded(group: Group, sides: tuple[str, ...]) -> None:
    """Two counts with 'for' between them are of opposite sides: of whichever one is told, the other is the other's."""
    given_for_them(group, sides)
    for event in group.events if group.kind is EXCHANGE and len(sides) == 2 else ():
        if not event.clause.has("swap", "give", "receive", "return"):
            continue
        mine = [f for f in event.findings if plain(event, f)]
        for first, second in pairwise(mine):
            if len(mine) == 2 and given_for(event, first, second):
                opposite(event, first, second, sides)


def given_for_them(group: Group, sides: tuple[str, ...]) -> None:
    """'Servicemen returned: 84. Handed over to Ukraine: 84': a title's first are the other side's, as many as given."""
    if group.kind is not EXCHANGE or len(group.findings) < len(sides):
        return
    for (event, first), (then, second) in pairwise(group.findings):
        given = second.party in sides and second.why == "recipient" and "give" in then.clause.own
        alike = first.party is None and plain(event, first) and first.count.value == second.count.value
        back = event.in_title and then.in_title and event.clause.any_of(BACK)
        tokens, lo, hi = event.clause.marked.sentence.tokens, first.count.end, second.count.start
        if given and alike and back and not (event.number == then.number and colon(tokens, lo, hi)):
            first.party, first.why = next(s for s in sides if s != second.party), "as many as were given"


def colon(tokens: Sequence[Token], lo: int, hi: int) -> bool:
    """Whether a colon stands between: what is behind it explains what is before."""
    return any(t.word.surface == ":" for t in tokens[lo:hi])


def plain(event: Event, finding: Finding) -> bool:
    """A whole; what stands behind 'for' is no part of what stands before it."""
    whole = not finding.part or preceded(event, finding)
    whole = whole and finding.party != BOTH  # '246 a side plus an exchange of wounded, 31 Ukrainians for 15 Russians'
    return whole and not finding.extra and finding.count.second is None and finding.count.value > 0


def preceded(event: Event, finding: Finding) -> bool:
    return any(event.clause.marked.within(f, finding.count.start - 1, finding.count.start) for f in FOR)


def given_so(event: Event, first: Finding, second: Finding) -> bool:
    """'swap 1,000 bodies for 24': two open numbers, of which each side got one."""
    bodies = first.party is None and first.kind is BODIES and preceded(event, second)
    return second.why == PAIRED or bodies


def given_for(event: Event, first: Finding, second: Finding) -> bool:
    """'трёх на 45', 'отдали 45 за трёх', 'за трёх отдали 45'."""
    marked, lo = event.clause.marked, event.clause.lo
    before = marked.within("formula_for", max(lo, first.count.start - 1), first.count.start)
    gave = marked.has("give", "receive", "return", lo=first.count.end, hi=second.count.start)
    return preceded(event, second) or (before and gave)


def opposite(event: Event, first: Finding, second: Finding, sides: tuple[str, ...]) -> None:
    told = [f.party if f.party in sides and not f.part else called(event, f, sides) for f in (first, second)]
    if first.why in ("give", "receive") and event.clause.marked.within(
        "formula_for", first.count.start - 1, first.count.start
    ):
        told[0] = None  # 'за 60 тяжелораненых отдали 45': the verb tells of the second alone
    if None is told[0] is told[1]:
        told[1] = swapper(event, first, second)
    if told.count(None) == 1:
        side = next(s for s in told if s is not None)
        told = [s or next(x for x in sides if x != side) for s in told]
    if None not in told and told[0] != told[1]:
        first.party, second.party = told
        first.part = second.part = False
        first.why = second.why = "traded for the others"


def swapper(event: Event, first: Finding, second: Finding) -> str | None:
    """'Україна обміняла 5 священників на 15 військових': who swaps some for others gets the second."""
    clause = event.clause
    verb = clause.first("swap")
    word = clause.marked.sentence.tokens[verb.start].word if verb else None
    if verb is None or word is None or word.pos != "verb" or verb.end > first.count.start:
        return None
    acting = {s.code for s in clause.sides if s.role == AGENT and s.end <= verb.start}
    return next(iter(acting)) if len(acting) == 1 and BOTH not in acting and preceded(event, second) else None


def called(event: Event, finding: Finding, sides: tuple[str, ...]) -> str | None:
    """'45 бойцов «Азовстали»': whose people they are called right behind."""
    at, marked = finding.count.end, event.clause.marked
    ends = [m.start for m in marked.all("swap", "give", "receive", "return", *FOR, lo=at)]
    near = marked.all("own", "people", lo=finding.count.start, hi=min(at + NEAR, event.clause.hi, *ends))
    named = {m.value for m in near} & set(sides)
    return named.pop() if len(named) == 1 else None


def as_many_again(group: Group, default: str | None, sides: tuple[str, ...]) -> None:
    """'300 воїнів удома', then 'Росія теж отримала 300': those told of first are the other side's."""
    whole = [(e, f) for e, f in group.findings if not (f.part or f.extra) and f.count.second is None]
    if group.kind is not EXCHANGE or len(whole) != 2 or len(sides) != 2:
        return
    (event, first), (later, second) = whole
    alike = first.count.value == second.count.value > 1 and event.number < later.number
    if not alike or first.party is not None or second.party not in sides:
        return
    rest = next(s for s in sides if s != second.party)
    own = default == rest and later.clause.has(*OWN)
    if own or later.clause.has(*AGAIN):
        first.party, first.why = rest, "as many went to the other side"


def of_those_told(group: Group) -> None:
    """'Повернуто 501 тіло', then 'одне забрали з моргу', 'по чотири — із Сум і Херсона': some of those, not others."""
    told = [(e, f) for e, f in group.findings if not f.part and f.count.value > 0 and f.count.second is None]
    if group.kind is not BODIES or len(told) < 2:
        return
    first, whole = told[0]
    for event, finding in told[1:]:
        fewer = event.number > first.number and whole.count.value > 2 * finding.count.value
        clause = event.clause
        places = finding.party == BOTH and clause.has("prep_from", "prep_in") and not clause.sides
        if fewer and not clause.has("in_return", "give", "swap") and ("morgue" in clause.own or places):
            finding.part, finding.extra, finding.party = True, False, whole.party


def some_of_them(group: Group) -> None:
    """Whom a later sentence counts of those told of before: the women among them, those whom an official met."""
    women_behind(group)
    greeted(group)


def greeted(group: Group) -> None:
    """'185 бойцов и 20 гражданских', then 'десятерых россиян встретила омбудсмен': some of those counted before."""
    told = [(e, f) for e, f in group.findings if not f.part and f.count.value > 0]
    for event, finding in told if group.kind is EXCHANGE else ():
        if event.in_title or not met_by_official(event):
            continue
        before = [f.count.value for e, f in told if e.number < event.number]
        if before and max(before) > 2 * finding.count.value:
            finding.part, finding.extra = True, False


def met_by_official(event: Event) -> bool:
    """'встретила омбудсмен', 'were met by the ombudsman': beside the verb; not 'Zelensky said Russia received 55'."""
    clause = event.clause
    for greets in clause.of("greets"):
        by = clause.marked.within("prep_by", greets.end, greets.end + 1)
        near = (m for m in clause.marks("person", "office"))
        if any(m.start == greets.end + by or m.end == greets.start for m in near):
            return True
    return False


def women_behind(group: Group) -> None:
    """'51 цивільний і 33 військові', then 'повертаються також три жінки': of those counted before."""
    told = [(e, f) for e, f in group.findings if not (f.part or f.extra) and f.count.value > 0]
    for event, finding in told if group.kind is EXCHANGE else ():
        before = [f.count.value for e, f in told if e.number < event.number]
        count, marked = finding.count, event.clause.marked
        if before and max(before) > 2 * count.value and marked.within("women", count.start, count.end + 1):
            finding.part = True


def among_civilians(group: Group) -> None:
    """'Ten Kursk villagers are back', then 'twenty civilians and 185 soldiers were freed': they are some of them."""
    titled = [(e, f) for e, f in group.findings if e.in_title and f.scope is CIVIL and not (f.part or f.extra)]
    for event, few in titled if group.kind is EXCHANGE else ():
        later = [(e, f) for e, f in group.findings if e.number > event.number and f.party == few.party and not f.part]
        more = [(e, f) for e, f in later if f.scope is CIVIL and f.count.value > few.count.value]
        soldiers = [f for e, f in later if f.scope is MILITARY and any(e is other for other, _ in more)]
        if len(more) == len(soldiers) == len(titled) == 1:
            few.part = True
            more[0][1].extra, more[0][1].joined = not soldiers[0].extra, False


def civilians_beside(group: Group, sides: tuple[str, ...]) -> None:
    """'обменяли по 185 военных и двадцать гражданских россиян': soldiers of both, and on top civilians of one side."""
    among_civilians(group)
    both = [(e, f) for e, f in group.findings if f.party == BOTH and not f.part and f.scope is not CIVIL]
    if group.kind is not EXCHANGE or len(both) != 1 or "military" not in both[0][0].clause.marked.marks:
        return
    event, whole = both[0]
    for other, finding in group.findings:
        civil = finding.scope is CIVIL and finding.party in sides and not finding.part
        if civil and other.number == event.number and finding.count.value < whole.count.value:
            finding.extra, finding.joined = True, False
