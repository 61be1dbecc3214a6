"""A site's feeds by the address of any of its pages: each is fetched and read before it counts as one.

What a page announces is believed, as what is polled is. Pages are searched and places are tried only where the site's
robots.txt allows it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.errors import BotError
from bot.feeds.catalogue import without_feed_scheme
from bot.feeds.condition import languages
from bot.feeds.discover import Candidate, candidates, guesses
from bot.feeds.failures import EmptyFeed, FeedFailed, NotAFeed
from bot.feeds.fetch import Fetcher
from bot.feeds.fetched import Fetched
from bot.feeds.robots import Robots
from bot.feeds.worker import Workers
from bot.reading import parse_document
from storage.vocabulary import Document, Feed, without_login

MOST = 8
"""Addresses of one page that are looked at: at a pause of five seconds a host, most of a minute."""

_ALIKE = 0.8
_HEAD = 4_096
_MARKS_OF_A_PAGE = (b"<!doctype html", b"<html", b"<head>", b"<body")
_CHANNEL = "on a channel's own page only: give that, youtube.com/channel/… or youtube.com/@name"
_WITHOUT = {
    ("t.me", "telegram.me", "telegram.org"): "Telegram offers no feed of its channels",
    ("youtube.com", "youtu.be"): f"YouTube announces a feed {_CHANNEL}",
    ("x.com", "twitter.com"): "X offers no feeds",
    ("facebook.com", "fb.com"): "Facebook offers no feeds",
    ("instagram.com", "threads.net"): "Instagram and Threads offer no feeds",
    ("vk.com", "ok.ru"): "VK and OK offer no feeds",
    ("tiktok.com",): "TikTok offers no feeds",
    ("linkedin.com",): "LinkedIn offers no feeds",
    ("whatsapp.com",): "WhatsApp offers no feed of its channels",
}
_ELSEWHERE = "look for the same news on the publisher's own site, and give that"
_FOUND_NOTHING = (
    "no feed was found: the page announces none, links to none, and none is in the usual places; look on the site for "
    "“RSS” and give that address"
)


class NoFeedFound(BotError):
    """Nothing at the address is a feed or leads to one; the text says what is there, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that answered: its address (where it moved for good, the new one) and document.

    `comments`: it is what readers say of the articles.
    """

    url: str
    document: Document
    comments: bool = False

    @property
    def language(self) -> str | None:
        """The language of most entries, or else the one that the feed names."""
        found = languages(Feed(url=self.url, language=""), self.document)
        return next(iter(found.detected), found.declared)


@dataclass(frozen=True, slots=True)
class _Page:
    """What came instead of a feed."""

    fetched: Fetched
    body: bytes


class Finder:
    """Looks for feeds, as politely as feeds are polled. `told` hears how many addresses were looked at, of how many."""

    def __init__(
        self, fetcher: Fetcher, workers: Workers, now: datetime, told: Callable[[int, int], None] = lambda _, __: None
    ) -> None:
        self._fetcher, self._workers, self._now, self._told = fetcher, workers, now, told
        self._robots = Robots(fetcher, workers)
        self.left = 0
        """How many addresses that may be feeds were not looked at, as there were too many."""

    async def find(self, address: str) -> list[FoundFeed]:
        """The feed at the address, or those of the page there: what it announces, else links to, else usual places.

        One of comments counts only where there is no other; of one feed in two formats the first.

        Raises:
            FeedFailed: the address itself gives nothing. NoFeedFound: what is there is no feed and leads to none.
        """
        looked = await self._look(web_address(address))
        if isinstance(looked, FoundFeed):
            return [looked]
        page = looked.fetched
        if not (_is_page(looked) and looked.body.strip()) and not page.link:
            raise NoFeedFound(_what_is_there(looked))
        if not await self._robots.allow(page.url):
            told = "its robots.txt does not let programs search the page (or cannot be had); give a feed's own address"
            raise NoFeedFound(f"no feed: {told}")
        found = await self._of_page(looked)
        if not found:
            raise NoFeedFound(nothing_found(address, page.url))
        return _preferred(found)

    async def _of_page(self, page: _Page) -> list[FoundFeed]:
        offered = await self._candidates(page)
        announced, _ = await self._verified([one for one in offered if one.announced])
        if _saying(page.fetched.url) or not all(one.comments for one in announced):
            return announced
        linked, pages = await self._verified([one for one in offered if not one.announced])
        for further in pages[:1]:  # “RSS” often leads to a page that lists the feeds
            linked += linked or (await self._verified(await self._candidates(further)))[0]
        return [*linked, *announced] or (await self._verified(guesses(page.fetched.url), enough=1))[0]

    async def _candidates(self, page: _Page) -> list[Candidate]:
        fetched = page.fetched
        try:
            return await self._workers.run(candidates, page.body, fetched.url, fetched.content_type, fetched.link)
        except EmptyFeed:
            return []

    async def _verified(self, offered: Sequence[Candidate], enough: int = MOST) -> tuple[list[FoundFeed], list[_Page]]:
        """Those that are feeds, in order, and what else is there; no more are asked once there are `enough`."""
        found: list[FoundFeed] = []
        pages: list[_Page] = []
        chosen, self.left = offered[:MOST], max(0, len(offered) - MOST)
        for number in range(0, len(chosen), enough):
            part = chosen[number : number + enough]
            for looked in await asyncio.gather(*map(self._try, part)):
                if isinstance(looked, FoundFeed):
                    found.append(looked)
                elif looked is not None and _is_page(looked):
                    pages.append(looked)
            self._told(len(chosen) if len(found) >= enough else number + len(part), len(chosen))
            if len(found) >= enough:
                break
        return found, pages

    async def _try(self, offered: Candidate) -> FoundFeed | _Page | None:
        """What is there, None where nothing is or where robots may not ask."""
        try:
            if not offered.announced and not await self._robots.allow(offered.url):
                return None
            return await self._look(offered.url, comments=offered.comments)
        except FeedFailed:
            return None

    async def _look(self, address: str, *, comments: bool = False) -> FoundFeed | _Page:
        fetched = await self._fetcher.fetch(address)
        body = fetched.body or b""
        feed = Feed(url=fetched.url, language="")
        try:
            document = await self._workers.run(parse_document, body, feed, self._now, fetched.content_type)
        except (NotAFeed, EmptyFeed):
            return _Page(fetched, body)
        return FoundFeed(url=fetched.moved or address, document=document, comments=comments)


def web_address(typed: str) -> str:
    """What somebody typed, as a web address: without a scheme it is taken for one of https.

    >>> web_address("example.org/news"), web_address("feed://example.org/rss")
    ('https://example.org/news', 'http://example.org/rss')
    """
    address = without_feed_scheme(typed.strip())
    return address if "://" in address else f"https://{address}"


def _preferred(found: Iterable[FoundFeed]) -> list[FoundFeed]:
    """Articles before comments; of two with the same entries the first."""
    every = list(found)
    kept: list[FoundFeed] = []
    for one in [feed for feed in every if not feed.comments] or every:
        if not any(_alike(one.document, other.document) for other in kept):
            kept.append(one)
    return kept


def _alike(one: Document, other: Document) -> bool:
    links, others = ({entry.link for entry in document.entries if entry.link} for document in (one, other))
    return bool(links and others) and len(links & others) >= _ALIKE * min(len(links), len(others))


def _is_page(page: _Page) -> bool:
    kind = (page.fetched.content_type or "").lower()
    head = page.body[:_HEAD].lower()
    marked = b"<opml" not in head and any(mark in head for mark in _MARKS_OF_A_PAGE)
    return marked or kind.startswith(("text/html", "application/xhtml"))


def _what_is_there(page: _Page) -> str:
    head = page.body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        return "no feed: the answer is empty"
    if b"<opml" in head.lower():
        return "no feed but a list of feeds (OPML): save it, then parley feeds import FILE"
    if head.startswith(b"{") and _is_json_feed(page.body):
        return "a JSON Feed, which Parley does not read; look whether the site has RSS or Atom too"
    return f"no feed and no web page, but {page.fetched.content_type or 'something without a type'}"


def _is_json_feed(body: bytes) -> bool:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and "jsonfeed.org" in str(found.get("version"))


def _saying(url: str) -> str | None:
    """What is known of a site that has no feeds, by its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    for hosts, told in _WITHOUT.items():
        if any(host == one or host.endswith(f".{one}") for one in hosts):
            return told
    return None


def nothing_found(address: str, url: str) -> str:
    """What to say of an address that led to the page at `url`, and that to no feed."""
    told = _saying(url) or _saying(web_address(address))
    return f"{told}; {_ELSEWHERE}" if told else f"{without_login(url)}: {_FOUND_NOTHING}"
