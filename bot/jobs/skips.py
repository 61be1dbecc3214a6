"""When the hours and days are over in which a feed wants nobody to ask (RSS: skipHours and skipDays, in GMT)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from storage.vocabulary import Feed

_HOUR = timedelta(hours=1)
_WEEK = 7 * 24


def over(feed: Feed, moment: datetime, later: timedelta) -> datetime:
    """The moment itself where the feed may be asked then, else `later` after the first hour in which it may.

    Who wants never to be asked cannot mean it.
    """
    if not _is_skipped(feed, moment):
        return moment
    hour = moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    hours = (hour + number * _HOUR for number in range(1, _WEEK + 1))
    free = next((one for one in hours if not _is_skipped(feed, one)), None)
    return moment if free is None else free + min(later, _HOUR)


def _is_skipped(feed: Feed, moment: datetime) -> bool:
    moment = moment.astimezone(UTC)
    return moment.hour in feed.skip_hours or moment.weekday() in feed.skip_days
