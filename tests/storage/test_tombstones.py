"""Entries that yielded nothing go once no feed shows them; what is left of them keeps them from being new again."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session

from storage import compacting, entries, feeds, reports, tombstones
from storage.database import Database
from storage.tombstones import GRACE
from storage.vocabulary import Claim, Entry, Feed, Figure, Kind, Reading, Stage, Statement

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
CLAIM = Claim(kind=Kind.EXCHANGE, stage=Stage.COMPLETED, evidence="157 came home.", figures=(Figure(157, "UA"),))
URL = "https://wire.example/rss"
EMPTY, SAYING = Reading(), Reading(claims=(CLAIM,))


def _entry(guid: str, body: str = "Rain.") -> Entry:
    return Entry(feed=URL, guid=guid, title=f"Title {guid}", text=body, published=NOW, seen=NOW)


@pytest.fixture
def wire(either: Database) -> Feed:
    either.run(feeds.synchronise, [Feed(url=URL, outlet="Wire"), Feed(url="https://other.example/rss")], write=True)
    found = either.run(feeds.get, URL)
    assert found is not None
    return found


def _store(database: Database, wire: Feed, entry: Entry, reading: Reading = EMPTY) -> bool:
    return database.run(entries.store, wire, entry, reading, silent=False, write=True)


def _shown(database: Database, wire: Feed, *guids: str, at: datetime = NOW) -> None:
    database.run(tombstones.note_shown, wire.id, list(guids), at, write=True)


def _bury(database: Database, at: datetime) -> int:
    return database.run(tombstones.bury, at, write=True)


def _kept(database: Database) -> list[str]:
    with database.session() as session:
        return sorted(entry.guid for entry in entries.export(session))


def test_it_is_kept_as_long_as_it_is_shown_and_then_as_its_id_only(either: Database, wire: Feed) -> None:
    for guid in ("old", "new"):
        _store(either, wire, _entry(guid))
    _shown(either, wire, "new", "old")
    assert _bury(either, NOW + timedelta(days=365)) == 0
    _shown(either, wire, "new")
    assert _bury(either, NOW + GRACE - timedelta(seconds=1)) == 0
    assert _bury(either, NOW + GRACE) == 1
    assert (_kept(either), either.run(tombstones.count)) == (["new"], 1)
    assert either.run(entries.unknown, wire.id, [_entry("old"), _entry("new"), _entry("newest")]) == [_entry("newest")]


def test_what_was_missing_for_a_while_only_stays(either: Database, wire: Feed) -> None:
    _store(either, wire, _entry("1"))
    _shown(either, wire)
    _shown(either, wire, "1", at=NOW + timedelta(hours=1))
    assert _bury(either, NOW + GRACE * 2) == 0
    _shown(either, wire, at=NOW + GRACE * 2)
    assert _bury(either, NOW + GRACE * 2.5) == 0, "the time that it was missing before does not count"
    assert _bury(either, NOW + GRACE * 3) == 1


def test_what_claims_or_statements_rest_on_stays_for_ever(either: Database, wire: Feed) -> None:
    said = Statement(day=NOW.date(), party="UA", topic="prisoners", text={"en": "All for all."})
    _store(either, wire, _entry("claim"), SAYING)
    _store(either, wire, _entry("statement"), Reading(statements=(said,)))
    _shown(either, wire)
    with either.session(write=True) as session:  # whatever the flags say
        session.connection().execute(text("UPDATE entry SET relevant = :no, left_at = :at"), {"no": False, "at": NOW})
    assert _bury(either, NOW + GRACE * 10) == 0
    assert _kept(either) == ["claim", "statement"]
    assert len(either.run(reports.unresolved)) == 1


def test_one_that_comes_back_with_other_words_is_read_again_but_is_not_new(either: Database, wire: Feed) -> None:
    _store(either, wire, _entry("1"))
    _shown(either, wire)
    _bury(either, NOW + GRACE)
    edited = _entry("1", "157 came home.")
    assert either.run(entries.unknown, wire.id, [edited]) == [edited]
    assert either.run(tombstones.lift, wire.id, ["1", "2"], write=True) == {"1"}
    _store(either, wire, edited, SAYING)
    _shown(either, wire)
    assert _bury(either, NOW + GRACE * 10) == 0
    assert either.run(entries.unknown, wire.id, [edited]) == []


def test_one_that_comes_to_say_something_before_it_is_buried_stays(either: Database, wire: Feed) -> None:
    _store(either, wire, _entry("1"))
    _shown(either, wire)
    assert not _store(either, wire, _entry("1", "157 came home."), SAYING)
    assert _bury(either, NOW + GRACE * 2) == 0


def test_the_same_id_in_another_feed_is_another_entry(either: Database, wire: Feed) -> None:
    other = either.run(feeds.get, "https://other.example/rss")
    assert other is not None
    for feed in (wire, other):
        _store(either, feed, _entry("1"))
    _shown(either, wire)
    _bury(either, NOW + GRACE)
    assert either.run(tombstones.known, other.id, ["1"]) == {}
    assert either.run(entries.unknown, other.id, [_entry("1")]) == []


def test_it_goes_in_batches_and_is_buried_twice_without_harm(either: Database, wire: Feed) -> None:
    for number in range(5):
        _store(either, wire, _entry(str(number)))
    _shown(either, wire)
    assert [either.run(tombstones.bury, NOW + GRACE, limit=2, write=True) for _ in range(4)] == [2, 2, 1, 0]
    _store(either, wire, _entry("3", "Other rain."))
    _shown(either, wire)
    assert _bury(either, NOW + GRACE) == 1
    assert either.run(tombstones.count) == 5
    assert either.run(entries.unknown, wire.id, [_entry("3", "Other rain.")]) == []


def test_two_instances_take_different_ones(postgres: Database) -> None:
    postgres.run(feeds.synchronise, [Feed(url=URL)], write=True)
    wire = postgres.run(feeds.get, URL)
    assert wire is not None
    for number in range(4):
        _store(postgres, wire, _entry(str(number)))
    _shown(postgres, wire)
    with postgres.session(write=True) as one, postgres.session(write=True) as other:
        assert tombstones.bury(one, NOW + GRACE, limit=2) == 2
        assert tombstones.bury(other, NOW + GRACE, limit=4) == 2
    assert postgres.run(tombstones.count) == 4


def test_what_a_feed_shows_is_found_by_an_index_of_its_own(database: Database) -> None:
    def plan(session: Session, where: str) -> str:
        rows = session.connection().execute(text(f"EXPLAIN QUERY PLAN SELECT id FROM entry WHERE {where}"))
        return " ".join(str(row[-1]) for row in rows)

    assert "ix_entry_shown" in database.run(
        plan, "feed_id = 1 AND relevant = 0 AND left_at IS NULL AND guid NOT IN ('1', '2')"
    )
    assert "ix_entry_left" in database.run(plan, "left_at <= '2026' AND relevant = 0 ORDER BY left_at LIMIT 5")


def test_the_room_that_a_database_takes_is_known_and_given_back(either: Database) -> None:
    either.run(_leave_room, write=True)
    before = compacting.size(either)
    compacting.compact(either)
    assert 0 < compacting.size(either) <= before - (900_000 if either.sqlite else 0)


def _leave_room(session: Session) -> None:
    connection = session.connection()
    connection.execute(text("CREATE TABLE once AS SELECT :large AS large"), {"large": "x" * 1_000_000})
    connection.execute(text("DROP TABLE once"))


def test_those_that_are_packed_together_are_told_apart(
    either: Database, wire: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tombstones, "_PLACES", 1)
    for number in range(5):
        _store(either, wire, _entry(str(number)))
    _shown(either, wire)
    assert [either.run(tombstones.bury, NOW + GRACE, limit=3, write=True) for _ in range(2)] == [3, 2]
    assert either.run(tombstones.lift, wire.id, ["1", "3", "7"], write=True) == {"1", "3"}
    assert either.run(tombstones.count) == 3
    asked = [_entry(str(number)) for number in range(6)]
    assert [entry.guid for entry in either.run(entries.unknown, wire.id, asked)] == ["1", "3", "5"]
