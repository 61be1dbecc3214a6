"""The wire to the Bot API: what it says of its health, and nothing of what passes over it."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import anyio
from telegram.error import NetworkError, RetryAfter, TelegramError
from telegram.request import BaseRequest, HTTPXRequest, RequestData

from bot.logs import Incidents
from bot.telegram.legible import legible

_CONFLICT_ALARM, _OVER_AFTER = 60.0, 60.0
_REFUSED, _FLOODED = 400, 429
_FLOOD_REST = 5
"""Seconds to wait after a flood answer that names none."""

log = logging.getLogger("parley.telegram")
T = TypeVar("T")


class Health:
    """Whether the Bot API answers, takes the token, and lets us alone fetch updates. Each trouble is logged once."""

    def __init__(
        self,
        alarm: Callable[[str], None] = log.error,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._alarm, self._monotonic = alarm, monotonic
        self._incidents = Incidents(log)
        self._failing: set[str] = set()
        self._failed_at = 0.0
        self._conflict_since: float | None = None
        self._alarmed = False
        self.trouble = ""

    def answered(self, method: str, status: int) -> None:
        """Notes an answer, whatever it says.

        It ends a trouble of the network once every method that failed has been answered, or none has for a minute:
        where only sending fails, the long poll in between would else end and begin it each time.
        """
        self._failing.discard(method)
        if not self._failing or self._monotonic() - self._failed_at > _OVER_AFTER:
            self._failing.clear()
            self._incidents.end("network", "Telegram answers again")
        if status == 401 or (status == 404 and method == "getUpdates"):  # noqa: PLR2004
            self._refused()
        elif method != "getUpdates":
            return
        elif status == 409:  # noqa: PLR2004
            self._conflict()
        elif status < 500:  # noqa: PLR2004
            self.trouble = ""
            self._conflict_since, self._alarmed = None, False
            self._incidents.end("conflict", "no other instance fetches updates any more")
            self._incidents.end("token", "the token is taken again")

    def failed(self, method: str, reason: str) -> None:
        """Notes that no answer came."""
        self._failing.add(method)
        self._failed_at = self._monotonic()
        self.trouble = f"Telegram cannot be reached ({reason})"
        self._incidents.begin("network", f"{self.trouble}; tried again until it answers")

    def _conflict(self) -> None:
        """Normal for some seconds when one instance takes over from another."""
        self.trouble = "another instance fetches this bot's updates"
        self._incidents.begin("conflict", f"{self.trouble} (409); tried again", logging.INFO)
        self._conflict_since = self._conflict_since or self._monotonic()
        if self._monotonic() - self._conflict_since > _CONFLICT_ALARM and not self._alarmed:
            self._alarmed = True
            self._alarm("for over a minute another program has fetched this bot's updates: end one of the two")

    def _refused(self) -> None:
        self.trouble = "Telegram refuses the token"
        if self._incidents.begin("token", f"{self.trouble}; tried again", logging.ERROR):
            self._alarm("Telegram refuses the token, so nothing can be sent: get a new one from @BotFather")


class Wire(BaseRequest):
    """Any transport of python-telegram-bot, watched; by default its own over HTTP.

    It never logs what it carries, as the library does where an answer is no JSON. Neither a refused token nor an update
    that cannot be read ends the long poll. A refusal that is not the Bot API's own (a proxy's, a firewall's) says
    nothing of chats or tokens.
    """

    def __init__(self, health: Health, inner: BaseRequest | None = None) -> None:
        self._health = health
        self._inner = inner or HTTPXRequest(
            connection_pool_size=64, connect_timeout=10, read_timeout=30, write_timeout=30, pool_timeout=5
        )

    @property
    def read_timeout(self) -> float | None:
        return self._inner.read_timeout

    async def initialize(self) -> None:
        """Opens the transport."""
        await self._inner.initialize()

    async def shutdown(self) -> None:
        """Closes the transport."""
        await self._inner.shutdown()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Passes the request on, and notes how it went."""
        name = url.rsplit("/", 1)[-1]
        timeouts = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        try:
            status, payload = await _ended(self._inner.do_request(url, method, request_data, *timeouts))
        except TelegramError as error:
            self._health.failed(name, type(error.__cause__ or error).__name__)
            raise
        if status >= _REFUSED:
            self._look_into(name, status, payload)
        self._health.answered(name, status)
        if name == "getUpdates" and status in {401, 404}:
            raise NetworkError("the token is refused")
        if name == "getUpdates" and status < _REFUSED:
            payload = legible(self.parse_json_payload(payload), payload)
        return status, payload

    def _look_into(self, name: str, status: int, payload: bytes) -> None:
        """Raises what a refusal is that the library would misread."""
        try:
            told = self.parse_json_payload(payload)
        except TelegramError:
            told = {}
        if status == _FLOODED and not _waits(told.get("parameters")):
            raise RetryAfter(_FLOOD_REST)
        if told.get("ok") is not False:
            self._health.failed(name, f"HTTP {status}")
            raise NetworkError(f"HTTP {status} from somebody else than the Bot API")

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The answer's JSON.

        Raises:
            TelegramError: it is none, or no answer of the Bot API; the text quotes nothing of it.
        """
        try:
            told = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise TelegramError("Invalid server response") from None
        if not isinstance(told, dict) or not ("result" in told or told.get("ok") is False):
            raise TelegramError("Invalid server response")
        return told


def _waits(parameters: object) -> bool:
    """Whether a flood answer says for how long to wait."""
    after = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return isinstance(after, int) and after > 0


async def _ended(call: Coroutine[Any, Any, T]) -> T:
    """What the call returns or raises; one that is cancelled ends in its own time.

    asyncio's cancelling minds no shield of anyio: httpcore would forget, open, the connections that it is closing
    just then. A task group's cancelling does mind it.
    """
    returned: list[T] = []
    raised: list[Exception] = []

    async def run() -> None:
        try:
            returned.append(await call)
        except Exception as error:  # a task group would wrap it
            raised.append(error)

    async with anyio.create_task_group() as group:
        group.start_soon(run)
    if raised:
        raise raised.pop()  # a frame that keeps it is kept by it
    return returned.pop()
