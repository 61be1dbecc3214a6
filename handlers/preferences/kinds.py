"""Which kinds of events a chat is told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers import arguments
from handlers.preferences.page import Choice, Choices, Page, Seen, in_rows
from handlers.quiet import FOLLOWED, of_statements
from handlers.wording.badges import KINDS
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage.vocabulary import Kind, Subscriber

LABELS = {
    Kind.EXCHANGE: N_("Exchanges"),
    Kind.BODIES: N_("Bodies"),
    Kind.CIVILIANS: N_("Civilians"),
    Kind.CHILDREN: N_("Children"),
    Kind.TALKS: N_("Talks"),
    Kind.STATEMENT: N_("Statements"),
}


def told(seen: Seen) -> Html:
    """The kinds, listed."""
    say = seen.say
    names = [str(say(KINDS[kind])) for kind in FOLLOWED if kind in seen.one.kinds]
    return Html(say.listed(names)) if names else say("none: nothing comes")


def choices(seen: Seen) -> Choices:
    """Each kind once; pressed, it is switched on or off."""
    say, one = seen.say, seen.one
    return in_rows([Choice(str(say(LABELS[kind])), kind.value, kind in one.kinds) for kind in FOLLOWED], 2)


def take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    """With that kind switched on where it was off, and off where it was on."""
    kind = arguments.kind(words[0]) if len(words) == 1 else None
    return replace(seen.one, kinds=seen.one.kinds ^ {kind}) if kind in FOLLOWED else None


PAGE = Page(
    name="kinds",
    title=N_("What to follow"),
    question=N_("A message comes for the kinds that are marked. Tap one to switch it on or off."),
    told=told,
    choices=choices,
    take=take,
    hint=lambda seen: of_statements(seen.one, seen.say),
    examples=("settings kinds bodies", "settings kinds statements"),
)
