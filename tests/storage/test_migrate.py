"""Schemas: the newest is known without Alembic, an older one is brought up, a newer one refused."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

import storage
from storage import feeds, migrate
from storage.database import Database, DatabaseFailed
from storage.tables import EntryRow
from storage.vocabulary import Feed


def _stamp(session: Session, revision: str) -> None:
    session.connection().execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_the_head_that_file_names_give_is_alembics() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(storage.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.head()]


def test_an_empty_database_has_no_revision_and_gets_the_newest(tmp_path: Path) -> None:
    with Database(f"sqlite:///{tmp_path / 'new.db'}") as database:
        assert database.run(lambda session: migrate.revision(session.connection())) is None
        assert migrate.upgrade(database) == migrate.head()
        assert database.run(lambda session: inspect(session.connection()).has_table("development"))


def test_what_is_up_to_date_is_left_as_it_is(either: Database) -> None:
    assert migrate.upgrade(either) == migrate.head()
    assert either.run(lambda session: migrate.revision(session.connection())) == migrate.head()


def test_a_newer_database_is_refused(either: Database) -> None:
    either.run(_stamp, "9999", write=True)
    with pytest.raises(DatabaseFailed, match="at revision 9999, which this Parley does not know"):
        migrate.upgrade(either)
    assert either.run(lambda session: migrate.revision(session.connection())) == "9999"


def test_a_new_sqlite_database_is_as_if_all_migrations_had_been_applied(tmp_path: Path) -> None:
    with Database(f"sqlite:///{tmp_path / 'new.db'}") as new, Database(f"sqlite:///{tmp_path / 'migrated.db'}") as old:
        migrate.upgrade(new)
        migrate.migrated(old)
        made, wanted = (sorted(one.run(_dump)) for one in (new, old))
    assert made == wanted, "a migration was added or changed: `make schema` writes newest.sql anew"


def test_what_is_no_empty_file_is_not_made_anew(tmp_path: Path) -> None:
    with Database(f"sqlite:///{tmp_path / 'other.db'}") as database:
        database.run(lambda s: s.connection().execute(text("CREATE TABLE meta (mine TEXT)")), write=True)
        with pytest.raises(OperationalError, match="table meta already exists"):
            migrate.upgrade(database)
        assert database.run(lambda s: inspect(s.connection()).get_table_names()) == ["meta"]


def _dump(session: Session) -> list[str]:
    """All that is in a database: how each thing in it was made, and every row."""
    raw = session.connection().connection.dbapi_connection
    assert raw is not None
    return list(raw.iterdump())


def test_entries_stay_as_they_are_when_their_indexes_are_made_anew(either: Database) -> None:
    def entries(session: Session) -> list[tuple[str, bool]]:
        rows = session.exec(select(EntryRow.guid, EntryRow.relevant).order_by(col(EntryRow.published).desc()))
        return [(guid, relevant) for guid, relevant in rows]

    def indexes(session: Session) -> dict[str | None, list[str | None]]:
        found = inspect(session.connection()).get_indexes("entry")
        return {one["name"]: one["column_names"] for one in found if "published" in one["column_names"]}

    either.run(_fill, write=True)
    kept, made = either.run(entries), either.run(indexes)
    assert len(kept) == 4
    either.run(lambda session: command.downgrade(migrate._config(session.connection()), "0018"), write=True)
    plain = {"ix_entry_published": ["published"], "ix_entry_feed_published": ["feed_id", "published"]}
    assert (either.run(entries), either.run(indexes)) == (kept, plain)
    assert migrate.upgrade(either) == migrate.head()
    assert (either.run(entries), either.run(indexes)) == (kept, made)
    assert (made == plain) is either.sqlite


def _fill(session: Session) -> None:
    feeds.synchronise(session, [Feed(url="https://wire.example/rss")])
    feed = feeds.get(session, "https://wire.example/rss")
    assert feed is not None
    for number in range(4):
        at = datetime(2026, 2, 1 + number, tzinfo=UTC)
        session.add(EntryRow(feed_id=feed.id or 0, guid=f"{number}", published=at, seen=at, relevant=number == 0))
