"""Reading a document's new entries in a worker, so that one bad entry costs no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from bot.feeds.failures import FeedFailed
from bot.feeds.worker import Workers
from bot.reading import read_entries
from storage import entries
from storage.vocabulary import Entry, Feed, Reading, without_login

_MOST_HARMFUL = 3
"""So many entries of one document may each cost a worker; then the document is left until the next poll."""

FIRST_REST, LONGEST_REST = timedelta(minutes=15), timedelta(hours=6)
"""An entry that cannot be read rests for so long, each time twice as long as before."""
_FORGOTTEN = timedelta(days=2)
_NOT_READ: Mapping[str, Reading | str] = MappingProxyType({})

_log = logging.getLogger("parley.poll")


@dataclass(slots=True)
class _Rest:
    """How often an entry could not be read, and until when it is left alone."""

    failures: int
    until: datetime


class Batch:
    """Entries → what they say. Those that cannot be read are left out, and tried again later, ever more rarely.

    `alarm` is told once of each.
    """

    def __init__(
        self, workers: Workers, folder: Path, *, now: Callable[[], datetime], alarm: Callable[[str], None] = _log.error
    ) -> None:
        self._workers, self._folder, self._now, self._alarm = workers, folder, now, alarm
        self._unreadable: dict[tuple[str, str, str], _Rest] = {}

    async def read(
        self,
        feed: Feed,
        fresh: Sequence[Entry],
        telling: frozenset[str] | None = None,
        found: Mapping[str, Reading | str] = _NOT_READ,
    ) -> list[tuple[Entry, Reading]]:
        """Those that can be read, with what they say. Where `telling` is given, by id, the others say nothing.

        What was `found` already, by id, as `read_entries` tells it, is not read again.

        Raises:
            FeedFailed: several of them hang or bloat the reader.
        """
        if telling is None:
            return await self._told(feed, fresh, found)
        quiet = [(entry, Reading()) for entry in fresh if entry.guid not in telling]
        return [*await self._told(feed, [entry for entry in fresh if entry.guid in telling], found), *quiet]

    async def _told(
        self, feed: Feed, fresh: Sequence[Entry], known: Mapping[str, Reading | str]
    ) -> list[tuple[Entry, Reading]]:
        readable = [entry for entry in fresh if _key(feed, entry) not in self._unreadable]
        again = self._due(feed, fresh)
        if not readable and not again:
            return []
        found = [*(await self._read(feed, readable, known) if readable else ()), *await self._one_by_one(feed, again)]
        kept = []
        for entry, reading in zip([*readable, *again], found, strict=True):
            if isinstance(reading, Reading):
                kept.append((entry, reading))
                self._can_be_read(feed, entry)
            else:
                self._put_off(feed, entry, reading)
        return kept

    def _due(self, feed: Feed, fresh: Sequence[Entry]) -> list[Entry]:
        """One that has rested: it may cost a worker again, and so one a poll is enough."""
        now = self._now()
        rested = ((entry, self._unreadable.get(_key(feed, entry))) for entry in fresh)
        return [entry for entry, rest in rested if rest is not None and rest.until <= now][:1]

    def _can_be_read(self, feed: Feed, entry: Entry) -> None:
        if self._unreadable and self._unreadable.pop(_key(feed, entry), None) is not None:
            _log.warning("feed %s: an entry that could not be read is read now", feed.url)

    async def _read(
        self, feed: Feed, readable: Sequence[Entry], known: Mapping[str, Reading | str]
    ) -> Sequence[Reading | str]:
        if all(entry.guid in known for entry in readable):
            return [known[entry.guid] for entry in readable]
        try:
            return await self._workers.run_next(read_entries, self._folder, readable, feed)
        except FeedFailed:
            return await self._one_by_one(feed, readable)

    async def _one_by_one(self, feed: Feed, readable: Sequence[Entry]) -> list[Reading | str]:
        """The slow way, which finds out on which entry the reader hangs or bloats."""
        found: list[Reading | str] = []
        harmful: list[tuple[Entry, str]] = []
        for entry in readable:
            try:
                found += await self._workers.run_next(read_entries, self._folder, [entry], feed)
            except FeedFailed as error:
                harmful.append((entry, error.cause))
                if len(harmful) == _MOST_HARMFUL:
                    for one, why in harmful:
                        self._put_off(feed, one, why)
                    raise
                found.append(error.cause)
        return found

    def _put_off(self, feed: Feed, entry: Entry, why: str) -> None:
        now, key = self._now(), _key(feed, entry)
        self._unreadable = {key: rest for key, rest in self._unreadable.items() if now - rest.until < _FORGOTTEN}
        failures = self._unreadable[key].failures if key in self._unreadable else 0
        if not failures:
            self._alarm(
                f"feed {without_login(feed.url)}: an entry cannot be read, it is tried again ever more rarely: {why}"
            )
        rest = min(FIRST_REST * 2.0 ** min(failures, 16), LONGEST_REST)
        self._unreadable[key] = _Rest(failures + 1, now + rest)


def _key(feed: Feed, entry: Entry) -> tuple[str, str, str]:
    return feed.url, entry.guid, entries.content_hash(entry)
