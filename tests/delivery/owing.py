"""What the delivery tests share: subscribers, an alert owed to them, and a deliverer with the real door behind it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from bot.jobs.deliver import Deliverer
from bot.telegram.door import build
from bot.telegram.lanes import Pace
from bot.telegram.limiter import LaneLimiter
from bot.telegram.local import LocalBotApi
from bot.telegram.sender import READ_TIMEOUT, TelegramSender
from bot.telegram.wire import Health
from storage import broadcasts
from storage.database import Database
from storage.tables import AlertRow, DeliveryRow, DevelopmentFigureRow, DevelopmentRow, SubscriberRow
from storage.vocabulary import ChatKind, Kind, Priority, Purpose
from tests.bot_server import BotServer

TOKEN = "123456789:AAH-test_token-of_35_characters_xyz"
START = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
DAY = date(2026, 2, 5)
LABEL = "Repeated after an interruption; the same exchange as before"


class Clock:
    """Stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def subscriber(chat_id: int, **more: Any) -> SubscriberRow:
    kind = ChatKind.PRIVATE if chat_id > 0 else ChatKind.SUPERGROUP
    row: dict[str, Any] = {
        "chat_id": chat_id,
        "kind": kind.value,
        "subscribed": True,
        "kinds": [Kind.EXCHANGE.value],
        "since": START - timedelta(days=1),
        "created": START - timedelta(days=1),
    }
    return SubscriberRow(**{**row, **more})


def subscribe(database: Database, chats: Sequence[int], **more: Any) -> None:
    """Makes these chats subscribers."""
    database.run(lambda session: session.add_all([subscriber(chat, **more) for chat in chats]), write=True)


def texts(words: str) -> dict[str, dict[str, object]]:
    return {"en": {"html": f"<b>{words}</b>", "buttons": [[{"label": "Sources", "data": "sources 1"}]]}}


def alert(session: Session, words: str = "157 returned", *, day: date = DAY, people: int = 157, **more: Any) -> int:
    """A development with an alert and its broadcast: the alert's id."""
    event = DevelopmentRow(kind=Kind.EXCHANGE.value, stage="completed", day=day, first_seen=START, touched=START)
    session.add(event)
    session.flush()
    session.add(DevelopmentFigureRow(development_id=event.id, party="UA", scope="total", value=people))
    values: dict[str, Any] = {"kind": Kind.EXCHANGE.value, "phase": "carried_out", "day": day, "created": START}
    row = AlertRow(development_id=event.id, **{**values, **more})
    session.add(row)
    session.flush()
    priority = Priority.ANNOUNCED if row.phase == "announced" else Priority.CARRIED_OUT
    broadcasts.add(session, Purpose.ALERT, priority, START, texts=texts(words), alert_id=row.id)
    return row.id


def expand_all(database: Database) -> int:
    """Makes all deliveries that are due, and says in how many steps."""
    steps = 0
    while database.run(broadcasts.expand, START, write=True):
        steps += 1
        assert steps < 1000
    return steps


def follow_up(session: Session, alert_id: int, purpose: Purpose, words: str) -> int:
    priority = Priority.EDIT if purpose is Purpose.EDIT else Priority.CARRIED_OUT
    return broadcasts.add(session, purpose, priority, START, texts=texts(words), alert_id=alert_id)


def rows(database: Database, **where: Any) -> list[DeliveryRow]:
    """The outbox as it stands, in the order in which it was filled."""
    query = select(DeliveryRow).order_by(col(DeliveryRow.id))
    for name, value in where.items():
        query = query.where(getattr(DeliveryRow, name) == value)
    return database.run(lambda session: list(session.exec(query)))


def states(database: Database, **where: Any) -> list[str]:
    return [row.state for row in rows(database, **where)]


def labelled(message: Mapping[str, Any], _: str) -> dict[str, Any]:
    return {**message, "html": f"{LABEL}\n\n{message['html']}"}


async def until(condition: Callable[[], Any], seconds: float = 10.0) -> None:
    """Waits for something to become true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.005)


class Post:
    """A deliverer with what stands around it."""

    def __init__(self, api: LocalBotApi, deliverer: Deliverer, clock: Clock, server: BotServer | None) -> None:
        self.api, self.deliverer, self.clock, self.server = api, deliverer, clock, server
        self.alarms: list[str] = []

    def texts(self, chat_id: int) -> list[str]:
        return [message["text"] for message in self.api.said(chat_id)]

    async def later(self, seconds: float) -> None:
        """Moves the clock, and delivers what is then due."""
        self.clock.advance(seconds)
        await self.deliverer.drain()


@asynccontextmanager
async def post(database: Database, transport: str = "process", **options: Any) -> AsyncIterator[Post]:
    """A deliverer without any pause between two messages of a chat, over the transport."""
    async with AsyncExitStack() as stack:
        api, clock = LocalBotApi(token=TOKEN), options.pop("clock", Clock())
        server = await stack.enter_async_context(BotServer(api)) if transport == "http" else None
        limiter = LaneLimiter(options.pop("pace", Pace(1000, chat_gap=0)))
        alarms: list[str] = []
        health = Health(alarms.append)
        application = build(TOKEN, server.url if server else "http://local", limiter, health, None if server else api)
        sender = TelegramSender(application.bot, limiter, read_timeout=options.pop("read_timeout", READ_TIMEOUT))
        await application.bot.initialize()
        stack.push_async_callback(application.bot.shutdown)
        options = {"owner": "me", "now": clock, "label": labelled} | options
        deliverer = Deliverer(database, sender, alarm=alarms.append, **options)
        stack.push_async_callback(deliverer.stop, 0.1)
        made = Post(api, deliverer, clock, server)
        made.alarms = alarms
        yield made
