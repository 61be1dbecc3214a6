"""Counts that no number tells: 'a civilian', 'the same number'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.singles import COUNTS, behind, person
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import NONE, Mark

APPOSED: Final = 5
"""Within how many words behind 'as many' the number in apposition stands."""


def nameless(count: Count) -> bool:
    return not count.noun and not count.nation and count.second is None


def single_parts(clause: Clause) -> list[Count]:
    """'25 people, including a civilian': an article counts one."""
    if not clause.any_of(("part", "extra")):
        return []
    found = []
    tokens = clause.marked.sentence.tokens
    for mark in clause.of("extra") if clause.any_of(("profession", "civilian")) else ():
        found += besides(mark.end, clause)
    for mark in clause.marks("part", "extra"):
        at = mark.end + (mark.end < len(tokens) and tokens[mark.end].word.surface == ",")  # 'in addition, a civilian'
        noun = next(iter(clause.marked.all("civilian", "child", "resident", lo=at + 1, hi=at + 2)), None)
        if noun and clause.marked.within("article", at, at + 1):
            found.append(Count(at, noun.end, 1, noun=noun.cls))
        found += among_them(mark, clause)
    return found


def among_them(mark: Mark, clause: Clause) -> list[Count]:
    """'Ninety home, a priest among them': one person by an article, right before 'among them' at the clause's end."""
    marked = clause.marked
    told = (m for m in clause.marks("civilian", "profession") if m.end == mark.start)
    noun = next(told, None) if mark.cls == "part" and mark.end - mark.start == 2 else None
    article = next((m for m in clause.of("article") if noun and 1 <= noun.start - m.end + 1 <= 2), None)
    if noun is None or article is None or marked.sentence.tokens[article.start - 1].word.surface != ",":
        return []
    return [Count(article.start, noun.end, 1, noun="civilian", of_them=True)]


def evenly(clause: Clause, mine: list[Count]) -> Sequence[Mark]:
    """'the swap was one for one', 'обмен прошёл по схеме один к одному': as many on the other side."""
    alone = not mine or not clause.has("each")  # '92 people were exchanged one for one' tells of each
    found = clause.of("one_for_one") if alone and "swap" in clause.marked.marks else NONE
    return [*found, *(m for m in clause.marks("bare_same") if the_same(m, clause))] if mine else found


def the_same(mark: Mark, clause: Clause) -> bool:
    """'Kyiv gets 66, Moscow the same': a side right before it, and nothing that it would describe behind it."""
    tokens = clause.marked.sentence.tokens
    closed = mark.end >= clause.hi or tokens[mark.end].word.surface in ",.;"
    return closed and any(s.end == mark.start for s in clause.sides)


def counted(mark: Mark, clause: Clause) -> bool:
    """'as many as 50', 'a similar group of 20', 'twice as many': a number of its own, or a multiple."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    hi = min(mark.end + 1 + marked.within("prep_of", mark.end, mark.end + 1), clause.hi)
    if mark.end < clause.hi and tokens[mark.end].word.norm == "as":
        return True  # 'as many as it has ready'
    if marked.has("day_noun", "years", lo=mark.end, hi=hi + 1):
        return True  # 'the second in as many days'
    numbered = marked.within("number", mark.end, hi) or any(t.word.kind == "num" for t in tokens[mark.end : hi])
    return numbered or marked.within("multiple", max(clause.lo, mark.start - 2), mark.start)


def besides(at: int, clause: Clause) -> list[Count]:
    """'Besides them, an activist from Crimea and a cook were set free': persons told of on top, each by an article."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    at += marked.has("demonstrative_people", lo=at, hi=at + 1)
    if at >= clause.hi or tokens[at].word.surface != ",":
        return []
    noun = person(at + 1, clause.hi, marked)
    if noun is None or noun.cls not in COUNTS:
        return []
    return [Count(at + 1, noun.end, 1, noun=COUNTS[noun.cls]), *behind(noun.end, clause.hi, marked)]


def apposed(mark: Mark, nation: Mark, clause: Clause, mine: list[Count]) -> bool:
    """'as many Ukrainian servicemen, 185, were handed over': the number behind the comma is theirs."""
    tokens = clause.marked.sentence.tokens
    near = (c for c in mine if nation.end < c.start <= mark.end + APPOSED and tokens[c.start - 1].word.surface == ",")
    number = next((c for c in near if nameless(c) and c.end - c.start == 1), None)
    if number is None or number.nation is not None:
        return False
    number.nation = nation.value
    return True


def acts(nation: Mark, clause: Clause) -> bool:
    """'Стільки ж бійців російська сторона передала': a side that acts is nobody who is counted."""
    slavic = bool(clause.marked.sentence.tokens[nation.start].word.pos)
    return slavic and clause.marked.has("side_noun", lo=nation.end, hi=nation.end + 1)


def same_numbers(clause: Clause, mine: list[Count]) -> list[Count]:
    """'the same number', 'as many': a count whose value is that of the other side."""
    apiece = clause.of("so_many") if "each" in clause.own else []  # 'Столько вернула каждая из сторон'
    if not apiece and not clause.has("same", "one_for_one", "bare_same"):
        return []
    taken = {i for c in mine for i in range(c.start, c.end)}
    found = []
    for mark in [*clause.of("same"), *apiece, *evenly(clause, mine)]:
        if mark.start not in taken and not counted(mark, clause):
            hi = mark.end if mark.cls == "one_for_one" else min(mark.end + 3, clause.hi)
            named = clause.marked.all("adjective", "people", lo=mark.end, hi=hi)
            nation = next((m for m in named if not acts(m, clause)), None)
            if nation is not None and apposed(mark, nation, clause, mine):
                continue
            found.append(Count(mark.start, mark.end, -1, nation=nation.value if nation else None))
            taken |= set(range(mark.start, mark.end))
    return found[:1]
