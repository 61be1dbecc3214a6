"""What is known of a database before what uses one is loaded."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import Session

from storage import feeds, first_look, migrate
from storage.database import Database
from storage.vocabulary import Feed, FeedState

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NAMES = ("new", "newer", "answered", "paused", "removed")


@pytest.fixture
def address(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'what is new #1 %41.db'}"


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    with Database(address) as database:
        migrate.upgrade(database)
        yield database


def url(name: str) -> str:
    return f"https://{name}.example/"


def fill(session: Session) -> None:
    feeds.synchronise(session, [Feed(url=url(name)) for name in NAMES])
    answered = feeds.get(session, url("answered"))
    assert answered
    assert answered.id is not None
    feeds.succeeded(session, answered.id, NOW, NOW, etag=None, modified=None, body_hash="1")
    feeds.set_state(session, url("paused"), FeedState.PAUSED, None)
    feeds.remove(session, url("removed"))


def test_it_counts_the_feeds_that_are_new(database: Database, address: str) -> None:
    assert first_look.count_new(address) == 0
    database.run(fill, write=True)
    assert first_look.count_new(address) == database.run(feeds.count_new) == 2


def test_it_waits_for_nobody_who_writes(database: Database, address: str) -> None:
    database.run(fill, write=True)
    with database.session(write=True) as session:
        feeds.remove(session, url("new"))
        assert first_look.count_new(address) == 2


def test_it_makes_no_file(tmp_path: Path) -> None:
    assert first_look.count_new(f"sqlite:///{tmp_path / 'none.db'}") == 0
    assert not list(tmp_path.iterdir())


def test_what_it_cannot_know_it_leaves_to_others(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all, but a text that is long enough" * 10, encoding="utf-8")
    (tmp_path / "empty.db").touch()
    for told in (f"sqlite:///{tmp_path / 'text.db'}", f"sqlite:///{tmp_path / 'empty.db'}", "postgresql://none/none"):
        assert first_look.count_new(told) == 0
