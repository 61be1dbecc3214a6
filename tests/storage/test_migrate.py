"""Schemas: the newest is known without Alembic, an older one is brought up, a newer one refused."""

from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import Session

import storage
from storage import migrate
from storage.database import Database, DatabaseFailed


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
