"""The machine's own network was away: what failed meanwhile says nothing of any feed, and is asked again soon."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.feeds.failures import UNREACHED, FeedFailed
from bot.feeds.fetch import Fetcher
from storage import outages
from storage.database import Database
from storage.vocabulary import Feed

FEW, SHORTEST = 3, timedelta(minutes=2)
"""So many feeds in a row that nobody answered for, over so long: it is the network and not each of them."""

LATELY = timedelta(minutes=1)
"""What fails so soon afterwards was asked before."""

_log = logging.getLogger("parley.poll")


class Outage:
    """Notices when servers answer again after none did. Each feed would else wait out a back-off of up to six hours.

    `first` tells when a feed is polled of which no sensible time is known, as at a start.
    """

    def __init__(
        self,
        database: Database,
        fetcher: Fetcher,
        now: Callable[[], datetime],
        first: Callable[[Feed, datetime], datetime],
    ) -> None:
        self._database, self._fetcher, self._now, self._first = database, fetcher, now, first
        self._since: datetime | None = None
        self._over: datetime | None = None
        self._failures = 0

    async def failed(self, feed: Feed, error: FeedFailed) -> Feed:
        """The feed as its back-off has to see it; an answer that is an error is an answer."""
        if not error.unreached:
            await self.answered()
            return feed
        now = self._now()
        self._since, self._failures = self._since or now, self._failures + 1
        lately = self._over is not None and self._over <= now < self._over + LATELY
        return replace(feed, failures=0) if lately else feed

    async def answered(self) -> None:
        """Somebody has answered."""
        now, since, failures = self._now(), self._since, self._failures
        self._since, self._failures = None, 0
        if since is None or failures < FEW or now - since < SHORTEST:
            return
        self._over = now
        self._fetcher.forgive()
        some = await self._database.write(outages.over, since, UNREACHED, lambda feed: self._first(feed, now))
        _log.warning("servers answer again after none did: %d feeds are asked again soon", some)
