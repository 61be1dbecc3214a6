"""What runs by the clock: a table of jobs for APScheduler. What is due when is rows in the database, not jobs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.events import EVENT_SCHEDULER_SHUTDOWN
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.database import DatabaseFailed


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the table: what is called, and every how many seconds."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]


_LOOK = 2.0
"""Seconds between two looks whether the machine's clock was set back."""
_UNEVEN = 1.0


def start(jobs: Iterable[Job]) -> AsyncIOScheduler:
    """A running scheduler. A job that is late runs once, never twice side by side; an error ends one run only."""
    jobs = list(jobs)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # else it tells of each run that a late one skips
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for job in jobs:
        scheduler.add_job(_guarded(job), "interval", seconds=job.seconds, id=job.name, name=job.name)
    scheduler.start()
    minding = asyncio.create_task(_mind_clock(scheduler, {job.name: job.seconds for job in jobs}))
    scheduler.add_listener(lambda _: minding.cancel(), EVENT_SCHEDULER_SHUTDOWN)
    return scheduler


async def _mind_clock(scheduler: AsyncIOScheduler, every: Mapping[str, float]) -> None:
    """The library goes by the clock on the wall: where that is set back by an hour, it would start nothing for one."""
    while True:
        await asyncio.sleep(_LOOK)
        now = datetime.now(UTC)
        for job in scheduler.get_jobs():
            if job.next_run_time and (job.next_run_time - now).total_seconds() > every[job.id] + _UNEVEN:
                scheduler.modify_job(job.id, next_run_time=now)


def _guarded(job: Job) -> Callable[[], Awaitable[None]]:
    """Logs an error when it first appears and when it goes, not at every run; the database's with cause and cure."""
    log = logging.getLogger(f"parley.{job.name}")
    failing: list[str] = []

    async def run() -> None:
        try:
            await job.run()
        except DatabaseFailed as error:
            if failing != [str(error)]:
                failing[:] = [str(error)]
                log.error("%s waits: %s; tried again in %g s", job.name, error, job.seconds)  # noqa: TRY400 - no fault
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            if failing != [told]:
                failing[:] = [told]
                log.exception("%s failed; tried again in %g s", job.name, job.seconds)
        else:
            if failing:
                log.warning("%s works again", job.name)
                failing.clear()

    return run
