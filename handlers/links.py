"""What a link `t.me/<bot>?start=<payload>` asks: it comes from anybody, so it never changes what is stored."""

from __future__ import annotations

import re

from handlers.conversation import Audience, Command

LONGEST = 64
"""The most characters that Telegram lets such a link carry."""
_FITS = re.compile(rf"[\w-]{{1,{LONGEST}}}", re.ASCII)
_FOLLOW = "follow"
_NUMBERED = re.compile(r"d(\d+)")


def may_ask(command: Command) -> bool:
    """Whether a link may ask this command: one that only tells."""
    return not command.writes and command.audience in {Audience.EVERYONE, Audience.NOBODY}


def words_of(payload: str) -> tuple[str, ...]:
    """The command line that a payload stands for: dev_41 is a card, swaps_2025 a command.

    Two strokes are one within a word.
    """
    words = [word.replace("__", "_") for word in re.split("(?<!_)_(?!_)", payload.lower())]
    if words[0] == "dev" and len(words) == 2 and words[1].isdecimal():  # noqa: PLR2004
        return (f"d{words[1]}",)
    return tuple(words)


def address_of(data: str, bot: str) -> str | None:
    """The address at which that bot's own chat answers what a button asks; None where no link may ask it."""
    payload = payload_of(data) if bot and data else None
    return f"https://t.me/{bot}?start={payload}" if payload else None


def payload_of(data: str) -> str | None:
    """The payload that asks what a button's data asks; None where no link may or can carry it."""
    from handlers.dispatch import find

    words = [word for word in data.lower().split() if word != "new"]
    if not words:
        return None
    if words[0] == _FOLLOW:
        words = [f"d{word}" for word in words[1:]]  # whoever asks follows it from the card, in a chat of their own
    numbered = _NUMBERED.fullmatch(words[0]) if words else None
    if numbered and len(words) == 1:
        return f"dev_{numbered[1]}"
    found, payload = find(words[0]) if words else None, "_".join(word.replace("_", "__") for word in words)
    fits = _FITS.fullmatch(payload) and words_of(payload) == tuple(words)
    return payload if found and may_ask(found) and fits else None
