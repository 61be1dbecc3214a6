"""When a feed is polled next (RULES, 6): by tier, by what the server asks, and ever more rarely after failures."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.jobs import skips
from storage.vocabulary import Feed

_SHARES = {1: 2, 2: 4}
"""Tier 1 every 3 minutes and tier 2 every 6, as multiples of the shortest interval (90 s)."""
_FIRST_TO_TELL = 1
"""The tier of officials and agencies."""
_RARE = 10
_MAX_AGE_HONOURED = timedelta(hours=1)
_RETRY_AFTER_HONOURED = timedelta(days=1)
"""A mistyped header must not silence a feed for years."""
_BACK_OFF_CEILING = timedelta(hours=6)
_FIRST_SPREAD = 120
_MOST_JITTER = 1.1
_SAFETY_NET = 3
"""The tier at whose pace a feed is polled while its hub pushes what is new."""
_AFTER_PING = timedelta(seconds=30)


@dataclass(frozen=True)
class Pace:
    """Chooses intervals between `shortest` and `longest` seconds; what a server asks for may exceed them."""

    shortest: int = 90
    longest: int = 3600
    chance: random.Random = field(default_factory=random.Random)
    hot: datetime | None = None
    """Until when those who tell first are polled at the shortest interval."""
    ahead: frozenset[int] = frozenset()
    """The ids of feeds that usually tell first, whatever their tier."""

    def heated(self, until: datetime | None, ahead: frozenset[int] = frozenset()) -> Pace:
        """The same pace with other hot hours, and others who tell first."""
        return replace(self, hot=until, ahead=ahead)

    @property
    def after_ping(self) -> timedelta:
        """How soon after it was last asked a feed may be asked again because its hub says so."""
        return min(_AFTER_PING, timedelta(seconds=self.shortest))

    def interval(self, feed: Feed, now: datetime) -> timedelta:
        """Our own choice: the tier's; for tier 3 from 15 minutes to an hour by how fresh its newest entry is.

        And by its rhythm: half of the usual gap between two of its entries, where that is longer. In the hot hours tier
        1 has the shortest of all, and so has whoever usually tells first. What a feed of tier 3 says of its own
        freshness (`ttl`) is heeded up to the longest interval; officials and agencies often state an hour, and news of
        them cannot wait. While a hub pushes, any feed has tier 3's pace.
        """
        if self._is_hot(feed, now):
            return timedelta(seconds=self.shortest)
        tier = _SAFETY_NET if _is_pushed(feed, now) else feed.tier
        share = _SHARES.get(tier) or _RARE * self._quiet(feed, now)
        can_wait = 0 if tier in _SHARES else max(60 * (feed.ttl_minutes or 0), (feed.usual_gap or 0) // 2)
        return timedelta(seconds=max(self.shortest, min(self.longest, max(self.shortest * share, can_wait))))

    def is_hot(self, now: datetime) -> bool:
        """Whether the hours are hot."""
        return self.hot is not None and now < self.hot

    def _is_hot(self, feed: Feed, now: datetime) -> bool:
        tells_first = feed.tier == _FIRST_TO_TELL or feed.id in self.ahead
        return self.is_hot(now) and tells_first and not _is_pushed(feed, now)

    def first(self, feed: Feed, now: datetime) -> datetime:
        """The first poll after a start: spread by address, so that a start is no stampede."""
        spread = min(self.interval(feed, now).total_seconds(), _FIRST_SPREAD, self.shortest)
        number = int.from_bytes(hashlib.sha256(feed.url.encode()).digest()[:4])
        return now + timedelta(seconds=number % max(1, int(spread)))

    def after_success(
        self, feed: Feed, now: datetime, max_age: int | None = None, retry_after: int | None = None
    ) -> datetime:
        """Own choice with jitter, never before the server's max-age (up to an hour) or Retry-After (up to a day).

        Nor in the hours that the feed wants to be skipped: one of tier 3 waits until they are over, another has the
        longest interval in them, except while it is hot.
        """
        own = self.interval(feed, now) * self.chance.uniform(2 - _MOST_JITTER, _MOST_JITTER)
        asked = min(timedelta(seconds=max_age or 0), _MAX_AGE_HONOURED)
        due = now + max(own, asked, _honoured(retry_after))
        if self._is_hot(feed, now):
            return due
        over = skips.over(feed, due, timedelta(seconds=own.total_seconds() * self.chance.random()))
        return min(over, max(due, now + timedelta(seconds=self.longest))) if feed.tier in _SHARES else over

    def hastened(self, feed: Feed, now: datetime) -> datetime | None:
        """The earlier poll of a feed that is hot now and was not; None where the time was not our own choice."""
        if not self._is_hot(feed, now) or feed.failures or feed.due_at is None or feed.last_attempt is None:
            return None
        shortest = timedelta(seconds=self.shortest)
        soon = max(feed.last_attempt + shortest, now + shortest * self.chance.uniform(0, 0.3))
        own = feed.last_attempt + replace(self, hot=None).interval(feed, now) * _MOST_JITTER
        return soon if soon < feed.due_at <= own else None

    def after_failure(self, feed: Feed, now: datetime, retry_after: int | None = None) -> datetime:
        """Doubles with each failure in a row, with full jitter, to six hours; Retry-After is obeyed up to a day."""
        base = self.interval(feed, now)
        ceiling = min(base * 2 ** min(feed.failures + 1, 16), max(_BACK_OFF_CEILING, base))
        own: timedelta = max(base, ceiling * self.chance.random())
        return now + max(own, _honoured(retry_after))

    @staticmethod
    def _quiet(feed: Feed, now: datetime) -> int:
        if feed.last_entry is None or now - feed.last_entry < timedelta(days=1):
            return 1
        return 2 if now - feed.last_entry < timedelta(days=7) else 4


def _is_pushed(feed: Feed, now: datetime) -> bool:
    return feed.pushed_until is not None and now < feed.pushed_until


def _honoured(retry_after: int | None) -> timedelta:
    return min(timedelta(seconds=retry_after or 0), _RETRY_AFTER_HONOURED)
