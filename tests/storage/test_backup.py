"""Backups in all four directions, encrypted and not, while others write."""

from __future__ import annotations

import shutil
import stat
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlmodel import SQLModel

from storage import backup, feeds, hubs, migrate, search, subscribers
from storage.database import Database, DatabaseFailed
from storage.record import load_record
from storage.seeds import default_folder
from storage.tables import AlertRow, DevelopmentRow, SubscriberRow
from storage.vocabulary import ChatKind, Feed, Offer
from tests import postgresql
from tests.delivery.owing import alert, expand_all, subscribe

NOW = datetime(2026, 2, 5, 12, tzinfo=UTC)
WORDS = "correct horse battery"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup with the record in it: loading that anew would cost the tests most of their time."""
    folder = tmp_path_factory.mktemp("record")
    with Database(f"sqlite:///{folder / 'parley.db'}") as made:
        migrate.upgrade(made)
        made.run(load_record, default_folder(), NOW, write=True)
        backup.back_up(made, folder / "copy")
    return folder / "copy"


@pytest.fixture(scope="module")
def sealed(_migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted backup of a chat: sealing takes a second, so that a passphrase cannot be guessed."""
    folder = tmp_path_factory.mktemp("sealed")
    shutil.copyfile(_migrated, folder / "parley.db")
    with Database(f"sqlite:///{folder / 'parley.db'}") as made:
        subscribe(made, [1])
        backup.back_up(made, folder / "copy", WORDS)
    return folder / "copy"


@pytest.fixture
def filled(either: Database, record: Path) -> Database:
    """Some of everything: the record, chats, alerts that point at each other in both directions."""
    backup.restore(record, either)
    either.run(feeds.synchronise, [Feed(url="https://example.org/rss", outlet="Газета")], write=True)
    subscribe(either, [1, 2**40, -100500])
    either.run(alert, "157 повернулися", write=True)
    either.run(alert, day=date(2026, 2, 4), write=True)
    expand_all(either)
    either.run(_point_both_ways, write=True)
    return either


def _point_both_ways(session: Any) -> None:
    first, last = session.exec(select(DevelopmentRow.id).order_by(DevelopmentRow.id)).scalars().all()[:2]
    session.get_one(DevelopmentRow, first).redirect = last
    session.get_one(DevelopmentRow, last).parent = first
    one, two = session.exec(select(AlertRow).order_by(AlertRow.id)).scalars().all()
    one.reply_to = two.id


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Where to restore: an empty database of each engine in turn."""
    if request.param == "sqlite":
        with Database(f"sqlite:///{tmp_path / 'restored.db'}") as made:
            migrate.upgrade(made)
            yield made
        return
    with postgresql.copied(request.getfixturevalue("postgres_server")) as made:
        yield made


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table."""
    with database.session() as session:
        connection = session.connection()
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in SQLModel.metadata.sorted_tables
        }


DIRECTIONS = [
    *((source, target, None) for source in ("sqlite", "postgres") for target in ("sqlite", "postgres")),
    ("sqlite", "postgres", WORDS),
    ("postgres", "sqlite", WORDS),
]
"""Plain in all four; encrypted once from and once to each engine: what seals a file knows none, and takes seconds."""


@pytest.mark.parametrize(("either", "empty", "passphrase"), DIRECTIONS, indirect=["either", "empty"])
def test_all_four_directions(filled: Database, empty: Database, tmp_path: Path, passphrase: str | None) -> None:
    file = tmp_path / "copy"
    written = backup.back_up(filled, file, passphrase)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert {one.name for one in tmp_path.iterdir() if "copy" in one.name or one.name.startswith(".")} == {"copy"}
    before = file.read_bytes()
    assert (b"SQLite format 3" in before) == (passphrase is None)
    assert ("повернулися".encode() in before) == (passphrase is None)
    assert backup.restore(file, empty, passphrase) == written > 500
    assert everything(empty) == everything(filled)
    assert file.read_bytes() == before
    assert backup.faults(empty) == []


def test_what_was_restored_can_be_gone_on_with(filled: Database, empty: Database, tmp_path: Path) -> None:
    backup.back_up(filled, tmp_path / "copy")
    backup.restore(tmp_path / "copy", empty)
    made = empty.run(subscribers.ensure, 77, None, ChatKind.PRIVATE, "en", NOW, write=True)
    assert made.id > max(row[0] for row in everything(filled)["subscriber"])
    subscribe(empty, [78])
    count = empty.run(lambda session: session.exec(select(func.count()).select_from(SubscriberRow)).one()[0])
    assert count == 5
    assert empty.run(search.find, "обмін") == filled.run(search.find, "обмін") != []


def test_it_is_one_moment_of_a_database_that_is_written_to(filled: Database, tmp_path: Path) -> None:
    """Chats come in pairs, each pair in one transaction: a backup never holds half a pair."""
    stop = threading.Event()
    pairs = []

    def write() -> None:
        number = 1000
        while not stop.is_set():
            subscribe(filled, [number, number + 1])
            pairs.append(number)
            number += 2

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            before = len(pairs)
            backup.back_up(filled, tmp_path / f"copy{number}")
            assert len(pairs) > before, "writers were kept waiting"
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        with Database(f"sqlite:///{tmp_path / f'copy{number}'}") as copy:
            chats = [row[1] for row in everything(copy)["subscriber"] if row[1] >= 1000 and row[1] < 2**30]
        assert len(chats) % 2 == 0


def test_what_is_shared_with_hubs_is_in_no_backup(database: Database, tmp_path: Path) -> None:
    database.run(feeds.put, Feed(url="https://wire.example/rss"), write=True)
    number = database.run(feeds.every)[0].id
    offer = Offer(("https://hub.example/",), "https://wire.example/rss")
    database.run(hubs.offered, number, offer, "https://parley.example/feeds", NOW, write=True)
    (row,) = everything(database)["hub"]
    callback, secret = row[4:6]
    backup.back_up(database, tmp_path / "copy")
    kept = (tmp_path / "copy").read_bytes()
    assert b"wire.example" in kept
    assert secret.encode() not in kept
    assert callback.encode() not in kept


def test_only_into_an_empty_database(filled: Database, tmp_path: Path) -> None:
    backup.back_up(filled, tmp_path / "copy")
    with pytest.raises(DatabaseFailed, match="not empty"):
        backup.restore(tmp_path / "copy", filled)
    with pytest.raises(DatabaseFailed, match="exists already"):
        backup.back_up(filled, tmp_path / "copy")


@pytest.mark.parametrize(("passphrase", "told"), [(None, "is encrypted"), ("wrong", "the passphrase is wrong")])
def test_without_its_passphrase_it_stays_shut(database: Database, sealed: Path, passphrase: Any, told: str) -> None:
    with pytest.raises(DatabaseFailed, match=told):
        backup.restore(sealed, database, passphrase)
    assert everything(database)["subscriber"] == []


def test_damage_is_noticed(database: Database, sealed: Path, tmp_path: Path) -> None:
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(DatabaseFailed, match="damaged"):
        backup.restore(tmp_path / "copy", database, WORDS)


def test_one_of_a_newer_parley_is_refused(database: Database, tmp_path: Path) -> None:
    backup.back_up(database, tmp_path / "copy")
    with Database(f"sqlite:///{tmp_path / 'copy'}") as made, made.session(write=True) as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with Database(f"sqlite:///{tmp_path / 'other.db'}") as other:
        migrate.upgrade(other)
        with pytest.raises(DatabaseFailed, match="newer"):
            backup.restore(tmp_path / "copy", other)


def test_what_is_no_backup_is_named(database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("nothing of the kind")
    with pytest.raises(DatabaseFailed, match="no SQLite database"):
        backup.restore(tmp_path / "copy", database)
