"""Whom the numbers of an entry count, by rules and likeness together, and the claims with what follows from that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.extraction.events.item import Item
from bot.extraction.likeness.likeness import Likeness
from bot.extraction.likeness.numbers import Mention, mentions
from bot.extraction.words.terms import CIVIL, EXCHANGE, MILITARY, TOTAL
from storage.vocabulary import Claim, Figure, Scope

Slot = tuple[str | None, Scope]
NOBODY: Final = "nobody"
JOINT: Final[Slot] = (None, Scope.COMBINED)
PART: Final = "part"
SURE: Final = 0.5
SURE_OF_NOBODY: Final = 0.85
"""How sure it must be that a number counts nobody of an exchange whom the rules had counted."""


@dataclass(slots=True, eq=False)
class Verdict:
    """A number, whom the rules had it count, and whom both readings together do."""

    mention: Mention
    ruled: str
    decided: str


def slots(answer: str) -> tuple[Slot, ...]:
    """What a number answers to: 'UA+RU' are the totals of both, 'UA.civilians' civilians, 'together' the joint figure.

    'UA.part' is one of the numbers that make up a total, and itself no figure.
    """
    if answer == NOBODY or answer.endswith(PART):
        return ()
    if answer == "together":
        return (JOINT,)
    party, _, scope = answer.partition(".")
    return tuple((one, CIVIL if scope else TOTAL) for one in party.split("+"))


def counted(found: list[Claim], item: Item, likeness: Likeness) -> list[Claim]:
    """The claims with the figures that both readings together give them."""
    if not any(told(c) for c in found):
        return found
    whole = {f.value for c in found for f in c.figures if f.scope is Scope.FRAMEWORK}
    verdicts = [judged(m, found, item, likeness) for m in mentions(item) if m.value not in whole]
    for verdict in verdicts:
        if verdict.decided != verdict.ruled:
            found = moved(found, verdict, verdicts)
    for side in item.lexicon.sides:
        found = added_up(found, side, verdicts)
    return found


def told(claim: Claim) -> bool:
    return claim.kind is EXCHANGE and not claim.background and not claim.stage.off


def judged(mention: Mention, found: Sequence[Claim], item: Item, likeness: Likeness) -> Verdict:
    ruled = answer_of(mention.value, found, item.lexicon.sides)
    chances = likeness.counts(mention.buckets, ruled)
    decided = max(chances, key=lambda name: chances[name])
    needed = SURE_OF_NOBODY if decided == NOBODY else SURE
    return Verdict(mention, ruled, decided if chances[decided] >= needed else ruled)


def answer_of(value: int, found: Iterable[Claim], sides: Sequence[str]) -> str:
    """Whom the claims have a number count."""
    held = {(f.party, f.scope) for c in found if told(c) for f in c.figures if f.value == value}
    if all((side, TOTAL) in held for side in sides):
        return "+".join(sides)
    for side in sides:
        if (side, TOTAL) in held:
            return side
    if JOINT in held:
        return "together"
    return next((f"{side}.civilians" for side in sides if (side, CIVIL) in held), NOBODY)


def moved(found: list[Claim], verdict: Verdict, verdicts: Sequence[Verdict]) -> list[Claim]:
    """The claims after a number has gone from where the rules had it to where it belongs."""
    value, old = verdict.mention.value, slots(verdict.ruled)
    holding = [n for n, c in enumerate(found) if told(c) and any(holds(c, slot, value) for slot in old)]
    for n in holding or where(found, verdict):
        figures = placed(without(found[n].figures, verdict), verdict, verdicts)
        found = [*found[:n], replace(found[n], figures=tuple(figures)), *found[n + 1 :]]
    return found


def without(figures: Iterable[Figure], verdict: Verdict) -> list[Figure]:
    """The figures that stay where a number leaves the slots of the rules, and the soldiers of its total with it."""
    left = set(slots(verdict.ruled)) - set(slots(verdict.decided))
    gone = [f for f in figures if f.value == verdict.mention.value and (f.party, f.scope) in left]
    sides = {f.party for f in gone if f.scope is TOTAL}
    return [f for f in figures if f not in gone and not (f.scope is MILITARY and f.party in sides)]


def placed(figures: list[Figure], verdict: Verdict, verdicts: Sequence[Verdict]) -> list[Figure]:
    """The figures with a number in the slots where it belongs, unless another number rightly stands there."""
    value = verdict.mention.value
    for party, scope in slots(verdict.decided):
        other = next((f for f in figures if (f.party, f.scope) == (party, scope)), None)
        if other is None:
            figures.append(Figure(value, party, scope))
        elif other.value != value and not claimed(other, verdicts):
            figures[figures.index(other)] = Figure(value, party, scope)
            figures = [f for f in figures if not (f.scope is MILITARY and f.party == party and scope is TOTAL)]
    return figures


def added_up(found: list[Claim], side: str, verdicts: Sequence[Verdict]) -> list[Claim]:
    """'33 soldiers and 12 civilians': the total of a side from its parts, where no number of the text is it."""
    parts = [v for v in verdicts if v.decided.endswith(PART) and side in v.decided.partition(".")[0].split("+")]
    if not parts:
        return found
    n = next(iter([n for v in parts for n in where(found, v)]), None)
    if n is None:
        return found
    claim = found[n]
    values = list(dict.fromkeys(v.mention.value for v in parts))
    total, civilians = claim.figure(side), claim.figure(side, CIVIL)
    if civilians is not None and civilians.value not in values:
        values.append(civilians.value)
    if len(values) > 1 and (total is None or total.value in values):
        others = tuple(f for f in claim.figures if f is not total)
        found = [
            *found[:n],
            replace(claim, figures=(*others, Figure(sum(values), side, TOTAL, derived=True))),
            *found[n + 1 :],
        ]
    return found


def holds(claim: Claim, slot: Slot, value: int) -> bool:
    return any((f.party, f.scope) == slot and f.value == value for f in claim.figures)


def claimed(figure: Figure, verdicts: Sequence[Verdict]) -> bool:
    """Whether both readings together give that figure's number to it, or it is no number of the text (a sum)."""
    same = [v for v in verdicts if v.mention.value == figure.value]
    return not same or any((figure.party, figure.scope) in slots(v.decided) for v in same)


def where(found: Sequence[Claim], verdict: Verdict) -> list[int]:
    """The claim that a number belongs to which no claim has: that of its sentence, else the only one."""
    sentence = verdict.mention.read.marked.sentence.text
    able = [n for n, c in enumerate(found) if told(c)]
    return [n for n in able if found[n].evidence in sentence or sentence in found[n].evidence][:1] or able * (
        len(able) == 1
    )
