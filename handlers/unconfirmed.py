"""/unconfirmed: what outlets alone have said and nobody was pushed, and how the last of these ended."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Reply, Request
from handlers.freshness import last_line
from handlers.rumours import Fate, Rumour, rumour
from handlers.wording.markup import Html, bold, paragraphs
from handlers.wording.rumours import ended, still_open, summary
from storage import rumours
from storage.vocabulary import RETURNS

EXAMPLES = ("unconfirmed", "latest")
_DAYS = 14
_MOST_OPEN, _MOST_ENDED = 7, 7


def unconfirmed(request: Request, session: Session) -> Reply:
    """Open ones first, then those that ended lately, with how."""
    if request.arguments:
        return arguments.mistaken(request, request.text, EXAMPLES)
    say = arguments.speech(request)
    found = _rumours(request, session)
    open_ones = [one for one in found if one.fate is Fate.OPEN]
    over = sorted((one for one in found if one.fate is not Fate.OPEN), key=lambda one: one.ends, reverse=True)
    return Reply(
        paragraphs(
            say(
                "<b>Unconfirmed</b>\nWhat single outlets have said. Nobody is pushed any of it before an official, or "
                "a second outlet on its own, says so. After 14 hours without that it is dropped; what is only "
                "announced, after its day."
            ),
            *([still_open(one, request.dossier, say) for one in open_ones[:_MOST_OPEN]] or [say("Nothing is open.")]),
            *_over(over, request),
            last_line(request, session),
        )
    )


def _rumours(request: Request, session: Session) -> list[Rumour]:
    since = request.at - timedelta(days=_DAYS)
    heard = rumours.heard(session, sorted(RETURNS), since)
    found = (rumour(one, request.dossier, request.at) for one in heard)
    return [one for one in found if one and (one.fate is Fate.OPEN or since <= one.ends <= request.at)]


def _over(over: list[Rumour], request: Request) -> list[Html | None]:
    if not over:
        return []
    say = arguments.speech(request)
    shown = (ended(one, request.dossier, say) for one in over[:_MOST_ENDED])
    return [bold(say("How the last ones ended")), *shown, summary(over, _DAYS, say)]
