"""Feeds and the entries that they bring."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.columns import BigId, foreign_key, long_text, moment, primary_key, structure


class FeedRow(SQLModel, table=True):
    """One feed: catalogue attributes, validators, health, and the lease of who polls it."""

    __tablename__ = "feed"

    id: int | None = primary_key()
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
    due_at: datetime | None = moment(index=True)
    last_attempt: datetime | None = moment()
    last_success: datetime | None = moment()
    last_entry: datetime | None = moment()
    ttl_minutes: int | None = None
    skip_hours: list[int] = structure(list)
    skip_days: list[int] = structure(list)
    usual_gap: int | None = None
    pinged: datetime | None = moment()
    pushed_until: datetime | None = moment()
    first_answered: datetime | None = moment()
    failures: int = 0
    error: str | None = None
    entries: int = 0
    moved_to: str | None = None
    moved_times: int = 0
    lease_owner: str | None = None
    lease_until: datetime | None = moment()


class EntryRow(SQLModel, table=True):
    """One item of a feed, plain text. Unique by the feed's own id."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("feed_id", "guid"),
        Index("ix_entry_feed_published", "feed_id", "published"),
    )
    # Its migrations make two indexes over few of its rows, and on PostgreSQL put `relevant` before `published` in those
    # by date. To name such conditions here would load the dialects of both engines at every start, a tenth of a second.

    id: int | None = primary_key()
    feed_id: int = foreign_key("feed.id", nullable=False, index=False)
    guid: str
    link: str | None = None
    title: str = long_text()
    text: str = long_text()
    language: str = "en"
    published: datetime = moment(index=True, nullable=False)
    published_given: bool = True
    updated: datetime | None = moment()
    seen: datetime = moment(nullable=False)
    simhash: int = Field(default=0, sa_type=BigInteger)
    content_hash: str = ""
    relevant: bool = False
    article: str = long_text()
    left_at: datetime | None = moment()
    """Since when its feed shows it no more; None while it does, and for what claims or statements rest on."""
    revised: datetime | None = moment()
    shared: list[int] | None = Field(default=None, sa_type=JSON)
    """The claims that it makes and another entry of the same article has made before it, by id."""
    returns: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class TombstoneRow(SQLModel, table=True):
    """What is left of a feed's entries that yielded nothing, packed together: see storage.tombstones."""

    __tablename__ = "tombstone"

    feed_id: int = Field(foreign_key="feed.id", sa_type=BigId, primary_key=True)
    place: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    packed: bytes = b""
