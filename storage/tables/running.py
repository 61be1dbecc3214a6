"""Parley itself: what runs, and small facts about this database."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import long_text, moment


class InstanceRow(SQLModel, table=True):
    """A running Parley: beats while it lives; one at a time holds the Telegram role."""

    __tablename__ = "instance"

    id: str = Field(primary_key=True)
    started: datetime = moment(nullable=False)
    beat: datetime = moment(nullable=False)
    telegram: bool = False


class MetaRow(SQLModel, table=True):
    """Small facts about this database, by name (pushes held, last poll, …)."""

    __tablename__ = "meta"

    name: str = Field(primary_key=True)
    value: str = long_text()
