"""Pictures and documents on their way to people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from telegram import InputMediaPhoto, ReplyParameters
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.telegram import markup
from bot.telegram.answers import Trouble, trouble
from bot.telegram.incoming import Asked
from handlers.conversation import Attachment, FileKind, Made
from storage.vocabulary import ChatKind


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    """A file with all that goes with it; `more` are further arguments of the Bot API's."""

    name: str
    content: bytes
    picture: bool
    caption: str
    buttons: Any
    more: dict[str, Any]


class Files:
    """Sends files; a picture goes in the place of the one whose button was pressed."""

    def __init__(self, bot: ExtBot[Any], make: Callable[[Made], Awaitable[bytes]]) -> None:
        self._bot, self._make = bot, make

    async def give(self, asked: Asked, file: Attachment, caption: str, buttons: Any, *, fresh: bool = False) -> None:
        """Sends one file with its caption (Telegram's HTML) and buttons, or edits the message above the button.

        Raises:
            TelegramError: it was not taken.
            NotMade: it could not be made.
        """
        content = await self._make(file.content) if isinstance(file.content, Made) else file.content
        picture = file.kind is FileKind.PICTURE
        ready = _Ready(name=file.name, content=content, picture=picture, caption=caption, buttons=buttons, more={})
        try:
            await self._give(asked, ready, fresh=fresh)
        except BadRequest as error:
            if trouble(error) is not Trouble.MARKUP:
                raise
            plain = replace(ready, caption=markup.bare(caption), more={"parse_mode": None})
            await self._give(asked, plain, fresh=fresh)

    async def _give(self, asked: Asked, file: _Ready, *, fresh: bool) -> None:
        replaces = file.picture and asked.below is FileKind.PICTURE and not fresh
        if not (replaces and await self._edit(asked, file)):
            await self._send(asked, file)

    async def _edit(self, asked: Asked, file: _Ready) -> bool:
        """False where there is nothing any more that could be edited."""
        media = InputMediaPhoto(file.content, caption=file.caption, filename=file.name, **file.more)
        try:
            await self._bot.edit_message_media(media, asked.chat_id, asked.message_id, reply_markup=file.buttons)
        except BadRequest as error:
            if trouble(error) not in {Trouble.NOT_MODIFIED, Trouble.NO_EDIT_TARGET}:
                raise
            return trouble(error) is Trouble.NOT_MODIFIED
        return True

    async def _send(self, asked: Asked, file: _Ready) -> None:
        common = {
            "caption": file.caption or None,
            "filename": file.name,
            "reply_markup": file.buttons,
            **place_of_answer(asked),
            **file.more,
        }
        if file.picture:
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
