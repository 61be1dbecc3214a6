"""A title's figure without a side, told by what the first sentences say of it (Rule E, step 8)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.words.clause import AGENT, BOTH, SOURCE, WITH
from bot.extraction.words.terms import BODIES, EXACT, EXCHANGE

ROUNDED: Final = 0.15
LOTS, BOTH_SIDES = 3, 2
"""How many numbers make a list of lots."""
SO_FAR: Final = 3
"""How many times what each side got a sum must be to count more than the day's."""
"""By how much a rounded sum may differ from the figures of both sides."""


def by_headline(group: Group, default: str | None, sides: tuple[str, ...]) -> None:
    """Give undecided wholes to whom the title's dead, the parts told behind, or a swap of both sides point to."""
    if group.kind is BODIES:
        dead_of_title(group, sides)
    elif group.kind is EXCHANGE:
        whole_of_parts(group, sides)
        of_both_sides(group, default, sides)


def plain(finding: Finding) -> bool:
    """Whether a figure is an undecided whole of one number."""
    open_ = finding.party is None and finding.count.second is None and finding.count.value > 1
    return open_ and not (finding.part or finding.extra)


def dead_of_title(group: Group, sides: tuple[str, ...]) -> None:
    """'Russia finishes handing over Ukrainian dead', then 'The last 1,248 bodies crossed': the dead of the title."""
    titles = [e for e in group.events if e.in_title]
    whose = {w for e in titles for w in dead_named(e, sides)} or {w for e in titles for w in given_dead(e, sides)}
    if len(whose) != 1 or any(f.party in whose for _, f in group.findings):
        return
    first = next((f for e, f in group.findings if plain(f) and not e.clause.has("in_return")), None)
    if first is not None:
        first.party, first.why = next(iter(whose)), "the dead of the title"


def dead_named(event: Event, sides: tuple[str, ...]) -> list[str]:
    """'Ukrainian dead', 'fallen Ukrainians': whose dead a title names."""
    marked = event.clause.marked
    told = [m for m in marked.all("adjective", "people") if m.value in sides]
    return [m.value for m in told if marked.has("body", "killed", lo=m.start - 1, hi=m.end + 2)]


def given_dead(event: Event, sides: tuple[str, ...]) -> list[str]:
    """'Russia hands over the dead': those of the other side."""
    clause = event.clause
    acting = {s.code for s in clause.sides if s.role == AGENT}
    gives = clause.has("body") and any(v.cls == "give" and not v.passive for v in clause.verbs)
    gives = gives and not clause.has("receive")  # 'Kyiv takes in 1,245, ending the transfers'
    return [s for s in sides if s not in acting] if gives and len(acting) == 1 and BOTH not in acting else []


def titled_sum(group: Group) -> None:
    """'Swap frees 310 on both sides', then 'each got 155': the title counts both sides together."""
    each = [f.count.value for e, f in group.findings if f.party == BOTH and not (f.part or f.extra or e.in_title)]
    for event, finding in group.findings if each and group.kind is EXCHANGE else ():
        count = finding.count
        whole = event.in_title and count.second is None and not (finding.part or finding.extra or count.nation)
        if whole and not count.own and count.value == 2 * each[0]:
            finding.party = JOINT
    sum_behind(group)


def sum_behind(group: Group) -> None:
    """'По 205 военных', then 'домой отправились 410 человек': twice what each got is both sides', whoever tells it."""
    each = [f.count.value for _, f in group.findings if f.party == BOTH and not (f.part or f.extra)]
    for _, finding in group.findings[1:] if each and group.kind is EXCHANGE else ():
        count = finding.count
        whole = count.noun in ("", "folk") and count.second is None and not (finding.part or finding.extra)
        if whole and finding.party != BOTH and not (count.nation or count.own) and count.value == 2 * each[0]:
            finding.party = JOINT


def sum_of_both(group: Group, sides: tuple[str, ...]) -> None:
    """'372 go home', then 'Kyiv received 197 and Moscow 175': what a title counts is what the two come to."""
    if group.kind is not EXCHANGE or not group.findings or len(group.findings) <= BOTH_SIDES:
        return
    event, first = group.findings[0]
    count = first.count
    whole = event.in_title and count.second is None and not (first.part or first.extra or count.nation or count.own)
    if not whole:
        return
    plain = [f for e, f in group.findings if not (f.part or f.extra or e.in_title)]
    alike = next((f.count.value for f in plain if f.party in sides and f.count.value > 0), 0)
    told = [[f.count.value if f.count.value > 0 else alike for f in plain if f.party == side] for side in sides]
    if len(told) == BOTH_SIDES and all(told) and count.value == told[0][0] + told[1][0]:
        first.party = JOINT


def since_mediating(group: Group) -> None:
    """'Ankara: 1,200 free thanks to us', then 'on Tuesday the sides returned 350 each': a go-between's sum so far."""
    each = [f.count.value for e, f in group.findings if f.party == BOTH and not (f.part or e.in_title)]
    for pair in list(group.findings) if each and group.kind is EXCHANGE else ():
        event, finding = pair
        whole = event.in_title and finding.count.second is None and not (finding.part or finding.extra)
        told = whole and event.clause.has("mediation", "mediation_weak") and finding.party != BOTH
        if told and not finding.count.nation and finding.count.value > SO_FAR * max(each):
            group.findings.remove(pair)


def of_title(group: Group, sides: tuple[str, ...]) -> None:
    """What a title's first figure counts: all of those spoken of, or both sides together."""
    since_mediating(group)
    if group.findings and group.findings[0][0].in_title:
        all_of_them(group)
        by_tellers(group, sides)
        by_own_teller(group, sides)


def by_own_teller(group: Group, sides: tuple[str, ...]) -> None:
    """'Zelensky announces the return of 205', then 'Moscow told of 205 of its own': those of whom the title quotes."""
    event, whole = group.findings[0]
    told = {f.party for _, f in group.findings[1:] if not f.part}
    mine = event.teller in sides and event.clause.has("home", "return", "free", "receive")
    if group.kind is EXCHANGE and plain(whole) and mine and len(told) == 1 and told <= set(sides) - {event.teller}:
        whole.party, whole.why = event.teller, "who speaks tells of their own"


def all_of_them(group: Group) -> None:
    """'Ours are home, 207 of them': nobody has counted them before, and nothing else is said of these."""
    event, finding = group.findings[0]
    clause, count = event.clause, finding.count
    if not (finding.part and count.of_them) or count.noun or count.nation:
        return
    tokens = clause.marked.sentence.tokens
    ends = all(t.word.norm in ("of", "them") or t.word.kind != "word" for t in tokens[count.end : clause.hi])
    if ends and clause.has("home", "return", "receive", "free") and not clause.has("negation", "still_held"):
        finding.part = False


def by_tellers(group: Group, sides: tuple[str, ...]) -> None:
    """'Swap frees more than 300', then 'Moscow got 150', then 'Zelensky said that 189 came back': of each by itself."""
    whole = group.findings[0][1]
    if group.kind is not EXCHANGE or not plain(whole):
        return
    told = {f.party: f.count.value for _, f in reversed(group.findings) if f.party and not f.part and not f.extra}
    for later, finding in group.findings[1:] if len(told) == 1 and set(told) <= set(sides) else ():
        mine = later.teller is not None and later.teller not in told and plain(finding)
        both = finding.count.value + next(iter(told.values()))
        if mine and later.clause.has("home", "return", "receive", "free") and nearly(whole.count, both):
            finding.party, finding.why = later.teller, "who speaks tells of their own"


def whole_of_parts(group: Group, sides: tuple[str, ...]) -> None:
    """'84 people freed', then '51 of those released are civilians, the headquarters said': the whole is theirs."""
    for event, whole in group.findings:
        if not (event.in_title and plain(whole)):
            continue
        parts = {f.party for e, f in group.findings if 0 < e.number - event.number <= 1 and f.part and f.count.of_them}
        told = any(not f.part and f.party in parts for _, f in group.findings)
        if len(parts) == 1 and parts <= set(sides) and not told:
            whole.party, whole.why = next(iter(parts)), "the whole of those told behind"


def back_from(events: Sequence[Event], sides: tuple[str, ...]) -> None:
    """'Vatican helps free ten civilians', then 'they came home in an exchange with Russia': the other side's people."""
    told = [f for e in events if e.lead for f in e.findings]
    wholes = [f for e in events if e.in_title for f in e.findings if not (f.part or f.extra)]
    open_ = len(wholes) == 1 and wholes[0].party in (None, JOINT) and wholes[0].count.second is None
    if not open_ or any(f.party == BOTH or f.party in sides for f in told):
        return
    for clause in (e.clause for e in events if e.number == 1):
        given = {s.code for s in clause.sides if s.role in (WITH, SOURCE)}
        home = clause.has("pronoun") and clause.has("home", "return", "free", "receive")
        if home and len(given) == 1 and {s.code for s in clause.sides} == given:
            wholes[0].party = next(s for s in sides if s not in given)
            wholes[0].why = "home in an exchange with the other"


def of_both_sides(group: Group, default: str | None, sides: tuple[str, ...]) -> None:
    """'190 captives go free', then 'after Friday's swap between Russia and Ukraine': both sides' people together."""
    wholes = [(e, f) for e, f in group.findings if plain(f)]
    if default in sides or len(wholes) != 1 or any(f.party == BOTH or f.party in sides for _, f in group.findings):
        return
    event, whole = wholes[0]
    named = {s.code for s in event.clause.sides}
    if event.in_title and not named and whole.count.noun in ("captive", "folk", "military", ""):
        told = any(swapped_by_both(e, sides) for e in group.events if e is not event and e.lead)
        told = told or by_mediator(event, sides)
        whole.party = JOINT if told else None


def by_mediator(event: Event, sides: tuple[str, ...]) -> bool:
    """'190 captives go free in UAE's ninth mediation': a go-between's sum counts both sides' people."""
    clause = event.clause
    third = any(m.value not in sides for m in clause.marks("party", "adjective"))
    thanked = clause.has("person", "agency")  # 'Zelensky thanks UAE after 230 return': his own
    return third and not thanked and clause.has("mediation") and clause.has("captive", "swap", "free")


def swapped_by_both(event: Event, sides: tuple[str, ...]) -> bool:
    """'Russia and Ukraine exchanged prisoners', 'the swap between Moscow and Kyiv'."""
    clause = event.clause
    acting = {s.code for s in clause.sides if s.role in (AGENT, WITH)}
    return clause.has("swap") and (BOTH in acting or acting >= set(sides))


def side_sums(group: Group, side: str) -> set[int]:
    """What may have been returned to a side: each figure of its own, and as many each with what came on top."""
    mine = [f for _, f in group.findings if f.party in (side, BOTH) and f.count.value > 0]
    more = sum(f.count.value for f in mine if f.extra and f.party == side)
    alike = {f.count.value for f in mine if f.party == BOTH and not (f.part or f.extra)}
    return {f.count.value for f in mine if f.party == side} | alike | {value + more for value in alike}


def both_sums(group: Group, sides: tuple[str, ...]) -> set[int]:
    """What both sides' figures may come to together, but for what one side's come to by themselves."""
    told = [side_sums(group, side) for side in sides]
    if len(told) != BOTH_SIDES:
        return set()
    return {a + b for a in told[0] for b in told[1]} - own_sums(group, sides)


def own_sums(group: Group, sides: tuple[str, ...]) -> set[int]:
    """What each side's figures come to: with 246 and 31 of one side 277 are its own, whatever the other got."""
    mine = [[f.count.value for _, f in group.findings if f.party in (s, BOTH) and not f.part] for s in sides]
    return {sum(values) for values in mine if len(values) > 1}


def lots_summed(group: Group, plain: Sequence[Finding], sides: tuple[str, ...]) -> None:
    """'563 came home', then '320 from here, 89 from there, 154 from Russia': lots that add up are one side's."""
    shared_between(group, sides)
    whole, lots = plain[0] if plain else None, plain[1:]
    named = {f.party for f in lots if f.party in sides}
    if whole is None or whole.party in sides or len(named) != 1:
        return
    listed = len(lots) >= LOTS and sum(f.count.value for f in lots) == whole.count.value
    if listed or all(in_list(e, whole.count) for e, f in group.findings if f in lots):
        whole.party = next(iter(named))
        for lot in lots:
            lot.party, lot.part, lot.extra = whole.party, True, False


def summed_behind(group: Group) -> None:
    """'Репатріація: 320 тіл звідси, 89 звідти, 154 з моргів', then 'разом це 563': the title's are parts of these."""
    for _, lot in [p for p in group.findings if p[0].in_title]:
        if any(adds_up(group, f.count) for e, f in group.findings if not e.in_title and f is not lot):
            lot.part = True


def adds_up(group: Group, whole: Count) -> bool:
    """Whether the numbers of a title make a number told behind it."""
    return any(e.in_title and in_list(e, whole, least=2) for e, _ in group.findings)


def in_list(event: Event, whole: Count, least: int = LOTS) -> bool:
    """'221 fell here; 25 came from there and four from Luhansk, | while four …': the numbers of a sentence add up."""
    marked = event.clause.marked
    numbers = [t.word.value for t in marked.sentence.tokens if t.word.value]
    numbers += [int(m.value) for m in marked.of("number")]
    return len(numbers) >= least and sum(numbers) == whole.value


def nearly(count: Count, total: int) -> bool:
    """'Almost 200 prisoners traded', then 116 and 63: what both got; a rounded figure makes it nearly."""
    rough = count.qualifier is not EXACT and abs(count.value - total) <= ROUNDED * count.value
    return count.value == total or rough


def roughly(finding: Finding, group: Group) -> str | None:
    """'More than 100 Ukrainians … the exchange of 108': the side whose rounded figure this one makes exact."""
    for _, other in group.findings:
        rounded = other.count.qualifier is not EXACT and other.party not in (None, BOTH, JOINT)
        if rounded and other.count.value <= finding.count.value <= 1.25 * other.count.value:
            return other.party
    return None


def shared_between(group: Group, sides: tuple[str, ...]) -> None:
    """'deal to return 48 children', then '29 are to go to Ukraine and 19 to Russia': the title's are of both."""
    title = [f for e, f in group.findings if e.in_title and f.count.second is None and not f.part]
    for (event, first), (other, second) in pairwise(group.findings):
        both = event is other and not event.in_title and {first.party, second.party} == set(sides)
        for whole in title if both and first.count.second is None and second.count.second is None else ():
            if whole.count.value == first.count.value + second.count.value:
                whole.party, first.part, second.part = JOINT, False, False
