"""The room that a database takes, and giving back what is free of it."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing

from sqlalchemy import text

from storage.database import Database, DatabaseFailed
from storage.instances import FileLock


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
