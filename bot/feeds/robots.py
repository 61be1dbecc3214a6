"""Whether a site lets robots read a page: its robots.txt, asked once a day a site (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.worker import Workers

NAME = "Parley"
"""How rules for Parley alone are headed in a robots.txt: `User-agent: Parley`."""

KEPT_SECONDS = 24 * 3600.0
"""RFC 9309, 2.4: not longer than a day."""
UNREACHED_SECONDS = 3600.0
MOST_BYTES = 512 * 1024
"""RFC 9309, 2.5: at least 500 KiB have to be read; a longer one counts as unreachable."""
LONGEST_DELAY = 30.0
"""A site that wants a longer pause (`Crawl-delay`, in seconds) than this is left alone."""

_ALL = ""
_CLOSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})
"""A site that keeps even these rules from us wants no visit, though the RFC would allow one."""


@dataclass(frozen=True, slots=True)
class _Known:
    rules: str | None
    until: float


class Robots:
    """What sites allow. Rules that cannot be had forbid everything until they can; none at all allow everything."""

    def __init__(self, fetcher: Fetcher, workers: Workers) -> None:
        self._fetcher, self._workers = fetcher, workers
        self._known: dict[str, _Known] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def allow(self, url: str) -> bool:
        """Whether Parley may read this page; waits first where the site asks for a longer pause than usual."""
        rules = await self._rules_for(url)
        if not rules:
            return rules is not None
        delay = await self._workers.run(delay_before, rules, url)
        if delay is None or delay > LONGEST_DELAY:
            return False
        await asyncio.sleep(delay)
        return True

    async def _rules_for(self, url: str) -> str | None:
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._locks[site]:
            known = self._known.get(site)
            if known is None or known.until < _clock():
                rules = await self._fetch(f"{site}/robots.txt")
                keep = UNREACHED_SECONDS if rules is None else KEPT_SECONDS
                known = self._known[site] = _Known(rules, _clock() + keep)
        return known.rules

    async def _fetch(self, address: str) -> str | None:
        try:
            fetched = await self._fetcher.fetch(address, size=MOST_BYTES)
        except FeedFailed as error:
            missing = error.status is not None and not error.temporary and error.status not in _CLOSED
            return _ALL if missing else None
        return (fetched.body or b"").decode("utf-8", "replace")


def delay_before(rules: str, url: str) -> float | None:
    """How many seconds these rules want before a page is read, None where they forbid it. Runs in a worker."""
    from protego import Protego

    parsed = Protego.parse(rules)
    if not parsed.can_fetch(url, NAME):
        return None
    return parsed.crawl_delay(NAME) or 0.0


def _clock() -> float:
    return asyncio.get_running_loop().time()
