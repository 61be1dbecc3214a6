"""The event verbs of one clause, in the order of the text, and whether each is passive."""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import VERBS, Clause, Verb
from bot.extraction.words.marks import Mark

OCCASIONS: Final = frozenset({"give", "return", "free", "move"})
SPLIT: Final = 9
"""Within how many words behind 'let' its 'go' must stand."""
AWAY: Final = ("over", "back", "to", "across", "in")
"""Behind 'handed': somebody else receives."""


def verbs(clause: Clause) -> list[Verb]:
    """The event verbs of a clause; where two share a word, the longer phrase, then the more telling class, counts."""
    dead_taken = "took" in clause.own and "body" in clause.own
    if not dead_taken and not clause.any_of(VERBS):  # "go" is one as well
        return []
    marks = [m for m in clause.all_of(VERBS) if m.cls != "give" or not whose_hands(m, clause)]
    if "lets" in clause.own:
        marks = [*marks, *split(clause)]
    if dead_taken or ("took" in clause.own and clause.any_of(("give", "return"))):
        marks = [*marks, *taken(clause)]
    tokens = clause.marked.sentence.tokens
    found: dict[int, Verb] = {}
    candidates = marks
    if len(marks) > 1:
        candidates = [m for m in marks if not (wraps_passive(m, marks, clause) or an_occasion(m, clause))]
        candidates = candidates or marks
        candidates.sort(key=lambda m: (m.start - m.end, VERBS.index(m.cls)))
    covered: set[int] = set()
    for mark in candidates:
        if covered.isdisjoint(range(mark.start, mark.end)):
            covered.update(range(mark.start, mark.end))
            word = tokens[mark.start].word
            found[mark.start] = Verb(mark.start, mark.end, mark.cls, word.tense, passive(mark, clause))
    return [found[i] for i in sorted(found)]


def whose_hands(mark: Mark, clause: Clause) -> bool:
    """English: 'remains in Ukraine's hands', 'in Russian hands': a noun, by which nobody gives anything."""
    tokens = clause.marked.sentence.tokens
    if tokens[mark.start].word.surface.lower() != "hands" or mark.end - mark.start > 1 or mark.start == clause.lo:
        return False
    before = tokens[mark.start - 1].word
    return before.possessive or clause.marked.within("adjective", mark.start - 1, mark.start)


def taken(clause: Clause) -> list[Mark]:
    """'gave 1,003 bodies and took 26', 'Kyiv takes 563 of its dead': what one takes is received."""
    tokens = clause.marked.sentence.tokens
    given = min((m.start for m in clause.marks("give", "return")), default=clause.lo - 1)
    told = (m for m in clause.of("took") if given < m.start and m.end < clause.hi)
    return [Mark(m.start, m.end, "receive", m.value) for m in told if tokens[m.end].word.kind == "num"]


def side_took(clause: Clause, at: int) -> bool:
    """'On Thursday Ukraine took 757 bodies': a side right before the verb, and the dead right behind it."""
    verbs_here = (v for v in clause.verbs if v.cls == "receive" and v.end == at)
    return any(s.end == v.start for v in verbs_here for s in clause.sides)


def split(clause: Clause) -> list[Mark]:
    """'let 150 captives go', 'set 90 free': a verb of giving whose second word stands behind those given."""
    found = []
    for let in clause.marks("lets"):
        hi = min(let.end + SPLIT, clause.hi)
        numbered = any(t.word.kind == "num" for t in clause.marked.sentence.tokens[let.end : hi])
        numbered = numbered or clause.marked.has("number", lo=let.end, hi=hi)
        if numbered and clause.marked.has("let_go", lo=let.end + 1, hi=hi):
            found.append(Mark(let.start, let.end, "give", let.value))
    return found


def wraps_passive(mark: Mark, marks: list[Mark], clause: Clause) -> bool:
    """'been released', 'were freed' as one phrase of going home: the verb inside tells who freed whom."""
    tokens = clause.marked.sentence.tokens
    if mark.cls == "receive" and any(m.cls == "give" and mark.start < m.start < mark.end < m.end for m in marks):
        return True  # 'will be handed over': not 'is handed'
    if mark.cls not in ("home", "move") or mark.end - mark.start < 2 or "be" not in tokens[mark.start].word.keys:
        return False
    return any(
        m.cls in ("give", "free", "return", "receive")
        and mark.start < m.start < mark.end
        and tokens[m.start].word.tense in ("past", "part")
        for m in marks
    )


def an_occasion(mark: Mark, clause: Clause) -> bool:
    """'563 at a handover in Belarus', '42 in Friday's transfer': English, a noun that only tells on which occasion."""
    tokens, at = clause.marked.sentence.tokens, mark.start
    word = tokens[at].word
    if word.pos or word.tense or mark.cls not in OCCASIONS or at < clause.lo + 2:
        return False
    named = tokens[at - 1].word.norm in ("a", "the") or tokens[at - 1].word.possessive
    named = named and tokens[at - 2].word.norm in ("at", "in", "during", "after")
    return named and not clause.marked.within("prep_of", mark.end, mark.end + 1)


def passive(mark: Mark, clause: Clause) -> bool:
    """'were brought back', 'повернуто', 'переданы'."""
    tokens = clause.marked.sentence.tokens
    word = tokens[mark.start].word
    if word.pos:
        return word.passive
    if word.tense not in ("past", "part"):
        return False
    before = [t.word for t in tokens[max(clause.lo, mark.start - 3) : mark.start]]
    by = clause.marked.within("prep_by", mark.end, mark.end + 1)  # '90 freed by Russia'
    given = word.norm == "given" or (word.norm == "handed" and handed_to_it(mark, clause))
    given = given and not any("have" in w.keys for w in before)  # 'Ukraine given 1,003 bodies'
    return by or given or any("be" in w.keys for w in before)


def handed_to_it(mark: Mark, clause: Clause) -> bool:
    """English: 'Ukraine handed 1,000 bodies': who is named before gets them, unless they are handed over or 'to'."""
    tokens = clause.marked.sentence.tokens
    counted = mark.end < clause.hi and tokens[mark.end].word.kind == "num"
    counted = counted or clause.marked.has("number", "body", "captive", "military", lo=mark.end, hi=mark.end + 1)
    away = any(t.word.norm in AWAY for t in tokens[mark.end : clause.hi])
    return counted and mark.end - mark.start == 1 and not away
