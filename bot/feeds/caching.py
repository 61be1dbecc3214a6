"""What a server says about when to come again, in seconds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_NOT_KEPT = re.compile(r"(?:^|[\s,])no-(?:store|cache)\b", re.IGNORECASE)


def retry_after(headers: Mapping[str, str], now: datetime) -> int | None:
    """Seconds to wait by Retry-After (a number or a date), never negative; None where the server says nothing."""
    stated = headers.get("retry-after", "").strip()
    if stated.isascii() and stated.isdecimal():
        return int(stated[:10])
    return _seconds_until(stated, now)


def max_age(headers: Mapping[str, str], now: datetime) -> int | None:
    """Seconds the answer stays fresh, by Cache-Control (less its Age) or Expires; None where nothing is said."""
    control = headers.get("cache-control", "")
    if _NOT_KEPT.search(control):
        return None
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "0").strip()
        return max(0, int(found[1]) - (int(age[:10]) if age.isascii() and age.isdecimal() else 0))
    return _seconds_until(headers.get("expires", ""), _date(headers.get("date", "")) or now)


def _seconds_until(stated: str, start: datetime) -> int | None:
    moment = _date(stated)
    return None if moment is None else max(0, round((moment - start).total_seconds()))


def _date(stated: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(stated)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
