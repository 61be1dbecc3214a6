"""A deliverer that has nothing to do looks seldom, and misses nothing for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, update

from bot.jobs.deliver import LOOK_ANYWAY
from storage.changes import Changes
from storage.database import Database
from storage.tables import DeliveryRow
from tests.delivery.owing import START, Post, alert, expand_all, post, states, subscribe


@pytest.fixture
def changes(database: Database) -> Iterator[Changes]:
    looking = Changes(database)
    yield looking
    looking.close()


@pytest.fixture
def looks(database: Database) -> list[float]:
    found: list[float] = []
    event.listen(database.engine, "commit", lambda _: found.append(time.monotonic()))
    return found


@asynccontextmanager
async def resting(database: Database, changes: Changes, now: Callable[[], datetime]) -> AsyncIterator[Post]:
    async with post(database, version=changes.version, now=now) as made:
        running = asyncio.create_task(made.deliverer.run())
        async with asyncio.timeout(20):
            while made.deliverer._idle_at is None:
                await asyncio.sleep(0.02)
        yield made
        await made.deliverer.stop(0.1)
        await running


async def until_sent(database: Database, within: float) -> float:
    begun = time.monotonic()
    while set(states(database)) != {"sent"}:
        await asyncio.sleep(0.05)
        assert time.monotonic() - begun < within
    return time.monotonic() - begun


async def test_while_nothing_is_stored_it_looks_once_in_a_while(
    database: Database, changes: Changes, looks: list[float]
) -> None:
    async with resting(database, changes, lambda: START):
        before = len(looks)
        await asyncio.sleep(LOOK_ANYWAY - 1)
        assert len(looks) == before
        await asyncio.sleep(3)
        assert len(looks) > before


async def test_what_another_process_stores_goes_out_within_two_seconds(database: Database, changes: Changes) -> None:
    subscribe(database, [1])
    async with resting(database, changes, lambda: START):
        with Database(database.url.render_as_string()) as other:
            other.run(alert, write=True)
        await until_sent(database, within=2.5)


async def test_what_is_due_later_goes_out_when_it_is_due(database: Database, changes: Changes) -> None:
    def put_off(session: Session) -> None:
        session.exec(update(DeliveryRow).values(due_at=START + timedelta(seconds=2)).where(col(DeliveryRow.id) > 0))

    subscribe(database, [1])
    database.run(alert, write=True)
    expand_all(database)
    database.run(put_off, write=True)
    begun = time.monotonic()
    async with resting(database, changes, lambda: START + timedelta(seconds=time.monotonic() - begun)):
        assert states(database) == ["pending"]
        await until_sent(database, within=LOOK_ANYWAY - 1)
