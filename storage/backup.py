"""Backups: everything in one SQLite file, out of either engine and into either."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, func, insert, inspect, select, text
from sqlmodel import SQLModel

from storage import migrate
from storage.database import Database, DatabaseFailed

_BATCH = 2000


def back_up(database: Database, file: Path) -> int:
    """Copies every row into a new SQLite file and returns how many. Writers are not kept waiting.

    Raises:
        DatabaseFailed: the file exists already, or cannot be written.
    """
    if file.exists():
        raise DatabaseFailed(f"{file} exists already; name another file, or remove that one first")
    with Database(f"sqlite:///{file}") as target:
        migrate.upgrade(target)
        return _copy(database, target)


def restore(file: Path, database: Database) -> int:
    """Copies a backup's rows into an empty, migrated database and returns how many.

    Raises:
        DatabaseFailed: the database holds something already, or the file is of a newer Parley.
    """
    with database.session() as session:
        connection = session.connection()
        for table in SQLModel.metadata.sorted_tables:
            if connection.execute(select(func.count()).select_from(table)).scalar_one():
                raise DatabaseFailed(
                    f"the database is not empty (table {table.name}); name an empty one to restore into"
                )
    with Database(f"sqlite:///{file}") as source:
        migrate.upgrade(source)
        return _copy(source, database)


def faults(database: Database) -> list[str]:
    """What the engine finds wrong with the database's file; nothing for a whole one."""
    with database.session() as session:
        connection = session.connection()
        if not database.sqlite:
            connection.execute(text("SELECT 1"))
            return []
        found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
        broken = [
            f"table {row[0]}, row {row[1]}: points to no row of {row[2]}"
            for row in connection.execute(text("PRAGMA foreign_key_check"))
        ]
        return [line for line in found if line != "ok"] + broken


def _copy(source: Database, target: Database) -> int:
    count = 0
    with source.session() as reading, target.session(write=True) as writing:
        there, here = reading.connection(), writing.connection()
        if not source.sqlite:
            there.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        if target.sqlite:
            here.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table in SQLModel.metadata.sorted_tables:
            order = list(table.primary_key.columns)
            for part in there.execute(select(table).order_by(*order)).mappings().partitions(_BATCH):
                here.execute(insert(table), [dict(row) for row in part])
                count += len(part)
        _set_sequences(here, target)
    return count


def _set_sequences(connection: Connection, database: Database) -> None:
    """PostgreSQL counts ids by sequences, which do not see rows that bring their own."""
    if database.sqlite:
        return
    for table in SQLModel.metadata.sorted_tables:
        if "id" in table.columns and table.columns["id"].type.python_type is int and inspect(table).primary_key:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 (our own names)
                    f"GREATEST((SELECT MAX(id) FROM {table.name}), 1))"
                )
            )
