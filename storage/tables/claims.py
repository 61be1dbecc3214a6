"""What entries and the record say: claims of events, and statements."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import BigId, foreign_key, long_text, moment, primary_key, structure


class ClaimRow(SQLModel, table=True):
    """What one entry (or one source of the record) says of one event. What it says is never overwritten.

    `withdrawn` is when the entry came back without saying so; `replaces` the claim that it made before instead;
    `article` the first entry by which its owner's feeds brought the article.
    """

    __tablename__ = "claim"
    __table_args__ = (
        Index("ix_claim_unresolved", "resolved", "kind"),
        Index("ix_claim_development_published", "development_id", "published", "id", "simhash", "withdrawn", "article"),
        Index("ix_claim_owner_published", "owner", "published"),
    )

    id: int | None = primary_key()
    entry_id: int | None = foreign_key("entry.id")
    record_id: str | None = Field(default=None, index=True)
    development_id: int | None = foreign_key("development.id", index=False)
    resolved: datetime | None = moment()
    kind: str
    stage: str
    day: date | None = None
    end_day: date | None = None
    place: str | None = None
    round: int | None = None
    outcome: str | None = None
    evidence: str = long_text()
    background: bool = False
    inconsistent: bool = False
    fresh: bool = False
    ordinal: int | None = None
    checks: list[str] = structure(list)
    failed: list[str] = structure(list)
    origins: list[dict[str, Any]] = structure(list)
    targets: list[dict[str, Any]] = structure(list)
    outlet: str = ""
    owner: str = ""
    official_of: str | None = None
    link: str | None = None
    title: str = long_text()
    language: str = "en"
    simhash: int = Field(default=0, sa_type=BigInteger)
    published: datetime = moment(nullable=False)
    seen: datetime = moment(nullable=False)
    silent: bool = False
    withdrawn: datetime | None = moment()
    replaces: int | None = Field(default=None, sa_type=BigId)
    article: int | None = Field(default=None, sa_type=BigId)


class ClaimFigureRow(SQLModel, table=True):
    """One figure of a claim; `party` is null for a joint one."""

    __tablename__ = "claim_figure"

    id: int | None = primary_key()
    claim_id: int = foreign_key("claim.id", nullable=False)
    party: str | None = None
    scope: str
    value: int
    qualifier: str = "exact"
    derived: bool = False


class ClaimPartyRow(SQLModel, table=True):
    """A party of a claim in its role: party (of talks) or mediator."""

    __tablename__ = "claim_party"

    id: int | None = primary_key()
    claim_id: int = foreign_key("claim.id", nullable=False)
    party: str
    role: str


class StatementRow(SQLModel, table=True):
    """Who said or insists on what; from an entry or from the record."""

    __tablename__ = "statement"
    __table_args__ = (Index("ix_statement_topic_party_day", "topic", "party", "day"),)

    id: int | None = primary_key()
    entry_id: int | None = foreign_key("entry.id")
    record_id: str | None = Field(default=None, unique=True)
    record_hash: str | None = None
    day: date = Field(index=True)
    party: str | None = Field(default=None, index=True)
    person: str | None = None
    speaker: str | None = None
    topic: str | None = None
    text: dict[str, str] = structure(dict)
    outlet: str | None = None
    link: str | None = None
    confidence: str | None = None
    withdrawn: datetime | None = moment()
