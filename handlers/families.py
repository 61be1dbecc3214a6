"""One kind, fixed answer to whoever asks after a person. Nothing of what they sent is stored or searched."""

from __future__ import annotations

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Reply, Request
from handlers.wording.families import kind_answer


def families(request: Request, _: Session) -> Reply:
    """Who can be asked."""
    return Reply(kind_answer(request.dossier, arguments.speech(request)), fresh=True)
