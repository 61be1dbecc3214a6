"""One kind, fixed answer to whoever asks after a person. Nothing of what they sent is stored or searched."""

from __future__ import annotations

from sqlmodel import Session

from handlers import arguments
from handlers.conversation import Reply, Request
from handlers.wording.families import kind_answer

_NAMES = ("families", "contacts")


def families(request: Request, _: Session) -> Reply:
    """Who can be asked; and, to whoever sent something of a person, that it is not stored."""
    sent = request.command not in _NAMES or bool(request.text.strip())
    return Reply(kind_answer(request.dossier, arguments.speech(request), sent=sent), fresh=True)
