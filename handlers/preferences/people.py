"""The smallest number of people for which a chat is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.preferences.page import Choice, Choices, Page, Seen, in_rows
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage.vocabulary import Subscriber

_OFFERED = (0, 10, 50, 100, 200, 300, 500, 1000)
_MOST = 100_000


def _told(seen: Seen) -> Html:
    say, minimum = seen.say, seen.one.minimum
    if not minimum:
        return say("any number")
    return say("from {n}", n=say.number(minimum)) if seen.one.side else say("from {n} in all", n=say.number(minimum))


def _choices(seen: Seen) -> Choices:
    say, now = seen.say, seen.one.minimum
    offered = [Choice(say.number(n) if n else str(say("any number")), str(n), n == now) for n in _OFFERED]
    return in_rows(offered, 4)


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    word = "".join(words)
    if not (word.isascii() and word.isdecimal()) or len(word) > len(str(_MOST)) or int(word) > _MOST:
        return None
    return replace(seen.one, minimum=int(word))


PAGE = Page(
    name="people",
    title=N_("How many people"),
    question=N_(
        "The smallest number: of both sides together, or of the one that is chosen under “Whose returns”. Where no "
        "number is known yet, and for talks, a message comes."
    ),
    told=_told,
    choices=_choices,
    take=_take,
    hint=lambda seen: seen.say("Any other number: /settings people 250"),
    examples=("settings people 250",),
)
