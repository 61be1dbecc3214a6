"""Statements that change many rows at once, the same for both engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_new(session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, Any]]) -> int:
    """Inserts those rows that break no unique key, leaves the others alone, and says how many were new."""
    if not rows:
        return 0
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    result = session.connection().execute(make(table).on_conflict_do_nothing(), [dict(row) for row in rows])
    assert isinstance(result, CursorResult)
    return result.rowcount


def change(session: Session, statement: Executable) -> int:
    """Runs an UPDATE or DELETE past the session's objects, which are flushed first; says how many rows it met."""
    session.flush()
    result = session.connection().execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
