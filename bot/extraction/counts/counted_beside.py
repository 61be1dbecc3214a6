"""What a count takes over from the one before it in its clause: a part beside parts, soldiers, a verb of its own."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import Finding
from bot.extraction.words.clause import Clause
from bot.extraction.words.terms import CIVIL, MILITARY, TOTAL

PREDICATE: Final = 3
"""How many words may stand between a count and the verb behind it that is its own."""
FEW: Final = 5
"""How many times the civilians or wounded of one side those of the other may be, told by a bare number."""


def one_of_parts(finding: Finding, counts: list[Count]) -> None:
    """'175 of them are soldiers, another seven civilians': beside a part told as such stands a part."""
    if finding.extra and not finding.joined and finding.scope is CIVIL:
        finding.part = any(c.of_them and c.start < finding.count.start for c in counts)
        finding.extra = not finding.part


def like_those_before(found: Finding, last: Finding, sides: tuple[str, ...]) -> None:
    """'In addition, 12 wounded went to Kyiv and nine to Moscow': a bare number is of such people as those before it."""
    count = found.count
    bare = not (count.noun or count.nation or found.part) and count.second is None and count.value > 0
    few = count.value <= FEW * max(last.count.value, 1)  # 'Киеву — 80 солдат и трое гражданских, Москве — 83'
    if bare and few and last.extra and last.scope is not TOTAL and {found.party, last.party} == set(sides):
        found.scope, found.extra = last.scope, True


def soldiers(last: Finding, clause: Clause, at: int) -> bool:
    """'as many soldiers, as well as three people from villages near Kursk': who is counted beside soldiers is none."""
    return last.scope is MILITARY or (
        last.count.value < 0 and clause.marked.has("military", lo=last.count.start, hi=min(at, last.count.end + 3))
    )


def apart_from_them(clause: Clause, count: Count, last: Finding) -> bool:
    """'Two civilians came back with them, and 300 Ukrainians were handed over': 'they' are those told of before."""
    return (
        last.party is None
        and count.nation is not None
        and clause.marked.has("with_them", lo=last.count.end, hi=count.start)
    )


def opposed(clause: Clause, count: Count, last: Count, right: int) -> bool:
    """'отримало 140 полонених і стільки ж військових віддало': each count has a verb of its own, one to each side."""
    ahead = [v for v in clause.verbs if v.end <= last.start]
    behind = [v for v in clause.verbs if count.end <= v.start < right]
    between = any(last.end <= v.start < count.start for v in clause.verbs)
    if not ahead or not behind or between or behind[0].start - count.end > PREDICATE:
        return False
    both = {last.nation, count.nation}
    if len(both - {None}) > 1 and clause.marked.has("let_go", "free", lo=behind[0].start, hi=behind[0].end):
        return False  # 'the total takes in the 90 Russians and 90 Ukrainians let go on Tuesday'
    if any(t.word.surface == "," for t in clause.marked.sentence.tokens[count.end : behind[0].start]):
        return False  # 'отдали 150 и 20 раненых, в ответ получив 12': the verb has its own count
    return {ahead[-1].cls, behind[0].cls} in ({"give", "receive"}, {"give", "home"}, {"give", "return"})
