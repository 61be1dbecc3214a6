"""Main clauses joined by 'and': 'the sides agreed to swap 1,200 each and | Moscow offered the bodies of 3,000'."""

from __future__ import annotations

from bot.extraction.clause import VERBS
from bot.extraction.marks import Mark, Marked

ACTING = ("party", "agency", "person", "both")
TOLD = (*VERBS, "say", "agreed", "proposed", "happened", "take")
TENSES = ("past", "pres")


def coordinated(marked: Marked) -> set[int]:
    """Where an 'and' opens a clause with a subject and a verb of its own, behind another that has told something."""
    if "and" not in marked.marks or not marked.any_of(ACTING):
        return set()
    return {m.start for m in marked.of("and") if opens(m, marked)}


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


def tensed(marked: Marked, lo: int, hi: int) -> bool:
    """Whether a verb of telling, giving or receiving, or an auxiliary, stands in a stretch with a tense."""
    tokens = marked.sentence.tokens
    found = marked.all(*TOLD, "auxiliary", lo=lo, hi=min(hi, len(tokens)))
    return any(tokens[m.start].word.tense in TENSES for m in found)
