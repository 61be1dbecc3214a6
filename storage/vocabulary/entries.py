"""Feeds and what they carry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from storage.vocabulary.packing import quick_to_pickle

_GAPS_FROM = 5
"""Dates of fewer entries tell little of how often a feed brings one."""
_LOGIN = re.compile(r"(?<=://)[^/?#\s]+@")


class FeedState(StrEnum):
    """Whether a feed is polled: active, paused by the catalogue or an operator, or gone (410)."""

    ACTIVE = "active"
    PAUSED = "paused"
    GONE = "gone"


@quick_to_pickle
@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One RSS or Atom feed, its place in the catalogue and its health.

    `tier` 1 official bodies and agencies, 2 national outlets, 3 others; `official_of` a party's code; `owner`
    makes outlets of one owner one origin; `zone` is the IANA zone for dates that name none. `error` is the last
    failure in plain words (None after a success), `failures` how many in a row. `first_answered` is when it first
    answered and parsed: what that fetch brought never alerts. `ttl_minutes`, `skip_hours` and `skip_days` (the hours of
    GMT and the days of the week, from Monday, in which nobody should ask) are its document's own word, `usual_gap` the
    seconds from one of its entries to the next on average, None where its dates do not tell. Until `pushed_until` its
    hub pushes, which stands in for polls; `pinged` is when it told of news that is not fetched yet.
    """

    url: str
    title: str = ""
    outlet: str = ""
    owner: str = ""
    language: str = "en"
    country: str = ""
    tier: int = 3
    kind: str = "outlet"
    official_of: str | None = None
    zone: str = "UTC"
    fulltext: bool = False
    state: FeedState = FeedState.ACTIVE
    reason: str | None = None
    etag: str | None = None
    modified: str | None = None
    body_hash: str | None = None
    due_at: datetime | None = None
    last_attempt: datetime | None = None
    last_success: datetime | None = None
    last_entry: datetime | None = None
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    usual_gap: int | None = None
    pinged: datetime | None = None
    pushed_until: datetime | None = None
    first_answered: datetime | None = None
    failures: int = 0
    error: str | None = None
    entries: int = 0
    id: int | None = None


COPY_BITS = 8
"""Texts whose fingerprints differ in no more bits are copies of one; unlike texts differ in about 32 of 64."""


def copies(one: int, other: int, bits: int = COPY_BITS) -> bool:
    """Whether two texts are near-duplicates, by their fingerprints; 0 is none."""
    if not one or not other:
        return False
    return ((one ^ other) & (2**64 - 1)).bit_count() <= bits


def owner_of(feed: Feed) -> str:
    """Whose word a feed's is: feeds of one owner are one source, and so are those of one site that names none."""
    return feed.owner or feed.outlet or urlsplit(feed.url).netloc.rpartition("@")[2].removeprefix("www.")


def without_login(address: str) -> str:
    """A web address as it may be shown: a user's name and password within it are left out."""
    return _LOGIN.sub("", address)


@quick_to_pickle
@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item of a feed as Parley keeps it: plain text, aware UTC times.

    `guid` identifies it within its feed (the feed's own id, else its canonical link, else a hash of title and
    text). `published` is never in the future of the fetch; `published_given` is False where the feed gave no
    usable date and the fetch time stands in. `article` is the text of the page behind the link, where it was fetched
    because the feed gave only a line or two: it is read for facts and never shown.
    """

    feed: str
    guid: str
    title: str
    text: str
    published: datetime
    seen: datetime
    link: str | None = None
    language: str = "en"
    published_given: bool = True
    updated: datetime | None = None
    simhash: int = 0
    outlet: str = ""
    article: str = ""
    id: int | None = None

    @property
    def body(self) -> str:
        """What is read beside the title: the feed's text and the article's. Evidence stands in it word for word."""
        if not self.article or self.text.rstrip(" .…") in self.article:
            return self.article or self.text
        return f"{self.text}\n{self.article}"


@quick_to_pickle
@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed feed document: its format (feedparser's version string), title, language and entries.

    `whole` is False where it breaks off before its end: more entries may be behind the break. `hubs` and `topic` are
    the addresses that it gives for WebSub, as they stand there.
    """

    version: str
    title: str = ""
    language: str | None = None
    ttl_minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    entries: tuple[Entry, ...] = ()
    whole: bool = True
    hubs: tuple[str, ...] = ()
    topic: str | None = None

    @property
    def habits(self) -> dict[str, Any]:
        """What it tells of how often its feed is worth asking, by the attributes of `Feed`."""
        return {
            "ttl_minutes": self.ttl_minutes,
            "skip_hours": self.skip_hours,
            "skip_days": self.skip_days,
            "usual_gap": self._usual_gap(),
        }

    def _usual_gap(self) -> int | None:
        """Over all entries with a date: a median would take a burst a day for a feed that brings news every minute."""
        given = [entry.published for entry in self.entries if entry.published_given]
        if len(given) < _GAPS_FROM:
            return None
        return round((max(given) - min(given)).total_seconds() / (len(given) - 1)) or None
