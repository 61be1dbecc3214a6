"""The command menus in each language, made from the table of commands."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeChatAdministrators,
    BotCommandScopeDefault,
)
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.logs import place_of
from bot.telegram.patience import patiently
from handlers.commands import COMMANDS
from handlers.conversation import Audience
from handlers.wording.language import LANGUAGES, translator
from storage.vocabulary import ChatKind

_SCOPES = (
    (BotCommandScopeDefault(), (Audience.EVERYONE, Audience.MANAGERS)),
    (BotCommandScopeAllPrivateChats(), (Audience.EVERYONE, Audience.MANAGERS)),
    (BotCommandScopeAllGroupChats(), (Audience.EVERYONE,)),
    (BotCommandScopeAllChatAdministrators(), (Audience.EVERYONE, Audience.MANAGERS)),
)

log = logging.getLogger("parley.telegram")


async def set_menus(bot: ExtBot[Any]) -> None:
    """Sets the menus of all languages; English is what everybody else sees. They stay as they were where it fails."""
    try:
        for language in LANGUAGES:
            for scope, audiences in _SCOPES:
                code = None if language == "en" else language
                await patiently(
                    partial(bot.set_my_commands, menu(language, audiences), scope=scope, language_code=code)
                )
    except TelegramError as error:
        log.warning("the command menus were not set: %s", place_of(error))


async def set_menu_of(bot: ExtBot[Any], chat_id: int, kind: ChatKind, language: str, *, operates: bool) -> None:
    """A chat's own menu in the language that it has chosen; without a language it gets the usual one again.

    Chats of operators keep one of their own, with what only they may ask.
    """
    try:
        for scope, audiences in _scopes_of(chat_id, kind, operates=operates):
            if language or operates:
                await patiently(partial(bot.set_my_commands, menu(language, audiences), scope=scope))
            else:
                await bot.delete_my_commands(scope)
    except TelegramError as error:
        log.warning("the command menu of a chat was not set: %s", place_of(error))


def _scopes_of(chat_id: int, kind: ChatKind, *, operates: bool) -> Iterator[tuple[Any, tuple[Audience, ...]]]:
    """Channels have no menu."""
    more = (Audience.OPERATORS,) if operates else ()
    if kind is ChatKind.PRIVATE:
        yield BotCommandScopeChat(chat_id), (Audience.EVERYONE, Audience.MANAGERS, *more)
    elif kind is not ChatKind.CHANNEL:
        yield BotCommandScopeChat(chat_id), (Audience.EVERYONE,)
        yield BotCommandScopeChatAdministrators(chat_id), (Audience.EVERYONE, Audience.MANAGERS, *more)


def menu(language: str, audiences: tuple[Audience, ...]) -> list[BotCommand]:
    """The commands that these people see, each with what it does."""
    say = translator(language)
    return [BotCommand(one.name, str(say(one.summary))) for one in COMMANDS if one.audience in audiences]
