"""Feeds as an OPML file, which any reader can open and people can correct by hand.

Parley adds attributes of its own to `<outline>`: outlet, owner, country, tier, kind, officialOf, zone, fulltext,
enabled, reason, and name, which is the feed's own title. All may be missing, so any reader's file can be imported.
They are read with or without the prefix `parley:`, and written with it, as OPML 2.0 wants what is not its own to be in
a namespace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.feeds.language import primary
from bot.feeds.links import canonical
from bot.feeds.opml import CatalogueUnreadable, Outline, named, outlines
from bot.feeds.text import visible
from storage.vocabulary import Feed, FeedState

NAMESPACE = "urn:parley:catalogue"
_PREFIX = "parley:"
_FIELDS = {
    "outlet": "outlet", "owner": "owner", "country": "country", "tier": "tier", "kind": "kind",
    "officialof": "official_of", "zone": "zone", "fulltext": "fulltext", "enabled": "state", "reason": "reason",
    "name": "title",
}  # fmt: skip
"""Parley's own attributes, in small letters, and what they say of a feed."""
ALL = frozenset({*_FIELDS.values(), "language"})

_TIERS = {"1": 1, "2": 2, "3": 3}
_SWITCHES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_FEEDS = frozenset({"rss", "rss1", "rss2", "atom", "feed"})
_NOT_RSS = ("html+", "xml+", "json")
"""What some readers gather out of web pages, other XML and JSON, by rules of their own."""
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0" xmlns:parley="{}">\n'
    "<head><title>{}</title></head>\n<body>\n"
)


class Listed(NamedTuple):
    """A feed as a file lists it, and which of its attributes the file gives: no others say anything of it.

    A file that Parley wrote gives all; another reader's gives none, as its titles are for that reader.
    """

    feed: Feed
    given: frozenset[str]


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in an OPML file. `left_out` counts outlines that name no web address of a feed, and are no folders."""

    listed: tuple[Listed, ...]
    twice: int = 0
    left_out: int = 0

    @property
    def feeds(self) -> list[Feed]:
        return [one.feed for one in self.listed]


def read_opml(source: bytes | Path) -> list[Feed]:
    """The feeds of an OPML file, folders flattened, each address once, in the file's order.

    A language that is not given stays empty: it is then told from each entry.

    Raises:
        CatalogueUnreadable: no OPML, no feed in it, or an attribute with a value that means nothing.
    """
    return read_contents(source).feeds


def read_contents(source: bytes | Path) -> Contents:
    """The same, with what the file leaves open, and what in it is no feed.

    Some readers keep searches, scripts and links to pages among their feeds.
    """
    found: dict[str, Listed] = {}
    twice = left_out = 0
    for outline in outlines(source):
        address = _address(outline.attributes)
        if not address:
            left_out += _is_left_out(outline.attributes)
        elif (key := comparable(address)) in found:
            twice += 1
        else:
            found[key] = _listed(address, outline, named(source))
    if not found:
        cure = "export the subscriptions from the reader once more, or add each feed by parley feeds add ADDRESS"
        raise CatalogueUnreadable(f"no feed in the OPML file: no outline has an xmlUrl with a web address; {cure}")
    return Contents(tuple(found.values()), twice, left_out)


def comparable(address: str) -> str:
    """The address as it is told apart from others: without tracking, fragment and capitals in the host's name.

    >>> comparable("HTTPS://Example.org:443/rss?utm_source=x")
    'https://example.org/rss'
    """
    login = urlsplit(address).netloc.rpartition("@")[0]
    return login + (canonical(address) or address).partition("#")[0]


def write_opml(feeds: Iterable[Feed], title: str = "Parley's feeds") -> str:
    """An OPML 2.0 file with these feeds and all that the catalogue knows of them; `read_opml` reads it back.

    Both names that other readers look at say whose feed it is.
    """
    lines = [_HEAD.format(NAMESPACE, escape(visible(title)))]
    for feed in feeds:
        written = " ".join(f"{name}={quoteattr(visible(value))}" for name, value in _attributes(feed))
        lines.append(f"  <outline {written}/>\n")
    return "".join([*lines, "</body>\n</opml>\n"])


def _address(given: dict[str, str]) -> str:
    """The feed's web address; empty where the outline leads to none."""
    kind = given.get("type", "").lower()
    stated = given.get("xmlurl", "") or (given.get("url", "") if kind in _FEEDS else "")
    if kind.startswith(_NOT_RSS):
        return ""
    address = without_feed_scheme(stated.strip())
    return address if canonical(address) else ""


def without_feed_scheme(address: str) -> str:
    """`feed://example.org/rss` and `feed:https://example.org/rss`, as readers pass them on, made web addresses."""
    scheme, _, rest = address.partition(":")
    if scheme.lower() != "feed":
        return address
    return f"http:{rest}" if rest.startswith("//") else rest


def _is_left_out(given: dict[str, str]) -> bool:
    return any(given.get(name) for name in ("xmlurl", "url", "htmlurl"))


def _listed(address: str, outline: Outline, file: str) -> Listed:
    own = {name.removeprefix(_PREFIX): value for name, value in outline.attributes.items()}
    written_here = any(name.startswith(_PREFIX) for name in outline.attributes)
    given = frozenset(_FIELDS[name] for name in own if name in _FIELDS)
    if given:
        given |= {"title", "language"} & {"title", *own}
    return Listed(_feed(address, own, f"{file}, line {outline.line}: {address}"), ALL if written_here else given)


def _feed(address: str, given: dict[str, str], place: str) -> Feed:
    enabled = _switch(place, "enabled", given, default=True)
    titled = given.get("title") or given.get("text", "")
    return Feed(
        url=address,
        title=" ".join(visible(given.get("name", titled)).split()),
        outlet=given.get("outlet", ""),
        owner=given.get("owner", ""),
        language=primary(given.get("language")) or "",
        country=given.get("country", "").upper(),
        tier=_tier(place, given),
        kind=given.get("kind") or "outlet",
        official_of=given.get("officialof") or None,
        zone=_zone(place, given),
        fulltext=_switch(place, "fulltext", given, default=False),
        state=FeedState.ACTIVE if enabled else FeedState.PAUSED,
        reason=given.get("reason") or None,
    )


def _tier(place: str, given: dict[str, str]) -> int:
    value = given.get("tier") or "3"
    if value not in _TIERS:
        raise _meaningless(place, "tier", value, "1 (officials, agencies), 2 (national outlets) or 3 (others)")
    return _TIERS[value]


def _switch(place: str, name: str, given: dict[str, str], *, default: bool) -> bool:
    value = given.get(name, "").lower()
    if value and value not in _SWITCHES:
        raise _meaningless(place, name, value, "yes or no")
    return _SWITCHES.get(value, default)


def _zone(place: str, given: dict[str, str]) -> str:
    value = given.get("zone") or "UTC"
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise _meaningless(place, "zone", value, "a name such as Europe/Kyiv, or leave it out for UTC") from None
    return value


def _meaningless(place: str, name: str, value: str, wanted: str) -> CatalogueUnreadable:
    return CatalogueUnreadable(f"{place}: {name}={value!r} means nothing; write {wanted}")


def _attributes(feed: Feed) -> Iterator[tuple[str, str]]:
    shown = _shown(feed)
    plain = {"type": "rss", "text": shown, "title": shown, "xmlUrl": feed.url, "language": feed.language}
    own = {
        "outlet": feed.outlet,
        "owner": feed.owner,
        "country": feed.country,
        "tier": str(feed.tier),
        "kind": feed.kind,
        "officialOf": feed.official_of or "",
        "zone": feed.zone,
        "fulltext": "yes" if feed.fulltext else "",
        "enabled": "" if feed.state is FeedState.ACTIVE else "no",
        "reason": feed.reason or "",
    }
    yield from ((name, value) for name, value in plain.items() if value)
    if feed.title != shown:
        yield f"{_PREFIX}name", feed.title
    yield from ((_PREFIX + name, value) for name, value in own.items() if value)


def _shown(feed: Feed) -> str:
    """What a reader lists: a title alone is often only *News*."""
    names = [name for name in (feed.outlet, feed.title) if name]
    return ": ".join(dict.fromkeys(names)) or feed.url
