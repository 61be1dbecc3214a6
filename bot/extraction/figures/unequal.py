"""Pairs of unequal numbers, and whom each counts: '1,000 for 38', then 'the 38 are Russian soldiers'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.extraction.counts.counted import MANY_DEAD
from bot.extraction.counts.scope import AS_IT_SAYS, JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.figures.exchanged_for import by_taker
from bot.extraction.frames.tallies import TALLIED
from bot.extraction.words.clause import RECIPIENT, Clause
from bot.extraction.words.terms import BODIES, EXCHANGE, PROPOSED

UNNAMED: Final = (AS_IT_SAYS, "nobody named", "no side named", TALLIED)
"""Rules by which a figure is the side's that tells it."""
FEW, NEARLY = 5, 20
"""How far two counts of the same dead differ: by a handful, or by a twentieth."""
PAIR: Final = 2
TAKEN: Final = ("receive", "takes_in", "take")
BRINGS: Final = frozenset({"bring", "brought", "привезти", "доставить", "доставити"})
NEAR: Final = 4
"""Words between 'the remains of' and whose they are."""


def unequal(group: Group, sides: tuple[str, ...], default: str | None = None) -> None:
    """'Обмен телами: 713 на 29', then 'Россия приняла 29': once one number has a side, the other is the other's."""
    told: dict[int, str | None] = {**hinted(group, sides)}
    told |= {f.count.value: f.party for _, f in group.findings if f.party in sides and f.count.second is None}
    for event, finding in list(group.findings):
        first, second = finding.count.value, finding.count.second
        taker = by_taker(event, finding, sides) or by_teller(finding, group, default, sides)
        open_ = taker is None and not {first, second} & set(told)
        if second is None or second == first or finding.party is not None or open_:
            continue
        side = taker or told.get(first) or next((s for s in sides if s != told.get(second)), None)
        rest = [s for s in sides if s != side]
        if side is None or len(rest) != 1 or told.get(second, rest[0]) != rest[0]:
            continue
        finding.party = side
        other = replace(finding, count=replace(finding.count, value=second, second=None), party=rest[0])
        group.findings.append((event, other))


def by_teller(finding: Finding, group: Group, side: str | None, sides: tuple[str, ...]) -> str | None:
    """'372 captives swapped', then 'Lubinets gave the formula as 197 for 175': who tells it names his own first."""
    count = finding.count
    if group.kind is not EXCHANGE or side not in sides or count.second in (None, count.value):
        return None
    wholes = [f for _, f in group.findings if f is not finding and f.party is None and f.count.second is None]
    summed = [f for f in wholes if f.count.value == count.value + (count.second or 0)]
    for whole in summed:
        whole.party = JOINT
    return side if summed else None


def same_again(group: Group, sides: tuple[str, ...]) -> None:
    """'Ukraine received 1,245', then 'Russia gave its figure as 1,248 and said 51 were returned': whose count it is.

    What a side tells beside far fewer dead of its own, and is nearly the other's figure, counts those it gave.
    """
    plain = [f for _, f in group.findings if f.party in sides and not f.part and f.count.second is None]
    if group.kind is not BODIES:
        return
    for told in (f for f in plain if f.why in UNNAMED):
        value = told.count.value
        fewer = [f for f in plain if f.party == told.party and f is not told and 0 < f.count.value <= value / 2]
        others = [f for f in plain if f.party != told.party]
        if fewer and any(abs(f.count.value - value) <= max(FEW, f.count.value // NEARLY) for f in others):
            group.findings[:] = [(e, f) for e, f in group.findings if f is not told]  # the receiver's own count stands
            for own in fewer:
                own.extra = own.joined = False


def hinted(group: Group, sides: tuple[str, ...]) -> dict[int, str]:
    """Which number of an unequal pair of the dead is which side's, told by clauses that count nobody."""
    pairs = [f.count for _, f in group.findings if f.count.second not in (None, f.count.value)]
    if group.kind is not BODIES or not pairs:
        return {}
    clauses = [e.clause for e in group.events]
    found: dict[int, str] = {}
    for number in (n for c in pairs for n in (c.value, c.second) if n is not None):
        named = {side for c in clauses if (side := called(number, c, sides))}
        if len(named) == 1:
            found[number] = named.pop()
    if not found:
        dead = {side for c in clauses for side in whose(c, sides)}
        if len(dead) == 1:  # whose dead are told of are named first
            found[pairs[0].value] = dead.pop()
    return found


def got_most(clause: Clause, sides: tuple[str, ...]) -> set[str]:
    """'Ukraine was given the larger number', 'most of them went to Ukraine': the only side named, where it gets it."""
    named = {s.code for s in clause.sides}.intersection(sides)
    verb = clause.first("receive", "give", "return", "move")
    if verb is None or len(named) != 1:
        return set()
    gives = verb.cls != "receive" and any(v.start == verb.start and not v.passive for v in clause.verbs)
    return named if any(s.role == RECIPIENT for s in clause.sides) or not gives else set()


def by_larger(events: Sequence[Event], sides: tuple[str, ...]) -> None:
    """'Bodies exchanged, 612 for 18', then 'Ukraine was given the larger number': whose each of the two is."""
    told = [(e, f) for e in events if e.lead and not e.recall for f in e.findings if f.kind is BODIES]
    open_ = [(e, f) for e, f in told if f.party is None and f.count.second not in (None, f.count.value)]
    larger = {s for e in events if e.lead and "larger_share" in e.clause.own for s in got_most(e.clause, sides)}
    if len(open_) != 1 or len(larger) != 1 or len(sides) != PAIR:
        return
    event, finding = open_[0]
    give_larger(event, finding, larger.pop(), sides)


def give_larger(event: Event, finding: Finding, most: str, sides: tuple[str, ...]) -> None:
    """Of a pair of unequal numbers gives the larger to one side and the other to the other."""
    other = finding.count.second or 0
    rest = next(s for s in sides if s != most)
    mine, theirs = (most, rest) if finding.count.value > other else (rest, most)
    second = replace(finding, count=replace(finding.count, value=other, second=None), party=theirs)
    finding.count, finding.party = replace(finding.count, second=None), mine
    event.findings.append(second)


def many_for_few(events: Sequence[Event], most: str | None, sides: tuple[str, ...]) -> None:
    """'Обмен телами: 1000 на 35', '1,000 bodies for 19': so many dead at once only one side gets."""
    if most is None or len(sides) != PAIR:
        return
    for event in events:
        only_brought(event, most)
        for finding in [f for f in event.findings if f.kind is BODIES and f.party is None]:
            first, second = finding.count.value, finding.count.second or 0
            if not event.clause.marked.has("formula", "formula_against", lo=finding.count.start, hi=finding.count.end):
                continue  # '— 900 и 24'
            if max(first, second) >= MANY_DEAD and 0 < FEW * min(first, second) <= max(first, second):
                give_larger(event, finding, most, sides)


def only_brought(event: Event, most: str) -> None:
    """'Россия привезла 1200 тел', 'Kyiv refuses 1,200 bodies, Moscow claims': whose they are is but guessed."""
    brings = brought(event)
    offered = event.stage is PROPOSED and event.clause.has("give", "offers")  # 'триста останков готовы вручить'
    for finding in event.findings:
        told = finding.party is not None
        guessed = (event.stage.off and finding.why == UNNAMED[0]) or (finding.why == "receive" and brings)
        guessed = guessed if told else offered
        if guessed and finding.party != most and many_bodies(finding):
            finding.party, finding.why = most, "so many dead at once"
            event.void = event.void or (brings and left_there(event))


def many_bodies(finding: Finding) -> bool:
    """Whether a figure counts so many dead, and not as the teller's own."""
    count, told = finding.count, finding.kind is BODIES and not finding.part
    return told and count.second is None and count.value >= MANY_DEAD and not count.own


def left_there(event: Event) -> bool:
    """', но Киев своих не забрал': behind the clause it is told that nobody took them."""
    marked, lo = event.clause.marked, event.clause.hi
    turn = marked.first("adversative", lo=lo, hi=lo + 2)
    return turn is not None and marked.has("not", lo=turn.end) and marked.has(*TAKEN, lo=turn.end)


def brought(event: Event) -> bool:
    tokens = event.clause.marked.sentence.tokens
    words = (tokens[v.start].word for v in event.clause.verbs if v.cls == "receive")
    return any(not BRINGS.isdisjoint({word.norm, *word.keys}) for word in words)


def called(number: int, clause: Clause, sides: tuple[str, ...]) -> str | None:
    """'The 38 are Russian soldiers': a sentence about this number alone names one side's people."""
    tokens = clause.marked.sentence.tokens[clause.lo : clause.hi]
    values = [t.word.value for t in tokens if t.word.kind == "num"]
    named = {m.value for m in clause.marks("adjective", "people", "party")}.intersection(sides)
    return named.pop() if values == [number] and len(named) == 1 and clause.has("copula") else None


def whose(clause: Clause, sides: tuple[str, ...]) -> set[str]:
    """'transferred the remains of Ukrainian servicemen': the side whose dead a clause that counts nobody tells of."""
    if any(t.word.kind == "num" for t in clause.marked.sentence.tokens[clause.lo : clause.hi]):
        return set()
    near = (
        clause.marked.all("adjective", "people", "own", lo=m.start - 1, hi=min(m.end + NEAR, clause.hi))
        for m in clause.of("body")
    )
    return {m.value for marks in near for m in marks}.intersection(sides)
