"""The time zone of a chat: for its quiet hours, and for times of day in answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from zoneinfo import available_timezones

from babel import Locale

from handlers.preferences.page import Choice, Choices, Page, Seen, in_rows
from handlers.wording.language import LANGUAGES, N_, translator
from handlers.wording.markup import Html
from handlers.wording.zones import city
from storage.vocabulary import Subscriber

_OFFERED = (
    "Europe/Kyiv", "Europe/Warsaw", "Europe/Berlin", "Europe/London", "Europe/Istanbul", "Europe/Moscow",
    "Asia/Tbilisi", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Vladivostok", "America/New_York",
    "America/Los_Angeles",
)  # fmt: skip
_OTHER_NAMES = {
    **dict.fromkeys(
        ("kiev", "europe/kiev", "київ", "киев", "lviv", "львів", "львов", "odesa", "odessa", "одеса", "одесса",
         "kharkiv", "харків", "харьков", "dnipro", "дніпро", "днепр"),
        "Europe/Kyiv",
    ),
    **dict.fromkeys(("мск", "msk", "петербург", "санкт-петербург", "saint petersburg"), "Europe/Moscow"),
}  # fmt: skip
"""Cities after which no zone is called."""
_OFFSET = re.compile(r"(?:utc|gmt)?\s*(?P<sign>[+−–-])\s*(?P<hours>\d{1,2})(?::?00)?")
_FURTHEST = {"+": 14, "-": 12}


def _told(seen: Seen) -> Html:
    say, zone = seen.say, seen.one.zone
    return say("{city}, where it is {time} now", city=city(zone, say), time=say.clock(seen.now, zone))


def _choices(seen: Seen) -> Choices:
    return in_rows([Choice(city(zone, seen.say), zone, zone == seen.one.zone) for zone in _OFFERED], 3)


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    zone = find(" ".join(words))
    return replace(seen.one, zone=zone) if zone else None


def find(typed: str) -> str | None:
    """A zone of the time zone database by its name (Europe/Warsaw), its city, or a city that has a button."""
    low = typed.strip().lower().replace("_", " ")
    return _OTHER_NAMES.get(low) or _by_offset(low) or _names().get(low.replace("ё", "е"))


def _by_offset(low: str) -> str | None:
    """UTC+3 as people mean it: ahead of Greenwich. The database's own names (Etc/GMT-3) have the other sign."""
    found = _OFFSET.fullmatch(low)
    if found is None:
        return None
    sign, hours = "+" if found["sign"] == "+" else "-", int(found["hours"])
    if not hours:
        return "UTC"
    return f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours <= _FURTHEST[sign] else None


@cache
def _names() -> dict[str, str]:
    """Names as people type them: the cities of the database in each language, and its own names."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    by_city = {zone.rsplit("/", 1)[-1].lower().replace("_", " "): zone for zone in zones}
    told = {name: zone for code in LANGUAGES for name, zone in _cities(code).items() if zone in zones}
    offered = {city(zone, translator(code)).lower(): zone for zone in _OFFERED for code in LANGUAGES}
    return {**by_city, **told, **offered, **{zone.lower().replace("_", " "): zone for zone in zones}}


def _cities(code: str) -> dict[str, str]:
    known = Locale.parse(code).time_zones.items()
    return {str(told["city"]).lower().replace("ё", "е"): zone for zone, told in known if "city" in told}


PAGE = Page(
    name="zone",
    title=N_("Time zone"),
    question=N_("Quiet hours and times of day follow it. The days of events are those of Kyiv."),
    told=_told,
    choices=_choices,
    take=_take,
    hint=lambda seen: seen.say("Any other: /timezone Europe/Vilnius"),
    examples=(N_("timezone Europe/Warsaw"), N_("timezone Berlin")),
)
