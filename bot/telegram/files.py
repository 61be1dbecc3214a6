"""Pictures and documents on their way to people."""

from __future__ import annotations

from typing import Any

from telegram import InputMediaPhoto, ReplyParameters
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.telegram import markup
from bot.telegram.answers import Trouble, trouble
from bot.telegram.incoming import Asked
from handlers.conversation import Attachment, FileKind
from storage.vocabulary import ChatKind


class Files:
    """Sends files; a picture goes in the place of the one whose button was pressed."""

    def __init__(self, bot: ExtBot[Any]) -> None:
        self._bot = bot

    async def give(self, asked: Asked, file: Attachment, caption: str, buttons: Any, *, fresh: bool = False) -> None:
        """Sends one file with its caption (Telegram's HTML) and buttons, or edits the message above the button.

        Raises:
            TelegramError: it was not taken.
        """
        try:
            await self._give(asked, file, caption, buttons, fresh=fresh)
        except BadRequest as error:
            if trouble(error) is not Trouble.MARKUP:
                raise
            await self._give(asked, file, markup.bare(caption), buttons, fresh=fresh, parse_mode=None)

    async def _give(
        self, asked: Asked, file: Attachment, caption: str, buttons: Any, *, fresh: bool, **more: Any
    ) -> None:
        pictures = file.kind is FileKind.PICTURE and asked.below is FileKind.PICTURE
        if not (pictures and not fresh and await self._edit(asked, file, caption, buttons, more)):
            await self._send(asked, file, caption, buttons, more)

    async def _edit(self, asked: Asked, file: Attachment, caption: str, buttons: Any, more: dict[str, Any]) -> bool:
        """False where there is nothing any more that could be edited."""
        media = InputMediaPhoto(file.content, caption=caption, filename=file.name, **more)
        try:
            await self._bot.edit_message_media(media, asked.chat_id, asked.message_id, reply_markup=buttons)
        except BadRequest as error:
            if trouble(error) not in {Trouble.NOT_MODIFIED, Trouble.NO_EDIT_TARGET}:
                raise
            return trouble(error) is Trouble.NOT_MODIFIED
        return True

    async def _send(self, asked: Asked, file: Attachment, caption: str, buttons: Any, more: dict[str, Any]) -> None:
        common = {
            "caption": caption or None,
            "filename": file.name,
            "reply_markup": buttons,
            **place_of_answer(asked),
            **more,
        }
        if file.kind is FileKind.PICTURE:
            await self._bot.send_photo(asked.chat_id, file.content, **common)
        else:
            await self._bot.send_document(asked.chat_id, file.content, **common)


def fits_below(html: str) -> bool:
    """Whether a text may stand below a file."""
    return markup.units(markup.bare(html)) <= markup.CAPTION_LIMIT


def place_of_answer(asked: Asked) -> dict[str, Any]:
    """The topic it was asked in; and in a group it has to be plain whose command was answered."""
    alone = asked.pressed or asked.message_id is None or asked.kind in {ChatKind.PRIVATE, ChatKind.CHANNEL}
    quoted = None if alone else ReplyParameters(asked.message_id or 0, allow_sending_without_reply=True)
    return {"message_thread_id": asked.topic_id, "reply_parameters": quoted}
