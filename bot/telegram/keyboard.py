"""Buttons as Telegram wants them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import ExtBot

from handlers.conversation import Button
from handlers.links import address_of, only_tells
from handlers.wording.cite import COPIED, clipped
from handlers.wording.markup import units

_NUMBER = re.compile(r"(?<![\w/])/(d\d+)\b")

Row = Iterable[Button | Mapping[str, str | None]]


def keyboard(rows: Iterable[Row], bot: ExtBot[Any], *, linked: bool = False) -> InlineKeyboardMarkup | None:
    """Rows of buttons, ours or as a broadcast stores them; None where there is none.

    With `linked` a button that only asks is a link into the bot's own chat, or left out where no link can carry what
    it asks: in a channel any reader could else change a post for all, or make the bot post.
    """
    name = _name(bot)
    told = [[one if isinstance(one, Button) else _stored(one) for one in row] for row in rows]
    made = [[_button(one, name, linked=linked) for one in row if not (linked and _lost(one, name))] for row in told]
    made = [row for row in made if row]
    return InlineKeyboardMarkup(made) if made else None


def links_only(rows: Iterable[Iterable[Button]], bot: ExtBot[Any]) -> InlineKeyboardMarkup | None:
    """What works where the bot is not: links and what is copied; a button that changes something is left out."""
    return keyboard(
        [[one for one in row if one.url or one.copy or link_into(bot, one.data or "")] for row in rows],
        bot,
        linked=True,
    )


def link_into(bot: ExtBot[Any], data: str) -> str | None:
    """The address at which the bot's own chat answers what a button asks; None where no link may ask it."""
    return address_of(data, _name(bot))


def _name(bot: ExtBot[Any]) -> str:
    with suppress(RuntimeError):  # it has not been told who it is yet
        return bot.username
    return ""


def _stored(button: Mapping[str, str | None]) -> Button:
    return Button(str(button["label"]), button.get("data"), button.get("url"), button.get("copy"))


def _lost(button: Button, name: str) -> bool:
    """Whether it only asks, and no link can carry that."""
    return bool(name and button.data and only_tells(button.data) and not address_of(button.data, name))


def _button(button: Button, name: str, *, linked: bool) -> InlineKeyboardButton:
    link = address_of(button.data or "", name) if linked else None
    return InlineKeyboardButton(
        button.label,
        callback_data=None if link else button.data,
        url=link or button.url,
        copy_text=CopyTextButton(_with_links(button.copy, name)) if button.copy else None,
    )


def _with_links(text: str, name: str) -> str:
    """What is pasted elsewhere leads back by a link."""
    linked = _NUMBER.sub(lambda found: address_of(found[1], name) or found[0], text)
    return linked if units(linked) <= COPIED else clipped(linked)
