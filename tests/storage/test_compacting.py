"""On PostgreSQL the indexes of entries keep no room for those that were buried among others that are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.jobs import tidy
from storage import compacting, entries, feeds
from storage.database import Database
from storage.tables import EntryRow
from storage.vocabulary import Feed

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
GUIDS = "uq_entry_feed_id_guid"
DAILY, KEPT = 2_000, 50
"""Entries of a day, and of how many one is kept."""


@pytest.fixture
def feed(postgres: Database) -> int:
    postgres.run(feeds.synchronise, [Feed(url="https://wire.example/rss")], write=True)
    found = postgres.run(feeds.get, "https://wire.example/rss")
    assert found is not None
    assert found.id is not None
    return found.id


_DAY = """
INSERT INTO entry (feed_id, guid, published, seen, relevant, title, text, language, published_given, simhash,
    content_hash, article)
SELECT :feed, to_char(:number, '000') || to_char(one, '/00000/') || md5(one::text) || md5((-one)::text),
    CAST(:begun AS timestamptz) + one * interval '40 s', :begun, one % :kept = 0, '', '', 'en', true, 0, '', ''
FROM generate_series(1, :daily) one
"""


def _day(session: Session, feed: int, number: int) -> None:
    """Brings a day's entries, and buries those of them that are not kept."""
    begun = NOW + timedelta(days=number)
    values = {"feed": feed, "number": number, "begun": begun, "kept": KEPT, "daily": DAILY}
    session.connection().execute(text(_DAY), values)
    session.connection().execute(text("DELETE FROM entry WHERE NOT relevant"))


def _settle(database: Database) -> None:
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE entry")


def _bytes(database: Database, index: str) -> int:
    wanted = text("SELECT pg_relation_size(CAST(:name AS regclass))")
    return database.run(lambda session: int(session.connection().execute(wanted, {"name": index}).scalar_one()))


def _days(database: Database, feed: int, numbers: range) -> None:
    for number in numbers:
        database.run(_day, feed, number, write=True)
        _settle(database)


@pytest.mark.parametrize("index", ["ix_entry_published", "ix_entry_feed_published"])
def test_indexes_by_date_do_not_grow_with_what_is_buried(postgres: Database, feed: int, index: str) -> None:
    _days(postgres, feed, range(3))
    before = _bytes(postgres, index)
    _days(postgres, feed, range(3, 12))
    assert _bytes(postgres, index) <= before + 3 * 8192


def test_entries_of_some_days_are_found_by_their_dates(postgres: Database, feed: int) -> None:
    _days(postgres, feed, range(8))
    since = NOW + timedelta(days=6)

    def plan(session: Session, *conditions: Any) -> str:
        query = select(EntryRow.id).where(entries.published_since(since), *conditions)
        sql = query.compile(session.get_bind(), compile_kwargs={"literal_binds": True})
        session.connection().execute(text("SET LOCAL enable_seqscan = off"))
        return "\n".join(session.connection().exec_driver_sql(f"EXPLAIN {sql}".replace("%", "%%")).scalars())

    found = select(EntryRow.guid).where(entries.published_since(since))
    assert len(postgres.run(lambda session: session.exec(found).all())) == 2 * DAILY // KEPT
    for told in (postgres.run(plan), postgres.run(plan, col(EntryRow.feed_id) == feed)):
        condition = told.partition("Index Cond:")[2]
        assert "relevant" in condition, told
        assert "published" in condition, told


async def test_a_sparse_index_is_written_anew(postgres: Database, feed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compacting, "_SPARE", 100_000)
    _days(postgres, feed, range(5))
    before = _bytes(postgres, GUIDS)
    kept = postgres.run(lambda session: sorted(session.exec(select(EntryRow.guid))))
    await tidy.run(postgres, NOW)
    assert _bytes(postgres, GUIDS) < before / 5
    assert postgres.run(lambda session: sorted(session.exec(select(EntryRow.guid)))) == kept
    assert GUIDS not in _written_anew(postgres), "no index is written anew twice"


def _written_anew(database: Database) -> list[str]:
    found = []
    while (name := database.run(compacting.thicken, write=True)) is not None:
        found.append(name)
        assert len(found) < 9, found
    return found


def test_what_is_not_sparse_is_left_as_it_is(postgres: Database, feed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _written_anew(postgres) == []
    monkeypatch.setattr(compacting, "_SPARE", 100_000)
    monkeypatch.setattr(f"{__name__}.KEPT", 1)
    _days(postgres, feed, range(3))
    assert _written_anew(postgres) == []


def test_an_index_in_use_is_left_for_another_time(
    postgres: Database, feed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compacting, "_SPARE", 100_000)
    _days(postgres, feed, range(5))
    with postgres.session(write=True) as reading:
        reading.exec(select(EntryRow.id).where(col(EntryRow.guid) == "1")).all()
        assert postgres.run(compacting.thicken, write=True) is None
        _day(reading, feed, 5)
    assert postgres.run(compacting.thicken, write=True) == GUIDS
