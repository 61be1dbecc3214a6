"""What the local Bot API keeps: chats with their messages, and the updates that wait to be fetched."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

BOT_ID = 7_000_000_001
RIGHTS = dict.fromkeys(
    (
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ),
    False,
)
"""An administrator's rights, all of which the API names."""


class Refused(Exception):
    """The server's answer to a request that it does not carry out."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


@dataclass(slots=True)
class LocalChat:
    """One chat: who runs it, what was said in it, and what is wrong with it."""

    id: int
    kind: str = "private"
    messages: dict[int, Json] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    closed_topics: set[int] = field(default_factory=set)
    blocked: bool = False
    missing: bool = False
    muted: bool = False
    no_files: bool = False
    migrated_to: int | None = None
    linked: int | None = None

    def as_json(self) -> Json:
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, name: f"chat {abs(self.id)}"}

    def refuse_if_unable(self, topic_id: int | None) -> None:
        """Answers as the server does where this chat takes no message."""
        if self.migrated_to is not None:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, text, migrate_to_chat_id=self.migrated_to)
        if self.blocked:
            who = "blocked by the user" if self.kind == "private" else f"kicked from the {self.kind} chat"
            raise Refused(403, f"Forbidden: bot was {who}")
        if self.missing:
            raise Refused(400, "Bad Request: chat not found")
        if self.muted:
            raise Refused(400, "Bad Request: not enough rights to send text messages to the chat")
        if topic_id in self.closed_topics:
            raise Refused(400, "Bad Request: TOPIC_CLOSED")


@dataclass(frozen=True, slots=True)
class Event:
    """What the bot did: `what` is sent, edited, deleted, notified or opened; `message` as the chat then holds it."""

    what: str
    chat_id: int
    message: Json


class Updates:
    """The queue behind getUpdates: an update stays until a later offset confirms it."""

    def __init__(self) -> None:
        self._waiting: list[Json] = []
        self._numbers = itertools.count(1)
        self._arrived = asyncio.Event()
        self._polling = 0

    def push(self, content: Mapping[str, Any]) -> int:
        """Queues an update, and says its id."""
        number = next(self._numbers)
        self._waiting.append({"update_id": number, **content})
        self._arrived.set()
        return number

    @property
    def unconfirmed(self) -> int:
        return len(self._waiting)

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - Telegram's own
        """The updates from `offset` on, waiting up to `timeout` seconds for one; a newer call ends an older one."""
        self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
        self._polling = mine = self._polling + 1
        self._arrived.set()
        until = time.monotonic() + timeout
        while not self._waiting and (left := until - time.monotonic()) > 0:
            self._arrived.clear()
            try:
                await asyncio.wait_for(self._arrived.wait(), left)
            except TimeoutError:
                break
            if mine != self._polling:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
        return self._waiting[:limit]


class LocalState:
    """All chats, the updates, and those who listen to what the bot does.

    `queries` holds the inline and guest queries by number: their answers, None while they wait.
    """

    def __init__(self, username: str, clock: Callable[[], float]) -> None:
        self.username = username
        self.clock = clock
        self.chats: dict[int, LocalChat] = {}
        self.updates = Updates()
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.described: dict[tuple[str, str], str] = {}
        self.files: dict[str, bytes] = {}
        self.webhook: Json = {}
        self.queries: dict[str, Json | None] = {}
        self.listeners: list[Callable[[Event], None]] = []
        self.numbers = itertools.count(1)

    def chat(self, chat_id: int, kind: str | None = None) -> LocalChat:
        """The chat of that id, made at need: positive ids are private chats, negative ones supergroups."""
        if chat_id not in self.chats:
            self.chats[chat_id] = LocalChat(chat_id, kind or ("private" if chat_id > 0 else "supergroup"))
        return self.chats[chat_id]

    def bot(self) -> Json:
        return {"id": BOT_ID, "is_bot": True, "first_name": "Parley", "username": self.username}

    def store(self, chat: LocalChat, content: Mapping[str, Any], sender: Mapping[str, Any]) -> Json:
        """Adds a message to a chat, numbered on within the whole server."""
        number = next(self.numbers)
        message: Json = {"message_id": number, "date": int(self.clock()), "chat": chat.as_json(), **sender, **content}
        chat.messages[number] = message
        return message

    def tell(self, what: str, chat_id: int, message: Json) -> None:
        for listener in self.listeners:
            listener(Event(what, chat_id, message))
