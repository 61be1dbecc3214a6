"""`make bench-growth`: how large the database of a year of 100 feeds becomes, reckoned from a simulated month.

A month's documents go through Parley's own storage: what is unknown of each is stored with its claims, waves are
resolved, what has left its feed is buried, sparse indexes are written anew. ENGINE=sqlite or postgresql simulates on
one engine alone, DAYS=30 so long, RELEVANT=50 makes one entry in so many relevant.
"""

from __future__ import annotations

import logging
import os
import random
import sqlite3
import sys
import time
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from bot.feeds.fetched import Fetched
from bot.jobs import tidy
from bot.jobs.intervals import Pace
from bot.jobs.poll import store_document
from bot.jobs.resolve import resolve_wave
from bot.reading import read_entries
from bot.running import keep_loop_free
from handlers.alerting import compose
from storage import compacting, entries, feeds, record, search, tombstones
from storage.database import Database
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Document, Dossier, Entry, Feed, Reading
from tests.bench import sizes
from tests.bench.answers import opened
from tests.bench.reading import corpus, other_news

DAYS = int(os.environ.get("DAYS", "30"))
ENGINES = os.environ.get("ENGINE", "sqlite postgresql").split()
BEGUN = datetime(2026, 11, 1, tzinfo=UTC)
WANTED = 500e6
RELEVANT, EVENTS = int(os.environ.get("RELEVANT", "50")), 6
"""One entry in so many is relevant (one in 300 of 24 real feeds), and tells of one of so many events of its day."""
BYTES = 660
"""Of title and text on average, as in 24 real feeds; one feed in ten gives its articles whole, six times as long."""
DICE = random.Random(20261101)


@dataclass(frozen=True)
class Sort:
    """So many feeds that bring `daily` entries each, show the newest `shown`, and are read `reads` times a day."""

    feeds: int
    daily: int
    shown: int
    reads: int


SORTS = (Sort(10, 300, 50, 12), Sort(30, 100, 50, 4), Sort(30, 30, 30, 2), Sort(30, 5, 20, 1))
"""Agencies, national outlets, others, official bodies: 7,050 entries a day."""


@dataclass
class Paper:
    """One feed, and what it shows."""

    feed: Feed
    sort: Sort
    words: list[str]
    full: bool
    brought: int = 0
    shown: deque[Entry] = field(default_factory=deque)

    def publish(self, now: datetime, news: list[tuple[Entry, Reading]]) -> dict[str, Reading]:
        """Brings what has come up since the last reading; says what is in it, by id."""
        told = {}
        for _ in range(self.sort.daily // self.sort.reads + (DICE.random() < self.sort.daily / self.sort.reads % 1)):
            self.brought += 1
            told_of = DICE.choice(news) if self.brought % RELEVANT == 0 else None
            entry, reading = (self._of_event(now, *told_of), told_of[1]) if told_of else (self._other(now), Reading())
            told[entry.guid] = reading
            self.shown.appendleft(entry)
        while len(self.shown) > self.sort.shown:
            self.shown.pop()
        return told

    def _of_event(self, now: datetime, told: Entry, _: Reading) -> Entry:
        return replace(self._other(now), title=told.title, text=f"{told.text} {self._text(BYTES // 2)}")

    def _other(self, now: datetime) -> Entry:
        address = f"{self.feed.url}/2026/11/{self._text(40).replace(' ', '-')}-{self.brought:06}.html"
        size = int(DICE.expovariate(1 / (BYTES * (6 if self.full else 0.45))))
        return Entry(
            feed=self.feed.url, guid=address, link=address, title=self._text(90), text=self._text(size),
            published=now - timedelta(minutes=DICE.randrange(60)), seen=now, language=self.feed.language,
            simhash=DICE.getrandbits(63),
        )  # fmt: skip

    def _text(self, size: int) -> str:
        """So many bytes of words in no order, which no engine packs much."""
        chosen: list[str] = []
        while size > 0:
            chosen.append(DICE.choice(self.words))
            size -= len(chosen[-1].encode()) + 1
        return " ".join(chosen)


def papers(session: Session) -> list[Paper]:
    """A hundred feeds, in three languages by turns."""
    words = {
        language: sorted({word for one in other_news() if one.language == language for word in one.text.split()})
        for language in ("uk", "ru", "en")
    }
    sorts = [sort for sort in SORTS for _ in range(sort.feeds)]
    made = [
        Feed(url=f"https://paper{number}.example", outlet=f"Paper {number}", owner=f"owner{number}",
             language=("uk", "ru", "en")[number % 3])
        for number in range(len(sorts))
    ]  # fmt: skip
    feeds.synchronise(session, made)
    known = [feeds.get(session, one.url) for one in made]
    return [
        Paper(replace(feed, first_answered=BEGUN), sort, words[feed.language], number % 10 == 0)
        for number, (feed, sort) in enumerate(zip(known, sorts, strict=True))
        if feed is not None
    ]


def events(day: datetime) -> list[tuple[Entry, Reading]]:
    """What is reported on that day: items of the corpus that say something, read as of that day."""
    items = [replace(one, published=day + timedelta(hours=9), seen=day) for one in DICE.sample(corpus(), 60)]
    readings = read_entries(default_folder(), items, Feed(url="https://paper.example"))
    found = [(one, read) for one, read in zip(items, readings, strict=True) if isinstance(read, Reading)]
    return [(one, read) for one, read in found if read.claims or read.statements][:EVENTS]


class Month:
    """One simulation on one database."""

    def __init__(self, database: Database) -> None:
        self.database, self.dossier = database, load_dossier(default_folder(), BEGUN)
        logging.getLogger("parley").setLevel(logging.CRITICAL)
        event.listen(database.engine, "checkout", _need_no_disk)
        database.run(record.load_record, default_folder(), BEGUN, write=True)
        self.papers = database.run(papers, write=True)
        self.counts: Counter[str] = Counter()
        self.slowest = 0.0

    def day(self, begun: datetime) -> None:
        """All readings of a day, every two hours a wave."""
        news = events(begun)
        for wave in range(12):
            now = begun + timedelta(hours=2 * wave)
            for number, paper in enumerate(self.papers):
                if (wave + number) % (12 // paper.sort.reads) == 0:
                    self._read(paper, now, news)
            self.database.run(_resolve, self.dossier, now, write=True)
            self._tidy(now)
        if not self.database.sqlite:  # as autovacuum does within a day, and cannot in the seconds that a day takes here
            with self.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM")

    def _read(self, paper: Paper, now: datetime, news: list[tuple[Entry, Reading]]) -> None:
        told = paper.publish(now, news)
        document = Document(version="rss20", entries=tuple(paper.shown))
        fresh = self.database.run(entries.unknown, paper.feed.id, document.entries)
        kept = [(entry, told[entry.guid]) for entry in fresh]
        assert len(kept) == len(told), "what was seen once is not new"
        fetched = Fetched(status=200, url=paper.feed.url, body=b"")
        self.database.run(store_document, paper.feed, fetched, document, kept, now, Pace(), "", write=True)
        self.counts["entries"] += len(kept)
        self.counts["relevant"] += sum(bool(read.claims or read.statements) for _, read in kept)

    def _tidy(self, now: datetime) -> None:
        while True:
            begun = time.thread_time()
            buried = self.database.run(tombstones.bury, now, limit=tidy.TOGETHER, write=True)
            self.slowest = max(self.slowest, time.thread_time() - begun)
            self.counts["buried"] += buried
            if buried < tidy.TOGETHER:
                break
        if not self.database.sqlite:
            self.counts["indexes written anew"] += self.database.run(compacting.thicken, write=True) is not None


def _need_no_disk(connection: Any, record: Any, _: Any) -> None:
    if isinstance(connection, sqlite3.Connection) and not record.info.get("hasty"):
        connection.execute("PRAGMA synchronous=OFF")
        record.info["hasty"] = True


def _resolve(session: Session, dossier: Dossier, now: datetime) -> None:
    resolve_wave(session, dossier, now, edit_seconds=600, compose=compose)
    search.index_new_statements(session, dossier)


def simulate(database: Database, engine: str) -> float:
    """A month of it; prints the reckoning, and gives the bytes of a year."""
    month = Month(database)
    keep_loop_free()  # as in a run: what a batch takes is told without collections of garbage
    middle: dict[str, int] = {}
    for number in range(DAYS):
        month.day(BEGUN + timedelta(days=number))
        if number + 1 == DAYS // 2:
            middle = sizes.by_table(database)
            print(f"{engine}: day {number + 1}, {dict(month.counts)}", file=sys.stderr, flush=True)
    end, rest = sizes.by_table(database), DAYS - DAYS // 2
    print("\n".join(_lines(engine, middle, end, rest)))
    counted = ", ".join(f"{number:,} {what}" for what, number in month.counts.items())
    print(
        f"\n{engine}: {counted}; the longest batch that buries took {month.slowest * 1000:.0f} ms of the processor.\n",
        flush=True,
    )
    return sum(_year(middle.get(name, 0), size, rest) for name, size in end.items())


def _lines(engine: str, middle: dict[str, int], end: dict[str, int], days: int) -> Iterator[str]:
    yield f"| {engine} | day {DAYS // 2}, MB | day {DAYS}, MB | a day, MB | a year, MB |"
    yield "|---|---|---|---|---|"
    rows = sorted(end, key=lambda name: -end[name])
    for name in rows:
        then, now = middle.get(name, 0), end[name]
        if now > end[rows[0]] / 100:
            yield (
                f"| {name} | {then / 1e6:.1f} | {now / 1e6:.1f} | {(now - then) / days / 1e6:.2f} "
                f"| {_year(then, now, days) / 1e6:.0f} |"
            )
    total = sum(_year(middle.get(name, 0), end[name], days) for name in rows)
    then, now = sum(middle.values()), sum(end.values())
    yield f"| all | {then / 1e6:.1f} | {now / 1e6:.1f} | {(now - then) / days / 1e6:.2f} | {total / 1e6:.0f} |"


def _year(then: int, now: int, days: int) -> float:
    """As it is at the end of the month, and what every further day adds as those of its second half did."""
    return now + (365 - DAYS) * max(0, now - then) / days


def main() -> int:
    fine = True
    for engine in ENGINES:
        with opened(engine) as database:
            fine = simulate(database, engine) <= WANTED and fine
    if not fine:
        print(f"a year is wanted below {WANTED / 1e6:.0f} MB", file=sys.stderr)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
