"""As many of the other side, without a number: 'and so did Moscow', 'a like number of captured troops'."""

from __future__ import annotations

from typing import Final

from bot.extraction.clause import BOTH, Clause
from bot.extraction.scope import Finding

CALLED: Final = 4
"""Words behind 'a like number' within which it is told of whom: 'of captured Ukrainian troops'."""
SOLDIERS: Final = ("military", "captive")


def names_soldiers(clause: Clause, finding: Finding) -> bool:
    """Whether 'as many' is said of soldiers, so that civilians told beside the others do not count."""
    marked, count = clause.marked, finding.count
    if marked.has(*SOLDIERS, lo=count.start, hi=count.end + 3):
        return True
    of = marked.within("prep_of", count.end, count.end + 1)
    return of and marked.has(*SOLDIERS, lo=count.end, hi=count.end + 1 + CALLED)


def given_beside(clause: Clause, findings: list[Finding], sides: tuple[str, ...]) -> None:
    """'246 a side plus an exchange of wounded, 31 Ukrainians for 15 Russians': both come on top of as many of each."""
    if len(findings) < 3 or findings[0].party != BOTH or "formula" not in clause.own:
        return
    first, second = findings[1:3]
    behind = any(m.end == second.count.start for m in clause.of("formula"))
    if behind and first.extra and {first.party, second.party} == set(sides):
        second.part, second.extra, second.joined = False, True, first.joined


def so_did(clause: Clause, findings: list[Finding], sides: tuple[str, ...]) -> None:
    """'Kyiv received 205 on Tuesday, and so did Moscow', 'Moscow did the same': each side got as many."""
    if "likewise" not in clause.own or len(findings) != 1 or findings[0].party not in sides:
        return
    finding, marked = findings[0], clause.marked
    if finding.part or finding.extra or finding.count.second is not None:
        return
    for mark in clause.of("likewise"):
        named = [
            *marked.all("party", lo=mark.end, hi=mark.end + 1),
            *marked.all("party", lo=mark.start - 1, hi=mark.start),
        ]
        acting = [m.value for m in marked.all("party", lo=clause.lo, hi=finding.count.start) if m.value in sides]
        if (
            mark.start >= finding.count.end
            and acting
            and any(m.value in sides and m.value != acting[-1] for m in named)
        ):
            finding.party = BOTH
            return
