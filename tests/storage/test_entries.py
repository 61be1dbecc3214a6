"""Entries are kept once; what they said before stays when their words change."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from storage import entries, feeds, reports
from storage.database import Database
from storage.vocabulary import Claim, Entry, Feed, Figure, Kind, Reading, Stage

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
CLAIM = Claim(kind=Kind.EXCHANGE, stage=Stage.COMPLETED, evidence="157 came home.", figures=(Figure(157, "UA"),))
ENTRY = Entry(
    feed="https://wire.example/rss", guid="1", title="Home", text="157 came home.", published=NOW, seen=NOW, link=None
)


@pytest.fixture
def wire(database: Database) -> Feed:
    database.run(feeds.synchronise, [Feed(url=ENTRY.feed, outlet="Wire", owner="Wire Ltd")], write=True)
    found = database.run(feeds.get, ENTRY.feed)
    assert found is not None
    return found


def _store(database: Database, wire: Feed, entry: Entry, *claims: Claim) -> bool:
    return database.run(entries.store, wire, entry, Reading(claims=claims), silent=False, write=True)


def test_a_stored_entry_is_no_longer_unknown(database: Database, wire: Feed) -> None:
    assert database.run(entries.unknown, wire.id, [ENTRY]) == [ENTRY]
    assert _store(database, wire, ENTRY, CLAIM)
    assert database.run(entries.unknown, wire.id, [ENTRY]) == []


def test_an_edited_entry_adds_only_what_it_did_not_say_before(database: Database, wire: Feed) -> None:
    _store(database, wire, ENTRY, CLAIM)
    edited = replace(ENTRY, text="157 came home. Three more followed.")
    assert database.run(entries.unknown, wire.id, [edited]) == [edited]
    later = replace(CLAIM, figures=(Figure(160, "UA"),), evidence="Three more followed.")
    assert not _store(database, wire, edited, CLAIM, later)
    said = [report.claim.evidence for report in database.run(reports.unresolved)]
    assert said == ["157 came home.", "Three more followed."]


def test_the_same_id_in_another_feed_is_another_entry(database: Database, wire: Feed) -> None:
    _store(database, wire, ENTRY)
    database.run(feeds.synchronise, [Feed(url="https://other.example/rss")], write=True)
    other = database.run(feeds.get, "https://other.example/rss")
    assert other is not None
    assert database.run(entries.unknown, other.id, [ENTRY]) == [ENTRY]


def test_what_goes_in_comes_out(database: Database, wire: Feed) -> None:
    _store(database, wire, ENTRY, CLAIM)
    with database.session() as session:
        [kept] = list(entries.export(session))
        [report] = reports.unresolved(session)
    assert replace(kept, id=None, outlet="") == ENTRY
    assert (report.claim, report.outlet, report.owner, report.entry_id) == (CLAIM, "Wire", "Wire Ltd", kept.id)
