"""The rows about one feed: parsing and reading 50 entries, one in 20 relevant, beside feedparser's parse alone."""

from __future__ import annotations

from datetime import UTC, datetime

import feedparser

from bot.reading import read_entries, take_apart
from storage.seeds import default_folder
from storage.vocabulary import Feed
from tests.bench import papers
from tests.bench.reading import median
from tests.bench.table import Row, Table

FEEDS = 24
GOALS = {"en": 1.6, "uk": 2.0, "ru": 2.0}


def parse(table: Table) -> None:
    """Processor time in this process, with warm caches, a language at a time."""
    now = datetime.now(UTC)
    for place, language in enumerate(papers.LANGUAGES):
        table.progress(f"parse and read, {language}")
        documents = [papers.document(number, now.date()) for number in range(place, FEEDS, len(papers.LANGUAGES))]
        feed = Feed(url="https://paper.example/rss", language=language)
        mine = median(lambda: [_read(one, feed, now) for one in documents], 7) / len(documents)  # noqa: B023 -- at once
        plain = median(lambda: [feedparser.parse(one) for one in documents], 7) / len(documents)  # noqa: B023
        what, goal = f"parse and read a feed of {papers.ENTRIES} ({language})", GOALS[language]
        table.add(Row(what, cpu=mine, ratio=mine / plain, goal=f"≤ {goal} × feedparser", met=mine <= goal * plain))
        table.add(Row(what, "feedparser", cpu=plain))


def _read(body: bytes, feed: Feed, now: datetime) -> None:
    document, telling = take_apart(default_folder(), body, feed, now, "application/rss+xml")
    read_entries(default_folder(), [entry for entry in document.entries if entry.guid in telling], feed)
