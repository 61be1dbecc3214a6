"""Lists of who came home: '24 sailors, 33 border guards and two civilians, 59 in all' (Rule E, step 8)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import CHILDREN, CIVIL, EXACT, EXCHANGE, MILITARY, TOTAL

PAIR: Final = 2
ROUNDED: Final = 1.34
"""How many times a rounded figure an exact list may come to."""
REST: Final = 5
"""Within how many words behind 'the rest' it stands whose they are."""
NOT_BACK: Final = ("still_held", "captivity", "future", "negation", "number", "prep_in", "prep_of")
"""Between 'the rest' and a side: they have not come to it, or something else is told."""
LIST: Final = 3
"""How many figures make a list; what two add up to may be chance."""


def listed(group: Group, sides: tuple[str, ...]) -> None:
    """Tell lists from wholes: what adds up to a whole is its parts, what cannot be parts is added up."""
    if group.kind is not EXCHANGE:
        return
    of_event, of_value = group.by_event(), group.by_value()
    for event in group.events:
        mine = [f for f in of_event.get(id(event), ()) if f.count.second is None and f.count.value > 0]
        if len(mine) < LIST or inner(mine) or adds_up(mine):
            continue
        told = of_value.get(sum(f.count.value for f in mine), ())
        if not told_elsewhere(event, mine, told, sides):
            in_a_row(event, mine)


def of_formula(group: Group) -> None:
    """'Eight men from Lviv are home', then 'freed in the swap of 146 for 146': a title's few are a part of it."""
    both = (f.count for _, f in group.findings if f.party == BOTH)
    formula = max((c.value for c in both if c.second is not None), default=0)
    parts = [f for _, f in group.findings if f.part and f.count.value <= formula / PAIR]
    sums = {f.count.value for f in parts} | {sum(f.count.value for f in parts)}
    for event, finding in group.findings if parts else ():
        few = finding.count.second is None and finding.count.value in sums and finding.party != JOINT
        if event.in_title and few and finding.count.value <= formula / PAIR:
            finding.part, finding.extra = True, False


def women_first(group: Group) -> None:
    """'58 women leave Russian prisons', then 'Ukraine recovered 309 people': the women of a title are a part.

    So are the ten of 'Azovstal commanders and ten foreigners freed'.
    """
    for event, few in group.findings:
        named = event.clause.marked.within("women", few.count.start, few.count.end + 1) or uncounted(event, few)
        if not event.in_title or few.part or not named or few.count.second is not None:
            continue
        wholes = (f for e, f in group.findings if e is not event and not f.part and few.party in (None, f.party))
        whole = next((f for f in wholes if f.count.value > few.count.value), None)
        if whole is not None:
            few.part, few.party = True, whole.party


def uncounted(event: Event, few: Finding) -> bool:
    """English: 'Azovstal commanders and ten foreigners freed': others stand before them whom no number counts."""
    marked, tokens, at = event.clause.marked, event.clause.marked.sentence.tokens, few.count.start
    if at < 2 or tokens[at - 1].word.norm != "and" or not tokens[at - 2].word.norm.endswith("s"):
        return False
    counted = marked.has("number", hi=at - 1) or any(t.word.kind == "num" for t in tokens[: at - 1])
    return not counted and marked.has("military", "captive", "profession", "own", lo=at - 2, hi=at - 1)


def shared_out(group: Group, sides: tuple[str, ...]) -> None:
    """'372 prisoners freed', 'of these, 197 went to Ukraine', 'the one-for-one trade of 175': parts of both sides."""
    to_each_other(group, sides)
    rest_of_title(group)
    rest_are_others(group, sides)
    plain = [f for _, f in group.findings if f.count.value > 0 and f.count.second is None]
    open_ = JOINT if group.kind is CHILDREN else None  # 'обменяют 48 детей', 'из них 29 поедут на Украину'
    for whole in (f for f in plain if f.party in (None, open_) and not f.part):
        for first in (f for f in plain if f.party in sides and f.part):
            rest = next((f for f in plain if f.count.value == whole.count.value - first.count.value), None)
            other = next(s for s in sides if s != first.party)
            if rest is not None and rest is not first and rest.party in (None, BOTH, other):
                whole.party, first.part, rest.part, rest.party = JOINT, False, False, other


def rest_of_title(group: Group) -> None:
    """'60 people, 15 of them civilians', then 'also freed were 30 soldiers and 15 officers': the others of a title."""
    title = [f for e, f in group.findings if e.in_title and f.count.second is None]
    whole = next((f for f in title if not f.part and f.scope is TOTAL), None)
    parts = [f for f in title if f.part and f.scope is CIVIL]
    text = [f for e, f in group.findings if not e.in_title and f.count.second is None and f.scope is not CIVIL]
    if whole is None or len(parts) != 1 or len(text) < PAIR or len({f.party for f in (whole, *text)} - {None}) > 1:
        return
    if parts[0].count.value + sum(f.count.value for f in text) == whole.count.value:
        for finding in text:
            finding.part, finding.extra = True, False


def rest_are_others(group: Group, sides: tuple[str, ...]) -> None:
    """'A swap freed 372 people', then '197 of them are Ukrainians, the rest Russians': the whole is of both."""
    open_ = [(e, f) for e, f in group.findings if f.party is None and not f.part and f.count.second is None]
    if len(open_) != 1 or group.kind is not EXCHANGE or open_[0][1].count.value <= 0:
        return
    whole = open_[0][1]
    for event, share in group.findings:
        other = next((s for s in sides if s != share.party), None)
        if share is whole or share.party not in sides or not 0 < share.count.value < whole.count.value:
            continue
        if other is not None and rest_of(event, other):
            whole.party, share.part, share.extra = JOINT, False, False
            return


def rest_of(event: Event, side: str) -> bool:
    """Whether a sentence says that the rest are a side's, or went there: not 'the rest are held in Russia'."""
    marked = event.clause.marked
    for rest in marked.of("remainder"):
        named = marked.first("people", "adjective", "party", "own", lo=rest.end, hi=rest.end + REST)
        if named is not None and named.value == side and not marked.has(*NOT_BACK, lo=rest.end, hi=named.start):
            return True
    return False


def to_each_other(group: Group, sides: tuple[str, ...]) -> None:
    """'hand each other the remains of 900: 840 to Ukraine, 60 to Russia': two parts that add up to what both get."""
    for i, (event, whole) in enumerate(group.findings):
        if whole.party != BOTH or whole.count.second is not None or "each_other" not in event.clause.own:
            continue
        shares = [(e, f) for e, f in group.findings[i + 1 :] if f.count.second is None][:PAIR]
        if len(shares) != PAIR or sum(f.count.value for _, f in shares) != whole.count.value:
            continue
        whose = [f.party if f.party in sides else named_behind(e, f) for e, f in shares]
        if set(whose) != set(sides):
            whose = [named_behind(e, f) for e, f in shares]
        if set(whose) == set(sides):
            whole.party, whole.part = JOINT, False
            for (_, share), side in zip(shares, whose, strict=True):
                share.party, share.part, share.scope = side, False, TOTAL


def named_behind(event: Event, finding: Finding) -> str | None:
    """'840 получит Украина, 60 — Россия': the side that stands behind a figure, before the next comma."""
    marked = event.clause.marked
    tokens = marked.sentence.tokens
    at = finding.count.end
    end = next((i for i in range(at, len(tokens)) if tokens[i].word.surface in ",;."), len(tokens))
    return next((m.value for m in marked.all("party", lo=at, hi=end)), None)


def in_all(group: Group, sides: tuple[str, ...]) -> None:
    """'Четверо наших земляков дома', then 'Всего Россия забрала 91': what was told before is a part of that whole."""
    told = [
        (e, f) for e, f in group.findings if f.party in sides and not (f.part or f.extra) and "combined" in e.clause.own
    ]
    if group.kind is not EXCHANGE or len(told) != 1 or told[0][0].in_title:
        return
    event, total = told[0]
    for before, finding in group.findings:
        if before is event:
            return
        if finding.party is None and finding.count.second is None and 0 < finding.count.value < total.count.value:
            finding.party, finding.part = total.party, True


def inner(mine: list[Finding]) -> bool:
    """'45 Ukrainians came home, 42 men and three women, among them ten officers': they add up to the whole before."""
    for i, whole in enumerate(mine[:-2]):
        total = 0
        for j, part in enumerate(mine[i + 1 :], i + 1):
            total += part.count.value
            if part.party not in (None, JOINT, whole.party) or total > whole.count.value:
                break
            if total == whole.count.value and j > i + 1 and not whole.part:
                settle(whole, mine[i + 1 : j + 1], whole.party)
                return True
    return False


def adds_up(mine: list[Finding]) -> bool:
    """A list with its sum in the same clause, before or behind it."""
    for whole in (mine[0], mine[-1]):
        rest = [f for f in mine if f is not whole]
        if len(rest) < LIST - 1 or sum(f.count.value for f in rest) != whole.count.value:
            continue
        if whole.scope is not TOTAL or len({f.party for f in mine if f.party}) > 1:
            continue
        settle(whole, rest, next((f.party for f in mine if f.party), None))
        return True
    return False


def told_elsewhere(
    event: Event, mine: list[Finding], told: Sequence[tuple[Event, Finding]], sides: tuple[str, ...]
) -> bool:
    """A list whose sum another clause tells as the whole of one side; `told` has that value."""
    for other, whole in told:
        same = other is not event and not whole.part and whole.party in sides
        if same and all(f.party in (None, whole.party) for f in mine):
            settle(whole, mine, whole.party)
            return True
    return False


def settle(whole: Finding, rest: list[Finding], party: str | None) -> None:
    whole.part = whole.extra = whole.joined = False
    for part in rest:
        part.part, part.extra, part.joined = True, False, False
    for found in (whole, *rest):
        found.party = party


def more_exact(first: Finding, rest: list[Finding]) -> None:
    """'More than a hundred people — 101 soldiers, six border guards, one civilian': the list makes it exact."""
    if not first.count.value <= sum(f.count.value for f in rest) <= ROUNDED * first.count.value:
        return
    for part in rest[1:]:
        part.part, part.extra, part.joined, part.party = False, True, True, rest[0].party


def in_a_row(event: Event, mine: list[Finding]) -> None:
    """'24 sailors, 33 border guards and two civilians': no part has more people than the whole, so this is a list."""
    first, rest = mine[0], mine[1:]
    cue = event.clause.marked.has("part", "part_opening", lo=first.count.end, hi=mine[-1].count.end + 1)
    parts = all(f.part or f.extra for f in rest) and first.scope is MILITARY
    rounded = first.count.qualifier is not EXACT
    if rounded and not cue and rest[0].scope is MILITARY and all(f.part or f.extra for f in rest[1:]):
        more_exact(first, rest)
    more = any(f.part and f.count.value > first.count.value for f in rest) or enumerated(event, mine)
    if cue or not parts or not more:
        return
    for part in rest:
        part.part, part.extra, part.joined = False, True, True
        part.party = first.party


def enumerated(event: Event, mine: list[Finding]) -> bool:
    """'84 soldiers, six officers and two civilians': nothing but commas and an 'and' between, before the last.

    Or the branches of an army: '70 soldiers, 25 national guardsmen and 27 border guards'.
    """
    marked, tokens = event.clause.marked, event.clause.marked.sentence.tokens
    if mine[0].part or any(f.scope is not MILITARY for f in mine[:-1]):
        return False
    branches = all(marked.has("branch", lo=f.count.start, hi=f.count.end + 1) for f in mine[1:])
    if mine[-1].scope is not CIVIL and not branches:
        return False
    gaps = [(a.count.end, b.count.start) for a, b in pairwise(mine)]
    reach = REST if branches else 1  # 'soldiers of the Armed Forces,'
    commas = all(0 < hi - lo <= reach and tokens[hi - 1].word.surface == "," for lo, hi in gaps[:-1])
    return commas and gaps[-1][1] - gaps[-1][0] <= PAIR and marked.within("and", gaps[-1][0], gaps[-1][1])


def break_down(group: Group, sides: tuple[str, ...]) -> None:
    """'390 are back: 270 military and 120 civilians': what adds up to a whole of one side is of that side."""
    of_event = group.by_event()
    for event in group.events:
        mine = [f for f in of_event.get(id(event), ()) if f.count.second is None]
        whole = next((f for f in mine if f.party in sides and not (f.part or f.extra)), None)
        rest = [f for f in mine if f is not whole and f.party in (None, JOINT)]
        if whole is not None and rest and sum(f.count.value for f in rest) == whole.count.value:
            for part in rest:
                part.party, part.part = whole.party, True
    spelled_out(group, sides)


def spelled_out(group: Group, sides: tuple[str, ...]) -> None:
    """'157 людей' of the title, then '150 військових і семеро цивільних': what adds up to the whole told before."""
    of_event, of_value = group.by_event(), group.by_value()
    for event in group.events:
        mine = of_event.get(id(event), [])
        open_ = [f for f in mine if f.party is None and f.count.second is None]
        if not len(open_) == len(mine) >= PAIR:
            continue
        total = sum(f.count.value for f in open_)
        told = [f for e, f in of_value.get(total, ()) if e is not event and f.party in sides]
        if told and not told[0].part:
            for part in open_:
                part.party, part.part, part.extra = told[0].party, True, False
