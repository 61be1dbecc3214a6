"""Backups: one SQLite file, out of either engine and into either; encrypted where that is wanted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Table, bindparam, func, insert, inspect, select, text, update
from sqlmodel import SQLModel

from storage import migrate, sealing
from storage.database import Database, DatabaseFailed
from storage.tables import HubRow

_BATCH = 2000
Watch = Callable[[int, int], None]
"""Is told how many rows are copied, and of how many."""


def _nobody(_copied: int, _total: int) -> None:
    """Nobody watches."""


def back_up(database: Database, file: Path, passphrase: str | None = None, watch: Watch = _nobody) -> int:
    """Copies every row into a new SQLite file, encrypted where there is a passphrase, and returns how many.

    Left out are the secrets that are shared with feeds' hubs.

    It is one moment of the database, writers are not kept waiting, and nobody but its owner may read the file: a list
    of the chats is a list of prisoners' families.

    Raises:
        DatabaseFailed: the file exists already, or cannot be written.
    """
    if file.exists():
        raise DatabaseFailed(f"{file} exists already; name another file, or remove that one first")
    with _beside(file) as folder:
        made = folder / "parley.sqlite"
        with Database(f"sqlite:///{made}") as target:
            migrate.upgrade(target)
            count = _copy(database, target, watch)
        if passphrase:
            sealing.seal(made, folder / "sealed", passphrase)
            made = folder / "sealed"
        made.chmod(0o600)
        made.rename(file)
    return count


def restore(file: Path, database: Database, passphrase: str | None = None, watch: Watch = _nobody) -> int:
    """Copies a backup's rows into an empty, migrated database and returns how many. The file stays as it is.

    Raises:
        DatabaseFailed: the database holds something already, the file is none of ours or of a newer Parley, or the
            passphrase is wrong or missing.
    """
    sealed = sealing.is_sealed(file)
    if sealed and not passphrase:
        raise DatabaseFailed(f"{file} is encrypted: name its passphrase by --passphrase-file")
    with _beside(file) as folder:
        plain = folder / "parley.sqlite"
        if sealed and passphrase:
            sealing.unseal(file, plain, passphrase)
        else:
            shutil.copyfile(file, plain)  # an older one is migrated, and the backup should stay what it is
        return _restore(plain, database, watch)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A folder for the work, where nobody else looks, and that is gone afterwards."""
    try:
        folder = TemporaryDirectory(prefix=".parley-", dir=file.absolute().parent)
    except OSError as error:
        raise DatabaseFailed(f"{file.parent} cannot be written: {error.strerror}") from error
    with folder as name:
        yield Path(name)


def _restore(file: Path, database: Database, watch: Watch) -> int:
    with database.session() as session:
        connection = session.connection()
        for table in _tables():
            if connection.execute(select(func.count()).select_from(table)).scalar_one():
                raise DatabaseFailed(
                    f"the database is not empty (table {table.name}); name an empty one to restore into"
                )
    with Database(f"sqlite:///{file}") as source:
        migrate.upgrade(source)
        return _copy(source, database, watch)


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


def _copy(source: Database, target: Database, watch: Watch) -> int:
    count = 0
    with source.session() as reading, target.session(write=True) as writing:
        there, here = reading.connection(), writing.connection()
        if not source.sqlite:
            there.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        if target.sqlite:
            here.execute(text("PRAGMA defer_foreign_keys=ON"))
        total = sum(there.execute(select(func.count()).select_from(one)).scalar_one() for one in _tables())
        for table in _tables():
            for copied in _copy_table(table, there, here):
                count += copied
                watch(count, total)
        _set_sequences(here, target)
    return count


def _tables() -> list[Table]:
    """Every table, those that others point to first, without the subscriptions at hubs.

    Who reads their secrets could have Parley believe what no feed has said; they are asked for anew.
    """
    return [table for table in SQLModel.metadata.sorted_tables if table.name != HubRow.__tablename__]


def _copy_table(table: Table, there: Connection, here: Connection) -> Iterator[int]:
    """Row by row in batches; what points within the table is filled in once all of it is there. Gives their sizes."""
    order = list(table.primary_key.columns)
    inward = [column for column in table.columns if any(key.column.table is table for key in column.foreign_keys)]
    later: list[dict[str, Any]] = []
    rows = there.execute(select(table).order_by(*order).execution_options(yield_per=_BATCH)).mappings()
    for part in rows.partitions(_BATCH):
        copies = [dict(row) for row in part]
        for copy in copies:
            pointing = {column.name: copy[column.name] for column in inward if copy[column.name] is not None}
            if pointing:
                later.append({"row": copy["id"], **{column.name: copy[column.name] for column in inward}})
                copy.update(dict.fromkeys(pointing))
        here.execute(insert(table), copies)
        yield len(copies)
    if later:
        values: dict[str, Any] = {column.name: bindparam(column.name) for column in inward}
        here.execute(update(table).where(table.columns["id"] == bindparam("row")).values(values), later)


def _set_sequences(connection: Connection, database: Database) -> None:
    """PostgreSQL counts ids by sequences, which do not see rows that bring their own."""
    if database.sqlite:
        return
    for table in _tables():
        if "id" in table.columns and table.columns["id"].type.python_type is int and inspect(table).primary_key:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608 (our own names)
                    f"GREATEST((SELECT MAX(id) FROM {table.name}), 1))"
                )
            )
