"""No more documents wait to be read than there are places, and who hangs takes none."""

from __future__ import annotations

import asyncio

import pytest

from bot.jobs.backlog import Backlog


class Reading:
    """Takes documents at once and reads them when told to."""

    def __init__(self, most: int, patience: float = 60.0) -> None:
        self.backlog = Backlog(most, patience=patience)
        self.asked, self.read = 0, asyncio.Semaphore(0)

    async def one(self, seconds: float = 0.0) -> None:
        async with self.backlog.place() as place:
            await place.fill(lambda: self._ask(seconds))
            await self.read.acquire()

    async def _ask(self, seconds: float) -> None:
        self.asked += 1
        await asyncio.sleep(seconds)


async def test_the_next_is_asked_once_one_is_read() -> None:
    reading = Reading(2)
    tasks = [asyncio.create_task(reading.one()) for _ in range(5)]
    await asyncio.sleep(0.01)
    assert reading.asked == 2
    reading.read.release()
    await asyncio.sleep(0.01)
    assert reading.asked == 3
    for _ in range(4):
        reading.read.release()
    await asyncio.wait_for(asyncio.gather(*tasks), 5)
    assert reading.asked == 5


async def test_who_takes_long_to_answer_keeps_nobody_waiting() -> None:
    reading = Reading(1, patience=0.01)
    slow = asyncio.create_task(reading.one(seconds=60))
    await asyncio.sleep(0)
    reading.read.release()
    await asyncio.wait_for(reading.one(), 5)
    slow.cancel()
    reading.read.release()
    await asyncio.wait_for(reading.one(), 5)
    assert reading.asked == 3


async def test_a_failure_gives_its_place_back() -> None:
    backlog = Backlog(1)

    async def fails() -> None:
        raise ValueError

    for _ in range(3):
        with pytest.raises(ValueError):
            async with backlog.place() as place:
                await asyncio.wait_for(place.fill(fails), 5)
