"""/cite 41: one sentence with sources and times, ready for an article."""

from __future__ import annotations

from sqlmodel import Session

from handlers import arguments, links
from handlers.card import asked_for, unknown
from handlers.conversation import Button, Reply, Request
from handlers.wording.cite import sentence

EXAMPLES = ("cite 41", "sources 41")


def cite(request: Request, session: Session) -> Reply:
    """The sentence on the development of that number."""
    found = asked_for(request, session)
    if found is None:
        return unknown(request, EXAMPLES)
    say = arguments.speech(request)
    card = Button(str(say("◂ Back")), f"d{found.id}")
    address = links.address_of(f"d{found.id}", request.bot)
    return Reply(sentence(found, request.dossier, say, request.at, address), ((card,),))
