"""Time zones as the reader's language names them: by their city (CLDR)."""

from __future__ import annotations

import re

from babel.dates import get_timezone_location

from handlers.wording.language import N_, Speech

_OURS = {"Europe/Kyiv": N_("Kyiv"), "UTC": "UTC"}
"""CLDR knows Kyiv under an older name only."""
_OFFSET = re.compile(r"Etc/GMT([+-])(\d+)")
_SIGNS = {"+": "−", "-": "+"}
"""The database counts these zones towards the west, people towards the east."""


def city(zone: str, say: Speech) -> str:
    """Warsaw, Варшава; UTC+3."""
    if zone in _OURS:
        return str(say(_OURS[zone]))
    if found := _OFFSET.fullmatch(zone):
        return f"UTC{_SIGNS[found[1]]}{found[2]}"
    return get_timezone_location(zone, locale=say.locale, return_city=True)
