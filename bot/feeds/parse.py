"""Bytes → entries. feedparser knows the formats; this knows the feeds: what they leave out, double and misstate."""

from __future__ import annotations

import io
from calendar import timegm
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.feeds import simple, skipped
from bot.feeds.dates import parse_date, usable
from bot.feeds.failures import NotAFeed
from bot.feeds.intake import ends_within_entry, intake, is_whole, without_extras
from bot.feeds.language import language_of, primary
from bot.feeds.links import LONGEST, canonical
from bot.feeds.simhash import simhash
from bot.feeds.text import plain, plain_line, visible
from storage.vocabulary import Document, Entry, Feed

_LONGEST_GUID = 500
_MOST_ENTRIES = 2_000
_FULL_TEXTS = ("full-text", "fulltext", "full_text")  # yandex:full-text, rbc_news:full-text
_DATES = ("published", "updated", "created")
_MOST_LINKS = 5
_LONGEST_TTL = 7 * 24 * 60

# feedparser's words for what it gives: values are strings, lists and dictionaries of the document's choosing.
_Item = dict[str, Any]


def parse(body: bytes, *, feed: Feed, now: datetime, content_type: str | None = None) -> Document:
    """The entries of a feed document, in the document's order, in plain text and with usable times.

    `feed` gives what the document leaves out (language, zone, base of its links); `now` is the time of the fetch.
    `content_type` is HTTP's, for the character set.

    Raises:
        NotAFeed: it is neither RSS nor Atom. EmptyFeed: nothing in it. FeedFailed: it is built to do harm.
    """
    text = intake(body, content_type, primary(feed.language))
    document = _read(text)
    channel: _Item = document["feed"]
    base = canonical(_text(channel, "link"), feed.url) or feed.url
    language = primary(_text(channel, "language"))
    items: Sequence[_Item] = document["entries"]
    whole = is_whole(text)
    if not whole and ends_within_entry(text):
        items = items[:-1]  # half a sentence may say the contrary of the whole one
    entries = [_entry(item, feed, base, language, now) for item in items[:_MOST_ENTRIES]]
    return Document(
        version=document["version"],
        title=plain_line(_text(channel, "title")),
        language=language,
        ttl_minutes=_minutes(_text(channel, "ttl")),
        skip_hours=skipped.hours(text),
        skip_days=skipped.days(text),
        entries=tuple(_distinct(entries)),
        whole=whole,
        hubs=_linked(channel, "hub"),
        topic=next(iter(_linked(channel, "self")), None),
    )


def _linked(channel: _Item, kind: str) -> tuple[str, ...]:
    """The addresses of the feed's own links of that kind; those of its entries are anybody's."""
    links: Sequence[_Item] = dict.get(channel, "links") or ()
    found = (_text(one, "href").strip() for one in links if kind in _text(one, "rel").lower().split())
    return tuple(address for address in found if 0 < len(address) <= LONGEST)[:_MOST_LINKS]


def _read(document: bytes) -> _Item:
    return simple.read(document) or _read_by_feedparser(document)


def _read_by_feedparser(document: bytes) -> _Item:
    try:
        found = _fed(document)
    except MemoryError:
        raise
    except Exception:  # feedparser has its own failures on odd content, of every kind
        found = _fed_plainly(document)
    if not found.get("version") and not found["entries"]:
        raise NotAFeed
    return found


def _fed_plainly(document: bytes) -> _Item:
    try:
        return _fed(without_extras(document))
    except MemoryError:
        raise
    except Exception as error:
        raise NotAFeed("could not be read") from error


def _fed(document: bytes) -> _Item:
    import feedparser

    # Its sanitising and joining cost as much as the rest and are not needed: all markup goes anyway.
    found: _Item = feedparser.parse(
        io.BytesIO(document),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return found


def _entry(item: _Item, feed: Feed, base: str, language: str | None, now: datetime) -> Entry:
    title, text = plain_line(_text(item, "title")), _longest(item)
    whole = f"{title}\n{text}"
    link = _link(item, base)
    published, updated = _times(item, feed.zone, now)
    return Entry(
        feed=feed.url,
        guid=_own_id(item, link) or link or _hash(title, text),
        title=title,
        text=text,
        link=link,
        published=published or now,
        published_given=published is not None,
        updated=updated,
        seen=now,
        language=language_of(whole, feed.language, language),
        simhash=simhash(whole),
        outlet=feed.outlet,
    )


def _text(item: _Item, key: str) -> str:
    # Not item.get: feedparser's own gives `published` for a missing `updated`, and warns.
    value = dict.get(item, key)
    return value if isinstance(value, str) else ""


def _longest(item: _Item) -> str:
    """The fullest of what the item offers: description, content, or a full text under some outlet's own name."""
    offered = {_text(item, "summary"), *_contents(item)}
    offered |= {value for key, value in item.items() if key.endswith(_FULL_TEXTS) and isinstance(value, str)}
    texts = [plain(one) for one in offered]
    return texts[0] if len(texts) == 1 else max(texts, key=lambda text: (len(text), text))


def _contents(item: _Item) -> Iterator[str]:
    for one in dict.get(item, "content") or ():
        kind = _text(one, "type")
        if not kind or kind.startswith("text/") or kind.endswith(("html", "xml")):
            yield _text(one, "value")


def _link(item: _Item, base: str) -> str | None:
    own = (_text(item, "feedburner_origlink") or _text(item, "link")).strip()
    # Without a link feedparser takes an id for one, as ids are links unless they say otherwise; many do not say.
    only_id = own == _text(item, "id").strip() and not own.startswith(("http:", "https:", "/"))
    return None if only_id else canonical(own, base)


def _own_id(item: _Item, link: str | None) -> str:
    """The feed's own id, on one line; one that is only the link again counts as the link, tracking left out."""
    given = " ".join(visible(_text(item, "id")).split())
    if link and given == _text(item, "link").strip():
        return link
    return given if len(given) <= _LONGEST_GUID else _hash(given)


def _hash(*parts: str) -> str:
    return "sha256:" + sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _times(item: _Item, zone: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """When the entry was published and, where that is another time, updated; what cannot be true is left out."""
    moments = {key: usable(_moment(item, key, zone), now) for key in _DATES if dict.get(item, key)}
    published = next((moment for moment in moments.values() if moment), None)
    updated = moments.get("updated")
    return published, updated if updated != published else None


def _moment(item: _Item, key: str, zone: str) -> datetime | None:
    stated = _text(item, key).strip()
    if not stated:
        return None
    if moment := parse_date(stated, zone):
        return moment
    parsed = dict.get(item, f"{key}_parsed")  # feedparser knows some more, Greek and Korean ones
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None


def _distinct(entries: list[Entry]) -> Iterator[Entry]:
    """Every entry once. Where several articles share one id, their links or else their words tell them apart."""
    sharing: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in entries:
        sharing[entry.guid].add(_article(entry))
    given: set[str] = set()
    for entry in entries:
        guid = _own_guid(entry, sharing[entry.guid])
        if guid not in given:
            given.add(guid)
            yield entry if guid == entry.guid else replace(entry, guid=guid)


def _article(entry: Entry) -> tuple[str, str]:
    return entry.link or "", entry.title or entry.text


def _own_guid(entry: Entry, sharing: set[tuple[str, str]]) -> str:
    if len(sharing) == 1:
        return entry.guid
    apart = len({link for link, _ in sharing}) == len(sharing)
    return entry.link if apart and entry.link else _hash(*_article(entry))


def _minutes(stated: str) -> int | None:
    stated = stated.strip()
    return min(int(stated), _LONGEST_TTL) if stated.isascii() and stated.isdecimal() else None
