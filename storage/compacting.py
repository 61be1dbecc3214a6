"""The room that a database takes, and giving back what is free of it."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from storage.database import Database, DatabaseFailed
from storage.instances import FileLock

_SPARSE = """
SELECT i.relname FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_class t ON t.oid = x.indrelid JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE t.oid = 'entry'::regclass AND x.indpred IS NULL AND pg_has_role(t.relowner, 'USAGE') AND t.reltuples > 0
AND pg_relation_size(i.oid) > :spare + :times * t.reltuples * (:own + (
    SELECT sum(s.avg_width) FROM pg_stats s JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = s.attname
    WHERE s.schemaname = n.nspname AND s.tablename = t.relname AND a.attnum = ANY (x.indkey)))
ORDER BY pg_relation_size(i.oid) DESC LIMIT 1
"""
_TIMES, _SPARE = 3, 1_000_000
"""An index is sparse that takes three times what its rows need, and a megabyte more."""
_OWN = 16
"""Bytes that each row has in an index beside its values."""
_PATIENCE = "200ms"
"""So long those who write entries may wait because others still read by the index."""
_IN_USE = ("55P03", "40P01")
"""What the server says of a lock that was not given in time, and of two that wait for each other."""


def size(database: Database) -> int:
    """Bytes on disk: SQLite's file (what lies in its log apart), all of the database on PostgreSQL."""
    wanted = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if database.sqlite
        else "SELECT pg_database_size(current_database())"
    )
    with database.session() as session:
        return int(session.connection().execute(text(wanted)).scalar_one())


def compact(database: Database) -> None:
    """Writes a SQLite file anew, without the free pages within it; PostgreSQL looks after that by itself.

    Raises:
        FileHeld: Parley runs on the file, and would have to wait until all of it is written.
        DatabaseFailed: there is not as much room again beside it, or another program holds it.
    """
    if not database.sqlite:
        return
    with ExitStack() as stack:
        if database.path:
            stack.enter_context(FileLock(database.path))
        connection = stack.enter_context(closing(database.engine.raw_connection()))  # others begin a transaction first
        try:
            connection.cursor().execute("VACUUM")
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.OperationalError as error:
            raise DatabaseFailed(
                f"the file cannot be written anew: {error}; it is whole, and stays as it is"
            ) from error


def thicken(session: Session) -> str | None:
    """Writes the largest sparse index of the entries anew on PostgreSQL, where there is one; gives its name.

    Of entries by id or address few are kept, here and there, and PostgreSQL never joins pages that are nearly empty.
    Who writes entries or reads by it waits meanwhile: a third of a second for 70,000, six seconds for a million. That
    comes once in weeks; an index in use is left for another time.
    """
    connection = session.connection()
    asked = {"times": _TIMES, "spare": _SPARE, "own": _OWN}
    name: str | None = connection.execute(text(_SPARSE), asked).scalar()
    if name is None:
        return None
    try:
        with session.begin_nested():
            connection.execute(text(f"SET LOCAL lock_timeout = '{_PATIENCE}'"))
            connection.execute(text(f'REINDEX INDEX "{name}"'))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in _IN_USE:
            raise
        return None
    return name
