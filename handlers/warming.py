"""What the first answer of a process would otherwise pay for: statements compiled, calendars of languages read."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from handlers import dispatch
from handlers.conversation import Chat, Request
from handlers.wording.language import LANGUAGES
from storage.harmless import guard_of
from storage.vocabulary import Dossier

COMMANDS = ("latest", "swaps")
"""Whose answers are made once for nobody: these read what most others read."""
NOBODY = 0
"""No chat of Telegram has this number."""


def warm(session: Session, dossier: Dossier, at: datetime) -> None:
    """Answers nobody once in each language, and throws the answers away."""
    guard_of(dossier)
    for language in LANGUAGES:
        chat = Chat(id=NOBODY, language=language)
        for command in COMMANDS:
            dispatch.answer(Request(command=command, chat=chat, at=at, dossier=dossier), session)
