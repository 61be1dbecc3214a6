"""What a figure counts: whole or part, soldiers or civilians, on top of another or of a list (Rule E, step 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.extraction.counts.added_lot import added_number
from bot.extraction.counts.adjoining import among_group, apposed, come_from, gapped_side, joined, opening, told_anew
from bot.extraction.counts.nouns import SCOPES, Count
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked
from bot.extraction.words.terms import CIVIL, MILITARY, TOTAL, WOUNDED
from storage.vocabulary import Kind, Scope

AS_IT_SAYS: Final = "its own, as it says"
"""Why a bare figure is the side's whose official speaks."""
EVENT: Final = ("swap", "swap_head", "receive", "give", "return", "free", "home")
JOINT: Final = "+"
"""Stands for a figure of both sides added up."""
PAIRED: Final = "given for those before, whoever they are"
"""Why a count is undecided: 'N for M' of both sides together."""


@dataclass(slots=True, eq=False, init=False)
class Finding:
    """A figure read in a clause: `party` a side, BOTH (to each), JOINT (added up) or None (undecided)."""

    count: Count
    party: str | None
    scope: Scope
    kind: Kind
    part: bool
    extra: bool
    joined: bool
    lot: bool
    """Of a further lot, told in a sentence of its own: on top of what was told before."""
    whole: bool
    """Of a deal in whole, of which it is told how many days or stages it takes."""
    why: str
    out_of: int
    """Of how many it is told: 'Из 40 пленных вернулись десять'."""

    def __init__(
        self,
        count: Count,
        party: str | None,
        scope: Scope,
        kind: Kind,
        part: bool = False,
        extra: bool = False,
        joined: bool = False,
        lot: bool = False,
        whole: bool = False,
        why: str = "",
        out_of: int = 0,
    ) -> None:
        self.count, self.party, self.scope, self.kind = count, party, scope, kind
        self.part, self.extra, self.joined, self.lot, self.whole = part, extra, joined, lot, whole
        self.why, self.out_of = why, out_of


OUTSIDE: Final = 3
"""Within how many words behind a count stands that it is of people outside an exchange."""


def beside_them(marked: Marked, count: Count) -> bool:
    """'with 185 soldiers', and no word that is 'from' as well."""
    with_ = marked.within("prep_with", count.start - 1, count.start)
    return with_ and not marked.within("prep_from", count.start - 1, count.start)


def came_with(marked: Marked, count: Count, last: Finding, scope: Scope) -> bool:
    """'20 civilians crossed with 185 soldiers', 'the two priests were let go with eight other civilians'."""
    if not beside_them(marked, count):
        return False
    fellows = marked.has("fellow", lo=count.start, hi=count.end)
    return fellows or ({last.scope, scope} == {MILITARY, CIVIL} and not last.part)


def scope_of(clause: Clause, count: Count, left: int, right: int, earlier: list[Finding]) -> tuple[Scope, bool, bool]:
    """(scope, part of an earlier figure, on top of one)."""
    called(clause, count)
    if added_number(clause, count.start):
        return SCOPES.get(count.noun, TOTAL), True, False
    if earlier and outside_swap(clause.marked, count):
        return SCOPES.get(count.noun, TOTAL), False, True
    if whole_of_share(clause, count):
        return SCOPES.get(count.noun, TOTAL), False, False
    if earlier and earlier[-1].scope is CIVIL and not earlier[-1].part and gapped_side(clause, count):
        count.noun = "civilian"
        return CIVIL, False, False
    return scope_beside(clause, count, left, right, earlier)


def outside_swap(marked: Marked, count: Count) -> bool:
    """'175 захисників, ще 22 — поза обміном': those who came home in none, told behind those who did."""
    if count.of_them or count.noun == "folk":
        return False
    more = marked.within("anaphor", count.start - 1, count.start + 1) or count.noun == "wounded"
    return more and marked.has("outside_swaps", lo=count.end, hi=count.end + OUTSIDE)


def scope_beside(
    clause: Clause, count: Count, left: int, right: int, earlier: list[Finding]
) -> tuple[Scope, bool, bool]:
    """What a count is of by the words beside it, and by the figures before it."""
    scope, marked = SCOPES.get(count.noun, TOTAL), clause.marked
    told = marked.has("part", "part_opening") or among_group(clause)
    more = marked.within("anaphor", count.start - 1, count.start)  # 'a further 22 badly wounded'
    if more and scope is CIVIL and earlier and earlier[-1].scope is MILITARY and not told:
        return scope, False, True  # '64 військових, іще семеро — цивільні'
    if (
        count.of_them
        or is_share(clause, count)
        or come_from(clause, count)
        or (told and partial(clause, count, left, right))
        or of_two(clause, count)
        or in_the_group(clause, count, right)
        or (earlier and there_is(clause, left, count.start))
    ):
        return (TOTAL if count.noun == "resident" else scope), True, False
    added = joined(clause, left, count.start)
    if earlier and came_with(marked, count, earlier[-1], scope):
        return scope, False, True
    known = bool(earlier) and earlier[-1].count.value > 0  # behind 'один за одного:' no part follows
    if known and (added or earlier[-1].count.second is None) and apposed(clause, left, count.start):
        if added:
            return (scope, True, False) if earlier[-1].part else (scope, False, True)
        other = {earlier[-1].scope, scope} == {MILITARY, CIVIL} and not earlier[-1].part
        return (scope, False, True) if other else (scope, True, False)
    lo = opening(clause, left)
    if marked.within("extra", lo, count.start) or (scope is CIVIL and "added" in clause.own):
        return scope, False, True
    more = more and (bool(earlier) or not marked.sentence.in_title)  # 'Вернули ещё 47 больных бойцов'
    if scope in (CIVIL, WOUNDED) and (more or also(clause) or too(clause, count)):
        return scope, False, True
    return scope, False, False


def called(clause: Clause, count: Count) -> None:
    """Wounded soldiers are wounded; 'eight residents of Volyn', among captives, may be soldiers."""
    if count.wounded and count.noun not in ("body", "civilian", "resident"):
        count.noun = "wounded"
    named = count.nation is not None or clause.marked.any_of(("border_land", "civilian"))
    if count.noun == "resident" and clause.marked.has("captive", "captivity") and not named:
        count.noun = "folk"


def there_is(clause: Clause, left: int, at: int) -> bool:
    """'193 наших дома, є жінки й один цивільний': behind a comma and 'there are' stands who is among them."""
    tokens = clause.marked.sentence.tokens
    told = (m.start for m in clause.marked.inside("copula", left + 1, at))
    return any(tokens[i - 1].word.surface == "," and bool(tokens[i].word.pos) for i in told)  # English has 'there'


def of_two(clause: Clause, count: Count) -> bool:
    """'180 рядових і сержантів, решта — офіцери', '33 are soldiers, the rest are civilians': both are parts."""
    rest = clause.marked.first("remainder", lo=count.end, hi=clause.hi)
    if rest is None or rest.end >= clause.hi:
        return False
    dashed = clause.marked.sentence.tokens[rest.end].word.surface in "—–"
    return dashed or clause.marked.has("copula", lo=rest.end, hi=rest.end + 1)


def in_the_group(clause: Clause, count: Count, right: int) -> bool:
    """English: '23 of its men were in the group freed on Monday': a part of those who came."""
    was = clause.marked.first("copula", lo=count.end, hi=min(count.end + 3, clause.hi)) if right == clause.hi else None
    if was is None or not clause.marked.within("prep_in", was.end, was.end + 1):
        return False
    group = clause.marked.first("lot_noun", lo=was.end + 1, hi=min(was.end + 4, clause.hi))
    return group is not None and not clause.marked.within("prep_of", group.end, group.end + 1)


def is_share(clause: Clause, count: Count) -> bool:
    """English: 'five of 130 returned soldiers': the number behind 'of' is the whole, where these have been freed."""
    marked, tokens, at = clause.marked, clause.marked.sentence.tokens, count.end
    if count.noun or not marked.within("prep_of", at, at + 1):
        return False
    at += 2 if marked.has("before_name", lo=at + 1, hi=at + 2) else 1
    numbered = at < clause.hi and (tokens[at].word.kind == "num" or marked.has("number", lo=at, hi=at + 1))
    return numbered and freed_behind(clause, at + 1)


def whole_of_share(clause: Clause, count: Count) -> bool:
    """The 130 of 'five of 130 returned soldiers'."""
    marked, at = clause.marked, count.start - 1
    if not freed_behind(clause, count.start + 1):
        return False
    at -= marked.within("before_name", at, at + 1)
    if not marked.within("prep_of", at, at + 1) or at - 1 < clause.lo:
        return False
    return marked.sentence.tokens[at - 1].word.kind == "num" or marked.within("number", at - 1, at)


def freed_behind(clause: Clause, at: int) -> bool:
    """'130 returned soldiers': a participle of coming back before those whom a number counts."""
    tokens = clause.marked.sentence.tokens
    back = at < clause.hi and tokens[at].word.tense in ("past", "part")
    return back and clause.marked.has("return", "free", "swap", lo=at, hi=at + 1)


def partial(clause: Clause, count: Count, left: int, right: int) -> bool:
    """Whether a word before the count, right behind it or at the clause's start makes it a part of a whole."""
    if whole_behind(clause, count) or told_anew(clause, count) or with_soldiers(clause, count, left):
        return False
    return parts(clause, left, count.start) or starts_with_part(clause, count, right) or opened(clause)


def whole_behind(clause: Clause, count: Count) -> bool:
    """'Серед 74 обміняних сьогодні – батько та син': the whole stands right behind 'among'."""
    among = clause.marked.within("among_whole", count.start - 1, count.start)
    return among and clause.marked.has("freed_people", lo=count.start, hi=count.end + 1)


def with_soldiers(clause: Clause, count: Count, left: int) -> bool:
    """'185 troops and 20 civilians among those who crossed': both are counted of those behind, on top of each other."""
    marked, at = clause.marked, count.start
    joined_to = left > clause.lo and marked.has("military", lo=left - 1, hi=left) and marked.within("and", left, at)
    return count.noun == "civilian" and joined_to and any(m.start == count.end for m in marked.of("part"))


def also(clause: Clause) -> bool:
    """'Eight were also freed', not 'the ministry also said'."""
    said = {i for m in clause.of("say") for i in (m.start, m.end)}
    return any(m.start not in said and m.end not in said for m in clause.of("also"))


def too(clause: Clause, count: Count) -> bool:
    """'вдома й семеро цивільних', 'вернулись и семеро жителей': 'and' that joins no counts says 'as well'."""
    at = count.start - 1
    if not clause.marked.within("and", max(clause.lo, at), at + 1):
        return False
    return clause.marked.has(*EVENT, lo=max(clause.lo, at - 1), hi=at)


def opened(clause: Clause) -> bool:
    """'Among the 189 are …, as well as two civilians', '…, серед | яких семеро': all that is counted is a part."""
    cues = clause.marked.all("part_opening", "part")
    declined = bool(clause.marked.sentence.tokens[clause.lo].word.cases)  # 'яких'
    return among_group(clause) or any(m.start == clause.lo or (declined and m.start < clause.lo < m.end) for m in cues)


def parts(clause: Clause, lo: int, hi: int) -> bool:
    """Whether a part cue stands in a stretch; 'разом із ними' is none."""
    extras = list(clause.marked.inside("extra", lo, hi))
    wholes = {m.start for m in clause.marked.inside("among_whole", lo, hi) if m.end == hi}  # 'серед 157 людей'
    cues = (m for m in clause.marked.inside("part", lo, hi) if m.start not in wholes and not makes_up(m, clause))
    if any(m.end == hi for m in extras) and clause.marked.within("freed_ones", hi - 3, hi):
        return False  # 'American among those freed along with 64 Ukrainian soldiers'
    return any(not any(e.start < m.start < e.end for e in extras) for m in cues)


def makes_up(mark: Mark, clause: Clause) -> bool:
    """'a second group, consisting of 120 captives from each party': who a group is made up of is no part of it."""
    if not clause.marked.within("including", mark.start, mark.end):
        return False
    word = clause.marked.sentence.tokens[mark.start].word.norm
    if word in ("includes", "included") and clause.marked.has("civilian", "resident", lo=mark.end, hi=mark.end + 3):
        return False  # 'the group includes seven civilians'
    return clause.marked.has("batch", lo=max(clause.lo, mark.start - 3), hi=mark.start)


def starts_with_part(clause: Clause, count: Count, right: int) -> bool:
    """'95 of them', 'seven of whom': a part cue right behind the count."""
    return any(
        count.end <= m.start <= count.end + 1
        for m in clause.marked.inside("part", count.end, right)
        if of_whom(m, clause)
    )


def of_whom(mark: object, clause: Clause) -> bool:
    start = getattr(mark, "start", 0)
    if any(m.start == start for m in clause.of("composed")):
        return False  # '538 captives, made up of …': what stands before is the whole
    if clause.marked.within("copula", start - 1, start) or trailing(mark, clause):
        return True
    word = clause.marked.sentence.tokens[start].word
    if word.tense in ("past", "part") and (
        start + 1 >= clause.hi or not clause.marked.has("copula", lo=start - 1, hi=start)
    ):
        return start + 1 >= clause.hi or clause.marked.sentence.tokens[start + 1].word.surface in ",.;)—–"
    return not any(m.start == start for m in clause.marked.all("part_opening"))


def trailing(mark: object, clause: Clause) -> bool:
    """'157 returned, seven civilians among them': nothing follows that would be counted among them."""
    start, end = getattr(mark, "start", 0), getattr(mark, "end", 0)
    tokens = clause.marked.sentence.tokens
    if end - start < 2:
        return False
    return end >= clause.hi or tokens[end].word.surface in ",.;)—–"
