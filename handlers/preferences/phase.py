"""Whether a chat is told of what is only announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.preferences.page import Choice, Choices, Page, Seen
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage.vocabulary import Subscriber

_WORDS = {"done": False, "announced": True}


def _told(seen: Seen) -> Html:
    return seen.say("announced or carried out") if seen.one.announced else seen.say("carried out only")


def _choices(seen: Seen) -> Choices:
    say, announced = seen.say, seen.one.announced
    return [
        [Choice(str(say("Carried out only")), "done", not announced)],
        [Choice(str(say("Announced ones too")), "announced", announced)],
    ]


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    wanted = _WORDS.get(" ".join(words))
    return None if wanted is None else replace(seen.one, announced=wanted)


PAGE = Page(
    name="stage",
    title=N_("Stage"),
    question=N_("What is announced is sometimes postponed or called off."),
    told=_told,
    choices=_choices,
    take=_take,
    examples=("settings stage announced",),
)
