"""Webhook mode: Telegram posts updates to a public address; only who knows the secret is heard (RULES, 7)."""

from __future__ import annotations

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.logs import Incidents
from bot.serving import Answered, Asked, Route
from bot.telegram.legible import is_legible

LONGEST_PAUSE = 30.0
_CONNECTIONS = 50
"""At once, from Telegram: fewer than the server takes, as each that is turned away makes Telegram wait."""
_HEADER = "x-telegram-bot-api-secret-token"

log = logging.getLogger("parley.telegram")

Take = Callable[[Mapping[str, Any]], None]


@dataclass(frozen=True, slots=True)
class Webhook:
    """The public address, and the secret that Telegram sends with each update."""

    url: str
    secret: str

    def routes(self, take: Take) -> dict[tuple[str, str], Route]:
        """The table for an HttpServer; `take` gets each update. A balancer may ask for /healthz elsewhere."""

        async def received(asked: Asked) -> Answered:
            return self._received(asked, take)

        return {("POST", urlsplit(self.url).path or "/"): received}

    async def set(
        self,
        bot: ExtBot[Any],
        updates: Sequence[str],
        wanted: Callable[[], bool],
        pause: Callable[[float], Awaitable[None]],
    ) -> bool:
        """Tells Telegram where to post, until it takes that; False where it is not wanted any more."""
        seconds, incidents = 1.0, Incidents(log)
        while wanted():
            try:
                await bot.set_webhook(
                    self.url, secret_token=self.secret, allowed_updates=updates, max_connections=_CONNECTIONS
                )
            except TelegramError as error:
                incidents.begin("webhook", f"the webhook cannot be set: {error.message}; tried again")
                await pause(seconds)
                seconds = min(LONGEST_PAUSE, seconds * 1.5)
            else:
                incidents.end("webhook", "the webhook is set")
                return True
        return False

    def _received(self, asked: Asked, take: Take) -> Answered:
        """Answers at once, as the answer to the person goes another way; tells a stranger nothing."""
        given = asked.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode("latin-1"), self.secret.encode()):
            return Answered(403)
        try:
            update = json.loads(asked.body)
        except (ValueError, RecursionError):
            return Answered(400)
        if not isinstance(update, dict):
            return Answered(400)
        if is_legible(update):  # else it would be posted for ever
            take(update)
        return Answered(200)
