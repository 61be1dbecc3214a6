"""Statements that change many rows at once, the same for both engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel

_TOGETHER = 200


def insert_new(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> int:
    """Inserts those rows that break no unique key, leaves the others alone, and says how many were new."""
    if not rows:
        return 0
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    new = 0
    key = next(iter(inspect(table).primary_key))
    for start in range(0, len(rows), _TOGETHER):
        values = [dict(row) for row in rows[start : start + _TOGETHER]]
        insert = make(table).values(values).on_conflict_do_nothing().returning(key)
        new += len(session.connection().execute(insert).all())  # psycopg's row count tells nothing of conflicts
    return new


def change(session: Session, statement: Executable) -> int:
    """Runs an UPDATE or DELETE past the session's objects, which are flushed first; says how many rows it met."""
    session.flush()
    result = session.connection().execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
