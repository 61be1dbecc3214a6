"""The hot hours for polling: until when they last, who then is polled most often, and bringing their polls forward."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.jobs.intervals import Pace
from storage import feeds, hot, worth

_AGAIN = timedelta(hours=1)
"""Who usually tells first is worked out anew so often, while it is hot."""


class HotHours:
    """Asks the stored facts: is anything going on, and which feeds told of such things before all others."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._ahead: frozenset[int] = frozenset()
        self._known_at: datetime | None = None

    def __call__(self, session: Session, now: datetime) -> tuple[datetime | None, frozenset[int]]:
        """Until when it is hot (None: it is not), and the ids of the feeds that usually tell first."""
        until = hot.until(session, self._zone, now)
        if until is not None and (self._known_at is None or now - self._known_at >= _AGAIN):
            self._ahead, self._known_at = worth.usually_first(session, now), now
        return until, self._ahead


def hasten(session: Session, pace: Pace, now: datetime) -> int:
    """Brings polls forward as it becomes hot; says how many. What servers asked for is obeyed as before."""
    sooner = {feed.id: due for feed in feeds.every(session) if (due := pace.hastened(feed, now))}
    for feed_id, due in sorted(sooner.items()):  # in the order in which others lock them too
        assert feed_id is not None
        feeds.bring_forward(session, feed_id, due, now)
    return len(sooner)
