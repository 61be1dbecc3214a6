"""Inline mode and guest queries: cards to share in chats in which Parley is not."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    Update,
    User,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.logs import place_of
from bot.resolution.shown import show
from bot.telegram.flood import Admission, Buckets
from bot.telegram.incoming import language_of
from bot.telegram.keyboard import links_only
from handlers import sharing
from handlers.conversation import Chat, Request
from handlers.sharing import Card, Offer
from storage.database import Database
from storage.vocabulary import Dossier

CACHED = 10
"""Seconds for which Telegram may answer the same question itself: facts move, and who types asks a lot."""
_BURST = 20.0
_LONGEST = 256
_QUIET = LinkPreviewOptions(is_disabled=True)

log = logging.getLogger("parley.telegram")


class Sharing:
    """Answers inline and guest queries, each asker's latest one only: the earlier ones were on the way to it."""

    def __init__(self, bot: ExtBot[Any], database: Database, dossier: Dossier, now: Callable[[], datetime]) -> None:
        self._bot, self._database, self._dossier, self._now = bot, database, dossier, now
        self._buckets = Buckets(burst=_BURST)
        self._latest: dict[int, str] = {}

    async def answer(self, update: Update) -> bool:
        """Answers an update that is such a query; False where it is none. Nothing of it is stored or logged."""
        try:
            if update.inline_query is not None:
                await self._inline(update.inline_query)
            elif update.guest_message is not None:
                await self._guest(update.guest_message)
            else:
                return False
        except TelegramError as error:
            log.debug("a query was not answered: %s", place_of(error))
        return True

    async def _inline(self, query: InlineQuery) -> None:
        asker = query.from_user
        self._latest[asker.id] = query.id
        try:
            if self._buckets.admit(asker.id, time.monotonic()) is Admission.WELCOME:
                await self._answer_latest(query)
        finally:
            if self._latest.get(asker.id) == query.id:
                del self._latest[asker.id]

    async def _answer_latest(self, query: InlineQuery) -> None:
        begin = int(query.offset) if query.offset.isdecimal() and len(query.offset) < 4 else 0  # noqa: PLR2004
        found = await self._offered(query.from_user, query.query, begin)
        if self._latest.get(query.from_user.id) != query.id:
            return
        await query.answer(
            [self._article(card) for card in found.cards],
            cache_time=CACHED,
            is_personal=True,  # it is in the asker's language and zone
            next_offset=str(found.following) if found.following else "",
            button=InlineQueryResultsButton(found.hint, start_parameter=found.payload) if found.hint else None,
        )

    async def _guest(self, message: Message) -> None:
        """One answer to whoever names Parley in a chat in which it is not: the first card."""
        asker = message.from_user
        if asker is None or not message.guest_query_id:
            return
        if self._buckets.admit(asker.id, time.monotonic()) is not Admission.WELCOME:
            return
        words = re.sub(rf"@{re.escape(self._bot.username)}\b", " ", message.text or "", flags=re.IGNORECASE)
        found = await self._offered(asker, words.strip(), 0)
        card = next(iter(found.cards), None) or Card(id="none", title=found.hint, description="", html=found.hint)
        await self._bot.answer_guest_query(message.guest_query_id, self._article(card))

    async def _offered(self, asker: User, text: str, begin: int) -> Offer:
        request = Request(
            command="",
            text=text[:_LONGEST].strip(),
            chat=Chat(id=asker.id, language=language_of(asker), manages=False),
            at=self._now(),
            dossier=self._dossier,
            shown=show,
        )
        return await self._database.read(lambda session: sharing.offer(request, session, begin))

    def _article(self, card: Card) -> InlineQueryResultArticle:
        return InlineQueryResultArticle(
            id=card.id,
            title=card.title,
            description=card.description or None,
            input_message_content=InputTextMessageContent(
                linked(card.html, self._bot.username), parse_mode=ParseMode.HTML, link_preview_options=_QUIET
            ),
            reply_markup=links_only(card.buttons, self._bot),
        )


def linked(html: str, username: str) -> str:
    """Numbers such as /d41 as links into the bot's own chat: where it is not, nobody answers the command."""
    return "".join(_linked_parts(html, username))


def _linked_parts(html: str, username: str) -> Iterator[str]:
    inside = 0
    for part in re.split(r"(<[^>]*>)", html):
        if part.startswith("<"):
            inside += part.startswith("<a ") - part.startswith("</a")
            yield part
        elif inside:
            yield part
        else:
            yield re.sub(r"(?<![\w/])/d(\d+)\b", rf'<a href="https://t.me/{username}?start=dev_\1">/d\1</a>', part)
