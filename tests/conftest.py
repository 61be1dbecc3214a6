"""What tests share: fresh databases of both engines, and no way out to the network."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Pool, event

from storage import migrate
from storage.database import Database
from storage.record import load_record
from storage.seeds import default_folder
from tests import postgresql

# Each `parley` that a test starts would compile all modules anew, which takes longer than its work.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


class ReachedOut(AssertionError):
    """A test tried to reach an address that is not of this machine."""


def _is_local(host: object) -> bool:
    text = (host.decode() if isinstance(host, bytes) else str(host or "localhost")).split("%")[0]
    try:
        return ip_address(text).is_loopback or ip_address(text).is_unspecified
    except ValueError:
        return text == "localhost"


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """Refuses every connection but to loopback and to sockets of the file system; foreign names do not resolve."""
    patch = pytest.MonkeyPatch()
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not _is_local(address[0]):
            raise ReachedOut(address)
        connect(self, address)

    def known(host: Any, *arguments: Any, **named: Any) -> Any:
        if not _is_local(host):
            try:
                ip_address(str(host))
            except ValueError:
                raise socket.gaierror(socket.EAI_NONAME, "names outside this machine do not resolve") from None
        return resolve(host, *arguments, **named)

    patch.setattr(socket.socket, "connect", guarded)
    patch.setattr(socket, "getaddrinfo", known)
    yield
    patch.undo()


@event.listens_for(Pool, "checkout")
def _need_no_disk(connection: Any, record: Any, _: Any) -> None:
    """No test cuts the power, so none in this process waits for the disk; processes that tests start do."""
    if isinstance(connection, sqlite3.Connection) and not record.info.get("hasty"):
        connection.execute("PRAGMA synchronous=OFF")
        record.info["hasty"] = True


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "parley.db"
    with Database(f"sqlite:///{path}") as made:
        migrate.upgrade(made)
    assert not path.with_name("parley.db-wal").exists(), "the copy would lack what is in there"
    return path


@pytest.fixture(scope="session")
def _recorded(_migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the record of today, to copy: bringing it in takes seconds."""
    path = tmp_path_factory.mktemp("recorded") / "parley.db"
    shutil.copyfile(_migrated, path)
    with Database(f"sqlite:///{path}") as made:
        made.run(load_record, default_folder(), datetime.now(UTC), write=True)
    return path


@pytest.fixture
def started_before(_recorded: Path, tmp_path: Path) -> Iterator[Database]:
    """The database of a Parley that has run in this folder."""
    shutil.copyfile(_recorded, tmp_path / "parley.db")
    with Database(f"sqlite:///{tmp_path / 'parley.db'}") as opened:
        yield opened


@pytest.fixture
def database(_migrated: Path, tmp_path: Path) -> Iterator[Database]:
    """A fresh SQLite database with all tables."""
    shutil.copyfile(_migrated, tmp_path / "parley.db")
    with Database(f"sqlite:///{tmp_path / 'parley.db'}") as opened:
        yield opened


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """An embedded PostgreSQL, one a test process, with a migrated database to copy."""
    with postgresql.server() as running:
        postgresql.prepare(running)
        yield running


@pytest.fixture
def postgres(postgres_server: Any) -> Iterator[Database]:
    """A fresh PostgreSQL database with all tables."""
    with postgresql.copied(postgres_server) as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgres"])
def either(request: pytest.FixtureRequest) -> Database:
    """Each of the two engines in turn."""
    name = "database" if request.param == "sqlite" else "postgres"
    found: Database = request.getfixturevalue(name)
    return found
