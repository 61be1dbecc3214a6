"""When a digest is due: at the reader's hour, in the reader's zone, whatever the clocks there do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.vocabulary import Rhythm, Subscriber

MONDAY = 0
_DAILY = (Rhythm.DAILY, Rhythm.CALM)


def wanted(one: Subscriber) -> bool:
    """Whether anything comes by the clock."""
    return one.subscribed and (one.digest is not Rhythm.NONE or one.silence)


def next_due(one: Subscriber, now: datetime) -> datetime | None:
    """When the next digest is due, after `now` and the pause (UTC); None where none is wanted."""
    if not wanted(one):
        return None
    earliest = max(now, one.paused_until) if one.paused_until else now
    first = local_day(one, earliest)
    days = (first + timedelta(days=number) for number in range(9))
    hours = (at_hour(one, day) for day in days if one.digest in _DAILY or day.weekday() == MONDAY)
    return next(due for due in hours if due > now and due >= earliest)


def at_hour(one: Subscriber, day: date) -> datetime:
    """The reader's hour of that day in UTC; where the clocks skip it the hour after, where it comes twice the first."""
    return datetime.combine(day, time(one.digest_hour), ZoneInfo(one.zone)).astimezone(UTC)


def local_day(one: Subscriber, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(one.zone)).date()


def pause_end(one: Subscriber, weeks: int, now: datetime) -> datetime:
    """So many weeks from today, at the reader's hour."""
    return at_hour(one, local_day(one, now) + timedelta(weeks=weeks))
