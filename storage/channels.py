"""The channels that the operators name in the settings: one a language, told of everything."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from storage import digests, subscribers
from storage.tables import MetaRow
from storage.vocabulary import ChatKind, Kind, Subscriber

_NAMED = "channels of the settings"


def appoint(session: Session, channels: Mapping[str, int], kinds: Collection[Kind], now: datetime) -> None:
    """Subscribes these channels, by language, to all that is ever pushed, whatever was set there before.

    One that is named no more is told nothing from now on. One that took no posts is tried again.
    """
    before = named(session)
    if not channels and not before:
        return
    for chat_id in before - set(channels.values()):
        if known := subscribers.get(session, chat_id):
            subscribers.save(session, replace(known, subscribed=False))
    for language, chat_id in channels.items():
        known = subscribers.ensure(session, chat_id, None, ChatKind.CHANNEL, language, now)
        after = _told_of_everything(known, language, kinds, now)
        subscribers.save(session, after)
        digests.schedule(session, known, after, now)
    session.merge(MetaRow(name=_NAMED, value=json.dumps(sorted(channels.values()))))


def _told_of_everything(known: Subscriber, language: str, kinds: Collection[Kind], now: datetime) -> Subscriber:
    """All settings but these are the usual ones. What went by while it was not subscribed is not sent."""
    return Subscriber(
        id=known.id,
        chat_id=known.chat_id,
        kind=ChatKind.CHANNEL,
        language=language,
        subscribed=True,
        kinds=frozenset(kinds),
        announced=True,
        since=known.since if known.subscribed and known.active else now,
        created=known.created,
    )


def named(session: Session) -> frozenset[int]:
    """The chat ids of the channels that the settings name."""
    row = session.get(MetaRow, _NAMED, populate_existing=True)
    return frozenset(json.loads(row.value)) if row else frozenset()
