"""Days, months and years as people type them, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel import Locale
from babel.dates import get_month_names

from handlers.wording.language import LANGUAGES

_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?")
_MONTH_OF_YEAR = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})|(?P<m>\d{1,2})[./](?P<y>(?:19|20)\d\d)")
_AGO = {0: ("today", "сьогодні", "сегодня"), 1: ("yesterday", "вчора", "вчера"), 2: ("позавчора", "позавчера")}
_YEARS_AGO = {
    0: ("this year", "цього року", "цей рік", "этот год", "в этом году", "этого года"),
    1: ("last year", "торік", "минулого року", "минулий рік", "прошлый год", "в прошлом году", "прошлого года"),
}
_MONTHS_AGO = {
    0: ("this month", "цього місяця", "цей місяць", "этот месяц", "в этом месяце", "этого месяца"),
    1: ("last month", "минулого місяця", "минулий місяць", "прошлый месяц", "в прошлом месяце", "прошлого месяца"),
}
BESIDE = frozenset(
    ("in", "on", "of", "the", "у", "в", "за", "рік", "року", "році", "р", "год", "года", "году", "г", "year")
)
"""Words that say nothing beside a day, a month or a year."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days that were asked for: one day, a month or a year."""

    first: date
    last: date

    @property
    def one_day(self) -> bool:
        return self.first == self.last


def year_of(word: str) -> int | None:
    """A year in four digits, alone or called one (2025 рік)."""
    told = _told(word.split())
    return int(told[0]) if len(told) == 1 and _YEAR.fullmatch(told[0]) else None


def span_of(words: Sequence[str], now: date) -> Span | None:
    """Days as people write them: 2025, 5 February, 5 лютого 2026 року, 2026-02-05, 05.02.2026, 2026-02, last month.

    Where no year is given it is the last such day that is not ahead.
    """
    if ago := _ago(" ".join(words).lower(), now):
        return ago
    told = _told(words)
    if len(told) == 1:
        return _one_word(told[0], now)
    return _several(told, now) if 1 < len(told) <= 3 else None  # noqa: PLR2004


def _told(words: Sequence[str]) -> list[str]:
    plain = (word.strip(",.").lower() for word in words)
    return [word for word in plain if word and word not in BESIDE]


def _ago(phrase: str, now: date) -> Span | None:
    for years, names in _YEARS_AGO.items():
        if phrase in names:
            return _whole_year(now.year - years)
    for months, names in _MONTHS_AGO.items():
        if phrase in names:
            first = now.replace(day=1) - timedelta(days=months)
            return _whole_month(first.month, str(first.year), now)
    return None


def _one_word(word: str, now: date) -> Span | None:
    if _YEAR.fullmatch(word):
        return _whole_year(int(word))
    for days, names in _AGO.items():
        if word in names:
            return _day(now - timedelta(days=days))
    if found := _ISO.fullmatch(word):
        return _day(_date(int(found[1]), int(found[2]), int(found[3])))
    if found := _MONTH_OF_YEAR.fullmatch(word):
        month = int(found["month"] or found["m"])
        return _whole_month(month, found["year"] or found["y"], now) if 1 <= month <= 12 else None  # noqa: PLR2004
    if found := _DOTTED.fullmatch(word):
        return _dated(int(found[1]), int(found[2]), found[3], now)
    month_named = _month(word)
    return _whole_month(month_named, None, now) if month_named else None


def _several(words: list[str], now: date) -> Span | None:
    months = [month for word in words if (month := _month(word))]
    years = [word for word in words if _YEAR.fullmatch(word)]
    days = [int(word) for word in (re.sub(r"(?<=\d)(st|nd|rd|th|-?го)$", "", w) for w in words) if _is_day(word)]
    if len(months) != 1 or len(years) > 1 or len(days) > 1 or len(months) + len(years) + len(days) != len(words):
        return None
    year = years[0] if years else None
    return _dated(days[0], months[0], year, now) if days else _whole_month(months[0], year, now)


def _is_day(word: str) -> bool:
    return word.isdecimal() and len(word) <= 2  # noqa: PLR2004


def _dated(day: int, month: int, year: str | None, now: date) -> Span | None:
    if year:
        return _day(_date(int(year) + (2000 if len(year) == 2 else 0), month, day))  # noqa: PLR2004
    tries = (_date(now.year - back, month, day) for back in range(9))
    return _day(next((one for one in tries if one and one <= now), None))


def _whole_year(which: int) -> Span:
    return Span(date(which, 1, 1), date(which, 12, 31))


def _whole_month(month: int, year: str | None, now: date) -> Span:
    which = int(year) if year else now.year - (month > now.month)
    following = date(which + month // 12, month % 12 + 1, 1)
    return Span(date(which, month, 1), following - timedelta(days=1))


def _day(day: date | None) -> Span | None:
    return Span(day, day) if day else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_MONTH_LETTERS = 3
_LOCATIVE = re.compile(r"(?<=[а-яіїєґ]{3})(?:ому|і|е)$")
_SHORT = {"мае": 5}
"""In May: too short to be told from March by its beginning."""


def _month(word: str) -> int | None:
    """A month by its name in any case, or the first letters of it, in any of the languages."""
    low = word.rstrip(".")
    if len(low) < _MONTH_LETTERS or low in _SHORT:
        return _SHORT.get(low)
    begun = (low, _LOCATIVE.sub("", low))
    return next((month for start in begun for name, month in _month_names() if name.startswith(start)), None)


@cache
def _month_names() -> tuple[tuple[str, int], ...]:
    return tuple(_each_month_name())


def _each_month_name() -> Iterator[tuple[str, int]]:
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            names = get_month_names("wide", context=context, locale=Locale.parse(language))
            for month, name in names.items():
                yield name.lower(), month
