"""From a site's page to its feeds: what the page announces, else the links that look like one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from bot.feeds.intake import decode
from bot.feeds.links import canonical

_LONGEST = 1_000_000
_ELEMENT = re.compile(r"<(?P<name>link|a|base)\b(?P<attributes>[^<>]*)", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml", re.IGNORECASE)
_FEED_ADDRESS = re.compile(r"(?:^|[/._-])(?:rss2?|atom|rdf|feeds?)(?:$|[/._?-])", re.IGNORECASE)


def feed_addresses(page: bytes, url: str, content_type: str | None = None) -> list[str]:
    """The feeds that a page at `url` leads to, the announced ones (`<link rel="alternate">`) first, each once.

    >>> feed_addresses(b'<link rel="alternate" type="application/rss+xml" href="/rss">', "https://x.example/news")
    ['https://x.example/rss']

    Raises:
        EmptyFeed: there is nothing on the page.
    """
    announced: dict[str, None] = {}
    likely: dict[str, None] = {}
    base = url
    for name, given in _elements(decode(page[:_LONGEST], content_type)):
        address = canonical(given.get("href", ""), base)
        if address is None:
            continue
        if name == "base":
            base = address
        elif name == "link" and _announces(given):
            announced[address] = None
        elif name == "a" and _FEED_ADDRESS.search(address.partition("//")[2].partition("/")[2]):
            likely[address] = None
    return list(announced | likely)


def _elements(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    for element in _ELEMENT.finditer(text):
        pairs = _ATTRIBUTE.findall(element["attributes"])
        yield element["name"].lower(), {name.lower(): html.unescape("".join(value)) for name, *value in pairs}


def _announces(given: dict[str, str]) -> bool:
    return "alternate" in given.get("rel", "").lower().split() and bool(_FEED_TYPE.search(given.get("type", "")))
