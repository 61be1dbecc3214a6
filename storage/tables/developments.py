"""Real events: what is shown of each, which claims belong to it and why, its history, and the words that find it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.columns import foreign_key, long_text, moment, primary_key, structure


class DevelopmentRow(SQLModel, table=True):
    """One real event, with the values shown for it."""

    __tablename__ = "development"
    __table_args__ = (
        Index("ix_development_kind_day", "kind", "day"),
        Index("ix_development_kind_touched", "kind", "touched"),
    )

    id: int | None = primary_key()
    kind: str
    stage: str
    day: date | None = None
    day_given: bool = True
    end_day: date | None = None
    place: str | None = None
    round: int | None = None
    outcome: str | None = None
    targets: list[dict[str, Any]] = structure(list)
    confirmation: str = "reported"
    framework: bool = False
    parent: int | None = foreign_key("development.id")
    redirect: int | None = foreign_key("development.id", index=False)
    retracted: bool = False
    first_seen: datetime = moment(nullable=False)
    touched: datetime = moment(index=True, nullable=False)
    record_id: str | None = Field(default=None, unique=True)
    record_hash: str | None = None
    confidence: str | None = None
    prose: dict[str, dict[str, str]] = structure(dict)


class DevelopmentFigureRow(SQLModel, table=True):
    """One shown figure of a development."""

    __tablename__ = "development_figure"

    id: int | None = primary_key()
    development_id: int = foreign_key("development.id", nullable=False)
    party: str | None = None
    scope: str
    value: int
    qualifier: str = "exact"
    derived: bool = False


class DevelopmentPartyRow(SQLModel, table=True):
    """A party of a development in its role: party (of talks), mediator, or speaker (its officials have spoken)."""

    __tablename__ = "development_party"

    id: int | None = primary_key()
    development_id: int = foreign_key("development.id", nullable=False)
    party: str
    role: str


class JudgementRow(SQLModel, table=True):
    """Which development a claim belongs to, by what rule and whose word; withdrawn by a date, never erased."""

    __tablename__ = "judgement"
    __table_args__ = (Index("ix_judgement_open", "verdict", "withdrawn"),)

    id: int | None = primary_key()
    claim_id: int = foreign_key("claim.id", nullable=False)
    development_id: int | None = foreign_key("development.id")
    verdict: str
    rule: str = ""
    score: float = 0.0
    reasons: list[str] = structure(list)
    candidates: list[int] = structure(list)
    by: str = "rule"
    at: datetime = moment(nullable=False)
    withdrawn: datetime | None = moment()


class ChangeRow(SQLModel, table=True):
    """One step in a development's history."""

    __tablename__ = "change"

    id: int | None = primary_key()
    development_id: int = foreign_key("development.id", nullable=False)
    type: str
    at: datetime = moment(index=True, nullable=False)
    slot: str = ""
    before: str | None = None
    after: str | None = None
    claim_id: int | None = foreign_key("claim.id", index=False)


class SearchableRow(SQLModel, table=True):
    """The words by which a development or a statement is found; a full-text index lies over `words`."""

    __tablename__ = "searchable"

    id: int | None = primary_key()
    development_id: int | None = foreign_key("development.id")
    statement_id: int | None = foreign_key("statement.id")
    at: datetime = moment(index=True, nullable=False)
    words: str = long_text()
