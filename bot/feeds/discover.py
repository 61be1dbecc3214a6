"""From a site's page to its feeds: what it announces (in its head or a Link header), else links that look like one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bot.feeds.intake import decode, page_charset
from bot.feeds.links import canonical
from bot.feeds.text import plain_line

GUESSES = ("feed/", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss/all", "feeds/posts/default")
"""Where sites have their feed that announce none: WordPress, news systems, static sites, Blogger."""

_LONGEST = 1_000_000
_LONGEST_HEADER = 8_192
# A tag never fails to end: at its bracket, before the next one, or with the text. So no character is read twice.
_ELEMENT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<closed>script|style|template|noscript)\b.*?(?:</(?P=closed)|\Z)"
    r"|<(?P<name>link|a|base)\b(?P<attributes>(?:=\s*\"[^\"]*(?:\"|\Z)|=\s*'[^']*(?:'|\Z)|[^<>])*+)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?<![a-z-])([a-z-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_LINK = re.compile(r"<([^<>]*)>((?:\s*+;\s*+[\w*.-]++(?:\s*+=\s*+(?:\"[^\"]*\"|[^\s\",;]*+))?)*+)")
_FEED_TYPE = re.compile(r"application/(?:rss|atom|rdf)\+xml|(?:application|text)/xml", re.IGNORECASE)
_FEED_ADDRESS = re.compile(r"(?:^|[/._-])(?:rss2?|atom|rdf|feeds?)(?:$|[/._?=-])", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|discussion|коментар|комментар|обговорен|обсужден", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be a feed, and what the page calls it; `announced` by the page as one of its feeds."""

    url: str
    title: str = ""
    announced: bool = field(default=True, compare=False)

    @property
    def comments(self) -> bool:
        """Whether it is what readers say of the articles, and not these."""
        return bool(_COMMENTS.search(self.title) or _COMMENTS.search(urlsplit(self.url).path))


def candidates(page: bytes, url: str, content_type: str | None = None, link: str | None = None) -> list[Candidate]:
    """What a page at `url` may have for feeds, each address once: announced ones first, those of comments last.

    `link` is all of the answer's Link headers.

    >>> candidates(b'<link rel="alternate" type="application/rss+xml" href="/rss">', "https://x.example/news")[0].url
    'https://x.example/rss'

    Raises:
        EmptyFeed: there is nothing on the page.
    """
    text = decode(page[:_LONGEST], page_charset(page, content_type))
    found = [*_by_header(link or "", url), *_by_elements(list(_elements(text)), url)]
    first: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda one: (one.comments, not one.announced)):
        first.setdefault(one.url, one)
    return [one for one in first.values() if one.url.partition("#")[0] != url]


def guesses(url: str) -> list[Candidate]:
    """The usual places on the site of `url`: beneath the page itself, then at the top."""
    page = url.partition("#")[0].partition("?")[0]
    beneath = [urljoin(page if page.endswith("/") else f"{page}/", "feed/")] if urlsplit(page).path.strip("/") else []
    places = [*beneath, *(urljoin(url, f"/{place}") for place in GUESSES)]
    return [Candidate(place, announced=False) for place in dict.fromkeys(places)]


def _by_header(link: str, url: str) -> Iterator[Candidate]:
    for target, parameters in _LINK.findall(link[:_LONGEST_HEADER]):
        given = _attributes(parameters.replace(";", " "))
        address = canonical(target, url)
        if address and _announces(given):
            yield Candidate(address, plain_line(given.get("title", "")))


def _by_elements(elements: list[tuple[str, dict[str, str]]], url: str) -> Iterator[Candidate]:
    """The first `<base>` counts, for all of the page (HTML)."""
    bases = (canonical(given["href"], url) for name, given in elements if name == "base" and given.get("href"))
    base = next(filter(None, bases), url)
    for name, given in elements:
        address = canonical(given.get("href", ""), base)
        if address is None or name == "base":
            continue
        announced = name == "link" and _announces(given)
        if announced or (name == "a" and _FEED_ADDRESS.search(address.partition("//")[2].partition("/")[2])):
            yield Candidate(address, plain_line(given.get("title", "")), announced)


def _elements(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements that lead somewhere; none of those in comments and scripts."""
    for element in _ELEMENT.finditer(text):
        if element["name"]:
            yield element["name"].lower(), _attributes(element["attributes"])


def _attributes(text: str) -> dict[str, str]:
    """By name; of two of one name the first counts (HTML)."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), html.unescape("".join(values)))
    return found


def _announces(given: dict[str, str]) -> bool:
    kinds = given.get("rel", "").lower().split()
    kind = given.get("type", "").partition(";")[0].strip()
    return bool({"alternate", "feed"} & set(kinds)) and "stylesheet" not in kinds and bool(_FEED_TYPE.fullmatch(kind))
