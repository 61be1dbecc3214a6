"""What was learnt: for each bucket how much it speaks for each answer, added up in whole numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

ZERO: Final = 128
"""A weight of none: a byte holds -128…127."""
ADDED_AT_ONCE: Final = 256
"""Buckets whose bytes a lane of 16 bits holds without running over."""
LANE: Final = 16


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its name, what a unit of its weights is worth, and where it stands before anything is known.

    `combine` weighs the second reading against the rules: constant, likeness, the rules' word, both together.
    """

    name: str
    unit: float
    bias: float
    combine: tuple[float, float, float, float] = (0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True, eq=False)
class Table:
    """The answers of one question, and the weights of each bucket for each of them."""

    answers: tuple[Answer, ...]
    lanes: bytes = field(repr=False)
    """Bucket by bucket two bytes an answer, read as one whole number a bucket: all answers are added up at once."""

    @classmethod
    def of(cls, answers: tuple[Answer, ...], weights: bytes) -> Table:
        """The table of these weights: a byte a bucket and answer, bucket by bucket."""
        lanes = bytearray(2 * len(weights))
        lanes[::2] = weights
        return cls(answers, bytes(lanes))

    def sums(self, buckets: Iterable[int]) -> list[float]:
        """How much these buckets speak for each answer, as log-odds."""
        lanes, told, width = self.lanes, list(buckets), 2 * len(self.answers)
        totals = [0] * len(self.answers)
        for at in range(0, len(told), ADDED_AT_ONCE):
            some = told[at : at + ADDED_AT_ONCE]
            added = 0
            for bucket in some:
                added += int.from_bytes(lanes[bucket * width : (bucket + 1) * width], "little")
            for n in range(len(totals)):
                totals[n] += (added >> n * LANE & 0xFFFF) - ZERO * len(some)
        return [a.bias + a.unit * total for a, total in zip(self.answers, totals, strict=True)]
