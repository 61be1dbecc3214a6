"""Who this database is: what makes the ids that it gives out unlike those of any other Parley."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from sqlmodel import Session

from storage.tables import MetaRow
from storage.upsert import insert_new

_IDENTITY = "identity"
_NAMELESS = UUID(int=0)


def ensure(session: Session) -> None:
    """Gives the database its identity once and for all; a backup keeps it."""
    insert_new(session, MetaRow, [{"name": _IDENTITY, "value": str(uuid4())}])


def of_this(session: Session) -> UUID:
    """The identity of this database; the nil one where no start has given it any yet."""
    row = session.get(MetaRow, _IDENTITY)
    return UUID(row.value) if row else _NAMELESS


def of_development(identity: UUID, development_id: int) -> UUID:
    """A name for one development that holds for ever and anywhere."""
    return uuid5(identity, f"development/{development_id}")
