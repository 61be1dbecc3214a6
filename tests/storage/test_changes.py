"""Whether anything was stored: told of every transaction, whoever made it, and of none that stored nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage import feeds
from storage.changes import Changes
from storage.database import Database
from storage.vocabulary import Feed

NOW = datetime(2026, 2, 4, 6, 0, tzinfo=UTC)


@pytest.fixture
def changes(database: Database) -> Iterator[Changes]:
    looking = Changes(database)
    yield looking
    looking.close()


def test_what_this_process_stores_and_what_another_connection_stores_is_told(
    database: Database, changes: Changes
) -> None:
    seen = [changes.version()]
    database.run(feeds.put, Feed(url="https://a.example/rss"), write=True)
    seen.append(changes.version())
    with Database(database.url.render_as_string()) as other:
        other.run(feeds.put, Feed(url="https://b.example/rss"), write=True)
    seen.append(changes.version())
    assert None not in seen
    assert len(set(seen)) == 3


def test_reading_and_storing_nothing_is_not_told(database: Database, changes: Changes) -> None:
    before = changes.version()
    database.run(feeds.every)
    database.run(feeds.release, "nobody", write=True)
    assert changes.version() == before


def test_nobody_can_tell_of_a_database_in_memory_or_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    for url in ("sqlite://", f"sqlite:///{tmp_path / 'none.db'}"):
        with Database(url) as other:
            assert Changes(other).version() is None
    assert not (tmp_path / "none.db").exists()


def test_a_look_waits_for_nobody_who_writes(database: Database, changes: Changes) -> None:
    before = changes.version()
    with database.session(write=True) as session:
        feeds.put(session, Feed(url="https://a.example/rss"))
        session.flush()
        assert changes.version() == before
    assert changes.version() != before
