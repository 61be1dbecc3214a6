"""What polls come to is stored together, and one trouble is one feed's."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from sqlalchemy import event
from sqlmodel import Session

from bot.jobs.keeping import Keeping
from storage import feeds
from storage.database import Database
from storage.vocabulary import Feed

FEEDS = [f"f{number}" for number in range(6)]


@pytest.fixture
def ids(database: Database) -> list[int]:
    database.run(feeds.synchronise, [Feed(url=f"https://{name}.example/") for name in FEEDS], write=True)
    return [feed.id for feed in database.run(feeds.every) if feed.id is not None]


def noted(session: Session, feed_id: int, count: int) -> None:
    if count < 0:
        raise ValueError(count)
    feeds.brought(session, feed_id, count, None, {})


def counted(database: Database) -> list[int]:
    return [feed.entries for feed in sorted(database.run(feeds.every), key=lambda feed: feed.id or 0)]


async def test_those_that_wait_share_a_transaction(database: Database, ids: list[int]) -> None:
    commits: list[int] = []
    event.listen(database.engine, "commit", lambda _: commits.append(1))
    keeping = Keeping(database)
    await asyncio.gather(*(keeping.store(feed_id, noted, feed_id, 7) for feed_id in ids))
    assert counted(database) == [7] * len(FEEDS)
    assert len(commits) < len(FEEDS)


async def test_what_brings_nothing_new_waits_for_others_as_long_as_some_are_expected(
    database: Database, ids: list[int]
) -> None:
    commits: list[int] = []
    event.listen(database.engine, "commit", lambda _: commits.append(1))
    keeping = Keeping(database)
    with keeping.expecting():
        first = [asyncio.create_task(keeping.store(feed_id, noted, feed_id, 7, in_time=True)) for feed_id in ids[:2]]
        await asyncio.sleep(0.02)
        assert not any(one.done() for one in first)
    await keeping.store(ids[2], noted, ids[2], 7, in_time=True)
    await asyncio.gather(*first)
    assert len(commits) == 1
    assert counted(database) == [7, 7, 7, 0, 0, 0]


async def test_it_waits_only_a_moment_and_never_longer_than_what_is_new(database: Database, ids: list[int]) -> None:
    keeping = Keeping(database)
    with keeping.expecting():
        await asyncio.wait_for(keeping.store(ids[0], noted, ids[0], 1, in_time=True), 5)
        late = asyncio.create_task(keeping.store(ids[1], noted, ids[1], 2, in_time=True))
        await asyncio.sleep(0)
        await keeping.store(ids[2], noted, ids[2], 3)
        await asyncio.sleep(0)
        assert late.done()
    assert counted(database) == [1, 2, 3, 0, 0, 0]


async def test_one_that_fails_costs_no_other(database: Database, ids: list[int]) -> None:
    keeping = Keeping(database)
    counts = [1, 2, -3, 4, 5, 6]
    outcomes = await asyncio.gather(
        *(keeping.store(feed_id, noted, feed_id, count) for feed_id, count in zip(ids, counts, strict=True)),
        return_exceptions=True,
    )
    assert [isinstance(one, ValueError) for one in outcomes] == [count < 0 for count in counts]
    assert counted(database) == [1, 2, 0, 4, 5, 6]


async def test_nobody_waits_for_one_that_was_given_up(database: Database, ids: list[int]) -> None:
    keeping = Keeping(database)
    given_up = asyncio.create_task(keeping.store(ids[0], noted, ids[0], 1))
    await asyncio.sleep(0)
    given_up.cancel()
    await keeping.store(ids[1], noted, ids[1], 2)
    assert counted(database)[1] == 2


async def test_outcomes_of_one_kind_are_stored_at_once(database: Database, ids: list[int]) -> None:
    given: list[list[tuple[int, int]]] = []

    def all_noted(session: Session, outcomes: Sequence[tuple[int, int]]) -> None:
        given.append(list(outcomes))
        for feed_id, count in outcomes:
            noted(session, feed_id, count)

    keeping = Keeping(database)
    with keeping.expecting():
        waiting = [asyncio.create_task(keeping.store_together(one, all_noted, (one, 5))) for one in ids[:3]]
        await asyncio.sleep(0)
        await keeping.store(ids[3], noted, ids[3], 1)
        await asyncio.gather(*waiting)
    assert given == [[(one, 5) for one in ids[:3]]]
    assert counted(database) == [5, 5, 5, 1, 0, 0]


async def test_of_those_stored_at_once_one_that_fails_costs_no_other(database: Database, ids: list[int]) -> None:
    def all_noted(session: Session, outcomes: Sequence[tuple[int, int]]) -> None:
        for feed_id, count in outcomes:
            noted(session, feed_id, count)

    keeping = Keeping(database)
    counts = [1, 2, -3, 4, 5, 6]
    outcomes = await asyncio.gather(
        *(keeping.store_together(one, all_noted, (one, count)) for one, count in zip(ids, counts, strict=True)),
        return_exceptions=True,
    )
    assert [isinstance(one, ValueError) for one in outcomes] == [count < 0 for count in counts]
    assert counted(database) == [1, 2, 0, 4, 5, 6]
