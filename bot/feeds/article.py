"""The page behind an entry that is only a line or two: fetched politely, and read as plain text.

Only for entries that carry cue words, of feeds whose list says `fulltext="yes"`. What is fetched is read for facts and
kept beside the entry; it is never shown, and no picture is fetched or kept. An article that cannot be had costs nothing
but itself: the entry is then read as the feed gave it.
"""

from __future__ import annotations

import asyncio
import logging
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.fetched import Fetched
from bot.feeds.intake import decode, page_charset
from bot.feeds.robots import Robots
from bot.feeds.simhash import simhash
from bot.feeds.text import visible
from bot.feeds.worker import Workers
from storage.vocabulary import Entry

THIN = 400
"""Characters of text below which an entry counts as a line or two."""
MOST_A_WAVE = 4
"""Articles that one wave of polling fetches; entries beyond these are read as they are."""
MOST_SECONDS = 60.0
"""What the articles of one feed may take together, well within the lease of a poll."""
MOST_BYTES = 2 * 1024 * 1024
LONGEST = 20_000
"""Characters of an article that are kept: as many as are read."""
MOST_HOPS = 5
MOST_TAGS, MOST_ATTRIBUTES, MOST_IN_A_TAG = 20_000, 30_000, 500
"""Of a page, and of one tag; what has more is made to do harm, or says nothing that is worth the time."""

_HTML = ("text/html", "application/xhtml+xml")

_log = logging.getLogger("parley.articles")


def is_thin(entry: Entry) -> bool:
    """Whether an entry is short and leads to a page that may say more."""
    return len(entry.text) < THIN and entry.link is not None


class Articles:
    """Fetches and reads articles, each once; one at a time a site, as all that the fetcher fetches.

    `seconds` is what those of one feed may take together.
    """

    def __init__(self, fetcher: Fetcher, workers: Workers, *, seconds: float = MOST_SECONDS) -> None:
        self._fetcher, self._workers, self._seconds = fetcher, workers, seconds
        self._robots = Robots(fetcher, workers)

    async def complete(self, entries: Sequence[Entry], chosen: Collection[Entry]) -> list[Entry]:
        """The same entries in the same order, the chosen ones with their article's text where it could be had."""
        texts: dict[str, str] = {}
        try:
            async with asyncio.timeout(self._seconds):
                for link in dict.fromkeys(entry.link for entry in chosen if entry.link):
                    texts[link] = await self._text(link, next(e.language for e in chosen if e.link == link))
        except TimeoutError:
            _log.info("articles took too long; the entries are read as they are")
        picked = {entry.guid for entry in chosen}
        return [with_article(e, texts.get(e.link or "", "")) if e.guid in picked else e for e in entries]

    async def _text(self, link: str, language: str) -> str:
        try:
            page = await self._page(link)
            return await self._workers.run(read_article, page.body or b"", page.content_type, language)
        except FeedFailed as error:
            _log.info("article %s: %s; the entry is read as it is", link, error.cause)
        except Exception:  # one article's trouble must not cost its entry
            _log.exception("article %s: an error of our own; the entry is read as it is", link)
        return ""

    async def _page(self, url: str) -> Fetched:
        for _ in range(MOST_HOPS):
            if not await self._robots.allow(url):
                raise FeedFailed("robots.txt forbids it, or cannot be had", temporary=False)
            fetched = await self._fetcher.page(url, size=MOST_BYTES)
            if fetched.body is not None:
                return fetched
            url = fetched.url
        raise FeedFailed("too many redirects")


def with_article(entry: Entry, text: str) -> Entry:
    """The entry with this article, if it says more than the entry does; the fingerprint is then that of both.

    Official bodies use one title again and again: by title alone a new exchange would seem a republished old one.
    """
    if len(text) <= len(entry.text):
        return entry
    whole = replace(entry, article=text)
    return replace(whole, simhash=simhash(f"{whole.title}\n{whole.body}"))


def read_article(body: bytes, content_type: str | None, language: str) -> str:
    """The text of a web page without what stands around it; empty where there is none. Runs in a worker.

    Raises:
        FeedFailed: it is no web page.
    """
    if content_type and not content_type.lower().startswith(_HTML):
        raise FeedFailed("no web page", temporary=False)
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it complains of every page that it cannot read
    text = decode(body, page_charset(body, content_type), language)
    _check_shape(text)
    found = trafilatura.extract(
        text,
        include_comments=False,
        include_tables=False,
        include_images=False,
        favor_precision=True,
    )
    lines = (line.strip() for line in visible(found or "").splitlines())
    return unicodedata.normalize("NFC", "\n".join(line for line in lines if line))[:LONGEST]


def _check_shape(page: str) -> None:
    attributes = [tag.partition(">")[0].count("=") for tag in page.split("<", MOST_TAGS + 1)]
    if len(attributes) > MOST_TAGS or max(attributes) > MOST_IN_A_TAG or sum(attributes) > MOST_ATTRIBUTES:
        raise FeedFailed("too many elements")
