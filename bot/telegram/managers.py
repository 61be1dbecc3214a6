"""Who may change a chat's settings: in groups their administrators, asked of Telegram and kept for a minute."""

from __future__ import annotations

import time
from typing import Any

from telegram import ChatMember
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.pseudonyms import pseudonym
from bot.telegram.incoming import Asked
from storage.vocabulary import ChatKind

_KEPT = 60.0
_MANAGING = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)


class Managers:
    """Answers are kept for a minute: rights are checked at each press, and Telegram is not asked at each.

    They bear no number of a chat or a person.
    """

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot
        self._known: dict[tuple[bytes, bytes], tuple[float, bool]] = {}

    async def manages(self, asked: Asked) -> bool:
        """Whether whoever asks may change this chat's settings; not where Telegram does not tell.

        A channel's posts are its administrators'; an anonymous administrator writes in the group's name, and what is
        written in the name of the channel that is linked with a group comes from who runs both.
        """
        if asked.kind is ChatKind.PRIVATE or asked.stands_for_chat:
            return True
        if asked.kind is ChatKind.CHANNEL and not asked.pressed:
            return True
        key, now = (pseudonym(asked.chat_id), pseudonym(asked.asker)), time.monotonic()
        at, allowed = self._known.get(key, (-_KEPT, False))
        if now - at < _KEPT:
            return allowed
        allowed = await self._ask(asked.chat_id, asked.asker)
        self._known = {who: what for who, what in self._known.items() if now - what[0] < _KEPT}
        self._known[key] = (now, allowed)
        return allowed

    def forget(self, chat_id: int) -> None:
        """What was known of a chat, or of that person anywhere."""
        gone = pseudonym(chat_id)
        self._known = {who: what for who, what in self._known.items() if gone not in who}

    async def operates(self, asked: Asked) -> bool:
        """Whether whoever asks in an operators' chat is one of them: not a reader who presses a button in a channel."""
        return asked.kind is not ChatKind.CHANNEL or await self.manages(asked)

    async def _ask(self, chat_id: int, user_id: int) -> bool:
        try:
            if user_id < 0:
                return (await self._bot.get_chat(chat_id)).linked_chat_id == user_id
            member = await self._bot.get_chat_member(chat_id, user_id)
        except TelegramError:
            return False
        return member.status in _MANAGING
