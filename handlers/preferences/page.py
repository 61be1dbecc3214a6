"""What a page of /settings is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from handlers.wording.language import Speech
from handlers.wording.markup import Html
from storage.vocabulary import Dossier, Subscriber


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page is worded from: the settings as they are, at an instant (aware UTC)."""

    one: Subscriber
    say: Speech
    now: datetime
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a page: `value` is what `Page.take` is given, in words."""

    label: str
    value: str
    chosen: bool = False


Choices = Sequence[Sequence[Choice]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One thing that a chat can set: a line of /settings, and a page with buttons behind it.

    `name` is what its buttons say (`settings <name> <value>`, ≤ 64 bytes) and what may be typed; `title` and
    `question` are message ids. `told` says in words how it stands, `hint` what else can be done. `take` gives the
    settings with a value chosen (as words), None for what it does not offer: tampering ends there.
    """

    name: str
    title: str
    question: str
    told: Callable[[Seen], Html | str]
    choices: Callable[[Seen], Choices]
    take: Callable[[Seen, Sequence[str]], Subscriber | None]
    hint: Callable[[Seen], Html | None] = lambda _: None
    examples: tuple[str, ...] = ()


def in_rows(choices: Sequence[Choice], wide: int) -> list[list[Choice]]:
    """So many buttons in a row."""
    return [list(choices[first : first + wide]) for first in range(0, len(choices), wide)]


_HOURS = (6, 7, 8, 9, 12, 18, 20, 22)


def hour_rows(seen: Seen) -> list[list[Choice]]:
    """The hours at which a digest can come."""
    return in_rows([Choice(f"{hour}:00", f"at {hour}", hour == seen.one.digest_hour) for hour in _HOURS], 4)


def at_hour(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    """With the hour that the words name (`at 9`), None where they name none."""
    if len(words) != 2 or words[0] != "at":  # noqa: PLR2004
        return None
    hour = words[1].removesuffix(":00")
    fits = hour.isascii() and hour.isdecimal() and len(hour) <= 2 and int(hour) < 24  # noqa: PLR2004
    return replace(seen.one, digest_hour=int(hour)) if fits else None
