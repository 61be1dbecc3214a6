"""One entry that the reader cannot bear costs no other entry of its document."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.feeds.failures import FeedFailed
from bot.feeds.worker import Workers
from bot.jobs.batch import FIRST_REST, LONGEST_REST, Batch
from bot.preparing import prepare
from storage.seeds import default_folder
from storage.vocabulary import Entry, Feed
from tests.delivery.owing import Clock
from tests.jobs.harmful import Deadly, Hanging, Passing

NOW = datetime(2026, 2, 5, 12, tzinfo=UTC)
FEED = Feed(url="https://wire.example/rss")
NEWS = "Ukraine and Russia exchanged 157 prisoners each on Thursday, the Russian Defence Ministry said."


def entry(number: int, text: str = NEWS) -> Entry:
    return Entry(feed=FEED.url, guid=str(number), title="Swap", text=text, published=NOW, seen=NOW, language="en")


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    pool = Workers(1, seconds=2.5, initializer=prepare, initargs=(default_folder(),))  # prepared, as in a run
    yield pool
    await pool.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def alarms() -> list[str]:
    return []


@pytest.fixture
def batch(workers: Workers, clock: Clock, alarms: list[str]) -> Batch:
    return Batch(workers, default_folder(), now=clock, alarm=alarms.append)


def read(found: list) -> list[str]:
    return [entry.guid for entry, reading in found if reading.claims]


@pytest.mark.parametrize("harm", [Hanging, Deadly])
async def test_the_others_are_read_and_it_is_said_once(batch: Batch, alarms: list[str], harm: type[str]) -> None:
    fresh = [entry(1), entry(2, harm(NEWS)), entry(3)]
    assert read(await batch.read(FEED, fresh)) == ["1", "3"]
    assert len(alarms) == 1
    assert "an entry cannot be read" in alarms[0]
    assert await batch.read(FEED, fresh[1:2]) == [], "no worker is spent on it again"
    assert len(alarms) == 1


async def test_it_is_tried_again_ever_more_rarely_and_read_at_last(
    batch: Batch, clock: Clock, alarms: list[str], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    text = Passing(NEWS)
    text.flag = tmp_path / "harmful"
    text.flag.touch()
    assert await batch.read(FEED, [entry(2, text)]) == []
    clock.advance(FIRST_REST.total_seconds())
    assert read(await batch.read(FEED, [entry(1), entry(2, text)])) == ["1"]
    text.flag.unlink()
    clock.advance(2 * FIRST_REST.total_seconds() - 1)
    assert await batch.read(FEED, [entry(2, text)]) == [], "it rests longer each time"
    clock.advance(1)
    assert read(await batch.read(FEED, [entry(2, text)])) == ["2"]
    assert len(alarms) == 1
    assert caplog.text.count("is read now") == 1


async def test_it_never_rests_longer_than_six_hours(batch: Batch, clock: Clock, workers: Workers) -> None:
    fresh = [entry(2, Deadly(NEWS))]
    for _ in range(8):
        await batch.read(FEED, fresh)
        clock.advance(LONGEST_REST.total_seconds())
    assert read(await batch.read(FEED, [entry(2)])) == ["2"], "it is the same entry, and its turn has come"


async def test_what_is_known_to_say_nothing_is_kept_unread(batch: Batch) -> None:
    fresh = [entry(1), entry(2, Deadly("Of other things."))]
    found = await batch.read(FEED, fresh, frozenset({"1"}))
    assert [(entry.guid, bool(reading.claims)) for entry, reading in found] == [("1", True), ("2", False)]


async def test_with_other_words_it_is_tried_again(batch: Batch) -> None:
    await batch.read(FEED, [entry(2, Deadly(NEWS))])
    assert read(await batch.read(FEED, [entry(2, f"{NEWS} Again.")])) == ["2"]


async def test_a_document_full_of_them_is_left_for_the_next_poll_which_gets_further(batch: Batch) -> None:
    fresh = [*(entry(number, Deadly(f"{NEWS} {number}")) for number in range(4)), entry(9)]
    with pytest.raises(FeedFailed):
        await batch.read(FEED, fresh)
    assert read(await batch.read(FEED, [replace(one) for one in fresh])) == ["9"]
