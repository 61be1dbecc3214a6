"""A title that lists branches of an army: 'Удома 60 нацгвардійців, 25 прикордонників і четверо цивільних'."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.counts.scope import JOINT, Finding
from bot.extraction.words.clause import BOTH, Clause
from storage.vocabulary import Kind, Scope

SIGNS: Final = (":", "—", "–")
"""What stands before a whole that is told behind its parts."""
OF_EITHER: Final = "from either side"
"""Why a part is one side's: '103 of them from Ukraine and 103 from Russia'."""
LINK: Final = 2
"""How many signs or words may stand between two members of the list: a comma, an 'and'."""


def branches(clause: Clause, findings: list[Finding]) -> None:
    """Each number counts others than the one before: whoever is called by his branch is no whole of the rest."""
    first = findings[0]
    if "branch" not in clause.own or not clause.marked.sentence.in_title or first.part or first.party == BOTH:
        return
    if first.kind is not Kind.EXCHANGE or not listed(clause, findings):
        return
    for found in findings[1:]:
        found.party, found.part, found.extra, found.joined = first.party, False, True, True


def listed(clause: Clause, findings: list[Finding]) -> bool:
    """Whether nothing but branches and civilians is counted, with no more than a comma or an 'and' between."""
    counts = [f.count for f in findings]
    if any(c.second is not None or c.value < 1 or c.of_them for c in counts):
        return False
    if any(b.start - a.end > LINK for a, b in pairwise(counts)):
        return False
    if any(f.count.nation not in (None, findings[0].party) for f in findings):
        return False
    return all(
        f.scope is Scope.CIVILIANS or clause.marked.has("branch", lo=f.count.start, hi=f.count.end + 1)
        for f in findings
    )


def summed_up(clause: Clause, findings: list[Finding]) -> None:
    """'Six officers and 101 privates: 107 home', '9 офіцерів, 81 солдат — 90 воїнів': what they add up to is the whole.

    One whom no number counts ('and a sergeant') may be of those before.
    """
    tokens = clause.marked.sentence.tokens
    for i, whole in enumerate(findings[2:], start=2):
        parts, at = findings[:i], whole.count.start
        if not any(t.word.surface in SIGNS for t in tokens[parts[-1].count.end : at]):
            continue
        told = [p.count.value for p in parts]
        plain = whole.count.second is None and min(told) > 0 and all(p.count.second is None for p in parts)
        alike = all(p.kind is whole.kind and p.party in (whole.party, None) for p in parts)
        if plain and alike and whole.count.value in (sum(told), sum(v for v in told if v > 1)):
            whole.part = whole.extra = whole.joined = False
            for part in parts:
                part.part, part.extra, part.joined = True, False, False
            return


def of_both_in_all(clause: Clause, findings: list[Finding], sides: tuple[str, ...]) -> None:
    """'246 each, for a total of 492', '150 from either side, 300 in total': a total behind both sides' is theirs."""
    told = {f.party for f in findings if f.party}
    for before, found in pairwise(findings) if BOTH in told or told >= set(sides) else ():
        if found.count.nation is not None:
            continue
        of_both, at = total_of_both(found, findings, sides), found.count
        opened = clause.marked.within("combined", before.count.end, at.start) and (of_both or found.party is None)
        if opened or (of_both and clause.marked.within("combined", at.end, at.end + LINK)):
            found.party, found.part, found.extra = JOINT, False, False
            for one in findings:
                one.part = one.part and one.why != OF_EITHER


def total_of_both(found: Finding, findings: list[Finding], sides: tuple[str, ...]) -> bool:
    """'84 отпустила Россия и 90 Украина, всего 174': a total that is what both sides' numbers before it make."""
    before = [f for f in findings if f.count.start < found.count.start and f.party in sides]
    before = [f for f in before if not f.part or f.why == OF_EITHER]
    return {f.party for f in before} == set(sides) and sum(f.count.value for f in before) == found.count.value
