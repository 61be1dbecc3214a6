"""Relative clauses of Ukrainian and Russian: where the main clause goes on behind one, and what it says of its head.

'Обмін, | якого чекали сьогодні, | відклали': the swap stands in the first part, what became of it in the third.
English keeps its verb near its subject and is read without this.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from bot.extraction.counts.nouns import Count
from bot.extraction.counts.scope import EVENT
from bot.extraction.denials.negation import negated
from bot.extraction.events.events import Event
from bot.extraction.stages.under_way import going_on
from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Marked
from bot.extraction.words.text import Token
from storage.vocabulary import Phase, Stage

FINITE: Final = frozenset({"past", "pres", "futr", "part"})
TOLD: Final = (*EVENT, "move", "happened", "postponed", "cancelled", "denied", "future", "under_way", "not")
"""What says of a head what became of it."""
ASIDE: Final = 3
MOST: Final = frozenset(
    ("більшість", "чимало", "багато", "частина", "половина", "большинство", "многие", "часть", "дехто", "некоторые")
)
"""Of how many of those counted an aside tells."""
OF_EVENT: Final = ("swap", "body", "captive", "captivity")


def resumed(marked: Marked, cuts: Iterable[int]) -> set[int]:
    """Where a main clause goes on behind a relative one: a head without a verb of its own still waits for it."""
    if not marked.any_of(("relative_word", "relative_that")):
        return set()
    tokens = marked.sentence.tokens
    bounds = sorted({0, *cuts, len(tokens)})
    found: set[int] = set()
    for lo, hi in pairwise(bounds):
        if lo and opens(marked, tokens, lo) and not any(finite(t) for t in tokens[head_of(lo, tokens) : lo]):
            found |= {i + 1 for i in closing(tokens, lo, hi)[:1]}
    return found


def opens(marked: Marked, tokens: list[Token], at: int) -> bool:
    """Whether a relative clause begins here: 'який', or 'що' behind a noun and a comma."""
    if marked.within("relative_word", at, at + 1):
        return bool(tokens[at].word.cases)
    before = tokens[at - 2].word if at > 1 and tokens[at - 1].word.surface == "," else None
    named = before is not None and (before.pos == "noun" or before.kind == "num")
    return named and marked.has("relative_that", lo=at, hi=at + 1)


def head_of(at: int, tokens: list[Token]) -> int:
    """Where the clause begins that a relative one interrupts: behind the last colon, semicolon or dash."""
    return max((i + 1 for i in range(at) if tokens[i].word.surface in ":;—–."), default=0)


def closing(tokens: list[Token], lo: int, hi: int) -> list[int]:
    """Commas of a relative clause with a verb before them, and a verb behind before the next sign."""
    commas = [i for i in range(lo + 1, hi) if tokens[i].word.surface == ","]
    found = []
    for comma in commas:
        after = next((i for i in range(comma + 1, hi) if tokens[i].word.kind == "sym"), hi)
        rest = tokens[comma + 1 : after]
        joined = bool(rest) and rest[0].word.norm in ("и", "а", "но", "і", "й", "та", "але")
        if any(finite(t) for t in tokens[lo:comma]) and any(finite(t) for t in rest) and not joined:
            found.append(comma)
    return found


def finite(token: Token) -> bool:
    return token.word.pos == "verb" and token.word.tense in FINITE


def carried(parts: list[Clause], found: list[Count]) -> dict[int, list[Count]]:
    """The counts of each clause, by its first token; those of a head without a verb go where their verb stands.

    'Про шістьох цивільних, | яких забрав Київ', 'тех двухсот, | которых Россия вернула'.
    """
    told = {c.lo: [n for n in found if c.lo <= n.start < c.hi] for c in parts}
    for at, clause in enumerate(parts[1:], 1):
        head = parts[at - 1]
        last = told[head.lo][-1] if told[head.lo] else None
        if last is None or clause.hi - clause.lo < 2 or not antecedent(head, last, clause):
            continue
        rest = parts[at + 1] if at + 1 < len(parts) and parts[at + 1].resumes else None
        target = next((c for c in (clause, rest) if c is not None and c.verbs), None)
        if target is not None:
            told[head.lo].remove(last)
            told[target.lo].insert(0, last)
    return told


def antecedent(head: Clause, count: Count, relative: Clause) -> bool:
    """Whether a count ends its clause, which says nothing of a return, and a relative clause follows at once."""
    marked = head.marked
    tokens = marked.sentence.tokens
    pronoun = tokens[relative.lo].word
    if head.has(*EVENT, "move", "reunion", "each") or not pronoun.cases or count.second is not None:
        return False
    if not marked.has("relative_word", lo=relative.lo, hi=relative.lo + 1):
        return False
    if head.hi - count.end > 1:
        return most_of(head, count) and not relative.verbs
    if marked.has("part", "part_opening", lo=head.lo, hi=head.lo + 1) and not head.verbs:
        return False  # 'Серед них 33 цивільні, | яких росіяни утримували'
    return not marked.has("part", "part_opening", lo=head.hi - 2, hi=relative.lo + 1)


def most_of(head: Clause, count: Count) -> bool:
    """'60 бійців, більшість із | яких були в полоні з 2022 року, | сьогодні вдома': what most of them had been."""
    aside = [t.word for t in head.marked.sentence.tokens[count.end : head.hi]]
    return 1 < len(aside) <= ASIDE and aside[0].surface == "," and aside[1].norm in MOST


def goes_on(clause: Clause) -> bool:
    """'Обмен, о котором договорились в Стамбуле, | начался'."""
    return any(going_on(clause, m) and not negated(clause, m) for m in clause.of("under_way"))


def resume(head: Event, relative: Event, rest: Event) -> None:
    """What the main clause goes on to say is said of its head."""
    if not head.clause.any_of(OF_EVENT) or rest.clause.any_of(OF_EVENT) or not rest.clause.any_of(TOLD):
        return
    head.stage = Stage.UNDER_WAY if goes_on(rest.clause) else rest.stage
    if rest.clause.has("happened") and not head.clause.has("happened"):
        head.clause.put("happened", rest.clause.marks("happened"))
    if head.day is None:
        other = relative if rest.day is None and (head.stage.off or head.stage.phase is Phase.ANNOUNCED) else rest
        head.day, head.end_day, head.when = other.day, other.end_day, other.when
    if head.stage is not Stage.COMPLETED:
        head.recall, head.why = rest.recall, rest.why
    relative.void = True
