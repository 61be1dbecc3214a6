"""What the tests of digests share: whose they are, what happens, and what was made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from storage import broadcasts, digests, subscribers
from storage.database import Database
from storage.digests import Digest
from storage.tables import AlertRow, BroadcastRow, ChangeRow, DeliveryRow, SubscriberRow
from storage.vocabulary import Rhythm, Subscriber
from tests.delivery.owing import DAY, START, alert

NINE = datetime(2026, 2, 6, 7, 0, tzinfo=UTC)  # 9:00 in Kyiv, a Friday
MADE = NINE + timedelta(minutes=1)
MONDAY = datetime(2026, 2, 9, 7, 1, tzinfo=UTC)
DAILY = {"digest": "daily", "digest_told": START - timedelta(hours=1), "digest_due": NINE}
OFF = {"alerts_off": START - timedelta(hours=1)}
CALM = DAILY | OFF | {"digest": "calm"}
BODIES = {"kind": "bodies", "day": DAY - timedelta(days=1)}
BOTH_KINDS = {"kinds": ["exchange", "bodies"]}


def told(session: Session, digest: Digest, language: str, now: datetime) -> Mapping[str, object] | None:
    """Names the developments, what changed in them, and the note."""
    parts = [
        f"{one.development_id}" + "".join(f" {step.slot} {step.before}>{step.after}" for step in one.steps)
        for one in digest.events
    ] + ["silence"] * digest.silence
    return {"html": f"{digest.rhythm}: {'; '.join(parts)}", "buttons": []} if parts else None


def make(database: Database, now: datetime = MADE, **more: Any) -> int:
    return database.run(digests.make, told, now, write=True, **more)


def owed(database: Database) -> dict[int, list[str]]:
    """By chat, the texts of the digests that were made for it."""

    def read(session: Session) -> dict[int, list[str]]:
        found = session.exec(
            select(SubscriberRow.chat_id, BroadcastRow.texts)
            .join(DeliveryRow, col(DeliveryRow.subscriber_id) == col(SubscriberRow.id))
            .join(BroadcastRow, col(BroadcastRow.id) == col(DeliveryRow.broadcast_id))
            .where(col(DeliveryRow.purpose) == "digest")
            .order_by(col(DeliveryRow.id))
        )
        made: dict[int, list[str]] = {}
        for chat, texts in found:
            made.setdefault(chat, []).extend(text["html"] for text in texts.values())
        return made

    return database.run(read)


def event(session: Session, **more: Any) -> int:
    """An alert made by now; its development's number."""
    return session.get_one(AlertRow, alert(session, **more)).development_id


def changed(session: Session, development: int, at: datetime, slot: str, before: str | None, after: str) -> None:
    session.add(ChangeRow(development_id=development, type="figure", at=at, slot=slot, before=before, after=after))


def one(database: Database, chat: int = 1) -> Subscriber:
    found = database.run(subscribers.get, chat)
    assert found is not None
    return found


def reader(**more: Any) -> Subscriber:
    return Subscriber(id=1, chat_id=1, subscribed=True, digest=Rhythm.DAILY, **more)


def arrive(database: Database) -> None:
    """What is owed was sent."""
    with database.session(write=True) as session:
        for row in session.exec(select(DeliveryRow)):
            row.state = "sent"


def expand(database: Database) -> None:
    while database.run(broadcasts.expand, START, write=True):
        pass
