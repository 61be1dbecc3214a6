"""A fingerprint of a text in which like texts differ in few bits (Charikar's SimHash, 64 bits, over words)."""

from __future__ import annotations

import re
from hashlib import blake2b

BITS = 64

_WORD = re.compile(r"\w+")
_MOST_WORDS = 10_000  # a lane below holds 65,535; half of that is room for the comparison with half of the words

# Each bit of a hash gets a lane of 16 bits of one large integer, so that adding two integers adds 64 counters at once.
# Above the lanes the words themselves are counted.
_LANES = [sum(1 << (16 * bit) for bit in range(8) if byte >> bit & 1).to_bytes(16, "little") for byte in range(256)]
_EVERY_LANE = sum(1 << (16 * bit) for bit in range(BITS))
_ONE_WORD = 1 << (16 * BITS)
_TOP = 0x8000
_DIGITS = bytes(ord("1" if byte >= _TOP >> 8 else "0") for byte in range(256))

_MOST_KNOWN, _LONGEST_KNOWN = 32_768, 40


class _Known(dict[str, int]):
    """The lanes of pieces of text, all words of a piece together; common ones are met again and again."""

    def __missing__(self, piece: str) -> int:
        lanes = sum(map(_lanes, _WORD.findall(piece)))
        if len(piece) <= _LONGEST_KNOWN:
            if len(self) >= _MOST_KNOWN:
                self.clear()
            self[piece] = lanes
        return lanes


_known = _Known()


def simhash(text: str) -> int:
    """The fingerprint as a signed integer of 64 bits, as databases keep it; 0 for a text without words."""
    lowered = text.lower()
    # Blanks, commas and full stops stand in no word. What is between them is mostly one word.
    total = sum(map(_known.__getitem__, lowered.replace(",", " ").replace(".", " ").split()))
    if total >> (16 * BITS) > _MOST_WORDS:
        total = sum(map(_known.__getitem__, _WORD.findall(lowered)[:_MOST_WORDS]))
    count = total >> (16 * BITS)
    # A bit is set where more than half of the words have it: what is added brings just these lanes to their top bit.
    lanes = total - count * _ONE_WORD + _EVERY_LANE * (_TOP - 1 - count // 2)
    value = int(lanes.to_bytes(2 * BITS, "little")[::-2].translate(_DIGITS), 2)
    return value - (1 << BITS) if value >> (BITS - 1) else value


def distance(one: int, other: int) -> int:
    """In how many of the 64 bits two fingerprints differ."""
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()


def _lanes(word: str) -> int:
    digest = blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(b"".join(map(_LANES.__getitem__, digest)), "little") + _ONE_WORD
