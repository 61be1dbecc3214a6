"""/healthz and /metrics: what a running Parley says of itself to machines."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot import watchdog
from bot.jobs.counts import Counts
from bot.logs import place_of
from bot.serving import Answered, Asked, Route
from storage import health
from storage.database import Database

STALE = 30.0
"""Seconds without a beat of the clock after which this process counts as stuck."""
_DATABASE_WITHIN = 5.0
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


@dataclass
class Watching:
    """Answers both; `known` gives what only the process knows: `telegram` (its trouble, or nothing) and `role`."""

    database: Database
    now: Callable[[], datetime]
    counts: Counts
    known: Callable[[], Mapping[str, str]]
    monotonic: Callable[[], float] = time.monotonic
    _beat: float = field(init=False)

    def __post_init__(self) -> None:
        self._beat = self.monotonic()

    async def beat(self) -> None:
        """The clock runs, and with it the event loop."""
        self._beat = self.monotonic()
        watchdog.tell()

    def routes(self) -> dict[tuple[str, str], Route]:
        """The table for an HttpServer."""
        return {("GET", "/healthz"): self.healthz, ("GET", "/metrics"): self.metrics}

    async def healthz(self, _: Asked) -> Answered:
        """200 while the clock runs and the database answers, else 503; says both, and how Telegram is."""
        checks = {"database": await self._database(), "clock": self._clock()}
        fine = all(told == "ok" for told in checks.values())
        told = {"status": "ok" if fine else "failing", **checks, **self.known()}
        return Answered(200 if fine else 503, json.dumps(told).encode() + b"\n", "application/json")

    async def metrics(self, _: Asked) -> Answered:
        """The page for Prometheus; its library is loaded with the first one."""
        from bot.metrics import render

        known = self.known()
        gauges = {"telegram_role": float(known["role"] == "held"), "telegram_trouble": float(known["telegram"] != "ok")}
        return Answered(200, await self.database.read(render, self.counts, self.now(), gauges), _TEXT)

    async def _database(self) -> str:
        try:
            await asyncio.wait_for(self.database.read(health.answers), _DATABASE_WITHIN)
        except TimeoutError:
            return "no answer"
        except Exception as error:
            return place_of(error).partition(" ")[0]
        return "ok"

    def _clock(self) -> str:
        age = self.monotonic() - self._beat
        return "ok" if age < STALE else f"stands for {age:.0f} s"
