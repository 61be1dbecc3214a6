"""What the log is told of feeds that fail: each cause once, and once that it is over."""

from __future__ import annotations

import logging
from collections import defaultdict

from storage.vocabulary import Feed

_log = logging.getLogger("parley.poll")


class Troubles:
    """Remembers what was said of each feed since it last answered, so that causes that take turns are said once."""

    def __init__(self) -> None:
        self._told: defaultdict[int | None, set[str]] = defaultdict(set)

    def is_new(self, feed: Feed, cause: str) -> bool:
        """Whether this cause has not been said since the feed last answered; it counts as said from now on."""
        told = self._told[feed.id]
        if feed.error:  # a run before this one has said it
            told.add(feed.error)
        new = cause not in told
        told.add(cause)
        return new

    def over(self, feed: Feed) -> None:
        """The feed has answered."""
        if self._told.pop(feed.id, None) or feed.failures:
            times = f", after {feed.failures} failures" if feed.failures else ""
            _log.warning("feed %s answers again%s", feed.url, times)
