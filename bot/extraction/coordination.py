"""Main clauses joined by 'and': 'the sides agreed to swap 1,200 each and | Moscow offered the bodies of 3,000'."""

from __future__ import annotations

from bot.extraction.clause import VERBS
from bot.extraction.marks import Mark, Marked

ACTING = ("party", "agency", "person", "both")
TOLD = (*VERBS, "say", "agreed", "proposed", "happened", "take")
TENSES = ("past", "pres")
DATED = ("relative", "weekday", "month", "shift")
LINKS = ("and", "but", "with")
NUMBERED, AHEAD = 4, 12
"""Within how many words behind the link the number of those who follow stands, and what says that they do."""


def coordinated(marked: Marked) -> set[int]:
    """Where an 'and' opens a clause with a subject and a verb of its own, behind another that has told something."""
    found: set[int] = set()
    if "and" in marked.marks and marked.any_of(ACTING):
        found = {m.start for m in marked.of("and") if opens(m, marked)}
    return found | yet_to_come(marked) if "future" in marked.marks else found


def yet_to_come(marked: Marked) -> set[int]:
    """'200 crossed over on Thursday, | and another 300 are to follow', '| with 300 more due on Friday'."""
    tokens = marked.sentence.tokens
    coming = marked.first("future")
    if coming is None:
        return set()
    links = (i for i, t in enumerate(tokens[: coming.start]) if t.word.norm in LINKS or comes_more(i, marked))
    link = max(links, default=0)
    return {link} if link and follow(link, coming, marked) else set()


def comes_more(at: int, marked: Marked) -> bool:
    """'Two hundred freed, | 300 more to follow on Friday': a comma, a number and 'more'."""
    comma = marked.sentence.tokens[at].word.surface == ","
    return comma and marked.within("anaphor", at + 1, at + 4)


def follow(link: int, coming: Mark, marked: Marked) -> bool:
    """Whether those counted behind a link are the ones that come later, and those before it have come."""
    near = coming.start - link <= AHEAD
    numbered = any(t.word.kind == "num" for t in marked.sentence.tokens[link + 1 : link + 1 + NUMBERED])
    counted = numbered or marked.within("number", link + 1, link + 1 + NUMBERED)
    return near and counted and tensed(marked, 0, link, "swap") and marked.has(*DATED, lo=coming.start)


def opens(mark: Mark, marked: Marked) -> bool:
    """Whether a side or person and its verb follow right behind, and no other name stands before ('A and B agreed')."""
    tokens = marked.sentence.tokens
    at = mark.end + (mark.end < len(tokens) and tokens[mark.end].word.norm == "the")
    subject = max(
        (m for m in marked.all(*ACTING, lo=at, hi=at + 5) if m.start == at), key=lambda m: m.end, default=None
    )
    if subject is None or mark.start == 0 or tokens[mark.start - 1].word.capital or named_before(mark, marked):
        return False
    return tensed(marked, subject.end, subject.end + 2) and tensed(marked, 0, mark.start)


def named_before(mark: Mark, marked: Marked) -> bool:
    return any(m.end == mark.start for m in marked.all(*ACTING, "adjective", "people", hi=mark.start))


def tensed(marked: Marked, lo: int, hi: int, *more: str) -> bool:
    """Whether a verb of telling, giving or receiving, or an auxiliary, stands in a stretch with a tense."""
    tokens = marked.sentence.tokens
    found = marked.all(*TOLD, "auxiliary", *more, lo=lo, hi=min(hi, len(tokens)))
    return any(tokens[m.start].word.tense in TENSES for m in found)
