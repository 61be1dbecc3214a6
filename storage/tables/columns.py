"""What the columns of all tables share: the names of constraints, instants, keys, JSON and long text."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, MetaData, Text, TypeDecorator
from sqlmodel import Field, SQLModel

# Rows are never validated: what pydantic would prepare for it takes a third of the time that the tables take to load.
SQLModel.model_config["defer_build"] = True

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


def primary_key() -> Any:
    return Field(default=None, primary_key=True, sa_type=BigId)


def foreign_key(target: str, *, index: bool = True, nullable: bool = True) -> Any:
    default = None if nullable else ...
    return Field(default, foreign_key=target, sa_type=BigId, index=index, nullable=nullable)


def moment(*, index: bool = False, nullable: bool = True) -> Any:
    default = None if nullable else ...
    return Field(default, sa_type=Moment, index=index, nullable=nullable)


def structure(factory: Any) -> Any:
    return Field(default_factory=factory, sa_type=JSON)


def long_text(default: Any = "") -> Any:
    return Field(default, sa_type=Text)
