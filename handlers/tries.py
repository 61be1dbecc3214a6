"""Buttons for what would have been understood, under the answer to what was not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from handlers.conversation import Audience, Button, Command, Reply, Rows
from storage import developments
from storage.vocabulary import Kind

_ANY = re.compile(r"(?<![\w.])(d?)4[01](?![\w.])")
"""The number that stands for any event's in examples."""
_WIDE = 32
_MOST_DATA, _MOST_COPIED = 64, 256


def offered(reply: Reply, session: Session) -> Reply:
    """The reply with a button for each of its examples, unless it brings buttons of its own."""
    if not reply.examples or reply.buttons or not reply.html:
        return reply
    newest = developments.latest(session, (Kind.EXCHANGE, Kind.TALKS), limit=1)
    lines = [_ANY.sub(rf"\g<1>{newest[0].id}", one) if newest else one for one in reply.examples]
    return replace(reply, buttons=_rows(_button(line) for line in dict.fromkeys(lines)))


def _button(line: str) -> Button:
    """Runs the example. What would tell the operators or change what all are shown is put on the clipboard instead."""
    name, *words = line.split()
    if (words and _is_for_all(name)) or len(line.encode()) > _MOST_DATA:
        return Button(f"/{line}", copy=f"/{line}"[:_MOST_COPIED])
    return Button(f"/{line}", line)


def _is_for_all(name: str) -> bool:
    from handlers.dispatch import find

    found: Command | None = find(name)
    return found is not None and found.writes and found.audience in {Audience.EVERYONE, Audience.OPERATORS}


def _rows(buttons: Iterable[Button]) -> Rows:
    """As many in a row as are read on a phone."""
    rows: list[list[Button]] = []
    for one in buttons:
        if rows and sum(len(other.label) for other in rows[-1]) + len(one.label) <= _WIDE:
            rows[-1].append(one)
        else:
            rows.append([one])
    return tuple(tuple(row) for row in rows)
