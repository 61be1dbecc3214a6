"""What a round of polling comes to."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.vocabulary import Entry, Feed, Reading


@dataclass(slots=True)
class Wave:
    """What one round of polling came to; counts only."""

    feeds: int = 0
    answered: int = 0
    unchanged: int = 0
    failed: int = 0
    entries: int = 0
    changed: int = 0
    relevant: int = 0
    articles: int = 0
    promising: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, feed: Feed, kept: Sequence[tuple[Entry, Reading]]) -> str:
        """Counts what a feed has brought, and says it in words; `promising` is set where it may lead to an alert."""
        new = sum(entry.id is None for entry, _ in kept)
        self.entries += new
        self.changed += len(kept) - new
        self.relevant += sum(bool(reading.claims or reading.statements) for _, reading in kept)
        if feed.first_answered and any(claim.alert_grade for _, reading in kept for claim in reading.claims):
            self.promising.set()
        return f"{new} new entries" + (f", {len(kept) - new} changed" if len(kept) > new else "")
