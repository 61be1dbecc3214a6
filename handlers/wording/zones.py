"""Time zones as the reader's language names them: by their city (CLDR)."""

from __future__ import annotations

from babel.dates import get_timezone_location

from handlers.wording.language import N_, Speech

_OURS = {"Europe/Kyiv": N_("Kyiv"), "UTC": "UTC"}
"""CLDR knows Kyiv under an older name only."""


def city(zone: str, say: Speech) -> str:
    """Warsaw, Варшава."""
    if zone in _OURS:
        return str(say(_OURS[zone]))
    return get_timezone_location(zone, locale=say.locale, return_city=True)
