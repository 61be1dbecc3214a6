"""The SQLModel tables. Only storage's query files use them; everybody else gets the vocabulary.

Enums are stored by value, days as dates, instants as aware UTC, structured odds and ends as JSON.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlmodel import Field, SQLModel

# A naming convention before the first migration: Alembic can then drop any constraint by its name.
SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware instant, kept as UTC. SQLite forgets zones, so both directions pass this door."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")


def _key() -> Any:
    return Field(default=None, primary_key=True, sa_type=BigId)


def _foreign(target: str, *, index: bool = True, nullable: bool = True) -> Any:
    default = None if nullable else ...
    return Field(default, foreign_key=target, sa_type=BigId, index=index, nullable=nullable)


def _moment(*, index: bool = False, nullable: bool = True) -> Any:
    default = None if nullable else ...
    return Field(default, sa_type=Moment, index=index, nullable=nullable)


def _json(factory: Any) -> Any:
    return Field(default_factory=factory, sa_type=JSON)


def _text(default: Any = "") -> Any:
    return Field(default, sa_type=Text)


class FeedRow(SQLModel, table=True):
    """One feed: catalogue attributes, validators, health, and the lease of who polls it."""

    __tablename__ = "feed"

    id: int | None = _key()
    url: str = Field(unique=True)
    title: str = ""
    outlet: str = ""
    owner: str = ""
    language: str = "en"
    country: str = ""
    tier: int = 3
    kind: str = "outlet"
    official_of: str | None = None
    zone: str = "UTC"
    fulltext: bool = False
    state: str = "active"
    reason: str | None = None
    operator_state: bool = Field(
        default=False,
        description="an operator paused, resumed or removed it: the catalogue no longer decides",
    )
    removed: bool = False
    etag: str | None = None
    modified: str | None = None
    body_hash: str | None = None
    due_at: datetime | None = _moment(index=True)
    last_attempt: datetime | None = _moment()
    last_success: datetime | None = _moment()
    last_entry: datetime | None = _moment()
    first_answered: datetime | None = _moment()
    failures: int = 0
    error: str | None = None
    entries: int = 0
    moved_to: str | None = None
    moved_times: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = _moment()


class EntryRow(SQLModel, table=True):
    """One item of a feed, plain text. Unique by the feed's own id."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("feed_id", "guid"),)

    id: int | None = _key()
    feed_id: int = _foreign("feed.id", nullable=False)
    guid: str
    link: str | None = None
    title: str = _text()
    text: str = _text()
    language: str = "en"
    published: datetime = _moment(index=True, nullable=False)
    published_given: bool = True
    updated: datetime | None = _moment()
    seen: datetime = _moment(nullable=False)
    simhash: int = Field(default=0, sa_type=BigInteger)
    content_hash: str = ""
    relevant: bool = Field(default=False, index=True)
    article: str = _text()


class ClaimRow(SQLModel, table=True):
    """What one entry (or one source of the record) says of one event. Never overwritten."""

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_unresolved", "resolved", "kind"),)

    id: int | None = _key()
    entry_id: int | None = _foreign("entry.id")
    record_id: str | None = Field(default=None, index=True)
    development_id: int | None = _foreign("development.id")
    resolved: datetime | None = _moment()
    kind: str
    stage: str
    day: date | None = None
    end_day: date | None = None
    place: str | None = None
    round: int | None = None
    outcome: str | None = None
    evidence: str = _text()
    background: bool = False
    inconsistent: bool = False
    fresh: bool = False
    ordinal: int | None = None
    checks: list[str] = _json(list)
    failed: list[str] = _json(list)
    origins: list[dict[str, Any]] = _json(list)
    targets: list[dict[str, Any]] = _json(list)
    outlet: str = ""
    owner: str = ""
    official_of: str | None = None
    link: str | None = None
    title: str = _text()
    language: str = "en"
    simhash: int = Field(default=0, sa_type=BigInteger)
    published: datetime = _moment(nullable=False)
    seen: datetime = _moment(nullable=False)
    silent: bool = False


class ClaimFigureRow(SQLModel, table=True):
    """One figure of a claim; `party` is null for a joint one."""

    __tablename__ = "claim_figure"

    id: int | None = _key()
    claim_id: int = _foreign("claim.id", nullable=False)
    party: str | None = None
    scope: str
    value: int
    qualifier: str = "exact"
    derived: bool = False


class ClaimPartyRow(SQLModel, table=True):
    """A party of a claim in its role: party (of talks) or mediator."""

    __tablename__ = "claim_party"

    id: int | None = _key()
    claim_id: int = _foreign("claim.id", nullable=False)
    party: str
    role: str


class DevelopmentRow(SQLModel, table=True):
    """One real event, with the values shown for it."""

    __tablename__ = "development"
    __table_args__ = (
        Index("ix_development_kind_day", "kind", "day"),
        Index("ix_development_kind_touched", "kind", "touched"),
    )

    id: int | None = _key()
    kind: str
    stage: str
    day: date | None = None
    day_given: bool = True
    end_day: date | None = None
    place: str | None = None
    round: int | None = None
    outcome: str | None = None
    targets: list[dict[str, Any]] = _json(list)
    confirmation: str = "reported"
    framework: bool = False
    parent: int | None = _foreign("development.id")
    redirect: int | None = _foreign("development.id", index=False)
    retracted: bool = False
    first_seen: datetime = _moment(nullable=False)
    touched: datetime = _moment(index=True, nullable=False)
    record_id: str | None = Field(default=None, unique=True)
    record_hash: str | None = None
    confidence: str | None = None
    prose: dict[str, dict[str, str]] = _json(dict)


class DevelopmentFigureRow(SQLModel, table=True):
    """One shown figure of a development."""

    __tablename__ = "development_figure"

    id: int | None = _key()
    development_id: int = _foreign("development.id", nullable=False)
    party: str | None = None
    scope: str
    value: int
    qualifier: str = "exact"
    derived: bool = False


class DevelopmentPartyRow(SQLModel, table=True):
    """A party of a development in its role: party (of talks), mediator, or speaker (its officials have spoken)."""

    __tablename__ = "development_party"

    id: int | None = _key()
    development_id: int = _foreign("development.id", nullable=False)
    party: str
    role: str


class JudgementRow(SQLModel, table=True):
    """Which development a claim belongs to, by what rule and whose word; withdrawn by a date, never erased."""

    __tablename__ = "judgement"
    __table_args__ = (Index("ix_judgement_open", "verdict", "withdrawn"),)

    id: int | None = _key()
    claim_id: int = _foreign("claim.id", nullable=False)
    development_id: int | None = _foreign("development.id")
    verdict: str
    rule: str = ""
    score: float = 0.0
    reasons: list[str] = _json(list)
    candidates: list[int] = _json(list)
    by: str = "rule"
    at: datetime = _moment(nullable=False)
    withdrawn: datetime | None = _moment()


class ChangeRow(SQLModel, table=True):
    """One step in a development's history."""

    __tablename__ = "change"

    id: int | None = _key()
    development_id: int = _foreign("development.id", nullable=False)
    type: str
    at: datetime = _moment(index=True, nullable=False)
    slot: str = ""
    before: str | None = None
    after: str | None = None
    claim_id: int | None = _foreign("claim.id", index=False)


class StatementRow(SQLModel, table=True):
    """Who said or insists on what; from an entry or from the record."""

    __tablename__ = "statement"
    __table_args__ = (Index("ix_statement_topic_party_day", "topic", "party", "day"),)

    id: int | None = _key()
    entry_id: int | None = _foreign("entry.id")
    record_id: str | None = Field(default=None, unique=True)
    record_hash: str | None = None
    day: date = Field(index=True)
    party: str | None = Field(default=None, index=True)
    person: str | None = None
    speaker: str | None = None
    topic: str | None = None
    text: dict[str, str] = _json(dict)
    outlet: str | None = None
    link: str | None = None
    confidence: str | None = None


class SearchableRow(SQLModel, table=True):
    """The words by which a development or a statement is found; a full-text index lies over `words`."""

    __tablename__ = "searchable"

    id: int | None = _key()
    development_id: int | None = _foreign("development.id")
    statement_id: int | None = _foreign("statement.id")
    at: datetime = _moment(index=True, nullable=False)
    words: str = _text()


class SubscriberRow(SQLModel, table=True):
    """A chat (or one topic of it) and its settings. No names, no texts."""

    __tablename__ = "subscriber"
    __table_args__ = (UniqueConstraint("chat_id", "topic_id"),)

    id: int | None = _key()
    chat_id: int = Field(sa_type=BigInteger, index=True)
    topic_id: int = Field(default=0, description="0: the chat itself")
    kind: str = "private"
    language: str = "en"
    zone: str = "Europe/Kyiv"
    active: bool = True
    subscribed: bool = Field(default=False, index=True)
    kinds: list[str] = _json(list)
    announced: bool = False
    official_only: bool = False
    minimum: int = 0
    quiet_from: int | None = Field(default=None, description="full hours in the subscriber's zone")
    quiet_until: int | None = None
    exchanges_any_hour: bool = True
    since: datetime | None = _moment()
    created: datetime = _moment(nullable=False)
    inactive_since: datetime | None = _moment()


class AlertRow(SQLModel, table=True):
    """The one push of an event: the unique key makes a second one impossible (RULES, 3)."""

    __tablename__ = "alert"
    __table_args__ = (UniqueConstraint("kind", "phase", "day", "ordinal"),)

    id: int | None = _key()
    development_id: int = _foreign("development.id", nullable=False)
    kind: str
    phase: str
    day: date
    ordinal: int = 1
    created: datetime = _moment(index=True, nullable=False)
    revision: int = 1
    waves: int = 0
    last_wave: datetime | None = _moment()
    wave_due: datetime | None = _moment(index=True)
    independent: bool = False
    retracted: bool = False
    claim_id: int | None = _foreign("claim.id", index=False)
    reply_to: int | None = _foreign("alert.id", index=False)
    shown: dict[str, Any] = _json(dict)


class BroadcastRow(SQLModel, table=True):
    """One text for many: expanded into deliveries by a cursor over subscriber ids."""

    __tablename__ = "broadcast"

    id: int | None = _key()
    alert_id: int | None = _foreign("alert.id")
    purpose: str
    priority: int
    created: datetime = _moment(nullable=False)
    due_at: datetime | None = _moment()
    texts: dict[str, Any] = _json(dict)
    start: int = Field(default=0, description="a random subscriber after whom the cursor begins: nobody is always last")
    cursor: int = 0
    finished: bool = Field(default=False, index=True)


class DeliveryRow(SQLModel, table=True):
    """The outbox: one message owed to one subscriber; unique within its broadcast and part."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("broadcast_id", "subscriber_id", "part"),
        Index("ix_delivery_due", "state", "priority", "id"),
        Index("ix_delivery_alert_subscriber", "alert_id", "subscriber_id"),
        Index("ix_delivery_subscriber_state", "subscriber_id", "state", "id"),
    )

    id: int | None = _key()
    broadcast_id: int | None = _foreign("broadcast.id")
    alert_id: int | None = _foreign("alert.id", index=False)
    subscriber_id: int | None = _foreign("subscriber.id", index=False)
    part: int = 0
    purpose: str
    priority: int
    state: str = "pending"
    owner: str | None = None
    attempt: int = 0
    repeats: int = 0
    due_at: datetime | None = _moment()
    created: datetime = _moment(nullable=False)
    sending_since: datetime | None = _moment()
    answered: datetime | None = _moment()
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    error: str | None = None
    quiet_until: datetime | None = _moment()
    folded_into: int | None = Field(default=None, sa_type=BigId, description="the delivery that told it instead")


class InstanceRow(SQLModel, table=True):
    """A running Parley: beats while it lives; one at a time holds the Telegram role."""

    __tablename__ = "instance"

    id: str = Field(primary_key=True)
    started: datetime = _moment(nullable=False)
    beat: datetime = _moment(nullable=False)
    telegram: bool = False


class MetaRow(SQLModel, table=True):
    """Small facts about this database, by name (pushes held, last poll, …)."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True)
    value: str = _text()
