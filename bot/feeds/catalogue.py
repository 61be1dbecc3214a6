"""Feeds as an OPML file, which any reader can open and people can correct by hand.

Parley adds attributes of its own to `<outline>`: outlet, owner, language, country, tier, kind, officialOf, zone,
fulltext, enabled and reason. All may be missing, so any reader's file can be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import BotError
from bot.feeds.links import canonical
from bot.feeds.text import visible
from storage.vocabulary import Feed, FeedState

T = TypeVar("T")

_TIERS = {"1": 1, "2": 2, "3": 3}
_SWITCHES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n<head><title>{}</title></head>\n<body>\n'


class CatalogueUnreadable(BotError):
    """The feed list cannot be used; the message says what is wrong where."""


def read_opml(source: bytes | Path) -> list[Feed]:
    """The feeds of an OPML file, folders flattened, each address once, in the file's order.

    A language that is not given stays empty: it is then told from each entry. Outlines that lead to no web address
    (some readers keep searches and scripts among their feeds) are left out.

    Raises:
        CatalogueUnreadable: no OPML, no feed in it, or an attribute with a value that means nothing.
    """
    feeds: dict[str, Feed] = {}
    for outline in _outlines(source):
        address = outline.get("xmlurl", "").strip()
        if canonical(address) is not None:
            feeds.setdefault(address, _feed(address, outline))
    if not feeds:
        raise CatalogueUnreadable("no feed in the OPML file: no outline has an xmlUrl with a web address")
    return list(feeds.values())


def write_opml(feeds: Iterable[Feed], title: str = "Parley's feeds") -> str:
    """An OPML file with these feeds and all that the catalogue knows of them; `read_opml` reads it back."""
    lines = [_HEAD.format(_escaped(title))]
    for feed in feeds:
        attributes = {"type": "rss", "text": _shown(feed), **_attributes(feed)}
        written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items() if value)
        lines.append(f"  <outline {written}/>\n")
    return "".join([*lines, "</body>\n</opml>\n"])


def _outlines(source: bytes | Path) -> Iterator[dict[str, str]]:
    """The attributes of every outline, by their names in small letters, as readers differ in these."""
    try:
        root = ET.fromstring(_content(source))  # noqa: S314 -- Python's expat refuses entity bombs and fetches nothing
    except (ET.ParseError, ValueError, LookupError) as error:
        raise CatalogueUnreadable(f"the feed list is no well-formed XML: {error}") from error
    if root.tag.lower() != "opml":
        raise CatalogueUnreadable(f"the feed list is no OPML: it begins with <{root.tag}>")
    for outline in root.iter("outline"):
        yield {name.lower(): value for name, value in outline.attrib.items()}


def _content(source: bytes | Path) -> bytes:
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise CatalogueUnreadable(f"cannot read {source}: {error.strerror}") from error


def _feed(address: str, given: dict[str, str]) -> Feed:
    def choice(name: str, values: dict[str, T], default: T) -> T:
        return _choice(address, name, given.get(name, ""), values, default)

    enabled = choice("enabled", _SWITCHES, default=True)
    return Feed(
        url=address,
        title=" ".join(visible(given.get("title") or given.get("text", "")).split()),
        outlet=given.get("outlet", ""),
        owner=given.get("owner", ""),
        language=given.get("language", "").lower(),
        country=given.get("country", "").upper(),
        tier=choice("tier", _TIERS, default=3),
        kind=given.get("kind") or "outlet",
        official_of=given.get("officialof") or None,
        zone=_checked(address, "zone", given.get("zone") or "UTC", _is_zone),
        fulltext=choice("fulltext", _SWITCHES, default=False),
        state=FeedState.ACTIVE if enabled else FeedState.PAUSED,
        reason=given.get("reason") or None,
    )


def _choice(address: str, name: str, value: str, values: dict[str, T], default: T) -> T:
    if not value:
        return default
    _checked(address, name, value.lower(), values.__contains__)
    return values[value.lower()]


def _checked(address: str, name: str, value: str, fits: Callable[[str], bool]) -> str:
    if not fits(value):
        raise CatalogueUnreadable(f"{address}: {name}={value!r} means nothing")
    return value


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _attributes(feed: Feed) -> dict[str, str]:
    return {
        "title": feed.title,
        "xmlUrl": feed.url,
        "outlet": feed.outlet,
        "owner": feed.owner,
        "language": feed.language,
        "country": feed.country,
        "tier": str(feed.tier),
        "kind": feed.kind,
        "officialOf": feed.official_of or "",
        "zone": feed.zone,
        "fulltext": "yes" if feed.fulltext else "",
        "enabled": "" if feed.state is FeedState.ACTIVE else "no",
        "reason": feed.reason or "",
    }


def _shown(feed: Feed) -> str:
    """What a reader lists: a title alone is often only *News*."""
    names = [name for name in (feed.outlet, feed.title) if name]
    return ": ".join(dict.fromkeys(names)) or feed.url


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
