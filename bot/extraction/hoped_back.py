"""What somebody only hopes to get in return: 'He expects Moscow to release a similar number' sets no exchange."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.extraction.events import Event
from bot.extraction.terms import ANNOUNCED


def hoped_back(events: Sequence[Event]) -> None:
    """Let as many as those told before be no event of their own, where they are hoped for, on no day."""
    for before, event in pairwise([*events[:1], *events]):
        alike = bool(event.findings) and all(f.count.value < 0 for f in event.findings)
        if not alike or event.stage.phase is not ANNOUNCED or event.day is not None:
            continue
        led = before.number == event.number and not before.findings and "counts_on" in before.clause.own
        event.void = event.void or led or "counts_on" in event.clause.own
