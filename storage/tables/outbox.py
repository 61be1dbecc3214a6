"""Who is told what: subscribers, the one push of each event, broadcasts and the messages owed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import BigId, foreign_key, moment, primary_key, structure


class SubscriberRow(SQLModel, table=True):
    """A chat (or one topic of it) and its settings. No names, no texts."""

    __tablename__ = "subscriber"
    __table_args__ = (UniqueConstraint("chat_id", "topic_id"),)

    id: int | None = primary_key()
    chat_id: int = Field(sa_type=BigInteger, index=True)
    topic_id: int = Field(default=0, description="0: the chat itself")
    kind: str = "private"
    language: str = "en"
    zone: str = "Europe/Kyiv"
    active: bool = True
    subscribed: bool = Field(default=False, index=True)
    kinds: list[str] = structure(list)
    announced: bool = False
    official_only: bool = False
    both_sides: bool = Field(default=False, description="waits until both sides have confirmed")
    minimum: int = 0
    side: str | None = Field(default=None, description="a party's code: only what brings people back to it")
    quiet_from: int | None = Field(default=None, description="full hours in the subscriber's zone")
    quiet_until: int | None = None
    exchanges_any_hour: bool = True
    quiet_silent: bool = Field(default=False, description="in the quiet hours nothing waits, all comes without a sound")
    digest: str = "none"
    digest_hour: int = 9
    silence: bool = Field(default=False, description="wants the weekly note on the days without an exchange")
    alerts_off: datetime | None = moment()
    paused_until: datetime | None = moment()
    digest_told: datetime | None = moment()
    digest_due: datetime | None = moment(index=True)
    since: datetime | None = moment()
    created: datetime = moment(nullable=False)
    inactive_since: datetime | None = moment()


class FollowRow(SQLModel, table=True):
    """A subscriber is told of every step of one development."""

    __tablename__ = "follow"
    __table_args__ = (UniqueConstraint("subscriber_id", "development_id"),)

    id: int | None = primary_key()
    subscriber_id: int = foreign_key("subscriber.id", index=False, nullable=False)
    development_id: int = foreign_key("development.id", nullable=False)
    since: datetime = moment(nullable=False)


class AlertRow(SQLModel, table=True):
    """The one push of an event: the unique key makes a second one impossible (RULES, 3)."""

    __tablename__ = "alert"
    __table_args__ = (UniqueConstraint("kind", "phase", "day", "ordinal"),)

    id: int | None = primary_key()
    development_id: int = foreign_key("development.id", nullable=False)
    kind: str
    phase: str
    day: date
    ordinal: int = 1
    created: datetime = moment(index=True, nullable=False)
    revision: int = 1
    waves: int = 0
    last_wave: datetime | None = moment()
    wave_due: datetime | None = moment(index=True)
    independent: bool = False
    retracted: bool = False
    claim_id: int | None = foreign_key("claim.id", index=False)
    reply_to: int | None = foreign_key("alert.id", index=False)
    shown: dict[str, Any] = structure(dict)


class BroadcastRow(SQLModel, table=True):
    """One text for many: expanded into deliveries by a cursor over subscriber ids."""

    __tablename__ = "broadcast"

    id: int | None = primary_key()
    alert_id: int | None = foreign_key("alert.id")
    purpose: str
    priority: int
    created: datetime = moment(nullable=False)
    due_at: datetime | None = moment()
    texts: dict[str, Any] = structure(dict)
    start: int = Field(default=0, description="a random subscriber after whom the cursor begins: nobody is always last")
    cursor: int = 0
    finished: bool = Field(default=False, index=True)
    tells_since: datetime | None = moment()
    development_id: int | None = Field(default=None, sa_type=BigId, description="whose followers alone it is for")


class DeliveryRow(SQLModel, table=True):
    """The outbox: one message owed to one subscriber; unique within its broadcast and part."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "subscriber_id", "part"),
        Index("ix_delivery_due", "state", "priority", "id"),
        Index("ix_delivery_alert_subscriber", "alert_id", "subscriber_id"),
        Index("ix_delivery_subscriber_state", "subscriber_id", "state", "id"),
    )

    id: int | None = primary_key()
    broadcast_id: int | None = foreign_key("broadcast.id")
    alert_id: int | None = foreign_key("alert.id", index=False)
    subscriber_id: int | None = foreign_key("subscriber.id", index=False)
    part: int = 0
    purpose: str
    priority: int
    state: str = "pending"
    owner: str | None = None
    attempt: int = 0
    repeats: int = 0
    due_at: datetime | None = moment()
    created: datetime = moment(nullable=False)
    sending_since: datetime | None = moment()
    answered: datetime | None = moment()
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = None
    quiet_until: datetime | None = moment()
    folded_into: int | None = Field(default=None, sa_type=BigId, description="the delivery that told it instead")
