"""Claims of outlets alone, and what became of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from handlers.rumours import Fate, Rumour
from handlers.wording import badges, headlines
from handlers.wording.language import N_, Speech
from handlers.wording.lists import first_source, number
from handlers.wording.markup import Html, bold, join, lines
from handlers.wording.times import stamp
from storage.vocabulary import Dossier

_FATES = {
    Fate.CONFIRMED: N_("confirmed"),
    Fate.TAKEN_UP: N_("taken up by others"),
    Fate.DENIED: N_("denied or called off"),
    Fate.EXPIRED: N_("expired"),
}


def still_open(one: Rumour, dossier: Dossier, say: Speech) -> Html:
    """What is said, since when, by whom, and until when it is waited for."""
    found = one.development
    told = (
        headlines.when(found, say, "medium"),
        first_source(found),
        say("heard {time}", time=stamp(one.since, dossier, say)),
        say("open until {time}", time=stamp(one.ends, dossier, say)),
        number(found),
    )
    return lines(bold(headlines.headline(found, dossier, say)), join(told, " · "))


def ended(one: Rumour, dossier: Dossier, say: Speech) -> Html:
    """What was said, and how it ended."""
    found = one.development
    told = (first_source(found), say("heard {time}", time=stamp(one.since, dossier, say)), number(found))
    how = join((bold(_how(one, say)), stamp(one.ends, dossier, say)), ", ")
    return lines(headlines.headline(found, dossier, say), join((how, *told), " · "))


def _how(one: Rumour, say: Speech) -> Html:
    if one.fate is Fate.EXPIRED:
        return say("expired, nobody took it up")
    if one.fate is Fate.TAKEN_UP and not one.development.speakers:
        return say("taken up by a second outlet")
    return badges.badge(one.development, say)


def summary(over: Sequence[Rumour], days: int, say: Speech) -> Html | None:
    """Ended in the last 14 days · confirmed: 8, denied or called off: 1, expired: 3."""
    if not over:
        return None
    of = Counter(one.fate for one in over)
    told = (say("{what}: {n}", what=say(words), n=say.number(of[fate])) for fate, words in _FATES.items() if of[fate])
    return say("Ended in the last {days} days · {how}.", days=days, how=join(told, ", "))
