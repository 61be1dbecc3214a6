"""The local server's part that keeps what is shown of the bot before anybody has typed a word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from bot.telegram import markup
from bot.telegram.local_state import Json, LocalState, Refused

_MOST = {"description": 512, "short_description": 120}


def _set(name: str, state: LocalState, given: Json) -> bool:
    text = str(given.get(name) or "")
    if markup.units(text) > _MOST[name]:
        raise Refused(400, f"Bad Request: {name} is too long")
    state.described[name, given.get("language_code") or ""] = text
    return True


def _get(name: str, state: LocalState, given: Json) -> Json:
    return {name: state.described.get((name, given.get("language_code") or ""), "")}


PROFILE: Final[Mapping[str, Callable[[LocalState, Json], object]]] = {
    f"{verb}my{name.replace('_', '')}": partial(do, name)
    for name in _MOST
    for verb, do in (("set", _set), ("get", _get))
}
