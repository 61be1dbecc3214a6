"""What runs by the clock: a table of jobs for APScheduler. What is due when is rows in the database, not jobs."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from storage.database import DatabaseFailed


@dataclass(frozen=True, slots=True)
class Job:
    """One line of the table: what is called, and every how many seconds."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]


def start(jobs: Iterable[Job]) -> AsyncIOScheduler:
    """A running scheduler. A job that is late runs once, never twice side by side; an error ends one run only."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # else it tells of each run that a late one skips
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for job in jobs:
        scheduler.add_job(_guarded(job), "interval", seconds=job.seconds, id=job.name, name=job.name)
    scheduler.start()
    return scheduler


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
