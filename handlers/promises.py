"""/promises: what the parties announced or agreed, what has been carried out of it, what remains."""

from __future__ import annotations

from sqlmodel import Session

from handlers import arguments, paging
from handlers.conversation import Reply, Request
from handlers.freshness import last_line
from handlers.rumours import AWAITED_FOR
from handlers.wording.lists import one_line
from handlers.wording.markup import bold, lines, paragraphs
from handlers.wording.promises import deal
from storage import developments, figures, lately
from storage.vocabulary import RETURNS

EXAMPLES = ("promises", "swaps")
_PAGE = 3


def promises(request: Request, session: Session) -> Reply:
    """What is announced for itself and awaited; then deals, the newest first, each with its parts."""
    words, page = arguments.page(request)
    if words:
        return arguments.mistaken(request, request.text, EXAMPLES)
    say, today = arguments.speech(request), arguments.today(request)
    found = figures.promised(session, limit=_PAGE + 1, offset=page * _PAGE)
    shown = found[:_PAGE]
    parts = figures.deals(session, [one.id for one in shown])
    known = {one.id: developments.with_reports(session, parts[one.id][1]) for one in shown}
    awaited = [] if page else lately.awaited(session, RETURNS, today, request.at - AWAITED_FOR)
    coming = [one_line(one, request.dossier, say) for one in awaited]
    told = [deal(one, known[one.id], request.dossier, say, today) for one in shown]
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
