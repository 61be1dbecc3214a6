"""Publication times as feeds write them, good and bad, made into moments (RULES: Time expressions)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_USUAL = re.compile(
    r"(?:[A-Za-z]{3}, )?(\d\d?) ([A-Za-z]{3}) ((?:19|20)\d\d) (\d\d):(\d\d):(\d\d) "
    r"(?:GMT|([+-])([01]\d|2[0-3])([0-5]\d))",
    re.ASCII,
)
"""As RFC 822 has it, and nearly every feed."""
_YEAR_FIRST = re.compile(r"(?<!\d)(?P<y>\d{4})([-/.]?)(?P<m>\d\d?)\2(?P<d>\d\d?)(?=\D|$)")
_DOTTED = re.compile(r"(?<!\d)(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>\d{4}|\d\d)(?!\d)")
_DAY_MONTH = re.compile(
    r"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th)?[\s-]+(?P<name>[^\W\d_]{3,})\.?,?[\s-]+(?P<y>\d{4}|\d\d)(?!\d)"
)
_MONTH_DAY = re.compile(r"(?P<name>[^\W\d_]{3,})\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})(?!\d)")

# The first letters of the twelve months, in English, Russian and Ukrainian.
_MONTHS = {
    start: number
    for row in (
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "янв фев мар апр май июн июл авг сен окт ноя дек",
        "січ лют бер кві тра чер лип сер вер жов лис гру",
    )
    for number, start in enumerate(row.split(), start=1)
} | {"мая": 5}

# Hours from UTC. Names that mean several zones (IST, AST) are left out: the feed's own zone is the better guess.
_ZONES = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 1, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2,
    "eet": 2, "eest": 3, "msk": 3, "мск": 3, "msd": 4, "trt": 3, "gst": 4, "hkt": 8, "jst": 9, "kst": 9,
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip

_CLOCK = re.compile(
    r"(?P<h>\d{1,2}):(?P<m>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
    rf"\s*(?:(?P<zone>{'|'.join(sorted(_ZONES, key=len, reverse=True))})(?![^\W\d_]))?"
    r"\s*(?P<offset>[+\u2212-]\d\d:?(?:\d\d)?(?!\d))?",
    re.IGNORECASE,
)

_OLDEST_YEAR = 1990  # no feed is older
_CENTURY, _CENTURY_TURNS = 100, 70
_NOON = 12
_CLOCK_ERROR = timedelta(minutes=10)


def parse_date(text: str, zone: str) -> datetime | None:
    """The moment that the text names, in UTC, or None where it names none.

    A zone in the text wins, by offset or by name; `zone` (IANA) is for texts without one. A day alone is its
    midnight there.

    >>> parse_date("Чт, 05 фев 2026 13:05:00 MSK", "Europe/Kyiv")
    datetime.datetime(2026, 2, 5, 10, 5, tzinfo=datetime.timezone.utc)
    """
    if usual := _USUAL.fullmatch(text):
        return _by_rfc(*usual.groups())
    clock = _CLOCK.search(text)
    rest = text if clock is None else f"{text[: clock.start()].removesuffix('T')} {text[clock.end() :]}"
    day = _day(rest)
    if day is None:
        return None
    try:
        return datetime(*day, *_time(clock), tzinfo=_zone(clock, zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _by_rfc(day: str, month: str, year: str, hour: str, minute: str, second: str, *zone: str | None) -> datetime | None:
    sign, *ahead = zone
    number, whole_second = _MONTHS.get(month.lower(), 0), min(int(second), 59)
    try:
        moment = datetime(int(year), number, int(day), int(hour), int(minute), whole_second, tzinfo=UTC)
        if sign is None:
            return moment
        hours, minutes = map(int, filter(None, ahead))
        offset = timedelta(hours=hours, minutes=minutes)
        return moment + offset if sign == "-" else moment - offset
    except (ValueError, OverflowError):
        return None


def usable(moment: datetime | None, now: datetime) -> datetime | None:
    """The moment if it can be true: no default of some software, and not in the future.

    Ten minutes of clock error are forgiven: such a moment becomes `now`.
    """
    if moment is None or moment.year < _OLDEST_YEAR or moment > now + _CLOCK_ERROR:
        return None
    return min(moment, now)


def _day(text: str) -> tuple[int, int, int] | None:
    for pattern in (_YEAR_FIRST, _DOTTED):
        if found := pattern.search(text):
            return _year(found["y"]), int(found["m"]), int(found["d"])
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        for found in pattern.finditer(text):
            if month := _MONTHS.get(found["name"][:3].lower()):
                return _year(found["y"]), month, int(found["d"])
    return None


def _year(digits: str) -> int:
    year = int(digits)
    if year >= _CENTURY:
        return year
    return year + (2000 if year < _CENTURY_TURNS else 1900)


def _time(clock: re.Match[str] | None) -> tuple[int, int, int]:
    if clock is None:
        return 0, 0, 0
    hour = int(clock["h"])
    if clock["half"]:
        hour = hour % _NOON + (_NOON if clock["half"].lower() == "p" else 0)
    return hour, int(clock["m"]), min(int(clock["s"] or 0), 59)


def _zone(clock: re.Match[str] | None, fallback: str) -> tzinfo:
    if clock is not None and clock["offset"]:
        return _offset(clock["offset"])
    if clock is not None and clock["zone"]:
        return timezone(timedelta(hours=_ZONES[clock["zone"].lower()]))
    return _named(fallback)


def _offset(text: str) -> tzinfo:
    digits = text[1:].replace(":", "").ljust(4, "0")
    size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(size if text[0] == "+" else -size)


@lru_cache(maxsize=64)
def _named(zone: str) -> tzinfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
