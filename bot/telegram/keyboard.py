"""Buttons as Telegram wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import ExtBot

from handlers.conversation import Button
from handlers.links import payload_of

Row = Iterable[Button | Mapping[str, str | None]]


def keyboard(rows: Iterable[Row], bot: ExtBot[Any] | None = None) -> InlineKeyboardMarkup | None:
    """Rows of buttons, ours or as a broadcast stores them; None where there is none.

    Given the `bot`, a button that only asks is a link into the bot's own chat: in a channel any reader could else
    change a post for all, or make the bot post.
    """
    name = _name(bot)
    made = [[_button(one, name) for one in row] for row in rows]
    made = [row for row in made if row]
    return InlineKeyboardMarkup(made) if made else None


def links_only(rows: Iterable[Iterable[Button]], bot: ExtBot[Any]) -> InlineKeyboardMarkup | None:
    """What works where the bot is not: links and what is copied; a button that changes something is left out."""
    return keyboard(
        [[one for one in row if one.url or one.copy or link_into(bot, one.data or "")] for row in rows], bot
    )


def link_into(bot: ExtBot[Any], data: str) -> str | None:
    """The address at which the bot's own chat answers what a button asks; None where no link may ask it."""
    return _link(_name(bot), data)


def _link(name: str, data: str | None) -> str | None:
    payload = payload_of(data) if name and data else None
    return f"https://t.me/{name}?start={payload}" if payload else None


def _name(bot: ExtBot[Any] | None) -> str:
    with suppress(RuntimeError):  # it has not been told who it is yet
        return bot.username if bot else ""
    return ""


def _button(button: Button | Mapping[str, str | None], name: str) -> InlineKeyboardButton:
    if not isinstance(button, Button):
        button = Button(str(button["label"]), button.get("data"), button.get("url"), button.get("copy"))
    link = _link(name, button.data)
    return InlineKeyboardButton(
        button.label,
        callback_data=None if link else button.data,
        url=link or button.url,
        copy_text=CopyTextButton(button.copy) if button.copy else None,
    )
