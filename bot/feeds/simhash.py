"""A fingerprint of a text in which like texts differ in few bits (Charikar's SimHash, 64 bits, over words)."""

from __future__ import annotations

import re
import struct
from functools import lru_cache
from hashlib import blake2b

BITS = 64

_WORD = re.compile(r"\w+")
_MOST_WORDS = 10_000  # a lane below holds 65,535

# Each bit of a hash gets a lane of 16 bits of one large integer, so that adding two integers adds 64 counters at once.
_LANES = [sum(1 << (16 * bit) for bit in range(8) if byte >> bit & 1) for byte in range(256)]


def simhash(text: str) -> int:
    """The fingerprint as a signed integer of 64 bits, as databases keep it; 0 for a text without words."""
    words = _WORD.findall(text.lower())[:_MOST_WORDS]
    counts = struct.unpack("<64H", sum(map(_spread, words)).to_bytes(128, "little"))
    half = len(words) / 2
    value = sum(1 << bit for bit, count in enumerate(counts) if count > half)
    return value - (1 << BITS) if value >> (BITS - 1) else value


def distance(one: int, other: int) -> int:
    """In how many of the 64 bits two fingerprints differ."""
    return ((one ^ other) & ((1 << BITS) - 1)).bit_count()


@lru_cache(maxsize=32_768)
def _spread(word: str) -> int:
    digest = blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
    return sum(_LANES[byte] << (128 * place) for place, byte in enumerate(digest))
