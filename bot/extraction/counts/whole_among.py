"""'Among the 64 freed on Friday are six civilians': a whole told for the first time, and its parts behind it."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.numbers import Number
from bot.extraction.counts.scope import Finding
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Marked

FREED: Final = 4
"""Words behind a whole's number within which it stands that they were freed: 'the 64 Ukrainians who were freed'."""
ON_A_DAY: Final = 9
"""Words between that verb and the copula: 'freed from Russian captivity on Friday are'."""
WHO_WERE: Final = 2
"""Words at the beginning of a relative clause that are no copula of the parts: 'who were freed today are five'."""


def freed_today(number: Number, marked: Marked) -> bool:
    """'Серед 74 обміняних сьогодні – батько та син': the whole of that day, told for the first time.

    English: 'Among the 64 Ukrainians freed by Russia on Friday are two officers'.
    """
    if marked.within("freed_people", number.end, number.end + 3):
        return marked.has("relative", "weekday", lo=number.end, hi=number.end + 5)
    tokens = marked.sentence.tokens
    if tokens[0].word.pos:
        return False
    freed = marked.all("free", "return", "swap", lo=number.end, hi=number.end + FREED)
    verb = next((m for m in freed if tokens[m.start].word.tense == "past"), None)
    copula = marked.first("copula", lo=verb.end, hi=verb.end + ON_A_DAY) if verb is not None else None
    return copula is not None and marked.has("relative", "weekday", lo=number.end, hi=copula.start)


def among_the_first(clause: Clause, findings: list[Finding]) -> None:
    """'Among 64 people freed on Friday were six civilians and two women': what stands behind the copula are parts.

    So it is behind 'Among the 64 | who were freed today are six civilians'.
    """
    marked = clause.marked
    opening = next((m for m in marked.of("among_whole") if m.start <= 1), None)
    if opening is None or not findings:
        return
    whole = findings[0]
    if clause.lo > opening.start:
        if marked.within("relative_word", clause.lo, clause.lo + 1):
            parts_behind(clause, findings, clause.lo + WHO_WERE)
    elif 0 <= whole.count.start - opening.end <= 1 and turns(clause, whole, findings[1:]):
        whole.part = whole.extra = False
        for part in findings[1:]:
            part.party, part.part, part.extra, part.joined = whole.party, True, False, False


def turns(clause: Clause, whole: Finding, rest: list[Finding]) -> bool:
    """Whether 'are' or a dash stands between a whole and its parts, or a relative clause goes on behind it."""
    marked, at = clause.marked, whole.count.end
    if not rest:
        return marked.within("relative_word", at, at + 1)
    dash = any(t.word.surface in "–—" for t in marked.sentence.tokens[at : rest[0].count.start])
    return dash or marked.has("copula", lo=at, hi=rest[0].count.start)


def parts_behind(clause: Clause, findings: list[Finding], lo: int) -> None:
    for found in findings:
        if clause.marked.has("copula", lo=lo, hi=found.count.start):
            found.part, found.extra, found.joined = True, False, False
