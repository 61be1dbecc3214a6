"""Replies on their way to people: sent, or put in the place of the message whose button was pressed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.jobs.verdict import Answer, Verdict
from bot.logs import place_of
from bot.making import NotMade
from bot.telegram import markup
from bot.telegram.answers import Trouble, as_answer, trouble
from bot.telegram.files import Files, fits_below, place_of_answer
from bot.telegram.incoming import Asked
from bot.telegram.keyboard import keyboard, link_into
from handlers.conversation import Made, Reply
from handlers.links import only_tells
from handlers.wording.language import translator
from storage.vocabulary import ChatKind

_NOTICE = 200
"""The most that Telegram shows for a moment."""

log = logging.getLogger("parley.telegram")


class Replies:
    """Answers people; a reply that cannot be delivered is dropped, as whoever waits will ask again."""

    def __init__(self, bot: ExtBot[Any], make: Callable[[Made], Awaitable[bytes]]) -> None:
        self._bot, self._files = bot, Files(bot, make)

    async def give(self, asked: Asked, reply: Reply) -> Answer:
        """Sends or edits, and says what came of it."""
        buttons = keyboard(reply.buttons, self._bot, linked=asked.kind is ChatKind.CHANNEL)
        try:
            if reply.attachments:
                await self._with_files(asked, reply, buttons)
            elif asked.pressed and not (reply.fresh or asked.below):
                await self._edit(asked, reply.html, buttons)
            else:
                await self._send(asked, reply.html, buttons)
        except TelegramError as error:
            answer = as_answer(error, channel=asked.kind is ChatKind.CHANNEL)
            if answer.verdict not in {Verdict.SENT, Verdict.DEAD_CHAT, Verdict.MIGRATED}:
                log.warning("an answer was not delivered: %s %s", answer.verdict, answer.reason)
            return answer
        return Answer(verdict=Verdict.SENT)

    async def acknowledge(self, query_id: str, notice: str = "", link: str | None = None) -> None:
        """Ends the waiting mark on a pressed button, with a notice that is shown for a moment, or by opening a link."""
        try:
            await self._bot.answer_callback_query(query_id, notice[:_NOTICE] or None, url=link)
        except TelegramError as error:
            log.debug("a button was not acknowledged: %s", place_of(error))

    def only_acknowledged(self, asked: Asked, reply: Reply) -> bool:
        """Whether a press in a channel would change for all what only tells one reader, or make Parley post."""
        telling = reply.fresh or reply.attachments or link_into(self._bot, asked.line) or only_tells(asked.line)
        return asked.pressed and asked.kind is ChatKind.CHANNEL and bool(telling)

    async def acknowledge_reader(self, asked: Asked, reply: Reply) -> None:
        """Answers whoever pressed it alone: in the bot's own chat, else in a notice."""
        link = link_into(self._bot, asked.line)
        await self.acknowledge(asked.query_id or "", "" if link else markup.bare(reply.html), link)

    async def _edit(self, asked: Asked, html: str, buttons: Any) -> None:
        try:
            await self._bot.edit_message_text(
                html, chat_id=asked.chat_id, message_id=asked.message_id, reply_markup=buttons
            )
        except BadRequest as error:
            if trouble(error) is Trouble.NOT_MODIFIED:
                return
            if trouble(error) is not Trouble.NO_EDIT_TARGET:
                raise
            await self._send(asked, html, buttons)

    async def _with_files(self, asked: Asked, reply: Reply, buttons: Any) -> None:
        """The text and the buttons with the first file where the text fits below it, else before all of them.

        Where no file is taken the text goes alone.
        """
        text = reply.html
        if not fits_below(text):
            await self._send(asked, text, buttons)
            text, buttons = "", None
        for number, one in enumerate(reply.attachments):
            try:
                await self._files.give(asked, one, *((text, buttons) if not number else ("", None)), fresh=reply.fresh)
            except (BadRequest, NotMade) as error:
                why = error if isinstance(error, NotMade) else f"refused, {trouble(error)}"
                log.warning("a file of an answer to /%s was not sent: %s", asked.name, why)
                if text and not number:
                    await self._send(asked, text, buttons)

    async def _send(self, asked: Asked, html: str, buttons: Any) -> None:
        where = place_of_answer(asked)
        try:
            await self._bot.send_message(asked.chat_id, html, reply_markup=buttons, **where)
        except BadRequest as error:
            kind = trouble(error)
            if kind is Trouble.MARKUP:
                log.warning("Telegram refused the markup of an answer to /%s; sent as plain text", asked.name)
                bare = markup.bare(html)
                await self._bot.send_message(asked.chat_id, bare, parse_mode=None, reply_markup=buttons, **where)
            elif kind is Trouble.TOO_LONG:
                log.warning("Telegram found an answer to /%s too long; sent in pieces", asked.name)
                for piece in markup.pieces(html, markup.LIMIT // 2):
                    await self._bot.send_message(asked.chat_id, piece, **where)
            else:
                raise


def slow_down(asked: Asked) -> Reply:
    """The one word to somebody who asks too much."""
    say = translator(asked.language)
    return Reply(say("One request a second, please; what came in between was not answered."), fresh=True)
