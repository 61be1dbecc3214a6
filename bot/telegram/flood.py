"""Who asks too much is slowed, without slowing others: a bucket a person."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum

from bot.pseudonyms import pseudonym

BURST = 5.0
PER_SECOND = 1.0


class Admission(Enum):
    """Whether a request is answered; `TOLD_OFF` is the first one that is not, which gets a polite word."""

    WELCOME = "welcome"
    TOLD_OFF = "told off"
    IGNORED = "ignored"


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float
    told: bool = False


class Buckets:
    """One request a second each, with `burst` at once. Times are seconds of a monotonic clock.

    A bucket bears no number of anybody, and goes once it is full again. It outlives /deleteme, some seconds at most:
    else that would be a way to ask without end.
    """

    def __init__(self, burst: float = BURST) -> None:
        self._burst = burst
        self._buckets: OrderedDict[bytes, _Bucket] = OrderedDict()

    def admit(self, asker: int, now: float) -> Admission:
        """Takes one from the asker's bucket, if something is left in it."""
        self._forget(now)
        who = pseudonym(asker)
        bucket = self._buckets.setdefault(who, _Bucket(self._burst, now))
        self._buckets.move_to_end(who)
        bucket.left, bucket.at = min(self._burst, bucket.left + (now - bucket.at) * PER_SECOND), now
        if bucket.left >= 1:
            bucket.left -= 1
            bucket.told = bucket.told and bucket.left < self._burst - 1
            return Admission.WELCOME
        if bucket.told:
            return Admission.IGNORED
        bucket.told = True
        return Admission.TOLD_OFF

    def _forget(self, now: float) -> None:
        """A bucket that is full again holds nothing worth keeping; those least lately asked of come first."""
        while self._buckets:
            who, bucket = next(iter(self._buckets.items()))
            if now - bucket.at <= self._burst / PER_SECOND:
                return
            del self._buckets[who]
