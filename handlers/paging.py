"""Long answers in pages, turned by buttons that edit the message."""

from __future__ import annotations

from handlers.conversation import Button
from handlers.wording.language import Speech

DATA_LIMIT = 64
"""Telegram's cap on a button's data, in bytes."""


def turns(command: str, page: int, *, more: bool, say: Speech) -> tuple[Button, ...]:
    """Back and forward, as far as there is something (`page` counts from 0)."""
    back = (Button(str(say("◂ Back")), _data(command, page)),) if page else ()
    forward = (Button(str(say("More ▸")), _data(command, page + 2)),) if more else ()
    return back + forward


def _data(command: str, number: int) -> str:
    """The command line of a page, within Telegram's limit."""
    return data(f"{command} p{number}") if number > 1 else data(command)


def data(line: str) -> str:
    """A command line as a button's data. What is too long is cut at a word: only free text ever is."""
    if len(line.encode()) <= DATA_LIMIT:
        return line
    kept, _, last = line.rpartition(" ")
    return data(f"{kept.rpartition(' ')[0]} {last}")
