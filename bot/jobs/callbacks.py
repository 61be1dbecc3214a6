"""Where hubs reach Parley: their questions whether a subscription is meant, and what they push (W3C WebSub, 5 to 7)."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from bot.feeds.fetched import Fetched
from bot.feeds.limits import Limits
from bot.feeds.websub import is_signed
from bot.jobs.leases import LEASE
from bot.logs import Incidents
from bot.serving import BENEATH, Answered, Asked, Routes
from storage import hubs, pushed
from storage.database import Database, DatabaseFailed
from storage.vocabulary import LIVE, Feed, HubState, Subscription

LONGEST = Limits().size
"""A document may be as long as one that is fetched."""
SHORTEST_LEASE, LONGEST_LEASE = timedelta(minutes=10), timedelta(days=365)
_LONG = 100_000  # bytes whose signature would hold up the event loop
_MOST_WAITING = 16
_PAUSE = 0.5
_LONGEST_CHALLENGE = 4_096
_LONGEST_REASON = 200

log = logging.getLogger("parley.hubs")


class Callbacks:
    """Answers hubs. `take` gets each document that one pushes, with its feed, leased by `owner`.

    `beneath` is the public address under which each subscription has its own, `gap` the time after a poll in which
    no ping has the feed polled again; `noted` hears what came of each push.
    """

    def __init__(
        self,
        database: Database,
        beneath: str,
        take: Callable[[Feed, Fetched], None],
        *,
        now: Callable[[], datetime],
        owner: str,
        gap: timedelta,
        noted: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._database, self.beneath, self._take = database, beneath, take
        self._now, self._owner, self._gap, self._noted = now, owner, gap, noted
        self._waiting: set[asyncio.Task[None]] = set()
        self._incidents = Incidents(log)

    def routes(self) -> Routes:
        """What an HttpServer has to serve; nothing where hubs cannot reach this Parley."""
        if not self.beneath:
            return {}
        return {("GET", self._place): self._questioned, ("POST", self._place): self._pushed}

    @property
    def longest(self) -> dict[str, int]:
        """How long a body may be, for the HttpServer."""
        return {self._place: LONGEST} if self.beneath else {}

    async def stop(self) -> None:
        """Waits for no feed any more."""
        for task in list(self._waiting):
            task.cancel()
        await asyncio.gather(*self._waiting, return_exceptions=True)

    @property
    def _place(self) -> str:
        return f"{urlsplit(self.beneath).path}/{BENEATH}"

    def _callback(self, asked: Asked) -> str:
        return f"{self.beneath}/{asked.path.rpartition('/')[2]}"

    async def _questioned(self, asked: Asked) -> Answered:
        """A hub verifies an intent or denies a subscription; 404 to whatever is not meant."""
        given = {name: values[0] for name, values in parse_qs(asked.query, max_num_fields=50).items()}
        callback, topic, mode = self._callback(asked), given.get("hub.topic", ""), given.get("hub.mode")
        if mode == "denied":
            return await self._denied(callback, topic, given.get("hub.reason", ""))
        challenge = given.get("hub.challenge", "")
        if not 0 < len(challenge) <= _LONGEST_CHALLENGE:
            return Answered(HTTPStatus.NOT_FOUND)
        meant = False
        if mode == "subscribe" and (lease := _lease(given.get("hub.lease_seconds"))):
            meant = await self._database.write(hubs.verified, callback, topic, lease, self._now())
            if meant:
                until = (self._now() + lease).isoformat(timespec="seconds")
                log.info("a hub agrees to push what is new in %s, until %s", topic, until)
        elif mode == "unsubscribe":
            meant = await self._database.write(hubs.unsubscribed, callback, topic)
        return Answered(HTTPStatus.OK, challenge.encode()) if meant else Answered(HTTPStatus.NOT_FOUND)

    async def _denied(self, callback: str, topic: str, reason: str) -> Answered:
        told = "".join(one for one in reason if one.isprintable())[:_LONGEST_REASON]
        found = await self._database.write(hubs.denied, callback, topic, told, self._now())
        if found is None:
            return Answered(HTTPStatus.NOT_FOUND)
        log.info("a hub denies the subscription to %s, which is polled", found.topic)
        return Answered()

    async def _pushed(self, asked: Asked) -> Answered:
        """What a hub pushes. A wrong signature is answered like a right one, so that nobody learns to make one."""
        found = await self._database.read(hubs.get, self._callback(asked))
        if found is None or found.state in {HubState.OFFERED, HubState.REQUESTED}:
            return self._answer("unknown", HTTPStatus.NOT_FOUND)
        if found.state not in LIVE or not found.wanted:
            return self._answer("ended", HTTPStatus.GONE)
        if not await _is_signed(asked, found.secret):
            self._incidents.begin(f"{found.id}", f"what a hub pushes for {found.topic} is signed wrongly: ignored")
            return self._answer("forged", HTTPStatus.OK)
        if not asked.body.strip() or asked.headers.get("content-encoding", "identity") != "identity":
            await self._database.write(pushed.pinged, found.feed_id, self._now(), self._gap)
            return self._answer("pinged", HTTPStatus.OK)
        await self._take_in(found, Fetched(
            status=HTTPStatus.OK, url=found.topic, body=asked.body, content_type=asked.headers.get("content-type"),
        ))  # fmt: skip
        return self._answer("taken", HTTPStatus.OK)

    def _answer(self, outcome: str, status: HTTPStatus) -> Answered:
        self._noted(outcome)
        return Answered(status)

    async def _take_in(self, found: Subscription, fetched: Fetched) -> None:
        """Has the document read: at once, or as soon as nobody polls its feed."""
        feed = await self._database.write(pushed.heard, found.feed_id, self._now(), self._owner, LEASE)
        if feed is not None:
            self._take(feed, fetched)
        elif len(self._waiting) < _MOST_WAITING:  # else the feed is polled once more
            task = asyncio.create_task(self._take_later(found.feed_id, fetched))
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def _take_later(self, feed_id: int, fetched: Fetched) -> None:
        end = time.monotonic() + LEASE.total_seconds()
        while time.monotonic() < end:
            await asyncio.sleep(_PAUSE)
            with suppress(DatabaseFailed):  # the feed is polled once more in any case
                feed = await self._database.write(pushed.claim, feed_id, self._now(), self._owner, LEASE)
                if feed is not None:
                    self._take(feed, fetched)
                    return


async def _is_signed(asked: Asked, secret: str) -> bool:
    signature = asked.headers.get("x-hub-signature", "")
    if len(asked.body) < _LONG:
        return is_signed(asked.body, secret, signature)
    return await asyncio.to_thread(is_signed, asked.body, secret, signature)


def _lease(stated: str | None) -> timedelta | None:
    """For how long a hub grants a subscription: None for what is no number, or so short that renewing it is no use.

    Where an older hub says nothing, it is what was asked for.
    """
    if stated is None:
        return hubs.LEASE
    if not re.fullmatch(r"\d{1,12}", stated, re.ASCII):
        return None
    lease = min(timedelta(seconds=int(stated)), LONGEST_LEASE)
    return lease if lease >= SHORTEST_LEASE else None
