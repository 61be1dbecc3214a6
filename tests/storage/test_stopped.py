"""An instance that stands still in the middle of writing, on PostgreSQL: others get on without it."""

import time
from datetime import UTC, datetime, timedelta

import pytest

import storage.database
from storage import feeds
from storage.database import Database, DatabaseFailed
from storage.vocabulary import Feed

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LEASE = timedelta(minutes=1)


def hold_and_stop(postgres: Database) -> None:
    """Locks the feed, and goes on only after another has got it."""
    with postgres.session(write=True) as stopped:
        assert feeds.claim_all(stopped, NOW, "stopped", LEASE)
        taken = postgres.run(feeds.claim_all, NOW, "other", LEASE, write=True)  # would wait for ever
        assert [feed.url for feed in taken] == ["https://wire.example/feed"]
        feeds.release(stopped, "stopped")


def test_what_a_stopped_instance_holds_is_free_after_a_while(
    postgres: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.run(feeds.synchronise, [Feed(url="https://wire.example/feed")], write=True)
    monkeypatch.setattr(storage.database, "IDLE_SECONDS", 0.3)
    with pytest.raises(DatabaseFailed, match="went away"):
        hold_and_stop(postgres)
    monkeypatch.undo()
    assert not postgres.run(feeds.claim_all, NOW, "third", LEASE, write=True)


def test_reading_may_take_its_time(postgres: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.database, "IDLE_SECONDS", 0.01)
    with postgres.session() as slow:
        assert feeds.count_active(slow) == 0
        time.sleep(0.1)
        assert feeds.count_active(slow) == 0
