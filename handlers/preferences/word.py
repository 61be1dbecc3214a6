"""Whose word is enough for an alert: outlets', an official's, or that of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.preferences.page import Choice, Choices, Page, Seen
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage.vocabulary import Subscriber

_ENOUGH = {"any": (False, False), "official": (True, False), "both": (True, True)}
"""By value: official only, both sides."""
_LABELS = {
    "any": N_("An official, or two outlets"),
    "official": N_("An official only"),
    "both": N_("Both sides"),
}
_TOLD = {
    "any": N_("an official of a side or of the mediator, or two independent outlets"),
    "official": N_("an official of a side or of the mediator"),
    "both": N_("officials of both sides"),
}


def enough(one: Subscriber) -> str:
    """Which of the three it is."""
    if one.both_sides:
        return "both"
    return "official" if one.official_only else "any"


def told(seen: Seen) -> Html:
    """In words."""
    return seen.say(_TOLD[enough(seen.one)])


def choices(seen: Seen) -> Choices:
    """The three, the quickest first."""
    say, now = seen.say, enough(seen.one)
    return [[Choice(str(say(label)), value, value == now)] for value, label in _LABELS.items()]


def take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    """With one of the three chosen."""
    found = _ENOUGH.get(" ".join(words))
    return replace(seen.one, official_only=found[0], both_sides=found[1]) if found else None


PAGE = Page(
    name="word",
    title=N_("Whose word is enough"),
    question=N_(
        "An official's word is the usual first news. Two independent outlets are sometimes quicker. Until both "
        "sides have spoken hours can pass, or days."
    ),
    told=told,
    choices=choices,
    take=take,
    examples=("settings word official",),
)
