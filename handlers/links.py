"""What a link `t.me/<bot>?start=<payload>` asks: it comes from anybody, so it never changes what is stored."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from handlers.conversation import Audience, Command

LONGEST = 64
"""The most characters that Telegram lets such a link carry."""
_FITS = re.compile(rf"[\w-]{{1,{LONGEST}}}", re.ASCII)
_FOLLOW = "follow"
_OTHER_LETTERS = "u-"
_NUMBERED = re.compile(r"d(\d+)")


def may_ask(command: Command) -> bool:
    """Whether a link may ask this command: one that only tells."""
    return not command.writes and command.audience in {Audience.EVERYONE, Audience.NOBODY}


def only_tells(data: str) -> bool:
    """Whether what a button asks changes nothing: a link may ask it, if one can carry it."""
    from handlers.dispatch import find

    found = find(data.partition(" ")[0])
    return found is not None and may_ask(found)


def words_of(payload: str) -> tuple[str, ...]:
    """The command line that a payload stands for: dev_41 is a card, swaps_2025 a command.

    Two strokes are one within a word. Words in other letters than a link can carry come in base64, behind `u-`.
    """
    if payload.startswith(_OTHER_LETTERS):
        return _decoded(payload.removeprefix(_OTHER_LETTERS)) or (payload,)
    words = [word.replace("__", "_") for word in re.split("(?<!_)_(?!_)", payload.lower())]
    if words[0] == "dev" and len(words) == 2 and words[1].isdecimal():  # noqa: PLR2004
        return (f"d{words[1]}",)
    return tuple(words)


def _decoded(letters: str) -> tuple[str, ...]:
    try:
        return tuple(urlsafe_b64decode(letters + "=" * (-len(letters) % 4)).decode().split())
    except ValueError:
        return ()


def _encoded(words: Sequence[str]) -> str:
    return _OTHER_LETTERS + urlsafe_b64encode(" ".join(words).encode()).decode().rstrip("=")


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
    found = find(words[0]) if words else None
    if found is None or not may_ask(found):
        return None
    forms = ("_".join(word.replace("_", "__") for word in words), _encoded(words))
    return next((one for one in forms if _FITS.fullmatch(one) and words_of(one) == tuple(words)), None)
