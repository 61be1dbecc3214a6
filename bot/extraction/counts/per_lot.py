"""How many people each of several lots has: 'in two groups of 75 each' tells nobody's whole."""

from __future__ import annotations

from typing import Final

from bot.extraction.counts.numbers import Number
from bot.extraction.words.marks import Marked

LOTS: Final = ("phase", "lot_noun", "leg", "batch", "contingent")
BETWEEN: Final = 2
"""How many words may stand between the lots and how many people each has: 'of', 'по', a comma."""
SMALL: Final = ("of", "по", ",")
EACH: Final = ("of", "по")
FEWEST: Final = 2


def per_lot(number: Number, marked: Marked) -> bool:
    """'two groups of 75 each', 'двумя группами по 75 человек', 'в три этапа, по 100': so many people of each lot."""
    tokens, at = marked.sentence.tokens, number.start
    while at > 0 and number.start - at < BETWEEN and tokens[at - 1].word.norm in SMALL:
        at -= 1
    words = {t.word.norm for t in tokens[at : number.start]}
    if words.isdisjoint(EACH) or not marked.any_of(LOTS):
        return False  # 'in two days, 150 already freed'
    lot = next((m for cls in LOTS for m in marked.of(cls) if m.end == at and m.start > 0), None)
    if lot is None:
        return False
    several = tokens[lot.start - 1].word.value or next(
        (int(m.value) for m in marked.inside("number", lot.start - 1, lot.start)), 0
    )
    return several >= FEWEST and not marked.within("day_noun", lot.start, lot.end)
