"""/promises: what the parties announced or agreed, what has been carried out of it, what remains."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from handlers import arguments, paging
from handlers.conversation import Reply, Request
from handlers.freshness import last_line
from handlers.wording import promises as wording
from handlers.wording.card import RETURNS
from handlers.wording.markup import bold, lines, paragraphs
from storage import figures

EXAMPLES = ("promises", "swaps")
_PAGE = 4
_AWAITED_FOR = timedelta(days=60)
"""An announcement that nobody has taken up for so long is no longer listed as awaited."""


def promises(request: Request, session: Session) -> Reply:
    """Deals, newest first, each with its parts; then what is announced for itself and awaited."""
    words, page = arguments.page(request)
    if words:
        return arguments.mistaken(request, request.text, EXAMPLES)
    say, today = arguments.speech(request), arguments.today(request)
    found = figures.promised(session, limit=_PAGE + 1, offset=page * _PAGE)
    parts = figures.deals(session, [one.id for one in found])
    awaited = [] if page else figures.awaited(session, RETURNS, today, request.at - _AWAITED_FOR)
    shown = found[:_PAGE]
    told = [wording.deal(one, parts[one.id][1], request.dossier, say, today) for one in shown]
    coming = [wording.announced(one, request.dossier, say) for one in awaited]
    turn = paging.turns("promises", page, more=len(found) > _PAGE, say=say)
    return Reply(
        paragraphs(
            say("<b>What was promised</b>"),
            lines(bold(say("Announced and awaited")), *coming) if coming else None,
            *(told or [say("No deal in stages is stored.")]),
            last_line(request, session),
        ),
        (turn,) if turn else (),
    )
