"""The demo's clock: it stands still while a step is worked through, then jumps."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

START = datetime(2026, 2, 4, 4, 0, tzinfo=UTC)
END = datetime(2026, 2, 6, 12, 0, tzinfo=UTC)
STEP = timedelta(minutes=30)


class DemoClock:
    """Starts on 4 February 2026, jumps half an hour at a time to the end of the story, then runs as any clock does."""

    def __init__(self, start: datetime = START, end: datetime = END, step: timedelta = STEP) -> None:
        self._now, self._end, self._step = start, end, step
        self._ended_at: float | None = None

    def __call__(self) -> datetime:
        if self._ended_at is None:
            return self._now
        return self._now + timedelta(seconds=time.monotonic() - self._ended_at)

    @property
    def told(self) -> bool:
        """Whether the story has been told to its end."""
        return self._ended_at is not None

    def advance(self) -> None:
        """One step on; at the end the clock begins to run by itself."""
        if self._ended_at is not None:
            return
        self._now = min(self._now + self._step, self._end)
        if self._now == self._end:
            self._ended_at = time.monotonic()
