"""What becomes of a chat: Parley was added, removed or blocked, a group became a supergroup; and its menu."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session
from telegram.ext import ExtBot

from bot.jobs.settle import channel_closed
from bot.telegram.incoming import Asked, Incoming, Joined, Left, Migrated, Reopened
from bot.telegram.menus import set_menu_of, set_menus
from bot.telegram.profile import describe
from storage import subscribers
from storage.database import Database
from storage.vocabulary import ChatKind, Dossier


class Chats:
    """Keeps what becomes of chats, and sets their menus of commands; `later` does something in the background."""

    def __init__(
        self,
        bot: ExtBot[Any],
        database: Database,
        dossier: Dossier,
        now: Callable[[], datetime],
        admins: frozenset[int],
        alarm: Callable[[str], None],
        later: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self._bot, self._database, self._dossier, self._now = bot, database, dossier, now
        self._admins, self._alarm, self._later = admins, alarm, later

    async def note(self, incoming: Joined | Left | Migrated | Reopened) -> None:
        """Stores it, and does what it calls for."""
        closed = await self._database.write(take_note, incoming, self._now())
        if closed is not None:
            self._alarm(channel_closed(closed, "Parley was removed or may not post"))
        if isinstance(incoming, Migrated):
            self.moved(incoming.new)

    def moved(self, chat_id: int) -> None:
        """A group's settings have followed it to this number: its menu of commands has to follow them."""
        self._later(self._set_menu_again(chat_id))

    async def answered_elsewhere(self, asked: Asked) -> bool:
        """Whether it is a group's copy of a post in a channel where Parley is itself."""
        return bool(asked.posted_in and await self._database.read(is_known, asked.posted_in))

    async def at_home(self, asked: Asked) -> Asked:
        """The same in the language that was chosen for its chat, if one was."""
        known = await self._database.read(subscribers.chosen, asked.chat_id, asked.topic_id)
        return replace(asked, language=known.language) if known else asked

    async def set_menus(self) -> None:
        """Everybody's menus, then those of the operators' chats in the language that each has chosen; the profile."""
        await set_menus(self._bot)
        for chat_id in sorted(self._admins):
            kind = ChatKind.PRIVATE if chat_id > 0 else ChatKind.SUPERGROUP
            known = await self._database.read(subscribers.chosen, chat_id)
            await self.set_menu(chat_id, kind, known.language if known else "en")
        await describe(self._bot, self._dossier)

    async def set_menu(self, chat_id: int, kind: ChatKind, language: str) -> None:
        """The chat's own menu in that language; the usual one where it is empty."""
        await set_menu_of(self._bot, chat_id, kind, language, operates=chat_id in self._admins)

    async def _set_menu_again(self, chat_id: int) -> None:
        if known := await self._database.read(subscribers.chosen, chat_id):
            await self.set_menu(chat_id, known.kind, known.language)


def take_note(session: Session, incoming: Incoming, now: datetime) -> int | None:
    """Keeps what has become of a chat: the number of a channel's subscription, where that has ended by it."""
    closed = None
    match incoming:
        case Migrated(old, new):
            subscribers.migrate(session, old, new)
        case Left(chat_id):
            closed = subscribers.close_channel(session, chat_id, now)
            subscribers.deactivate(session, chat_id, now)
        case Reopened(chat_id):
            subscribers.revive(session, chat_id, now)
        case Joined(chat_id, kind, language):
            if chat_id < 0:  # a group or channel takes the language of who added Parley
                subscribers.ensure(session, chat_id, None, kind, language, now)
            if sleeps(session, chat_id):
                subscribers.revive(session, chat_id, now)
    return closed


def sleeps(session: Session, chat_id: int) -> bool:
    """Whether some place of that chat is known to be out of reach."""
    return any(not one.active for one in subscribers.of_chat(session, chat_id))


def is_known(session: Session, chat_id: int) -> bool:
    """Whether Parley was ever added to that chat or asked in it."""
    return bool(subscribers.of_chat(session, chat_id))
