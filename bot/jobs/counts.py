"""What this process has counted since its start: cheap to keep, and read by /metrics where that is on."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.jobs.pushes import Pushed
from bot.jobs.verdict import Answer, Verdict
from bot.jobs.wave import Wave
from storage import reports
from storage.vocabulary import Delivery, Purpose

BUCKETS = (0.1, 0.3, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 150.0, 300.0, 900.0, 3600.0, 86400.0)
"""Upper edges in seconds; 150 and 300 are the targets of publication to decision (RULES, 6)."""


@dataclass(slots=True)
class Durations:
    """How many lasted how long; `numbers` has one place more than BUCKETS, for whatever lasted longer."""

    numbers: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    total: float = 0.0


@dataclass(slots=True)
class Counts:
    """Counters by (name, label), durations by name."""

    numbers: Counter[tuple[str, str]] = field(default_factory=Counter)
    durations: dict[str, Durations] = field(default_factory=dict)

    def add(self, name: str, label: str = "", number: int = 1) -> None:
        self.numbers[name, label] += number

    def took(self, name: str, time: timedelta) -> None:
        """Notes one duration; a clock that went back counts as none."""
        seconds = max(0.0, time.total_seconds())
        durations = self.durations.setdefault(name, Durations())
        durations.numbers[bisect_left(BUCKETS, seconds)] += 1
        durations.total += seconds

    def polled(self, wave: Wave) -> None:
        """One wave over the feeds."""
        outcomes = {"read": wave.answered - wave.unchanged, "unchanged": wave.unchanged, "failed": wave.failed}
        for outcome, number in outcomes.items():
            self.add("feed_polls", outcome, number)
        for name in ("entries", "changed", "relevant", "articles"):
            self.add(name, number=getattr(wave, name))

    def owed(self, session: Session, pushed: tuple[Pushed, ...], now: datetime) -> None:
        """What a wave of decisions owes to subscribers."""
        for one in pushed:
            self.add("alerts", one.purpose.value)
            found = reports.get(session, one.report_id) if one.report_id and one.purpose is Purpose.ALERT else None
            if found is not None:
                self.took("decision", now - found.published)

    def answered(self, delivery: Delivery, answer: Answer, now: datetime) -> None:
        """One call and what came of it."""
        self.add("sends", answer.verdict.value)
        if answer.verdict is Verdict.SENT and delivery.purpose is Purpose.ALERT and delivery.created:
            self.took("delivery", now - delivery.created)
