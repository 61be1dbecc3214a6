"""A feed's first document is taken apart and read in one go, with the same result as in two."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from bot.feeds.catalogue import read_opml
from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.worker import Workers
from bot.jobs.batch import Batch
from bot.jobs.intervals import Pace
from bot.jobs.poll import Poller
from bot.reading import read_entries, take_apart, take_in
from storage import feeds, reports
from storage.database import Database
from storage.seeds import default_folder
from storage.vocabulary import Feed
from tests.newsroom import Newsroom

P = ParamSpec("P")
R = TypeVar("R")

FOLDER = default_folder()
FEED = Feed(url="https://wire.example/rss", zone="Europe/Kyiv")
NOW = datetime(2026, 2, 5, 12, tzinfo=UTC)
NEWS = "Ukraine and Russia exchanged 157 prisoners each on Thursday, the Russian Defence Ministry said."


def document(*texts: str) -> bytes:
    items = "".join(
        f"<item><guid>{number}</guid><title>Title {number}</title><description>{text}</description></item>"
        for number, text in enumerate(texts)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>W</title>{items}</channel></rss>'.encode()


def test_it_is_what_taking_apart_and_then_reading_gives() -> None:
    given = FOLDER, document(NEWS, "A quiet day.", NEWS.replace("157", "205")), FEED, NOW, None
    taken, telling, found = take_in(*given)
    assert (taken, telling) == take_apart(*given)
    chosen = [entry for entry in taken.entries if entry.guid in telling]
    assert [found[entry.guid] for entry in chosen] == read_entries(FOLDER, chosen, FEED)
    assert sorted(found) == sorted(telling) == ["0", "2"]


async def test_what_was_read_already_costs_no_worker() -> None:
    taken, telling, found = take_in(FOLDER, document(NEWS, "A quiet day.", NEWS), FEED, NOW, None)
    alarms: list[str] = []
    batch = Batch(Workers(0), FOLDER, now=lambda: NOW, alarm=alarms.append)
    kept = await batch.read(FEED, taken.entries, telling, found)
    assert sorted((entry.guid, len(reading.claims)) for entry, reading in kept) == [("0", 1), ("1", 0), ("2", 1)]
    kept = await batch.read(FEED, taken.entries, telling, {**found, "2": "our own code failed"})
    assert sorted(entry.guid for entry, _ in kept) == ["0", "1"]
    assert len(alarms) == 1


class _Weary(Workers):
    """Cannot bear it in one go."""

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        if function is take_in:
            raise FeedFailed("took too long to read")
        return await super().run(function, *args, **kwargs)


@pytest.mark.parametrize("kind", [Workers, _Weary])
async def test_one_that_cannot_be_read_in_one_go_is_read_in_two(
    kind: type[Workers], database: Database, tmp_path: Path
) -> None:
    async def settle() -> None:
        """Nothing is decided here."""

    workers = kind(1)
    async with Newsroom() as room, Fetcher("Parley/test", allow_private=True) as fetcher:
        database.run(feeds.synchronise, read_opml(room.opml(tmp_path / "feeds.opml", "wire")), write=True)
        room.publish("wire", "Swap", NEWS)
        poller = Poller(
            database, fetcher, workers, folder=FOLDER, pace=Pace(1, 1), now=lambda: datetime.now(UTC), owner="test",
            settle=settle,
        )  # fmt: skip
        wave = await poller.poll_all()
        await workers.close()
    assert (wave.answered, wave.failed, wave.entries, wave.relevant) == (1, 0, 1, 1)
    assert len(database.run(reports.unresolved)) == 1
