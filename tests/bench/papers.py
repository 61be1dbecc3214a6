"""Synthetic feeds in our own words: each entry follows from its feed and number, one in twenty reports a development.

The reports tell of one event a day, in English, Ukrainian and Russian; so each event is reported by many outlets, in
several languages. Everything else is made of the sentences of other_news.toml.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

HERE = Path(__file__).parent
LANGUAGES = ("en", "uk", "ru")
ENTRIES, EVERY, DAYS = 50, 20, 60
"""Entries a feed, of which one in so many reports something; the events lie within so many days."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed."""

    number: int
    title: str
    text: str
    at: datetime


def language_of(feed: int) -> str:
    return LANGUAGES[feed % len(LANGUAGES)]


def document(feed: int, today: date, *, more: int = 0, entries: int = ENTRIES) -> bytes:
    """A feed as RSS: its newest entries, `more` of which came after its first publication."""
    items = (item(feed, number, today) for number in range(entries + more, more, -1))
    rows = "".join(
        f"<item><guid isPermaLink='false'>f{feed}-{one.number}</guid><title>{escape(one.title)}</title>"
        f"<link>https://outlet{feed}.example/{one.number}</link><description>{escape(f'<p>{one.text}</p>')}</description>"
        f"<pubDate>{format_datetime(one.at)}</pubDate></item>"
        for one in items
    )
    head = f"<title>Outlet {feed}</title><link>https://outlet{feed}.example/</link><language>{language_of(feed)}</language>"
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}{rows}</channel></rss>'.encode()


def item(feed: int, number: int, today: date) -> Item:
    chance = random.Random(feed * 1_000_003 + number)
    if (number + feed) % EVERY == 0:
        return _report(feed, number, today, chance)
    sentences, titles = _other(language_of(feed))
    text = " ".join(chance.sample(sentences, 4))
    at = datetime(today.year, today.month, today.day, tzinfo=UTC) - timedelta(hours=chance.randrange(24, 24 * 40))
    return Item(number, f"{chance.choice(titles)} – {chance.randrange(10_000)}", text, at)


def _report(feed: int, number: int, today: date, chance: random.Random) -> Item:
    """What one outlet says of the event of one day."""
    ago = chance.randrange(1, DAYS)
    day = today - timedelta(days=ago)
    months, known = _reports(language_of(feed))
    told = known[ago % len(known)]
    words = {"n": 60 + ago * 37 % 300, "day": f"{day.day} {months[day.month - 1]}"}
    at = datetime(day.year, day.month, day.day, 15, tzinfo=UTC) + timedelta(minutes=chance.randrange(480))
    return Item(number, told["title"].format(**words), told["text"].format(**words), at)


@lru_cache
def _reports(language: str) -> tuple[list[str], list[dict[str, str]]]:
    """The names of months, and an exchange and a return of bodies."""
    found = tomllib.loads((HERE / "reports.toml").read_text(encoding="utf-8"))[language]
    return found["months"].split(), found["report"]


@lru_cache
def _other(language: str) -> tuple[list[str], list[str]]:
    """Sentences and titles about anything else."""
    rows = tomllib.loads((HERE / "other_news.toml").read_text(encoding="utf-8"))["entry"]
    mine = [row for row in rows if row["lang"] == language]
    sentences = [one for row in mine for one in re.split(r"(?<=[.!?]) ", row["text"])]
    return sentences, [row["title"] for row in mine]


def opml(path: Path, addresses: list[str]) -> Path:
    """A list of the feeds for whoever reads OPML."""
    rows = "".join(
        f'<outline type="rss" text="Outlet {feed}" xmlUrl="{url}" outlet="Outlet {feed}" owner="owner{feed}" '
        f'language="{language_of(feed)}" tier="2"/>\n'
        for feed, url in enumerate(addresses)
    )
    path.write_text(f'<opml version="2.0"><body>{rows}</body></opml>', encoding="utf-8")
    return path
