"""What a page of /settings is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
