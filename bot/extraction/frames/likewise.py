"""As many of the other side, without a number: 'and so did Moscow', 'a like number of captured troops'."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.counts.scope import AS_IT_SAYS, Finding
from bot.extraction.words.clause import BOTH, Clause

CALLED: Final = 4
"""Words behind 'a like number' within which it is told of whom: 'of captured Ukrainian troops'."""
PAIR: Final = 2
AND: Final = ("and", "и", "і", "й", "та")
SOLDIERS: Final = ("military", "captive")


def names_soldiers(clause: Clause, finding: Finding) -> bool:
    """Whether 'as many' is said of soldiers, so that civilians told beside the others do not count."""
    marked, count = clause.marked, finding.count
    if marked.has(*SOLDIERS, lo=count.start, hi=count.end + 3):
        return True
    of = marked.within("prep_of", count.end, count.end + 1)
    return of and marked.has(*SOLDIERS, lo=count.end, hi=count.end + 1 + CALLED)


def of_the_other(clause: Clause, findings: list[Finding], sides: tuple[str, ...]) -> None:
    """Whose are those given in return, and two numbers of one noun: one's own, as who tells of them would have it."""
    for finding in findings if "in_return" in clause.own else ():
        if finding.count.value < 0 and finding.why == AS_IT_SAYS and clause.any_of(("give", "free")):
            finding.party, finding.why = called_behind(clause, finding, sides), "given in return"
    if len(findings) < PAIR:
        return
    unknown = [f for first, second in pairwise(findings) if either(clause, first, second) for f in (first, second)]
    findings[:] = [f for f in findings if f not in unknown]


def called_behind(clause: Clause, finding: Finding, sides: tuple[str, ...]) -> str | None:
    """'столько же пленных ВСУ': whose people they are stands behind the noun."""
    marked, at = clause.marked, finding.count.end
    at += marked.within("captive", at, at + 1) or marked.within("military", at, at + 1)
    named = [m.value for m in marked.all("own", "party", lo=at, hi=at + 1) if m.value in sides]
    return named[0] if named else None


def either(clause: Clause, first: Finding, second: Finding) -> bool:
    """'246 for 246, with a further 31 and 15 wounded': of the two numbers of one noun each is another side's."""
    one, two = first.count, second.count
    marked, words = clause.marked, clause.marked.sentence.tokens[one.end : two.start]
    alike = not (one.noun or one.nation or two.nation) and two.noun == "wounded" and one.second is None
    more = marked.within("anaphor", one.start - 1, one.start) or marked.within("extra", clause.lo, clause.hi)
    return alike and more and [t.word.norm in AND for t in words] == [True]


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
