"""/corrections: every correction ever made, newest first, with what was told, what it is, and the source."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from handlers import arguments, paging
from handlers.conversation import Reply, Request
from handlers.freshness import last_line
from handlers.wording import headlines
from handlers.wording.history import correction_line
from handlers.wording.language import Speech
from handlers.wording.lists import number
from handlers.wording.markup import Html, bold, join, lines, paragraphs, within
from storage import corrections as stored
from storage import developments
from storage.vocabulary import Change, Development, Report

EXAMPLES = ("corrections",)
_PAGE = 8
_ROOM = 3500


def corrections(request: Request, session: Session) -> Reply:
    """A page of them."""
    words, page = arguments.page(request)
    if words:
        return arguments.mistaken(request, request.text, EXAMPLES)
    say = arguments.speech(request)
    found = stored.newest(session, limit=_PAGE + 1, offset=page * _PAGE)
    shown = found[:_PAGE]
    causes = stored.causes(session, shown)
    told = [_told(step, developments.get(session, step.development_id or 0), causes, request, say) for step in shown]
    html = paragraphs(
        bold(say("Corrections")),
        *(within(told, _ROOM) if told else [say("No correction was made so far.")]),
        say("To report an error: /report, the number of the event, and what is wrong."),
        last_line(request, session),
    )
    turn = paging.turns("corrections", page, more=len(found) > _PAGE, say=say)
    return Reply(html, (turn,) if turn else ())


def _told(step: Change, about: Development | None, causes: Mapping[int, Report], request: Request, say: Speech) -> Html:
    """Which event, by its kind and day; then what moved, and by whose word."""
    head = (
        join((bold(headlines.short(about, say)), headlines.when(about, say), number(about)), " · ") if about else None
    )
    return lines(head, correction_line(step, causes.get(step.report_id or 0), request.dossier, say))
