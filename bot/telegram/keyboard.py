"""Buttons as Telegram wants them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup

from handlers.conversation import Button


def keyboard(rows: Iterable[Iterable[Button | Mapping[str, str | None]]]) -> InlineKeyboardMarkup | None:
    """Rows of buttons, ours or as a broadcast stores them; None where there is none."""
    made = [[_button(one) for one in row] for row in rows]
    made = [row for row in made if row]
    return InlineKeyboardMarkup(made) if made else None


def _button(button: Button | Mapping[str, str | None]) -> InlineKeyboardButton:
    if isinstance(button, Button):
        button = {"label": button.label, "data": button.data, "url": button.url, "copy": button.copy}
    copied = button.get("copy")
    return InlineKeyboardButton(
        str(button["label"]),
        callback_data=button.get("data"),
        url=button.get("url"),
        copy_text=CopyTextButton(copied) if copied else None,
    )
