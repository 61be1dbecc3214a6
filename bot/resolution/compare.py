"""Small named comparisons of a claim's figures with those that a development stands for (Rule M, 2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.resolution.values import total, whole
from storage.vocabulary import Claim, Development, Figure, Qualifier, Scope

PART = 0.75
"""The smaller of two figures, as a share of the larger, from which one may be a part of the other."""
HELD_BY = 3
"""A value represents a development where at least one in so many of its claims holds it; any claim would chain."""
NEAR = 0.05
"""How far 'about 300' may lie from the exact figure and still be the same."""
ROUND, ROUND_FROM, DEAL_TIMES = 100, 500, 1.5
"""A round hundred of at least 500 that is 1.5 times the other figure is a whole deal's, not a day's."""


Slot = tuple[str | None, Scope]
Held = dict[Slot, dict[int, int]]
_JOINT: Slot = (None, Scope.COMBINED)


class Likeness(StrEnum):
    """How two sets of figures stand to each other."""

    SAME = "same"
    PART = "part"
    SILENT = "silent"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A likeness and why, in words; `pair` where both sides' figures are the same, `others` how many sides differ."""

    likeness: Likeness
    reasons: tuple[str, ...] = ()
    pair: bool = False
    others: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """The values that a development stands for: totals and their narrower counts by side, and joint figures."""

    totals: Mapping[str, frozenset[int]] = field(default_factory=dict)
    soldiers: Mapping[str, frozenset[int]] = field(default_factory=dict)
    joint: frozenset[int] = frozenset()
    held: Mapping[Slot, Mapping[int, int]] = field(default_factory=dict)
    """How many claims hold which value of a slot: what the rest is chosen from."""

    def values(self, side: str) -> frozenset[int]:
        return self.totals.get(side, frozenset())

    def with_claim(self, claim: Claim, sides: Sequence[str]) -> Profile:
        """With one claim more, the last of all."""
        if claim.background:
            return self
        held = {slot: dict(counts) for slot, counts in self.held.items()}
        _hold(held, claim, sides)
        return _profile(held, sides)


def profile(development: Development, sides: Sequence[str]) -> Profile:
    """The representative values of a development."""
    held: Held = {}
    for report in development.reports:
        if not report.claim.background:
            _hold(held, report.claim, sides)
    return _profile(held, sides)


def _hold(held: Held, claim: Claim, sides: Sequence[str]) -> None:
    """Counts the values of a claim; a joint figure where it does not give both sides' totals."""
    told: list[tuple[Slot, Figure | None]] = [((side, Scope.TOTAL), whole(claim, side)) for side in sides]
    partial = not all(figure for _, figure in told)
    told += [((side, Scope.MILITARY), claim.figure(side, Scope.MILITARY)) for side in sides]
    told += [(_JOINT, claim.figure(None, Scope.COMBINED))] if partial else []
    for slot, figure in told:
        if figure is not None:
            counts = held.setdefault(slot, {})
            counts[figure.value] = counts.get(figure.value, 0) + 1


def _profile(held: Held, sides: Sequence[str]) -> Profile:
    totals = {side: _often(held.get((side, Scope.TOTAL), {})) for side in sides}
    soldiers = {side: _often(held.get((side, Scope.MILITARY), {})) for side in sides}
    return Profile(totals, soldiers, _often(held.get(_JOINT, {})), held)


def _often(counts: Mapping[int, int]) -> frozenset[int]:
    all_of_them = sum(counts.values())
    return frozenset(value for value, count in counts.items() if count * HELD_BY >= all_of_them)


def compare(claim: Claim, known: Profile, sides: tuple[str, ...]) -> Comparison:
    """All figures together: one that is other makes the whole other, else the closest likeness counts."""
    joint = known.joint | _sums([known.values(side) for side in sides])
    by_side = {side: _side(claim, known, side, joint) for side in sides}
    found = [*by_side.values(), _joint(claim, known, sides)]
    reasons = tuple(one.reasons[0] for one in found if one.reasons)
    others = sum(one.likeness is Likeness.OTHER for one in by_side.values())
    likenesses = {one.likeness for one in found}
    order = (Likeness.OTHER, Likeness.SAME, Likeness.PART, Likeness.SILENT)
    pair = all(one.likeness is Likeness.SAME for one in by_side.values())
    # what was announced jointly ('200 captives') speaks against no pair of figures that is the same
    likeness = Likeness.SAME if pair else next(one for one in order if one in likenesses)
    return Comparison(likeness, reasons or ("no figures to compare",), pair, others)


def _side(claim: Claim, known: Profile, side: str, joint: frozenset[int]) -> Comparison:
    mine, soldiers = whole(claim, side), claim.figure(side, Scope.MILITARY)
    theirs = known.values(side) | known.soldiers.get(side, frozenset())
    if not theirs or (mine is None and soldiers is None):
        return Comparison(Likeness.SILENT)
    said = [figure for figure in (mine, soldiers) if figure is not None]
    if any(_same(figure, value) for figure in said for value in theirs):
        return Comparison(Likeness.SAME, (f"the same figure to {side}: {said[0].value}",))
    if mine is not None and any(_same(mine, value) for value in joint):
        return Comparison(Likeness.SAME, (f"the joint figure, said of {side}: {mine.value}",))
    if mine is None:
        return _narrower(said[0].value, theirs, side)
    return _ratio(mine.value, theirs, f"to {side}")


def _narrower(soldiers: int, theirs: frozenset[int], side: str) -> Comparison:
    """Soldiers alone may always be fewer than everybody; only more of them is another event."""
    if soldiers < max(theirs):
        return Comparison(Likeness.PART, (f"{soldiers} soldiers to {side} of {max(theirs)}",))
    return _ratio(soldiers, theirs, f"to {side}")


def _joint(claim: Claim, known: Profile, sides: tuple[str, ...]) -> Comparison:
    sums = _sums([known.values(side) for side in sides])
    singles = frozenset().union(*(known.values(side) for side in sides))
    own = [total(claim, side) for side in sides]
    joint = claim.figure(None, Scope.COMBINED)
    if joint is None or all(own):  # where both sides' totals are said, a joint figure of other people tells nothing
        counted = known.joint - singles  # '246 people were swapped' may be one side's, where that is 246 too
        return _joint_with_sides([figure.value for figure in own if figure], len(sides), counted)
    theirs = known.joint | sums
    if any(_same(joint, value) for value in theirs | singles):
        return Comparison(Likeness.SAME, (f"the same joint figure: {joint.value}",))
    return _ratio(joint.value, theirs, "jointly") if theirs else Comparison(Likeness.SILENT)


def _joint_with_sides(own: list[int], sides: int, joint: frozenset[int]) -> Comparison:
    if not joint or not own:
        return Comparison(Likeness.SILENT)
    if sum(own) in joint or any(value in joint for value in own):
        return Comparison(Likeness.SAME, (f"the joint figure is {sum(own)}",))
    whole_known = len(own) == sides
    if not whole_known and max(own) <= max(joint):
        return Comparison(Likeness.SILENT)
    return _ratio(sum(own), joint, "jointly")


def _sums(values: list[frozenset[int]]) -> frozenset[int]:
    sums = frozenset({0})
    for side in values:
        sums = frozenset(one + other for one in sums for other in side)
    return sums


def _same(figure: Figure, value: int) -> bool:
    if figure.qualifier is Qualifier.ABOUT:
        return abs(figure.value - value) <= NEAR * value
    return figure.value == value


def _ratio(mine: int, theirs: frozenset[int], where: str) -> Comparison:
    nearest = min(theirs, key=lambda value: abs(value - mine))
    share = min(mine, nearest) / max(mine, nearest, 1)
    likeness = Likeness.PART if share >= PART else Likeness.OTHER
    return Comparison(likeness, (f"{mine} against {nearest} {where}",))


def is_whole_deal(mine: Iterable[int], theirs: Iterable[int], least: int = ROUND_FROM) -> bool:
    """Whether one figure is a round hundred, at least 500 and 1.5 times another (Rule M, 3, exception two)."""
    smallest = min(theirs, default=None)
    if smallest is None:
        return False
    return any(v % ROUND == 0 and v >= least and v >= DEAL_TIMES * smallest for v in mine)


def figures_of(claim: Claim, sides: Iterable[str]) -> list[int]:
    """The totals that a claim gives for the sides."""
    found = (whole(claim, side) for side in sides)
    return [figure.value for figure in found if figure is not None]
