"""What people type after a command: days, years, kinds, parties, topics, page numbers, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import get_month_names

from handlers.conversation import Reply, Request
from handlers.wording.language import LANGUAGES, Speech, translator
from handlers.wording.markup import Html, join, shorten
from storage.vocabulary import Dossier, Kind

_PAGE = re.compile(r"p(\d{1,4})")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?")
_ECHOED = 40
_AGO = {0: ("today", "сьогодні", "сегодня"), 1: ("yesterday", "вчора", "вчера"), 2: ("позавчора", "позавчера")}

_KINDS = {
    Kind.EXCHANGE: ("exchange", "swap", "обмін", "обмен", "prisoner", "полонен", "пленн"),
    Kind.TALKS: ("talk", "negotiation", "перегов", "перемов"),
    Kind.BODIES: ("bod", "тіл", "тел", "repatriation"),
    Kind.CIVILIANS: ("civilian", "цивіл", "гражд"),
    Kind.CHILDREN: ("child", "діт", "дет"),
    Kind.STATEMENT: ("statement", "заяв", "позиц"),
    Kind.STRIKES: ("strike", "удар"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days that were asked for: one day, a month or a year."""

    first: date
    last: date

    @property
    def one_day(self) -> bool:
        return self.first == self.last


def speech(request: Request) -> Speech:
    return translator(request.chat.language, request.chat.zone)


def today(request: Request) -> date:
    """The day it is where the dossier's events are counted."""
    return request.at.astimezone(ZoneInfo(request.dossier.zone)).date()


def mistaken(request: Request, wrong: str, examples: Sequence[str]) -> Reply:
    """What was not understood, and how it is typed."""
    say = speech(request)
    tries = join((Html(f"/{example}") for example in examples), " · ")
    told = say("I don't know “{wrong}”. Try: {tries}", wrong=shorten(wrong, _ECHOED), tries=tries)
    return Reply(told, examples=tuple(examples))


def missing(request: Request, examples: Sequence[str]) -> Reply:
    """A command that says nothing by itself, and how it is typed."""
    say = speech(request)
    tries = join((Html(f"/{example}") for example in examples), " · ")
    return Reply(say("Something has to follow it. Try: {tries}", tries=tries), examples=tuple(examples))


def page(request: Request) -> tuple[tuple[str, ...], int]:
    """The other arguments, and which page of the answer is asked for (`p2`), from 0."""
    rest = tuple(word for word in request.arguments if not _PAGE.fullmatch(word))
    numbers = [int(found[1]) for word in request.arguments if (found := _PAGE.fullmatch(word))]
    return rest, max(numbers[0] - 1, 0) if numbers else 0


def year(word: str) -> int | None:
    """A year in four digits."""
    return int(word) if _YEAR.fullmatch(word) else None


def whole(word: str, most: int) -> int | None:
    """A number from 1 to `most`."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 19 and 1 <= int(word) <= most else None  # noqa: PLR2004


def kind(word: str) -> Kind | None:
    """A kind of event by the beginning of its name in three languages."""
    low = word.lower()
    return next((one for one, names in _KINDS.items() if any(low.startswith(name) for name in names)), None)


def span(words: Sequence[str], now: date) -> Span | None:
    """Days as people write them: 2025, 5 February, Feb 5, 5 лютого 2026, 2026-02-05, 05.02.2026, February.

    Where no year is given it is the last such day that is not ahead.
    """
    told = [word.strip(",.") for word in words if word.strip(",.")]
    if len(told) == 1:
        return _one_word(told[0].lower(), now)
    return _several([word.lower() for word in told], now) if 1 < len(told) <= 3 else None  # noqa: PLR2004


def _one_word(word: str, now: date) -> Span | None:
    if _YEAR.fullmatch(word):
        return Span(date(int(word), 1, 1), date(int(word), 12, 31))
    for days, names in _AGO.items():
        if word in names:
            return _day(now - timedelta(days=days))
    if found := _ISO.fullmatch(word):
        return _day(_date(int(found[1]), int(found[2]), int(found[3])))
    if found := _DOTTED.fullmatch(word):
        return _dated(int(found[1]), int(found[2]), found[3], now)
    month = _month(word)
    return _whole_month(month, None, now) if month else None


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


def _month(word: str) -> int | None:
    """A month by its name or the first letters of it, in any of the languages."""
    low = word.rstrip(".")
    if len(low) < _MONTH_LETTERS:
        return None
    return next((month for name, month in _month_names() if name == low or name.startswith(low)), None)


@cache
def _month_names() -> tuple[tuple[str, int], ...]:
    return tuple(_each_month_name())


def _each_month_name() -> Iterator[tuple[str, int]]:
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            names = get_month_names("wide", context=context, locale=Locale.parse(language))
            for month, name in names.items():
                yield name.lower(), month


def party(word: str, dossier: Dossier) -> str | None:
    """A party's code by its code, or by any of its names and spellings in any language."""
    low = word.lower()
    names = {code: (code, *one.name.values(), *_flat(one.words)) for code, one in dossier.parties.items()}
    return _named(low, names)


def topic(word: str, dossier: Dossier) -> str | None:
    """A topic's id by its id, or by any of its names and cue words in any language."""
    low = word.lower().replace("_", " ")
    by_name = {key: (key, key.replace("_", " "), *one.name.values()) for key, one in dossier.topics.items()}
    return _named(low, by_name) or _named(low, {key: one.cues for key, one in dossier.topics.items()})


def _flat(words: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(word.rstrip("*") for group in words.values() for word in group)


_STEM = 4


def _named(low: str, names: Mapping[str, Sequence[str]]) -> str | None:
    """Whose name it is; else whose name begins like it, endings apart (`росії`, `territorial`)."""
    for key, known in names.items():
        if any(name.lower() == low for name in known):
            return key
    stem = low if len(low) <= _STEM else low[: max(_STEM, len(low) - 2)]
    if len(stem) < _STEM:
        return None
    return next((key for key, known in names.items() if any(name.lower().startswith(stem) for name in known)), None)
