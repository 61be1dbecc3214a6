"""The engine, sessions, and the one bridge from the event loop to the database."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self, TypeVar

from sqlalchemy import Engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, create_engine

T = TypeVar("T")

_IDLE = 60.0
"""For so long an instance may be silent within what it writes, on PostgreSQL: one that was stopped, or whose machine
was, would keep its rows locked for ever, and all others waiting. What it had begun is undone then."""


class DatabaseFailed(Exception):
    """The database cannot be used; the text says why and what to do."""


def is_out_of_order(error: BaseException) -> bool:
    """Whether the database itself has failed, not what was asked of it."""
    asked = isinstance(error, (IntegrityError, DataError, ProgrammingError))
    return isinstance(error, (DatabaseFailed, DBAPIError, PoolTimeout)) and not asked


class Database:
    """One database: SQLite (one writing and one reading thread beside it) or PostgreSQL (a small pool).

    `read(f, …)` and `write(f, …)` run a plain function `f(session, …)` off the event loop; a write is one
    transaction. What reads for long has a thread apart, so that no quick answer waits for it. The synchronous twins
    serve the command line and tests. On PostgreSQL what is silent for `idle` seconds within a write is undone.
    """

    def __init__(self, url: str, *, idle: float = _IDLE) -> None:
        self._idle = idle
        self.url = make_url(_with_driver(url))
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.engine = _engine(self.url)
        self._readers = ThreadPoolExecutor(1 if self.sqlite else 4, "parley-read")
        self._slow_reader = ThreadPoolExecutor(1, "parley-slow-read")
        self._writers = ThreadPoolExecutor(1 if self.sqlite else 4, "parley-write")

    @property
    def path(self) -> Path | None:
        """The SQLite file; None for PostgreSQL and for memory."""
        name = self.url.database
        return Path(name) if self.sqlite and name and name != ":memory:" else None

    @contextmanager
    def session(self, *, write: bool = False) -> Iterator[Session]:
        """A session that ends with the block: committed if `write`, else rolled back.

        Raises:
            DatabaseFailed: the file or server cannot be reached, is full, locked or read-only.
        """
        with _translated(self.url), Session(self.engine, expire_on_commit=False) as session:
            if self.sqlite:
                session.connection(execution_options={"parley_write": write})
            elif write:
                patience = f"SET LOCAL idle_in_transaction_session_timeout = {round(self._idle * 1000)}"
                session.connection().exec_driver_sql(patience)
            yield session
            if write:
                session.commit()

    def run(self, function: Callable[..., T], *arguments: Any, write: bool = False, **named: Any) -> T:
        """Calls `function(session, …)` here and now."""
        with self.session(write=write) as session:
            return function(session, *arguments, **named)

    async def read(self, function: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Calls `function(session, …)` in a reading thread."""
        return await asyncio.get_running_loop().run_in_executor(
            self._readers, lambda: self.run(function, *arguments, **named)
        )

    async def read_at_length(self, function: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """The same for what takes long, one at a time and beside everything else."""
        return await asyncio.get_running_loop().run_in_executor(
            self._slow_reader, lambda: self.run(function, *arguments, **named)
        )

    async def write(self, function: Callable[..., T], *arguments: Any, **named: Any) -> T:
        """Calls `function(session, …)` in a writing thread, as one transaction."""
        return await asyncio.get_running_loop().run_in_executor(
            self._writers, lambda: self.run(function, *arguments, write=True, **named)
        )

    def close(self) -> None:
        """Waits for what runs and lets go of every connection."""
        self._readers.shutdown()
        self._slow_reader.shutdown()
        self._writers.shutdown()
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _with_driver(url: str) -> str:
    """`postgresql://` and `postgres://` mean psycopg 3 here."""
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


_WAIT = 10.0
"""Seconds to wait for another program that holds a SQLite file; `?timeout=` in the URL says otherwise."""


_ALIVE = {
    "connect_timeout": 10,
    "tcp_user_timeout": 15_000,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
}
"""A server that vanishes without a word (its machine, or the way there) is noticed within twenty seconds; the system
would take from fifteen minutes to hours. What the URL says of these goes first."""


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        alive = {name: value for name, value in _ALIVE.items() if name not in url.query}
        return create_engine(url, pool_size=8, pool_pre_ping=True, connect_args=alive)
    wait = float(str(url.query.get("timeout", _WAIT)))
    engine = create_engine(url, connect_args={"timeout": wait, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: ConnectionPoolEntry) -> None:
    """FULL: a commit lost to a power cut would double a message (RULES, 5). Transactions are begun by `_begin`."""
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-16000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    """Only BEGIN IMMEDIATE loses nothing when one reads, then writes."""
    write = connection.get_execution_options().get("parley_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


_CAUSES = {
    "unable to open database file": "the file cannot be opened; check that its folder exists and may be written",
    "readonly database": "the file is read-only; check its owner and rights",
    "disk is full": "the disk is full; free some room, then start again",
    "database is locked": "another program holds it; end that one first",
    "file is not a database": "the file is no SQLite database; name another in PARLEY_DATABASE_URL",
    "malformed": "the file is damaged; restore a backup with `parley db restore`",
    "connection refused": "no server answers there; is PostgreSQL running, and is the address right?",
    "is the server running": "no server answers there; is PostgreSQL running, and is the address right?",
    "terminating connection": "the server went away; it is tried again until it is back",
    "server closed the connection": "the server went away; it is tried again until it is back",
    "connection is lost": "the server went away; it is tried again until it is back",
    "timeout expired": "no server answers there; is the machine up, and is the address right?",
    "timed out": "the server went away; it is tried again until it is back",
    "the connection is closed": "the server went away; it is tried again until it is back",
    "database system is": "the server starts or stops; it is tried again until it is back",
    "no space left on device": "the server's disk is full; free some room there",
    "password authentication failed": "user or password is wrong; see PARLEY_DATABASE_URL",
}


@contextmanager
def _translated(url: URL) -> Iterator[None]:
    """Foreign errors get a cause and a cure at the door that they came through."""
    try:
        yield
    except DBAPIError as error:
        told = str(error.orig).lower()
        cause = next((cure for sign, cure in _CAUSES.items() if sign in told), None)
        if cause is None:
            raise
        raise DatabaseFailed(f"database {url.render_as_string(hide_password=True)}: {cause}") from error
    except SQLAlchemyError:
        raise
