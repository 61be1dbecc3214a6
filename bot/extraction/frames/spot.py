"""A count where it stands in its clause, and what is ruled of it: whose people these are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.extraction.counts.apiece import each
from bot.extraction.counts.nouns import Count
from bot.extraction.frames.agents import governing
from bot.extraction.words.clause import RECIPIENT, Clause, Side, Verb

NEXT: Final = 3
"""Within how many words a count follows the side that tells of it."""

Ruling = tuple[str | None, str]
"""A side (BOTH, JOINT or None where undecided) and the rule that decided."""


@dataclass(slots=True, eq=False, init=False)
class Spot:
    """A count in its clause: the stretch left…right is its own; `before` is the clause before."""

    clause: Clause
    count: Count
    left: int
    right: int
    before: Clause | None
    verb: Verb | None
    """The verb that governs the count: nearly every rule asks for it."""

    def __init__(self, clause: Clause, count: Count, left: int, right: int, before: Clause | None) -> None:
        self.clause, self.count, self.left, self.right, self.before = clause, count, left, right, before
        self.verb = governing(clause, count, left, right)

    @property
    def each(self) -> bool:
        return each(self.clause, self.count, self.left, self.right)


def of_next_verb(side: Side, spot: Spot) -> bool:
    """'65 человек — из Донбасса, а Украине передали столько же': a dative before its verb, cut off by a comma."""
    tokens = spot.clause.marked.sentence.tokens
    cut = any(t.word.surface == "," for t in tokens[spot.count.end : side.start])
    preposed = any(v.start == side.end for v in spot.clause.verbs)
    return bool(cut and preposed and tokens[side.start].word.pos and spot.right < spot.clause.hi)


def of_the_next(side: Side, spot: Spot) -> bool:
    """'187 военных вернулись, Москва заявила о 150 своих': who speaks behind a count and right before the next."""
    tokens = spot.clause.marked.sentence.tokens[side.end : min(side.end + NEXT + 1, spot.clause.hi)]
    return side.start >= spot.count.end and any(t.word.kind == "num" for t in tokens)


def next_ones(before: Side | None, behind: Side, spot: Spot) -> bool:
    """'в Киев отправлена тысяча тел, в Москву 38': behind a comma, right before the next count, where each has one.

    'На Украину вернулись 42 военных и двое гражданских, в Россию, по её данным, — 40': that before is both counts'.
    """
    tokens = spot.clause.marked.sentence.tokens
    gap = tokens[behind.end : spot.right]
    aside = len(gap) > 1 and gap[0].word.surface == "," and gap[-1].word.surface in ",—–"
    first = before
    if first is None and spot.left > spot.clause.lo:
        first = next((s for s in reversed(spot.clause.sides) if s.role == RECIPIENT and s.end <= spot.left), None)
    if first is None or behind.code == first.code or spot.right >= spot.clause.hi or not (len(gap) <= 1 or aside):
        return False
    slavic = bool(tokens[behind.start].word.cases)
    return slavic and any(t.word.surface in ",;" for t in tokens[spot.count.end : behind.start])


def anothers(side: Side, spot: Spot) -> bool:
    """Whether behind a comma another verb has begun, whose recipient this is: its own count follows.

    'получила 157 военных, отдав Киеву …', 'вернули 157 военных, Киеву отданы …'.
    """
    verb, words = spot.verb, spot.clause.marked.sentence.tokens[spot.count.end : side.start]
    if any(one.word.surface == "," and then.word.kind == "num" for one, then in pairwise(words)):
        return True  # 'takes delivery of 1,000 bodies, 38 come to Russia'
    if verb is None or verb.start >= side.end:
        return of_next_verb(side, spot)
    last = max(verb.end, spot.count.end)
    last = next((v.end for v in spot.clause.verbs if v.start == last), last)  # 'вернулись домой, Киеву отданы …'
    tokens = spot.clause.marked.sentence.tokens
    verbs = [v for v in spot.clause.verbs if last <= v.start and v is not verb]
    later = max((v.start for v in verbs if v.start < side.start), default=None)
    joined = later is not None and spot.clause.marked.has("and", lo=last, hi=later)
    if joined and spot.right - side.end <= 1 and spot.right < spot.clause.hi:
        return True  # 'took over 1,000 and handed Moscow 30'
    preposed = any(v.start == side.end for v in verbs) and side.end < spot.right < spot.clause.hi
    end = later if later is not None else side.start if preposed else last
    return any(t.word.surface == "," for t in tokens[last:end])
