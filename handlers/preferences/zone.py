"""The time zone of a chat: for its quiet hours, and for times of day in answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from zoneinfo import available_timezones

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
_OTHER_NAMES = {"kiev": "Europe/Kyiv", "europe/kiev": "Europe/Kyiv", "київ": "Europe/Kyiv", "киев": "Europe/Kyiv"}


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
    return _OTHER_NAMES.get(low) or _names().get(low)


@cache
def _names() -> dict[str, str]:
    """Names as people type them: cities that have a button in each language, those of the database in English."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == "UTC")
    by_city = {zone.rsplit("/", 1)[-1].lower().replace("_", " "): zone for zone in zones}
    offered = {city(zone, translator(code)).lower(): zone for zone in _OFFERED for code in LANGUAGES}
    return {**by_city, **offered, **{zone.lower().replace("_", " "): zone for zone in zones}}


PAGE = Page(
    name="zone",
    title=N_("Time zone"),
    question=N_("Quiet hours and times of day follow it. The days of events are those of Kyiv."),
    told=_told,
    choices=_choices,
    take=_take,
    hint=lambda seen: seen.say("Any other: /timezone Europe/Vilnius"),
    examples=("timezone Europe/Warsaw", "timezone Berlin"),
)
