"""Subscriptions of feeds at their hubs."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.tables.columns import foreign_key, moment, primary_key


class HubRow(SQLModel, table=True):
    """One subscription: where it was asked for, its callback and secret, and when it is the hub's turn again.

    A renewal is a row of its own, with a callback and a secret of its own; the one before ends when it is verified.
    """

    __tablename__ = "hub"

    id: int | None = primary_key()
    feed_id: int = foreign_key("feed.id", nullable=False)
    hub: str
    topic: str
    callback: str = Field(unique=True)
    secret: str
    state: str = "offered"
    due_at: datetime | None = moment(index=True)
    lease_until: datetime | None = moment()
    failures: int = 0
    reason: str | None = None
