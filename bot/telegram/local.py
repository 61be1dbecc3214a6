"""A Bot API server inside this process: it drives python-telegram-bot as it stands, without any network.

The demo talks to it, the tests too; over real HTTP the tests serve the same state.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.telegram.faults import ConnectError, Faults, ReadError, ReadTimeout, refusal
from bot.telegram.local_inline import QUERIES
from bot.telegram.local_methods import METHODS, get_updates
from bot.telegram.local_state import BOT_ID, RIGHTS, Event, Json, LocalChat, LocalState, Refused

_METHODS = {**METHODS, **QUERIES}


class Broken(Exception):
    """The connection fails in the way that a fault says: unreachable, reset or silence."""


class LocalBotApi(BaseRequest):
    """The server, and the people who talk to the bot through it.

    `faults` is the script of what goes wrong, `latency` how many seconds each call but getUpdates takes; `token`,
    where given, is the only one let in. `calls` keeps (method, chat id, time) of every call, in order of arrival.
    """

    def __init__(
        self,
        *,
        username: str = "parley_local_bot",
        token: str | None = None,
        latency: float = 0.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.state = LocalState(username, clock)
        self.faults = Faults()
        self.token = token
        self.latency = latency
        self.calls: list[tuple[str, int | None, float]] = []
        self._queries = itertools.count(1)

    # What people do.

    def chat(self, chat_id: int, kind: str | None = None) -> LocalChat:
        """The chat of that id, made at need."""
        return self.state.chat(chat_id, kind)

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Calls `listener` with everything the bot does from now on."""
        self.state.listeners.append(listener)

    def say(
        self,
        chat_id: int,
        text: str,
        *,
        user_id: int | None = None,
        language: str | None = "en",
        topic_id: int | None = None,
        **more: Any,
    ) -> int:
        """Somebody types into a chat: the update's id. In a private chat the person is the chat."""
        chat = self.state.chat(chat_id)
        sender = {} if chat.kind == "channel" else {"from": _person(user_id or abs(chat_id), language)}
        content: Json = {"text": text, **more}
        if topic_id:
            content |= {"message_thread_id": topic_id, "is_topic_message": True}
        if found := re.match(r"/\w+(@\w+)?", text):
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": found.end()}]
        message = self.state.store(chat, content, sender)
        return self.state.updates.push({"channel_post" if chat.kind == "channel" else "message": message})

    def press(
        self, chat_id: int, message_id: int, data: str, *, user_id: int | None = None, language: str | None = "en"
    ) -> int:
        """Somebody presses a button under a message: the update's id."""
        message = self.state.chat(chat_id).messages[message_id]
        query: Json = {
            "id": str(next(self._queries)),
            "from": _person(user_id or abs(chat_id), language),
            "chat_instance": str(chat_id),
            "message": message,
            "data": data,
        }
        return self.state.updates.push({"callback_query": query})

    def inquire(self, user_id: int, text: str, *, offset: str = "", language: str | None = "en") -> str:
        """Somebody types after the bot's name in whatever chat: the query's number."""
        number = self._query()
        asked = {"id": number, "from": _person(user_id, language), "query": text, "offset": offset}
        self.state.updates.push({"inline_query": asked})
        return number

    def call_as_guest(self, chat_id: int, text: str, *, user_id: int, language: str | None = "en") -> str:
        """Somebody names the bot in a chat in which it is not: the query's number."""
        number = self._query()
        sender = {"from": _person(user_id, language), "guest_query_id": number}
        self.state.updates.push({"guest_message": self.state.store(self.state.chat(chat_id), {"text": text}, sender)})
        return number

    def _query(self) -> str:
        number = f"query-{next(self._queries)}"
        self.state.queries[number] = None
        return number

    def change_membership(
        self, chat_id: int, status: str, *, user_id: int = 1, language: str | None = "en", posts: bool = True
    ) -> int:
        """The bot is added to a chat or thrown out: status member, administrator, left or kicked.

        `posts`: whether an administrator of a channel may post there.
        """
        member = {"user": self.state.bot()}
        changed: Json = {
            "chat": self.state.chat(chat_id).as_json(),
            "from": _person(user_id, language),
            "date": int(self.state.clock()),
            "old_chat_member": {**member, "status": "left"},
            "new_chat_member": {**member, "status": status} | ({"until_date": 0} if status == "kicked" else {}),
        }
        if status == "administrator":
            channel = self.state.chat(chat_id).kind == "channel"
            changed["new_chat_member"] |= RIGHTS | ({"can_post_messages": posts} if channel else {})
        return self.state.updates.push({"my_chat_member": changed})

    def said(self, chat_id: int) -> list[Json]:
        """The bot's messages in a chat as they stand now, oldest first."""
        return [m for m in self.state.chat(chat_id).messages.values() if m.get("from", {}).get("id") == BOT_ID]

    # What the server does.

    async def serve(self, token: str, method: str, given: Mapping[str, Any]) -> tuple[int, bytes]:
        """One request: the HTTP status and body of its answer.

        Raises:
            Broken: a fault wants the connection to fail.
        """
        chat_id = int(given["chat_id"]) if given.get("chat_id") else None
        self.calls.append((method, chat_id, time.monotonic()))
        if self.latency and method != "getUpdates":
            await asyncio.sleep(self.latency)
        fault = self.faults.take(method, chat_id)
        status, body = (0, b"")
        if fault is None or fault.accepted:
            status, body = await self._carry_out(token, method, dict(given))
        if fault is None:
            return status, body
        if fault.broken:
            raise Broken(fault.broken)
        return fault.status, fault.body

    async def _carry_out(self, token: str, method: str, given: Json) -> tuple[int, bytes]:
        if self.token is not None and token != self.token:
            return 401, json.dumps(refusal(401, "Unauthorized")).encode()
        try:
            result = await self._result(method.lower(), given)
        except Refused as error:
            body = refusal(error.code, error.description, **error.parameters)
            return error.code, json.dumps(body).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()

    async def _result(self, method: str, given: Json) -> Any:
        if method == "getupdates":
            return await get_updates(self.state, given)
        if method not in _METHODS:
            raise Refused(404, "Not Found: method not found")
        return _METHODS[method](self.state, given)

    # What python-telegram-bot asks of a transport.

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Serves the request; a broken connection raises what python-telegram-bot raises for a real one."""
        path, name = url.rsplit("/", 1)
        seconds = self.read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        try:
            return await self.serve(path.rsplit("/bot", 1)[1], name, _given(request_data))
        except Broken as error:
            await _break(str(error), seconds)
            raise AssertionError from error


async def _break(how: str, seconds: float | None) -> None:
    if how == "unreachable":
        raise NetworkError("nothing listens there") from ConnectError()
    if how == "reset":
        raise NetworkError("the connection broke") from ReadError()
    await asyncio.sleep(seconds or 0)
    raise TimedOut from ReadTimeout()


def _given(data: RequestData | None) -> Json:
    if data is None:
        return {}
    given: Json = dict(data.json_parameters)
    for name, (filename, content, _) in (data.multipart_data or {}).items():
        given |= {f"file:{name}": content, f"name:{name}": filename}
    return given


def _person(user_id: int, language: str | None) -> Json:
    person: Json = {"id": user_id, "is_bot": False, "first_name": f"user {user_id}"}
    return {**person, "language_code": language} if language else person
