"""Every command and every button, over HTTP through the real application, in each language and kind of chat.

What Telegram would refuse the local server refuses too; here nothing may be refused, mended or answered with a fault.
With SNAPSHOTS=folder in the environment every message is written there, to be read by people.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.plaintext import as_text
from bot.telegram import markup
from bot.telegram.door import Door
from bot.telegram.flood import Buckets
from bot.telegram.local import LocalBotApi
from bot.telegram.local_state import Event
from handlers.commands import COMMANDS
from handlers.conversation import Audience
from handlers.preferences import PAGES
from handlers.wording.language import LANGUAGES
from storage import subscribers
from storage.database import Database
from storage.vocabulary import ChatKind, Dossier
from tests.telegram.talking import NOW, Unhurried, copied, opened, until

PERSON = 900_000
"""Who types and presses in groups: an administrator."""
PLACES = {
    "private": ChatKind.PRIVATE,
    "group": ChatKind.SUPERGROUP,
    "topic": ChatKind.SUPERGROUP,
    "channel": ChatKind.CHANNEL,
}
TOPIC = 42
NAMES = (*(f"/{command.name}" for command in COMMANDS), "/d137", "/d85")
LINES = (
    *NAMES,
    *(f"/{line}" for command in COMMANDS for line in command.examples),
    *(f"/settings {page.name}" for page in PAGES),
    *(f"/{command.name} §§" for command in COMMANDS if command.usage),
    "/welcome go", "/search nothing like it", "/latest 365",
)  # fmt: skip
"""All of them in private chats; elsewhere the names, from which buttons lead on."""
ALIKE = 1
"""So many buttons are pressed of those that differ by a number only."""


@dataclass
class Readers:
    """All chats of one language and kind: one for each line, so that none waits for another."""

    api: LocalBotApi
    door: Door
    database: Database
    language: str
    place: str
    events: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)
    pressed: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.api.listen(self._heard)

    def _heard(self, event: Event) -> None:
        self.events.append((event.what, event.chat_id, json.loads(json.dumps(event.message))))

    def chat(self, number: int) -> int:
        return number + 1 if self.place == "private" else -1_001_000_000_000 - number

    def settle_in(self, session: Session, numbers: range) -> None:
        """Groups and channels speak as who added Parley."""
        for number in numbers:
            chat = self.api.chat(self.chat(number), PLACES[self.place].value)
            chat.admins.add(PERSON)
            if self.place != "private":
                subscribers.ensure(session, chat.id, None, PLACES[self.place], self.language, NOW)

    def type(self, number: int, line: str) -> None:
        who = {} if self.place == "private" else {"user_id": PERSON}
        topic = {"topic_id": TOPIC} if self.place == "topic" else {}
        self.api.say(self.chat(number), line, language=self.language, **who, **topic)

    def press(self, chat_id: int, message_id: int, data: str) -> None:
        who = chat_id if self.place == "private" else PERSON
        self.api.press(chat_id, message_id, data, user_id=who, language=self.language)

    async def quiet(self) -> None:
        """Waits until all that was typed and pressed is answered."""
        application = self.door.application
        await until(
            lambda: (
                not self.api.state.updates.unconfirmed
                and application.update_queue.empty()
                and not application.update_processor.current_concurrent_updates
                and not self.door._tasks
            ),
            60,
        )

    def unpressed(self) -> Iterator[tuple[int, int, str]]:
        """Buttons that were shown and are unlike those that were pressed."""
        for _, chat_id, message in list(self.events):
            for button in buttons_of(message):
                data = button.get("callback_data", "")
                alike = self.pressed.setdefault(re.sub(r"\d+", "N", data), set())
                if (
                    data
                    and data not in alike
                    and len(alike) < ALIKE
                    and message["message_id"] in self.api.chat(chat_id).messages
                ):
                    alike.add(data)
                    yield chat_id, message["message_id"], data


def buttons_of(message: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for row in message.get("reply_markup", {}).get("inline_keyboard", []) for one in row]


def check(message: dict[str, Any], place: str) -> None:
    """What Telegram asks of a message, and what a place asks of it."""
    shown = markup.plain(message.get("html", ""))
    most = markup.LIMIT if "text" in message else markup.CAPTION_LIMIT
    assert 0 < markup.units(shown) <= most or "text" not in message
    for button in buttons_of(message):
        assert button["text"].strip()
        assert len(button.get("callback_data", "").encode()) <= 64
        assert len([key for key in button if key != "text"]) == 1
    if place == "topic":
        assert message["message_thread_id"] == TOPIC
    if place == "channel":
        assert not {one["callback_data"].split()[0] for one in buttons_of(message) if "callback_data" in one} & TELLING


TELLING = {"latest", "swaps", "talks", "parties", "issues", "sources", "changes", "search"}
"""In a channel these are links: no reader changes a post for all."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_command_and_every_button(
    language: str,
    place: str,
    recorded: Path,
    tmp_path: Path,
    dossier: Dossier,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, logger="parley")
    lines = LINES if place == "private" else NAMES
    first = 1 if place == "private" else -1_001_000_000_000
    chats = frozenset({first + step if place == "private" else first - step for step in range(len(lines))})
    options = {
        "pace": Unhurried(1000),
        "buckets": Buckets(10**9),
        "admins": chats if place == "private" else frozenset(),
    }
    with copied(recorded, tmp_path) as database:
        async with opened(database, dossier, "http", **options) as (api, door):
            readers = Readers(api, door, database, language, place)
            database.run(readers.settle_in, range(len(lines)), write=True)
            for number, line in enumerate(lines):
                readers.type(number, line)
            await readers.quiet()
            answered = {chat for what, chat, _ in readers.events if what == "sent"}
            silent = {line for number, line in enumerate(lines) if readers.chat(number) not in answered}
            for _ in range(4):
                for chat_id, message_id, data in list(readers.unpressed()):
                    readers.press(chat_id, message_id, data)
                await readers.quiet()
    for what, _, message in readers.events:
        if what in {"sent", "edited"}:
            check(message, place)
    assert [record.getMessage() for record in caplog.records] == []
    assert silent == (set() if place == "private" else OF_OPERATORS)
    assert place == "channel" or len(readers.pressed) > 25
    keep(readers)


OF_OPERATORS = {
    f"/{command.name}" for command in COMMANDS if command.audience is Audience.OPERATORS
}  # fmt: skip
"""Outside the operators' chats these are no commands, and groups hear nothing of them."""


def keep(readers: Readers) -> None:
    """Writes what was seen where people want to read it."""
    folder = os.environ.get("SNAPSHOTS")
    if not folder:
        return
    told = []
    for what, chat, message in readers.events:
        labels = " ".join(f"[{button['text']}]" for button in buttons_of(message))
        text = as_text(message["html"]) if "html" in message else message.get("text") or message.get("url", "")
        told.append(f"--- {what} {chat}\n{text}\n{labels}\n")
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(folder, f"{readers.language}-{readers.place}.txt").write_text("\n".join(told), encoding="utf-8")
