"""Chats that have blocked or removed the bot: erased once they have been gone for long."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from storage import channels, subscribers
from storage.tables import SubscriberRow

KEPT = timedelta(days=30)


def forget(session: Session, now: datetime) -> int:
    """Erases chats none of whose places could be reached for `KEPT`; says how many.

    The channels that the operators have named stay: they are tried again at every start.
    """
    long_ago = select(SubscriberRow.chat_id).where(col(SubscriberRow.inactive_since) <= now - KEPT).distinct()
    gone = {chat_id for chat_id in session.exec(long_ago) if not _was_lately_there(session, chat_id, now)}
    gone -= channels.named(session)
    for chat_id in gone:
        subscribers.forget(session, chat_id)
    return len(gone)


def _was_lately_there(session: Session, chat_id: int, now: datetime) -> bool:
    """Whether another place of that chat is, or was within `KEPT`: a topic may be closed for long."""
    places = subscribers.of_chat(session, chat_id)
    return any(place.active or (place.inactive_since or now) > now - KEPT for place in places)
