"""Polling: lease what is due, fetch it, read it, keep it; then decide the whole wave at once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlmodel import Session

from bot.feeds import article
from bot.feeds.article import Articles
from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.fetched import Fetched, digest_of
from bot.feeds.worker import Workers
from bot.jobs.backlog import Backlog
from bot.jobs.batch import Batch
from bot.jobs.due import Due
from bot.jobs.hot import hasten
from bot.jobs.intervals import Pace
from bot.jobs.keeping import Keeping
from bot.jobs.leases import LEASE, SHORT, renewed
from bot.jobs.outage import Outage
from bot.jobs.storing import (
    Arrival,
    fresh_of,
    store_document,
    store_first,
    store_pushed,
    store_success,
    store_unread,
)
from bot.jobs.troubles import Troubles
from bot.jobs.wave import Wave
from bot.logs import Incidents, cause_of
from bot.reading import take_apart, take_in
from storage import feeds
from storage.database import Database, DatabaseFailed
from storage.vocabulary import Document, Entry, Feed, Reading

TICK = 0.5
"""Seconds between two looks at what is due: with the second that a wave may take to settle, an alert is owed less
than two seconds after its feed was due."""
SETTLE_SECONDS = 1.0
"""A wave is decided when its fetches are done, or this long after its first alert-grade claim (RULES, 3)."""
_LONGEST_PAUSE = 60.0
"""Seconds without polling, at most, after waves that the database broke off one after the other."""

_OWN_FAULT = "an error inside Parley, see the log"
_PART_OF_A_DOCUMENT = ""
"""In the place of a document's hash, where part of it is still to be read: no document has that hash."""

_log = logging.getLogger("parley.poll")


class Poller:
    """Fetches and reads feeds. `settle` decides what is unresolved; it is called after (and within) each wave.

    `noted` hears what each wave came to, `alarm` what operators have to know.
    A wave is decided `settle_seconds` after its first alert-grade claim, at the latest. `hot` tells until when the
    hours are hot, and who usually tells first; it is asked after the first wave and after each that brought something.
    Hubs that feeds name are noted where they can reach this Parley, at addresses beneath `callbacks`.
    """

    def __init__(
        self,
        database: Database,
        fetcher: Fetcher,
        workers: Workers,
        *,
        folder: Path,
        pace: Pace,
        now: Callable[[], datetime],
        owner: str,
        settle: Callable[[], Coroutine[None, None, None]],
        noted: Callable[[Wave], None] = lambda _: None,
        alarm: Callable[[str], None] = _log.error,
        settle_seconds: float = SETTLE_SECONDS,
        hot: Callable[[Session, datetime], tuple[datetime | None, frozenset[int]]] = lambda *_: (None, frozenset()),
        callbacks: str = "",
    ) -> None:
        self._database, self._fetcher, self._workers = database, fetcher, workers
        self._folder, self._pace, self._now, self._owner = folder, pace, now, owner
        self._settle, self._noted, self._settle_seconds = settle, noted, settle_seconds
        self._hot, self._hot_known, self._callbacks = hot, False, callbacks
        self._articles, self._keeping, self._backlog = Articles(fetcher, workers), Keeping(database), Backlog()
        self._waves: set[asyncio.Task[Wave]] = set()
        self._troubles, self._incidents = Troubles(), Incidents(_log)
        self._due, self._outage = Due(database, owner, now, pace.first), Outage(database, fetcher, now, pace.first)
        self._broken, self._breaks, self._again_at = False, 0, 0.0
        self._batch = Batch(workers, folder, now=now, alarm=alarm)

    async def tick(self) -> None:
        """Starts a wave over the feeds that are due; a feed that drips holds up no later wave."""
        if time.monotonic() < self._again_at:
            return
        if self._broken and not self._waves:  # else its feeds would rest until their leases are over
            await self._database.write(feeds.release, self._owner)
            self._broken = False
        working = bool(self._waves) and not self._broken  # what a broken wave has left must not stay leased
        if due := await self._due.claim(working=working):
            self._begin(self.wave(due))

    def take(self, feed: Feed, fetched: Fetched) -> None:
        """Starts a wave over one document that a hub has pushed; the caller has leased the feed."""
        self._begin(self.wave([feed], pushed=fetched))

    def _begin(self, wave: Coroutine[None, None, Wave]) -> None:
        self._due.look()
        task = asyncio.create_task(wave)
        self._waves.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, wave: asyncio.Task[Wave]) -> None:
        """A wave that broke off (the database failed) is polled again: at once, then ever more rarely; said once."""
        self._waves.discard(wave)
        self._due.look()
        if wave.cancelled():
            return
        if (error := wave.exception()) is None:
            self._breaks = 0
            self._incidents.end("database", "what is polled can be stored again")
        else:
            pause = min(_LONGEST_PAUSE, 2.0**self._breaks - 1)  # servers are not asked all the time for nothing
            self._broken, self._breaks, self._again_at = True, min(self._breaks + 1, 16), time.monotonic() + pause
            self._incidents.begin("database", f"a wave of polling broke off: {cause_of(error)}")

    async def poll_due(self) -> Wave:
        """One whole wave over the feeds that are due."""
        return await self.wave(await self._database.write(feeds.claim_due, self._now(), self._owner, LEASE))

    async def poll_all(self, told: Callable[[Feed, str], None] | None = None) -> Wave:
        """One whole wave over every enabled feed, due or not; `told` hears of each that is done."""
        async with renewed(self._database, self._owner, self._now):
            return await self.wave(await self._database.write(feeds.claim_all, self._now(), self._owner, SHORT), told)

    async def wave(
        self, leased: Sequence[Feed], told: Callable[[Feed, str], None] | None = None, pushed: Fetched | None = None
    ) -> Wave:
        """Polls these feeds side by side and settles: early if something promises an alert, and at the end.

        Instead of being polled, a feed is read from what was `pushed`.
        """
        wave = Wave(feeds=len(leased))
        polls = [asyncio.create_task(self._poll(feed, wave, told, pushed)) for feed in leased]
        early = asyncio.create_task(self._settle_early(wave))
        try:
            await asyncio.gather(*polls)
        finally:
            for task in (early, *polls):
                task.cancel()
        self._noted(wave)
        await self._settle()
        if wave.relevant or not self._hot_known:
            await self._look_whether_hot()
        return wave

    async def _look_whether_hot(self) -> None:
        before = self._pace
        self._pace = before.heated(*await self._database.read_at_length(self._hot, self._now()))
        self._hot_known = True
        if self._pace.is_hot(self._now()) and not before.is_hot(self._now()):
            await self._database.write(hasten, self._pace, self._now())

    async def stop(self) -> None:
        """Ends running waves; what they had stored is resolved at the next start."""
        for task in list(self._waves):
            task.cancel()
        await asyncio.gather(*self._waves, return_exceptions=True)
        await self._database.write(feeds.release, self._owner)

    async def _settle_early(self, wave: Wave) -> None:
        """Every alert-grade claim is decided within `settle_seconds`, however long the slowest feed takes."""
        while True:
            await wave.promising.wait()
            await asyncio.sleep(self._settle_seconds)
            wave.promising.clear()
            with suppress(Exception):  # then the end of the wave decides, or the next start, and says so
                await asyncio.shield(asyncio.ensure_future(self._settle()))

    async def _poll(
        self, feed: Feed, wave: Wave, told: Callable[[Feed, str], None] | None, given: Fetched | None
    ) -> None:
        try:
            outcome = await (self._take_pushed(feed, given, wave) if given else self._poll_one(feed, wave))
        except FeedFailed as error:
            wave.failed += given is None
            outcome = error.cause
            await self._note_failure(feed, error, given)
        except DatabaseFailed:
            raise  # no feed's trouble
        except Exception:  # one feed's trouble must not end the wave
            wave.failed += given is None
            outcome = _OWN_FAULT
            if self._troubles.is_new(feed, _OWN_FAULT):
                _log.exception("feed %s: an error of our own", feed.url)
            await self._note_failure(feed, FeedFailed(_OWN_FAULT), given)
        if told:
            told(feed, outcome)

    async def _poll_one(self, feed: Feed, wave: Wave) -> str:
        async with self._backlog.place() as place:
            with self._keeping.expecting():
                fetched = await place.fill(partial(self._fetcher.fetch, feed.url, feed.etag, feed.modified))
            digest = await digest_of(fetched.body) if fetched.body is not None else None
            if fetched.body is None or digest == feed.body_hash:
                await self._keep(feed, store_success, feed, fetched, self._now(), self._pace, digest, in_time=True)
                wave.unchanged += 1
                outcome = "unchanged"
            else:
                outcome = await self._take_in(feed, fetched, digest, wave)
        wave.answered += 1
        self._troubles.over(feed)
        await self._outage.answered()
        return outcome

    async def _take_pushed(self, feed: Feed, given: Fetched, wave: Wave) -> str:
        """Reads what a hub has pushed, as if polled; for what changed in words or ids, the feed itself is asked.

        A hub may send a push again hours later: what has been edited meanwhile would go back to its older words.
        """
        document, fresh, kept = await self._read(feed, given, wave, whole=False)
        kept = [(entry, reading) for entry, reading in kept if entry.id is None]
        rest = len(kept) < len(fresh) or not (document.whole and document.entries)
        await self._keep(feed, store_pushed, feed, document, kept, self._now(), self._pace, rest=rest)
        self._incidents.end(f"pushed {feed.id}", f"feed {feed.url}: what its hub pushes can be read again")
        return wave.note(feed, kept)

    async def _take_in(self, feed: Feed, fetched: Fetched, digest: str | None, wave: Wave) -> str:
        """Reads a document that has changed and keeps what is new in it.

        Its validators are kept only if all of it was read: else the next fetch would hear that nothing changed, and
        what is missing would be lost.
        """
        with self._keeping.expecting():
            document, fresh, kept = await self._read(feed, fetched, wave)
        if not document.whole or len(kept) < len(fresh):
            fetched, digest = replace(fetched, etag=None, modified=None), _PART_OF_A_DOCUMENT
        arrival = Arrival(feed, fetched, document, kept, self._now(), self._pace, digest, self._callbacks)
        if feed.first_answered:
            await self._keep(feed, store_document, *arrival)
        else:  # no news, so nobody waits for it
            await self._keeping.store_together(feed.id or 0, store_first, arrival)
        return wave.note(feed, kept)

    async def _read(
        self, feed: Feed, fetched: Fetched, wave: Wave, *, whole: bool = True
    ) -> tuple[Document, list[Entry], list[tuple[Entry, Reading]]]:
        """The document, its entries that were not known, and what those say that could be read."""
        document, telling, found = await self._apart(feed, fetched)
        fresh = await fresh_of(self._database, feed, document, whole=whole)
        telling |= {entry.guid for entry in fresh if entry.article}  # what was fetched for it may still say something
        fresh = await self._complete(feed, fresh, telling, wave)
        return document, fresh, await self._batch.read(feed, fresh, telling, found)

    async def _apart(self, feed: Feed, got: Fetched) -> tuple[Document, frozenset[str], Mapping[str, Reading | str]]:
        """The document, which of its entries may say something, and what they say where all of them are new.

        One that hangs or bloats the reader there is taken apart by itself: then its entries are read one by one.
        """
        given = self._folder, got.body or b"", feed, self._now(), got.content_type
        if feed.first_answered is None and not feed.fulltext:
            with suppress(FeedFailed):
                return await self._workers.run(take_in, *given)
        return *await self._workers.run(take_apart, *given), {}

    async def _complete(self, feed: Feed, fresh: list[Entry], telling: frozenset[str], wave: Wave) -> list[Entry]:
        """The entries; a few that are on the subject but only a line or two long come with their article."""
        if not feed.fulltext:
            return fresh
        found = [entry for entry in fresh if entry.guid in telling and article.is_thin(entry)]
        chosen = sorted(found, key=lambda entry: entry.published, reverse=True)[: article.MOST_A_WAVE - wave.articles]
        wave.articles += len(chosen)
        return await self._articles.complete(fresh, chosen)

    async def _note_failure(self, feed: Feed, error: FeedFailed, given: Fetched | None) -> None:
        if given is not None:
            told = f"feed {feed.url}: what its hub pushed cannot be read, so it is polled: {error.cause}"
            self._incidents.begin(f"pushed {feed.id}", told)
            await self._keep(feed, store_unread, feed, self._now(), self._pace)
            return
        known = await self._outage.failed(feed, error)
        due = self._pace.after_failure(known, self._now(), error.retry_after)
        if self._troubles.is_new(feed, error.cause):
            _log.warning("feed %s: %s; tried again at %s", feed.url, error.cause, due.isoformat(timespec="seconds"))
        await self._keep(feed, feeds.failed, feed.id, self._now(), due, error.cause, gone=error.gone)

    async def _keep(self, feed: Feed, function: Callable[..., None], *arguments: Any, **named: Any) -> None:
        assert feed.id is not None
        await self._keeping.store(feed.id, function, *arguments, **named)
