"""The figures of one group: per side a total, what is counted on top of it, its civilians (Rule E, step 8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from bot.extraction.counts.joining import WITH_AS_MANY
from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.events.events import Event
from bot.extraction.events.group import Group
from bot.extraction.figures.civil_lists import (
    all_civil,
    beside_fighters,
    beside_soldiers,
    civilians_listed,
    civilians_only,
    numbers_told,
    of_all,
    paired_off,
    roughly_all,
    same_kind,
    soldiers_beside,
)
from bot.extraction.figures.halves import HALVED
from bot.extraction.figures.wholes import joint_figure, of_branch
from bot.extraction.frames.likewise import names_soldiers
from bot.extraction.frames.tallies import TALLIED
from bot.extraction.words.clause import BOTH
from bot.extraction.words.terms import BODIES, CIVIL, EXACT, MILITARY, TOTAL, WOUNDED
from storage.vocabulary import Figure, Scope

WHOLE: Final = (TOTAL, Scope.FRAMEWORK)
RANKS: Final = ((Scope.WOUNDED, Scope.CIVILIANS), (Scope.WOUNDED,), ())
"""What counts less than a total: a figure of the first, of the second where there is nothing else, of any."""
LISTED: Final = 5  # words behind 'as many' within which the kinds of people stand that are as many


def figures(group: Group, sides: tuple[str, ...]) -> tuple[Figure, ...]:
    """The figures of a group: per side the first total told, what is counted on top of it, its civilians."""
    found = [f for side in (sides if group.findings else ()) for f in side_figures(group, side)]
    joint = joint_figure(group)
    if joint and any(f.scope is TOTAL and f.value == joint.value for f in found):
        joint = None  # 'exchanged 115 prisoners' turned out to be 115 from each side
    if joint and not (joint.qualifier is not EXACT and found):
        found.append(joint)
    found += same_as(group, found, sides)
    return tuple(found)


def side_figures(group: Group, side: str) -> list[Figure]:
    """One side's total, civilians and soldiers."""
    mine = [(e, f) for e, f in group.findings if f.party in (side, BOTH) and f.count.value >= 0]
    whole = main_finding(mine, side)
    if whole is None or civilians_alone(whole, side, group):
        return civilians_only(mine, side)
    event, first = whole
    alike = any(e is event and f.count.value < 0 for e, f in group.findings)
    if any(f.count.value < 0 and f.party == side and on_top_of(f, event, first, e) for e, f in group.findings):
        return civilians_only(mine, side)
    if first.scope is CIVIL and alike:
        return civilians_only(mine, side)  # 'as many soldiers and 20 civilians': the soldiers are not counted here
    if first.scope is WOUNDED and any(f.count.value < 0 for _, f in group.findings):
        return []
    extras = counted_on_top(event, first, mine, group)
    total = first.count.value + sum(f.count.value for f in extras)
    civilians = [f for e, f in mine if f.scope is CIVIL and f.count.value <= total and of_these(e, f, event, total)]
    civilians = [f for f in civilians if f is first or not roughly_all(f, first)]
    scope = Scope.FRAMEWORK if group.framework else TOTAL
    found = [Figure(total, side, scope, first.count.qualifier, derived=bool(extras) or first.why == HALVED)]
    if civilians:
        found.append(civilians_listed(civilians, event, mine, side, total if all_civil(first, extras) else 0))
    if first.scope is MILITARY:
        soldiers = first.count.value + sum(f.count.value for f in extras if f.scope is MILITARY)
        found.append(Figure(soldiers, side, MILITARY, first.count.qualifier, derived=soldiers != first.count.value))
    return found


def counted_on_top(
    event: Event, first: Finding, mine: list[tuple[Event, Finding]], group: Group
) -> Collection[Finding]:
    """What is counted on top of a side's first figure."""
    told: dict[tuple[Scope, int, int], Finding] = {}
    led: Event | None = None
    of_event: dict[int, list[Finding]] = {}
    for e, f in mine:
        of_event.setdefault(id(e), []).append(f)
    for e, f in mine:
        more = f.lot or (f.extra and (e is event or on_top(first, f, mine) or beside_same(first, f, of_event[id(e)])))
        more = more or (f.extra and f.joined and e is led and f.scope is CIVIL)  # 'besides, an activist and a cook'
        if f is not first and (more or beside_soldiers(first, event, e, f)):
            led = e if f.extra else None
            alike = sum(1 for o in of_event[id(e)] if o is not f and same_kind(o, f) and o.count.start < f.count.start)
            told.setdefault((f.scope, f.count.value, alike), f)  # 'a cook and a driver' are two, told again still two
    extras: Collection[Finding] = [f for f in told.values() if not told_again(f, told.values())]
    if broken_down(first, extras, mine) or paired_off(first, extras, group):
        return []
    if first.count.qualifier is EXACT:  # 'along with about two dozen civilians' makes no exact whole
        return [f for f in extras if f.count.qualifier is EXACT]
    return extras


def told_again(finding: Finding, told: Collection[Finding]) -> bool:
    """'22 badly wounded', then 'another 22 people outside the exchange': the wounded again, by a wider word."""
    wider = finding.count.noun in ("folk", "") and finding.scope is not WOUNDED and finding.count.value > 1
    return wider and any(f.scope is WOUNDED and f.count.value == finding.count.value for f in told)


def beside_same(first: Finding, extra: Finding, mine: list[Finding]) -> bool:
    """'Swap 175 soldiers each', then '175 apiece, along with seven civilians': on top of the whole told again."""
    wholes = (f for f in mine if not (f.part or f.extra))
    return extra.joined and any(f.count.value == first.count.value for f in wholes)


def broken_down(first: Finding, extras: Collection[Finding], mine: list[tuple[Event, Finding]]) -> bool:
    """'118 were back: 112 soldiers and six civilians': what seems to be on top adds up, with another, to the whole."""
    added = sum(f.count.value for f in extras)
    return any(f is not first and f not in extras and f.count.value + added == first.count.value for _, f in mine)


def main_finding(mine: list[tuple[Event, Finding]], side: str) -> tuple[Event, Finding] | None:
    """The first figure told that is no part; civilians or wounded alone only where nothing else is counted."""
    alone = len({f.count.value for _, f in mine if not f.part}) == 1
    whole = [(e, f) for e, f in mine if not f.part and (not f.extra or alone)]
    first = next((p for less in RANKS for p in whole if p[1].scope not in less and stands(p, mine)), None)
    if first and first[1].scope is CIVIL:  # 'two priests freed', then 'four civilians with 150 soldiers'
        first = next((p for p in whole if with_soldiers(p, mine)), first)
    return fuller(exact_own(first, whole, side), whole) if first else None


def with_soldiers(pair: tuple[Event, Finding], mine: list[tuple[Event, Finding]]) -> bool:
    beside = (f for e, f in mine if e is pair[0])
    return pair[1].scope is CIVIL and any(f.extra and f.scope is MILITARY for f in beside)


def exact_own(first: tuple[Event, Finding], whole: list[tuple[Event, Finding]], side: str) -> tuple[Event, Finding]:
    """'Almost 200 each' gives way to the exact figure near it, '150 each' to what the receiving side itself tells."""
    value = first[1].count.value
    near = [p for p in whole if p[0].lead and 0.7 * value <= p[1].count.value <= 1.4 * value]
    alike = first[1].scope is CIVIL  # 'two dozen villagers', then '25 of them'
    near = [p for p in near if p[1].count.qualifier is EXACT and (alike or p[1].scope is not CIVIL)]
    rounded = first[1].count.qualifier is not EXACT
    own = [p for p in near if p[1].party == side]
    if rounded:
        return next(iter([*own, *near]), first)
    other = [p for p in own if p[1].count.value != value]
    counted = [p for p in other if p[1].why == TALLIED and first[1].why != TALLIED]  # 'the headquarters put it at 678'
    return next(iter(other), first) if first[1].party == BOTH else next(iter(counted), first)


def stands(pair: tuple[Event, Finding], mine: list[tuple[Event, Finding]]) -> bool:
    """Whether a figure may be the total: none is that has fewer people than the civilians counted on their own."""
    soldiers = pair[1].scope is MILITARY
    apart = [f for e, f in mine if not (f.lot or (f.extra and (e is pair[0] or soldiers)))]  # '33 soldiers and 51 …'
    civilians = [f.count.value for f in apart if f.scope is CIVIL and not f.part]
    return pair[1].scope is CIVIL or pair[1].count.value >= max(civilians, default=0)


def fuller(first: tuple[Event, Finding], whole: list[tuple[Event, Finding]]) -> tuple[Event, Finding]:
    """A headline's 'more than 100' gives way to the exact 108, a part (200) to the whole (215) told first."""
    value = first[1].count.value
    exact = [p for p in whole if p[0].lead and p[1].count.qualifier is EXACT and not p[1].extra]
    if first[1].party != BOTH and first[1].count.qualifier is EXACT:
        exact = [p for p in exact if p[1].party != BOTH]  # 'Russia spoke of 95 each, Ukraine of 90': its own count
    larger = [p for p in exact if value <= p[1].count.value <= 1.34 * value and p[1].scope is not CIVIL]
    larger += [p for p in exact if of_branch(first, p)]
    larger = [p for p in larger if not given_so(first[1], p[1])]
    return max([first, *larger], key=lambda p: (p[1].count.value, p[0] is first[0]))


def given_so(first: Finding, other: Finding) -> bool:
    """'Ukraine gets back 1,200 bodies', then 'Moscow had handed over 1,205': of the dead, what is received counts."""
    dead = first.kind is BODIES and first.count.qualifier is EXACT
    return dead and other.why == "give" and first.why == "receive" and 20 * other.count.value <= 21 * first.count.value


def soldiers_uncounted(group: Group, side: str) -> bool:
    """'Soldiers and eight civilians': the soldiers are there, but not how many."""
    own = (f for _, f in group.findings if f.party in (side, BOTH, None, JOINT) and not f.part)
    counted = any(f.scope in (MILITARY, TOTAL) for f in own)
    told = ((e, m) for e in group.events if e.findings for m in e.clause.of("military"))
    return not counted and any(not any(f.count.start <= m.start < f.count.end for f in e.findings) for e, m in told)


def of_these(event: Event, civilians: Finding, head: Event, total: int) -> bool:
    """Whether civilians told in another clause are of this total: not where they are joined to another figure's."""
    if event is head or not civilians.joined or civilians.part:
        return True
    if all(f.scope is CIVIL and f.extra for f in event.findings):
        return True  # 'besides, an activist and a cook'
    told = [f.count.value for f in event.findings if not f.part and f.party in (civilians.party, BOTH)]
    return total in (sum(told), sum(told) - total if total in told else None)  # '390 are back: 270 and 120'


def on_top(first: Finding, other: Finding, mine: list[tuple[Event, Finding]]) -> bool:
    """'Besides, eight residents were freed' in another clause: on top, unless a sum told shows them included."""
    few = other.count.noun == "folk" and 2 * other.count.value < first.count.value and other.scope is TOTAL
    if few and not other.joined:
        return True  # 'additionally, Russia recovered 22 people'
    if other.scope is CIVIL and first.count.noun in ("folk", "") and beside_fighters(other, mine):
        return False  # '189 українців удома', then 'разом з військовими двоє цивільних'
    besides = first.scope is CIVIL and other.scope is MILITARY and not first.joined
    if (other.scope not in (CIVIL, WOUNDED) and not besides) or other.joined:
        return False
    if besides:
        return True  # 'помимо них, Москва получила 157 военных'
    summed = any(f.count.value + other.count.value == first.count.value for _, f in mine)
    near = (e.clause.marked for e, f in mine if f is other and first.scope is CIVIL)  # 'with six other civilians'
    fellows = any(m.within("fellow", other.count.start, other.count.end) for m in near)
    fewer = other.count.value < first.count.value or first.scope is MILITARY or fellows
    return not summed and fewer


def told_beside(event: Event, alike: Finding, group: Group) -> Finding | None:
    """The figure that 'as many' points back to: that of its own clause, else of its sentence."""
    near = [(e, f) for e, f in group.findings if e.number == event.number and f.count.value >= 0 and not f.part]
    near = [(e, f) for e, f in near if not on_top_of(alike, e, f, event) and not (f.extra and f.party == alike.party)]
    near = [(e, f) for e, f in near if e is event or f.party != alike.party or f.count.start < alike.count.start]
    return next((f for e, f in near if e is event), near[-1][1] if near else None)


def same_as(group: Group, found: list[Figure], sides: tuple[str, ...]) -> list[Figure]:
    """'the same number' to one side is the other side's total."""
    made: list[Figure] = []
    for event, finding in group.findings:
        if finding.count.value < 0 and sides:
            totals = {f.party: f for f in [*found, *made] if f.scope in WHOLE}
            target = finding.party if finding.party in sides else next((s for s in sides if s not in totals), None)
            if target and target not in totals:
                made += as_many(group, event, finding, target, [*found, *made])
    return made


def as_many(group: Group, event: Event, finding: Finding, target: str, told: list[Figure]) -> list[Figure]:
    """The figures of a side that got as many as another: `told` are all figures so far."""
    beside = told_beside(event, finding, group)
    source = next((f for f in told if f.scope in WHOLE and f.party != target), None)
    listed = beside is not None and beside.scope is CIVIL and soldiers_beside(event, beside, group)
    apart = listed and not any(f.scope is MILITARY for e, f in group.findings if e is event)
    if source is None or (beside and beside.extra and beside.scope is CIVIL and not apart):
        return []
    if source.derived:
        source = before_extras(source, event, group)
    if beside and beside.scope is not WOUNDED and not (listed or of_all(event, beside, finding, group)):
        source = Figure(beside.count.value, source.party, TOTAL, beside.count.qualifier)
    marked, end = event.clause.marked, finding.count.end
    again = max((m.end for m in event.clause.of("same")), default=end)  # 'as many soldiers and the same number of …'
    civilian = marked.first("civilian", lo=end, hi=max(end, again) + LISTED)
    both = civilian is not None and not marked.within("extra", end, civilian.start)  # 'plus civilians of its own'
    both = both and not any(f.scope is CIVIL for e, f in group.findings if e is event)
    if not both and names_soldiers(event.clause, finding):
        soldiers = (f for f in told if f.party == source.party and f.scope is MILITARY)
        source = next(soldiers, source)  # 'as many soldiers and 20 civilians'
    more = others_apart(event, target, group) or sum(
        f.count.value for e, f in group.findings if on_top_of(finding, e, f, event)
    )
    scope, derived = WHOLE[group.framework], source.derived or more > 0
    made = [Figure(source.value + more, target, scope, source.qualifier, derived=derived)]
    if beside is not None and apart and numbers_told(event, finding):
        made.append(Figure(beside.count.value, target, CIVIL, beside.count.qualifier))
    elif both and event.clause.marked.has("military", lo=finding.count.start, hi=finding.count.end + LISTED):
        civil = (f for f in told if f.party == source.party and f.scope is CIVIL)  # 'as many of both'
        made += [replace(f, party=target) for f in civil]
    return made


def before_extras(source: Figure, event: Event, group: Group) -> Figure:
    """'146 are back. Kyiv got as many. Eight villagers were freed as well': as many as were told of before."""
    whole = [f.count.value for e, f in group.findings if f.party in (source.party, BOTH) and not f.part]
    later = [f for e, f in group.findings if e.number > event.number and f.party == source.party and not f.part]
    more = {f.count.value for f in later if f.scope in (CIVIL, WOUNDED)}
    rest = source.value - sum(more)
    return Figure(rest, source.party, TOTAL, source.qualifier) if more and rest in whole else source


def on_top_of(alike: Finding, event: Event, finding: Finding, told: Event) -> bool:
    """'got the same number of soldiers, as well as three villagers': on top of as many."""
    behind = event is told and finding.extra and finding.count.start > alike.count.start
    more = any(v.start >= finding.count.end for v in event.clause.verbs)  # '22 more were handed over'
    return behind and (finding.why == WITH_AS_MANY or not more)


def others_apart(event: Event, side: str, group: Group) -> int:
    """'… and gave back as many soldiers', then 'Kyiv also got six civilians': these are on top of the soldiers."""
    told = [f for e, f in group.findings if e is not event and f.party == side and not f.part]
    wounded = sum({f.count.value for f in told if f.scope is WOUNDED and f.extra})
    return wounded + next((f.count.value for f in told if f.scope is CIVIL), 0)


def civilians_alone(whole: tuple[Event, Finding], side: str, group: Group) -> bool:
    """Whether civilians are all that is counted of a side, while its soldiers are not, or by 'as many' elsewhere."""
    event, first = whole
    alike = any(e is not event and f.count.value < 0 and f.party == side for e, f in group.findings)
    return first.scope is CIVIL and (alike or soldiers_uncounted(group, side))
