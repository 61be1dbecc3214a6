"""The last line of every list: how fresh it is."""

from __future__ import annotations

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Request
from handlers.wording.freshness import as_of
from handlers.wording.markup import Html
from storage import health


def last_line(request: Request, session: Session) -> Html:
    """As of 12:04 Kyiv time · 3 of 60 feeds silent."""
    return as_of(health.freshness(session, request.at), request.at, request.dossier, arguments.speech(request))
