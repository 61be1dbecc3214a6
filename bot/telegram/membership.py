"""What becomes of a chat: Parley was added, removed or blocked, a group became a supergroup."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from bot.telegram.incoming import Incoming, Joined, Left, Migrated
from storage import subscribers


def take_note(session: Session, incoming: Incoming, now: datetime) -> int | None:
    """Keeps what has become of a chat: the number of a channel's subscription, where that has ended by it."""
    closed = None
    match incoming:
        case Migrated(old, new):
            subscribers.migrate(session, old, new)
        case Left(chat_id):
            closed = subscribers.close_channel(session, chat_id, now)
            subscribers.deactivate(session, chat_id, now)
        case Joined(chat_id, kind, language):
            if chat_id < 0:  # a group or channel takes the language of who added Parley
                subscribers.ensure(session, chat_id, None, kind, language, now)
            if sleeps(session, chat_id):
                subscribers.revive(session, chat_id, now)
    return closed


def sleeps(session: Session, chat_id: int) -> bool:
    """Whether some place of that chat is known to be out of reach."""
    return any(not one.active for one in subscribers.of_chat(session, chat_id))
