"""Exchanges of which somebody only says that he knows nothing, and people who are not exchanged by them.

What all who are ever exchanged are promised, and who of the captives refuses to be one of them, tells of none either.
"""

from __future__ import annotations

from typing import Final

from bot.extraction.words.clause import Clause
from bot.extraction.words.marks import Mark, Marked

OF_IT: Final = frozenset(
    {*("on", "about", "of", "whether", "if", "that"), *("про", "щодо", "чи", "що"), *("о", "об", "что", "относительно")}
)
"""What joins 'no information' to what nobody knows of."""
NEAR: Final = 6
"""Within how many words behind it the exchange is named."""
LEAD: Final = 4
"""Within how many words it is joined: 'nothing to say on Friday about', 'комментировать сообщения об'."""
BEFORE: Final = 5
"""Words before a refusal within which those who refuse are counted."""
BODIES: Final = ("party", "agency", "office", "person", "side_noun")
ANYBODY: Final = frozenset({"anyone", "anybody", "everyone", "everybody", "whoever", "each"})
MOVED: Final = ("free", "swap", "return", "give")
OFFERED: Final = 9
"""Words between whoever is exchanged and what he will be given."""


def knows_nothing(clause: Clause) -> bool:
    """'he had no information on a swap of 500', 'нічого не знає про обмін': it is told of by nobody."""
    marked = clause.marked
    said = [m for m in marked.all("knows_nothing", hi=clause.hi) if m.end >= clause.lo - LEAD]
    said += [m for m in clause.of("tight_lipped") if comments(m, marked)]
    return any(of_swap(m, clause) for m in said)


def comments(mark: Mark, marked: Marked) -> bool:
    words = (marked.sentence.tokens[i].word.norm for i in range(mark.start, mark.end))
    return any(norm.startswith(("comment", "комент", "коммент")) for norm in words)


def of_swap(mark: Mark, clause: Clause) -> bool:
    """Whether an exchange, or people set free, are what it is said of."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    last = mark.end - 1 if tokens[mark.end - 1].word.norm in OF_IT else mark.end
    words = tokens[last : last + LEAD]
    joining = (i for i, t in enumerate(words, last) if t.word.norm in OF_IT)
    joined = next((i for i in joining if not marked.within("weekday", i + 1, i + 2)), None)
    if joined is None or any(t.word.kind == "sym" for t in tokens[last + 1 : joined]):
        return False
    return marked.has("swap", "free", "home", lo=max(joined, clause.lo), hi=min(joined + NEAR, clause.hi))


def refused_by_captives(clause: Clause) -> bool:
    """'Twelve soldiers refuse exchange', 'двое пленных отказались ехать': they stay, and nothing is called off."""
    marked, tokens = clause.marked, clause.marked.sentence.tokens
    for refusing in clause.of("refuses"):
        lo = max(clause.lo, refusing.start - BEFORE)
        who = max(marked.all("captive", "folk", "people", "military", lo=lo, hi=refusing.start), key=end, default=None)
        if who is None or marked.has(*BODIES, lo=who.end, hi=refusing.start) or marked.has("swap", lo=lo, hi=who.start):
            continue  # 'Exchange of sick prisoners blocked by Kyiv'
        counted = tokens[who.start - 1].word.kind == "num" or marked.has("number", lo=lo, hi=who.start)
        if who.cls == "captive" or (counted and not marked.has("leaders", "delegation", lo=lo, hi=refusing.start)):
            return True
    return False


def end(mark: Mark) -> int:
    return mark.end


def of_anybody(clause: Clause) -> bool:
    """English: 'Anyone released in an exchange will receive 90 days of leave': nobody in particular is."""
    tokens, marked = clause.marked.sentence.tokens, clause.marked
    who = tokens[clause.lo].word.norm if clause.hi > clause.lo else ""
    if who not in ANYBODY or not marked.has(*MOVED, lo=clause.lo + 1, hi=clause.lo + 2):
        return False
    return marked.has("future", lo=clause.lo + 2, hi=min(clause.lo + OFFERED, clause.hi))
