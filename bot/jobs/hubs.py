"""Asking hubs: subscribing, renewing before a lease ends, unsubscribing (W3C WebSub, 5)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from bot.feeds.failures import FeedFailed
from bot.feeds.fetch import Fetcher
from bot.feeds.guard import is_private_host
from bot.feeds.websub import secure
from bot.logs import Incidents
from storage import hubs
from storage.database import Database
from storage.hubs import Request
from storage.vocabulary import without_login

ASKS_EVERY = 10.0

log = logging.getLogger("parley.hubs")


class Hubs:
    """Keeps the subscriptions of feeds at their hubs. `callbacks` is the address beneath which hubs reach this Parley.

    `allow_private` is for hubs on loopback, which need no https, and for a Parley that is there itself: tests.
    """

    def __init__(
        self,
        database: Database,
        fetcher: Fetcher,
        callbacks: str,
        now: Callable[[], datetime],
        *,
        allow_private: bool = False,
    ) -> None:
        self._database, self._fetcher, self._callbacks, self._now = database, fetcher, callbacks, now
        self._allow_private, self._incidents = allow_private, Incidents(log)

    async def tick(self) -> None:
        """Sends what is due to hubs; cheap where nothing is."""
        if not self._callbacks or not await self._database.read(hubs.waiting, self._now()):
            return
        await self._database.write(hubs.tidy, self._callbacks, self._now())
        if not self._allow_private and await is_private_host(urlsplit(self._callbacks).hostname or ""):
            self._incidents.begin("private", "no hub is asked: PARLEY_WEBHOOK_URL leads to no public address")
            return
        due = await self._database.write(hubs.claim, self._callbacks, self._now())
        await asyncio.gather(*(self._ask(one) for one in due))

    async def _ask(self, request: Request) -> None:
        name = f"{request.id}"
        try:
            await self._fetcher.post(await self._address(request.hub), _form(request))
        except FeedFailed as error:
            told = f"feed {without_login(request.name)}: its hub does not take a request: {error.cause}"
            self._incidents.begin(name, told, logging.INFO)
            await self._database.write(
                hubs.put_off, request.id, error.cause, self._now(), temporary=error.temporary
            )  # fmt: skip
        else:
            self._incidents.end(name, f"feed {without_login(request.name)}: its hub takes requests again")

    async def _address(self, hub: str) -> str:
        plain = self._allow_private and await is_private_host(urlsplit(hub).hostname or "")
        return hub if plain else secure(hub)


def _form(request: Request) -> dict[str, str]:
    """The parameters of W3C WebSub, 5.1."""
    form = {
        "hub.callback": request.callback,
        "hub.mode": "subscribe" if request.subscribes else "unsubscribe",
        "hub.topic": request.topic,
    }
    if not request.subscribes:
        return form
    return form | {"hub.lease_seconds": str(int(hubs.LEASE.total_seconds())), "hub.secret": request.secret}
