"""The chat in the terminal: prints what Parley sends, types what the person types."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.text import Text

from bot.plaintext import as_text


class _Console(Console):
    """One whose reader may leave early (`| head`): the rest is then for nobody."""

    left = False

    def on_broken_pipe(self) -> None:
        self.left = True
        self.file = StringIO()


class Terminal:
    """Shows each message as a block that begins with [message N], [edit of N] or [answer]."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._console = _Console(file=out, highlight=False, soft_wrap=True, markup=False, emoji=False)
        self._numbers: dict[int, int] = {}
        self.buttons: list[str] = []
        self.copies: list[str] = []
        self.button_message = 0

    @property
    def left(self) -> bool:
        """Whether nobody reads any more."""
        return self._console.left

    def show(self, message: Mapping[str, Any], *, edited: bool, answering: bool, file: Path | None = None) -> None:
        """Prints one sent or edited message of the Bot API; `file` is where its picture or document lies."""
        number = self._numbers.get(message["message_id"])
        if answering:
            head = "[answer]"
        elif edited and number is not None:
            head = f"[edit of {number}]"
        else:
            number = self._numbers[message["message_id"]] = len(self._numbers) + 1
            head = f"[message {number}]"
        self._print(head, message, file)

    def say(self, text: str) -> None:
        """A line from the demo itself, not from Parley."""
        self._console.print(Text(text, style="dim"))

    def _print(self, head: str, message: Mapping[str, Any], file: Path | None) -> None:
        self._console.print(Text(head, style="bold cyan"))
        if file:
            self._console.print(Text(f"[{'picture' if 'photo' in message else 'file'}: {file}]", style="green"))
        if told := as_text(str(message.get("html") or message.get("text") or "")).strip():
            self._console.print(Text(told))
        rows = (message.get("reply_markup") or {}).get("inline_keyboard") or []
        if rows:
            self._console.print(Text(self._offer(message, rows), style="green"))
        self._console.print()

    def _offer(self, message: Mapping[str, Any], rows: Sequence[Sequence[Mapping[str, Any]]]) -> str:
        """The buttons as `[1: Sources] [2: What changed]`; the number presses one."""
        flat = [button for row in rows for button in row]
        self.buttons = [str(button.get("callback_data") or "") for button in flat]
        self.copies = [str((button.get("copy_text") or {}).get("text") or "") for button in flat]
        self.button_message = int(message["message_id"])
        return " ".join(f"[{number}: {label}]" for number, label in enumerate(_labels(flat), 1))


def _labels(buttons: Iterable[Mapping[str, Any]]) -> list[str]:
    return [f"{button['text']} <{button['url']}>" if button.get("url") else str(button["text"]) for button in buttons]
