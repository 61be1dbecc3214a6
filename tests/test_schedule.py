"""What runs by the clock goes on where the machine's clock is set back."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot import schedule


async def test_a_clock_that_is_set_back_by_an_hour_stops_no_job() -> None:
    runs = {"often": 0, "rarely": 0}

    async def often() -> None:
        runs["often"] += 1

    async def rarely() -> None:
        runs["rarely"] += 1

    scheduler = schedule.start([schedule.Job("often", 0.2, often), schedule.Job("rarely", 60, rarely)])
    await asyncio.sleep(0.5)
    assert runs["often"]
    for job in scheduler.get_jobs():  # to the scheduler the same as another time on the wall
        scheduler.modify_job(job.id, next_run_time=job.next_run_time + timedelta(hours=1))
    before = runs["often"]
    async with asyncio.timeout(10):
        while runs["often"] < before + 5:
            await asyncio.sleep(0.1)
    assert runs["rarely"] == 1
    assert scheduler.get_job("rarely").next_run_time <= datetime.now(UTC) + timedelta(seconds=60)
    scheduler.shutdown(wait=False)
