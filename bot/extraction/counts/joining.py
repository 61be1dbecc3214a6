"""What a figure takes over from the one before it: parts, sums, what is on top (Rule E, step 5)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.counts.branches import OF_EITHER, branches, of_both_in_all, summed_up
from bot.extraction.counts.scope import AS_IT_SAYS, JOINT, Finding
from bot.extraction.words.clause import BOTH, Clause
from bot.extraction.words.terms import BODIES, CIVIL, MILITARY, TOTAL, WOUNDED

OF_THE: Final = 2
"""How many words stand between a part and its whole."""
ROUNDED: Final = 7
"""A rounded sum may differ by so small a share from what both sides got."""
COLON: Final = 1
"""How many words may stand between a whole and the colon that its parts follow."""
WEAK: Final = ("receive", "home", "give", "free", "return", "returned its own", AS_IT_SAYS)
"""Rules that look no nearer than the clause: what is joined to a count by 'and' goes where that count goes."""
WITH_AS_MANY: Final = "with as many"


def relate(found: Finding, last: Finding, sides: tuple[str, ...], *, tied: bool, turned: bool = False) -> None:
    """A part, or what is on top, is of the side of the one before; `tied` by 'and', `turned` by a verb back."""
    if found.part and found.count.nation in sides and last.party not in (found.count.nation, None, BOTH):
        found.part = False
    if (
        found.part
        and found.why == "recipient"
        and last.why in ("their own people", "receive")
        and differ(found, last, sides)
    ):
        found.part = False  # 'вернулись 175 россиян, 175 переданы Украине'
    next_part(found, last)
    with_as_many(found, last, tied=tied)
    dead_apart(found, last)
    if found.extra and found.party in (None, JOINT) and beside_both(found, last):
        found.joined = True
        return
    add_up(found, last, sides, tied=tied)
    weak = found.extra and tied and not turned and last.party is not None and found.why in WEAK
    if weak or ((found.part or found.extra) and found.party in (None, JOINT)):
        found.party = last.party
    tied = tied or {found.scope, last.scope} == {MILITARY, CIVIL}  # 'seven civilians, 143 soldiers'
    if found.extra and tied and found.party in sides and last.party is None:
        last.party = found.party
    if found.extra and found.party == BOTH and last.party in (None, JOINT):
        last.party = BOTH
    if found.part and found.count.of_them and found.count.nation is None and found.why != OF_EITHER:
        found.party = last.party  # '75 Russians for 75 Ukrainians, four of them civilians'
    beside = last.extra and tied and found.party in sides  # '31 wounded Ukrainians and 15 wounded Russians also'
    found.extra = found.extra and (beside or last.party in (found.party, BOTH))
    found.joined = found.extra and not (last.extra and differ(found, last, sides))  # each on top of its own side's


def with_as_many(found: Finding, last: Finding, *, tied: bool) -> None:
    """'The same number of Russian soldiers and 20 civilians came back': the civilians come on top of as many."""
    plain = found.count.value > 0 and found.count.second is None and not found.part and found.count.nation is None
    if last.count.value < 0 and tied and plain and found.scope is CIVIL:
        found.extra, found.party, found.why = True, last.party, WITH_AS_MANY


def beside_both(found: Finding, last: Finding) -> bool:
    """'175 for 175, plus 22 wounded', '246 a side, and 46 wounded as well': on top of as many of each."""
    wounded = last.party == BOTH and found.scope is WOUNDED
    if wounded and last.count.second is None and found.why != "give":
        found.party = None  # they are seldom as many of each
    return wounded or last.count.second is not None


def dead_apart(found: Finding, last: Finding) -> None:
    """'trade 100 captives each, and 700 fallen are brought home': the dead are not of each as well."""
    dead = found.kind is BODIES and last.kind is not BODIES
    if dead and found.party == JOINT and last.party == BOTH:
        found.party, found.extra = None, False


def next_part(found: Finding, last: Finding) -> None:
    """'Among the 190 people Russia returned are 11 guardsmen and four civilians', '189 Ukrainians, two of them …'."""
    whole = last.part or (last.why == "their own people" and found.count.value > 0)
    if found.part and whole and last.party and found.count.nation is None and found.why in WEAK:
        found.party = last.party


def differ(found: Finding, last: Finding, sides: tuple[str, ...]) -> bool:
    return found.party in sides and last.party in sides and found.party != last.party


def sum_up(clause: Clause, findings: list[Finding], sides: tuple[str, ...]) -> list[Finding]:
    """'246 from each side plus 46 wounded, 31 Ukrainians and 15 Russians, for a total of 538'.

    What two sides' numbers add up to is no number of its own; a total behind both sides' numbers is theirs together.
    """
    dropped: list[Finding] = []
    for part, found in pairwise(findings):
        between = clause.marked.inside("among_whole", part.count.end, found.count.start)
        opens = {m.start for m in clause.marked.all("part", "part_opening")}  # 'among them a civilian'
        tokens = clause.marked.sentence.tokens
        behind = any(
            found.count.start - m.end <= 1 and (m.start not in opens or tokens[m.end].word.norm == "the")
            for m in between
        )
        of_whole = part.count.of_them and found.count.nation and found.count.start - part.count.end <= OF_THE
        if of_whole and found.part:  # 'ten of the 58 Ukrainians freed on Friday'
            found.part, part.party = False, part.party or found.party
        elif (found.part and behind) or clause.marked.within("in_group", part.count.end, found.count.start):
            part.part, found.part, found.extra = True, False, False  # 'seven civilians among 157'
            part.party = part.party or found.party
            found.scope = TOTAL if not found.count.noun else found.scope
    for whole, first, second in zip(findings, findings[1:], findings[2:], strict=False):
        split = {first.count.nation, second.count.nation} == set(sides)
        if split and whole.extra and first.count.value + second.count.value == whole.count.value:
            dropped.append(whole)
            first.part = second.part = False
            first.extra = second.extra = True
    composed(findings, sides)
    behind_colon(clause, findings)
    ones_alike(clause, findings)
    got_back(clause, findings, sides)
    returned_first(clause, findings, sides)
    branches(clause, findings)
    summed_up(clause, findings)
    of_both_in_all(clause, findings, sides)
    return [f for f in findings if f not in dropped]


def ones_alike(clause: Clause, findings: list[Finding]) -> None:
    """'Ten captured Russian soldiers for ten Ukrainian ones': 'ones' are what those before are."""
    tokens = clause.marked.sentence.tokens
    for first, second in pairwise(findings):
        ones = any(t.word.norm == "ones" for t in tokens[second.count.start : second.count.end + 1])
        if ones and first.scope is MILITARY and second.scope is TOTAL:
            second.scope = MILITARY


def of_each_again(clause: Clause, findings: list[Finding], told: list[Finding]) -> None:
    """'Two hundred each freed, | 300 more to follow': more behind as many of each is of each again."""
    each = bool(told) and all(f.party == BOTH and not f.part for f in told)
    for found in findings if each else ():
        more = clause.marked.within("anaphor", found.count.start - 1, found.count.end + 1)
        alike = found.kind is told[-1].kind  # not '250 of each swapped, 3,000 more bodies on offer'
        if more and alike and found.party is None and found.count.nation is None and found.scope is TOTAL:
            found.party, found.why = BOTH, "of each again"


def behind_colon(clause: Clause, findings: list[Finding]) -> None:
    """'189 returnees: soldiers, sergeants and two civilians': a colon right behind a whole leads to its parts."""
    whole, rest = findings[0], findings[1:]
    signs = [i for i in clause.marked.sentence.signs if clause.marked.sentence.tokens[i].word.surface == ":"]
    listed = any(whole.count.end <= i <= whole.count.end + COLON for i in signs) and whole.count.second is None
    alike = all(f.party in (whole.party, None) and f.count.second is None for f in rest)
    if listed and alike and 0 < sum(f.count.value for f in rest) <= whole.count.value:
        for found in rest:
            found.part, found.extra, found.joined = True, False, False


def composed(findings: list[Finding], sides: tuple[str, ...]) -> None:
    """'538 captives, made up of 246 from each as well as 31 wounded Ukrainians and 15 wounded Russians': it adds up."""
    whole, rest = findings[0], findings[1:]
    if whole.party not in (JOINT, None) or not all(f.party == BOTH or f.party in sides for f in rest):
        return
    if len(rest) == 1 and rest[0].party != BOTH:
        return  # '75 of them returned, and 75 Russians left'
    if sum(f.count.value * (len(sides) if f.party == BOTH else 1) for f in rest) != whole.count.value:
        return
    whole.party, whole.part, whole.extra = JOINT, False, False
    told: set[str] = set()
    for found in rest:
        found.part, found.extra = False, bool(told & ({*sides} if found.party == BOTH else {str(found.party)}))
        told |= {*sides} if found.party == BOTH else {str(found.party)}


def got_back(clause: Clause, findings: list[Finding], sides: tuple[str, ...]) -> None:
    """'Росія повернула 1000 тіл, назад отримала 41': who gets some in return has given the others back."""
    for first, second in pairwise(findings):
        back = clause.marked.within("in_return", first.count.end, second.count.start)
        verb = any(
            first.count.end <= v.start < second.count.start for v in clause.verbs
        )  # '59 in exchange, and a civilian'
        if (
            back
            and verb
            and first.party == second.party
            and first.party in sides
            and first.why == second.why == "receive"
        ):
            first.party = next(s for s in sides if s != first.party)


def returned_first(clause: Clause, findings: list[Finding], sides: tuple[str, ...]) -> None:
    """'Russia returned 79 soldiers and nine civilians and received 79': who receives others has given those back."""
    last = findings[-1]
    given = [f for f in findings[:-1] if f.party == last.party and f.party in sides]
    told = last.why == "receive" and len(given) == len(findings) - 1
    verb = any(given[-1].count.end <= v.start < last.count.start for v in clause.verbs) if given else False
    if told and verb and given[0].why == "returned its own":
        for finding in given:
            finding.party = next(s for s in sides if s != last.party)
        last.part = last.extra = last.joined = False


def add_up(found: Finding, last: Finding, sides: tuple[str, ...], *, tied: bool) -> None:
    """'314, 157 each', '103 each, 206 in all', '205 Ukrainian and 205 Russian captives': wholes, no parts."""
    told = last.why == AS_IT_SAYS and not last.count.own  # 'Moscow said 190 had been returned, 95 to each'
    doubled = (found.part or told) and found.party == BOTH and 2 * found.count.value == last.count.value
    if doubled and (told or last.party in (None, JOINT)):
        found.part, last.party = False, JOINT
    if last.party == BOTH and found.count.value == 2 * last.count.value and found.count.nation is None:
        found.party, found.part, found.extra = JOINT, False, False
    both = {found.count.nation, last.count.nation}
    if last.part and len(both & set(sides)) == len(sides) and tied:
        last.part = found.part = False


def beside_these(findings: list[Finding], clause: Clause) -> None:
    """'Besides 205 soldiers, twelve villagers were freed': the second is told, the first comes on top of it."""
    first, second = findings[:2]
    marked, at = clause.marked, first.count.start
    at -= marked.within("demonstrative_people", at - 1, at)
    cue = any(m.end == at for m in marked.inside("extra", clause.lo))
    comma = any(t.word.surface == "," for t in marked.sentence.tokens[first.count.end : second.count.start])
    if not (first.extra and cue and comma) or None not in (first.party, second.party, None):
        return
    second.part = second.extra = second.joined = False
    first.party = first.party or second.party
    second.party = second.party or first.party


def shares(findings: list[Finding], sides: tuple[str, ...]) -> None:
    """'Swap of nearly 200: 102 to Ukraine, 95 to Russia': what each side got of what both did is no part."""
    whole, *mine = findings
    joint = whole.party in (None, JOINT) and not whole.part and whole.count.second is None
    if not joint or len(mine) != len(sides) or {f.party for f in mine} != set(sides) or any(f.extra for f in mine):
        return
    if abs(sum(f.count.value for f in mine) - whole.count.value) * ROUNDED <= whole.count.value:
        whole.party = JOINT
        for finding in mine:
            finding.part = finding.joined = False


def within_swap(findings: list[Finding], clause: Clause) -> None:
    """'Seven men from Lviv and a civilian came home during the swap of 146 for 146': those before are a part of it."""
    whole = findings[-1].count
    swap = clause.marked.first("swap", lo=max(clause.lo, whole.start - 2), hi=whole.start)
    if whole.second is None or swap is None or not clause.marked.has("in_course", lo=swap.start - 3, hi=swap.start):
        return
    if sum(f.count.value for f in findings[:-1]) <= whole.value / 2:
        for finding in findings[:-1]:
            finding.part, finding.extra = True, False


def among_freed(findings: list[Finding], clause: Clause) -> None:
    """'Четверо журналістів – серед 84 визволених': those before are a part of the whole named behind."""
    whole = findings[-1]
    at = whole.count.start
    if not clause.marked.sentence.tokens[whole.count.end - 1].word.pos:
        return  # English tells it by the rules of parts
    if not clause.marked.within("among_whole", at - 1, at) or whole.count.value <= findings[0].count.value:
        return
    whole.part = whole.extra = whole.joined = False
    for finding in findings[:-1]:
        finding.part, finding.extra = True, False


def of_the_gap(clause: Clause, findings: list[Finding]) -> None:
    """'…; Росія — стільки ж полонених і 21 тіло': all that a clause without a verb counts is of the side before it."""
    if clause.verbs or len(findings) < 2 or findings[0].party is None:
        return
    first = clause.sides[0] if clause.sides else None
    if first is not None and first.start - clause.lo <= 1 and first.code == findings[0].party:
        for finding in findings[1:]:
            finding.party = finding.party or first.code


def instead_of(clause: Clause, first: Finding) -> bool:
    """'взамен 1000 тел Россия получила 35': what the other side got for those told behind."""
    at = first.count.start
    return any(m.end == at for m in clause.marked.inside("in_return", clause.lo))


def taken_back(clause: Clause, first: Finding, second: Finding) -> bool:
    """'Украине передано 1000 тел, принято 35': each behind its own verb, one giving and one taking, nobody acts."""
    before = next((v for v in reversed(clause.verbs) if v.end <= first.count.start), None)
    between = next((v for v in clause.verbs if first.count.end <= v.start and v.end == second.count.start), None)
    behind = next((v for v in clause.verbs if v.start == first.count.end or v.start == first.count.end + 1), None)
    before = before or (behind if behind is not between else None)
    if before is None or between is None:  # '650 тел переданы Украине, возвращены 50'
        return False
    ours = second.party in (None, first.party) and before.cls == between.cls == "give"
    ours = ours and clause.marked.has("first_person", lo=first.count.end, hi=between.start)  # 'ми віддали 60'
    turned = {before.cls, between.cls} in ({"give", "receive"}, {"give", "home"})  # 'домой вернулись 27'
    return ours or (second.party is None and turned)
