"""Whether a chat follows those who return to one side only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.preferences.page import Choice, Choices, Page, Seen
from handlers.wording import names
from handlers.wording.language import N_
from handlers.wording.markup import Html
from storage.vocabulary import Subscriber

_BOTH = "both"


def _told(seen: Seen) -> Html | str:
    one, say = seen.one, seen.say
    return names.party(one.side, seen.dossier, say) if one.side else say("of both sides")


def _choices(seen: Seen) -> Choices:
    say, now = seen.say, seen.one.side
    sides = [Choice(names.party(code, seen.dossier, say), code, code == now) for code in seen.dossier.sides]
    return [[Choice(str(say("of both sides")), _BOTH, now is None)], sides]


def _take(seen: Seen, words: Sequence[str]) -> Subscriber | None:
    asked = " ".join(words)
    if asked == _BOTH:
        return replace(seen.one, side=None)
    return replace(seen.one, side=asked) if asked in seen.dossier.sides else None


PAGE = Page(
    name="side",
    title=N_("Whose returns"),
    question=N_(
        "Of bodies, civilians and children a message comes where some return to this side, and the smallest number "
        "counts them alone. Exchanges and talks are of both."
    ),
    told=_told,
    choices=_choices,
    take=_take,
    examples=("settings side UA", "settings side both"),
)
