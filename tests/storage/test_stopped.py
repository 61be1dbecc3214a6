"""An instance that stands still in the middle of writing, on PostgreSQL: others get on without it."""

import socket
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage import feeds
from storage.database import Database, DatabaseFailed
from storage.vocabulary import Feed

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LEASE = timedelta(minutes=1)


def impatient(postgres: Database, idle: float) -> Database:
    """The same database, for an instance that may be silent for so many seconds."""
    return Database(postgres.url.render_as_string(hide_password=False), idle=idle)


def hold_and_stop(stopping: Database, postgres: Database) -> None:
    """Locks the feed, and goes on only after another has got it."""
    with stopping.session(write=True) as stopped:
        assert feeds.claim_all(stopped, NOW, "stopped", LEASE)
        taken = postgres.run(feeds.claim_all, NOW, "other", LEASE, write=True)  # would wait for ever
        assert [feed.url for feed in taken] == ["https://wire.example/feed"]
        feeds.release(stopped, "stopped")


def test_what_a_stopped_instance_holds_is_free_after_a_while(postgres: Database) -> None:
    postgres.run(feeds.synchronise, [Feed(url="https://wire.example/feed")], write=True)
    with impatient(postgres, 0.3) as stopping, pytest.raises(DatabaseFailed, match="went away"):
        hold_and_stop(stopping, postgres)
    assert not postgres.run(feeds.claim_all, NOW, "third", LEASE, write=True)


def test_reading_may_take_its_time(postgres: Database) -> None:
    with impatient(postgres, 0.01) as reading, reading.session() as slow:
        assert feeds.count_active(slow) == 0
        time.sleep(0.1)
        assert feeds.count_active(slow) == 0


def test_a_server_that_takes_a_connection_and_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://127.0.0.1:{silent.getsockname()[1]}/parley?connect_timeout=2"
        begun = time.monotonic()
        with Database(address) as database, pytest.raises(DatabaseFailed, match="no server answers"):
            database.run(feeds.every)
        assert time.monotonic() - begun < 6


def test_connections_are_watched_by_the_system(postgres: Database) -> None:
    def of(database: Database) -> dict[str, str]:
        with database.session() as session:
            raw: Any = session.connection().connection.driver_connection
            given: dict[str, str] = raw.info.get_parameters()
            return given

    assert (of(postgres)["connect_timeout"], of(postgres)["tcp_user_timeout"]) == ("10", "15000")
    with Database(f"{postgres.url.render_as_string(hide_password=False)}&tcp_user_timeout=99000") as patient:
        assert (of(patient)["tcp_user_timeout"], of(patient)["keepalives_idle"]) == ("99000", "10")
