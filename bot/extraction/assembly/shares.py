"""Which part of a sentence about captives and the dead tells of which: who mediated the one need not have the other."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from bot.extraction.words.marks import Marked
from bot.extraction.words.terms import BODIES, EXCHANGE
from storage.vocabulary import Kind

LIVING: Final = ("swap", "captive", "captivity", "free")
HEAD: Final = 3
"""Words between an exchange and the dead that are exchanged: 'an exchange of the bodies'."""

Span = tuple[int, int]


def part_of(kind: Kind, marked: Marked) -> list[Span] | None:
    """The parts of a sentence that tell of a kind, where it tells of the living and of the dead; else None.

    'The prisoners were freed with Emirati mediation, | and 501 bodies were returned.'
    """
    if kind not in (EXCHANGE, BODIES) or "body" not in marked.marks or not marked.any_of((*LIVING, "each")):
        return None
    parts = [(span, kinds_in(marked, span)) for span in spans(marked)]
    if not any(kinds == {EXCHANGE} for _, kinds in parts) or not any(kinds == {BODIES} for _, kinds in parts):
        return None
    told: set[Kind] = set()
    found: list[Span] = []
    for span, kinds in parts:
        told |= kinds
        if kind in (kinds or told) or not told:  # a part that names neither goes on with what was told before it
            found.append(span)
    return found


def spans(marked: Marked) -> list[Span]:
    """What stands between commas, semicolons and words that begin a clause."""
    tokens = marked.sentence.tokens
    cuts = {i for i, t in enumerate(tokens) if t.word.surface in (",", ";", "—", "–")}
    cuts |= {m.start for m in marked.all("clause")}
    return [(lo, hi) for lo, hi in pairwise([0, *sorted(cuts), len(tokens)]) if hi > lo]


def kinds_in(marked: Marked, span: Span) -> set[Kind]:
    """Whether a part of a sentence tells of the living, the dead or both."""
    lo, hi = span
    dead = [m.start for m in marked.inside("body", lo, hi)]
    living = (m for m in marked.all_of(LIVING, lo=lo, hi=hi) if not any(0 <= d - m.end <= HEAD for d in dead))
    found = {BODIES} if dead else set()
    return found | ({EXCHANGE} if any(True for _ in living) else set())
