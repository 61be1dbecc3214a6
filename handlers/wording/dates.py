"""Days and times as the reader's language writes them (CLDR, by Babel)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

_WEEKDAY = {"en": "EEEE d MMMM y"}
_PATTERNS = {
    "long": "d MMMM y",
    "plain": "d MMMM",
    "medium": "d MMM y",
    "short": "d MMM",
    "month": "LLL y",
    "whole month": "LLLL y",
    "month alone": "LLL",
}


def weekday(day: date, locale: Locale) -> str:
    """Thursday 5 February 2026."""
    return format_date(day, _WEEKDAY.get(locale.language, "EEEE, d MMMM y"), locale=locale)


def day(value: date, locale: Locale, style: str = "long") -> str:
    """`long` 5 February 2026 · `plain` 5 February · `medium` 5 Feb 2026 · `short` 5 Feb · `month` Feb 2026 ·
    `whole month` February 2026 · `month alone` Feb.

    Without the abbreviation of *year* that Ukrainian and Russian write in letters: it would end sentences twice.
    """
    return format_date(value, _PATTERNS[style], locale=locale)


def span(first: date, last: date | None, locale: Locale, style: str = "long") -> str:
    """One day, or 4–5 February 2026, or 30 January – 2 February 2026."""
    if last is None or last <= first:
        return day(first, locale, style)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, locale, style)}"
    shorter = {"long": "plain", "medium": "short"}.get(style, style) if first.year == last.year else style
    return f"{day(first, locale, shorter)} – {day(last, locale, style)}"


def clock(moment: datetime, zone: str) -> str:
    """12:04 in that zone."""
    return moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()
