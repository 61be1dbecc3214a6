"""Reading a document's new entries in a worker, so that one bad entry costs no other."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from bot.feeds.failures import FeedFailed
from bot.feeds.worker import Workers
from bot.reading import read_entries
from storage import entries
from storage.vocabulary import Entry, Feed, Reading

_MOST_HARMFUL = 3
"""So many entries of one document may each cost a worker; then the document is left until the next poll."""

_log = logging.getLogger("parley.poll")


class Batch:
    """Entries → what they say. Those that cannot be read are left out, and tried again by the next run of Parley."""

    def __init__(self, workers: Workers, folder: Path) -> None:
        self._workers, self._folder = workers, folder
        self._unreadable: set[tuple[str, str, str]] = set()

    async def read(self, feed: Feed, fresh: Sequence[Entry]) -> list[tuple[Entry, Reading]]:
        """Those that can be read, with what they say.

        Raises:
            FeedFailed: several of them hang or bloat the reader.
        """
        readable = [entry for entry in fresh if _key(feed, entry) not in self._unreadable]
        if not readable:
            return []
        kept = []
        for entry, reading in zip(readable, await self._read(feed, readable), strict=True):
            if isinstance(reading, Reading):
                kept.append((entry, reading))
            else:
                self._give_up(feed, entry, reading)
        return kept

    async def _read(self, feed: Feed, readable: Sequence[Entry]) -> Sequence[Reading | str]:
        try:
            return await self._workers.run(read_entries, self._folder, readable, feed)
        except FeedFailed:
            return await self._one_by_one(feed, readable)

    async def _one_by_one(self, feed: Feed, readable: Sequence[Entry]) -> list[Reading | str]:
        """The slow way, which finds out on which entry the reader hangs or bloats."""
        found: list[Reading | str] = []
        harmful = 0
        for entry in readable:
            try:
                found += await self._workers.run(read_entries, self._folder, [entry], feed)
            except FeedFailed as error:
                harmful += 1
                self._give_up(feed, entry, error.cause)
                if harmful == _MOST_HARMFUL:
                    raise
                found.append(error.cause)
        return found

    def _give_up(self, feed: Feed, entry: Entry, why: str) -> None:
        key = _key(feed, entry)
        if key not in self._unreadable:
            self._unreadable.add(key)
            _log.error("feed %s: an entry cannot be read, it is tried again at the next start: %s", feed.url, why)


def _key(feed: Feed, entry: Entry) -> tuple[str, str, str]:
    return feed.url, entry.guid, entries.content_hash(entry)
