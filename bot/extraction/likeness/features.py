"""What a text is recognised by: its words and pairs of words, each as a bucket of a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.extraction.words.text import Sentence

BITS: Final = 15
BUCKETS: Final = 1 << BITS
"""How many buckets there are; what falls into one bucket is told apart no more (feature hashing)."""
EDGE: Final = 1
"""Stands before the first and behind the last word of a sentence."""
WORD: Final = 11
IN_TITLE: Final = 13
IN_TEXT: Final = 17
NEXT: Final = 19
SKIPPED: Final = 23


def features(sentences: Iterable[Sentence]) -> set[int]:
    """The buckets of an entry's words, of its words by where they stand, of neighbours and of next but one."""
    found: set[int] = set()
    add = found.add
    for sentence in sentences:
        place = IN_TITLE if sentence.in_title else IN_TEXT
        before, last = EDGE, EDGE
        for token in sentence.tokens:
            code = token.word.code
            add(bucket(code, WORD, 0))
            add(bucket(code, place, 0))
            add(bucket(last, NEXT, code))
            add(bucket(before, SKIPPED, code))
            before, last = last, code
        add(bucket(last, NEXT, EDGE))
    return found


def bucket(first: int, between: int, second: int) -> int:
    """Where a pair of words falls: their 32 bits multiplied and folded, below 63 bits, which compiled code needs."""
    mixed = first * 0x5851F42 + second * 0x14057B7 + between * 0xC2B2AE3
    mixed ^= mixed >> 29
    return ((mixed & 0xFFFFFFFF) * 0x2C1B3C6 >> 19) & (BUCKETS - 1)
