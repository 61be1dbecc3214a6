"""What the first documents of many feeds bring is stored at once, and is what it would be if stored one by one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from storage import arrivals, entries, feeds, reports
from storage.arrivals import Brought
from storage.database import Database
from storage.tables import EntryRow, StatementRow
from storage.vocabulary import Claim, Entry, Feed, Figure, Kind, Reading, Stage, Statement

NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
CLAIM = Claim(kind=Kind.EXCHANGE, stage=Stage.COMPLETED, evidence="157 came home.", figures=(Figure(157, "UA"),))
SAID = Statement(day=date(2026, 2, 5), text={"en": "We want all back."}, party="UA")


def catalogue(*owners: str) -> list[Feed]:
    return [
        Feed(url=f"https://f{number}.example/rss", outlet=f"Outlet of {owner}", owner=owner)
        for number, owner in enumerate(owners)
    ]


def listed(database: Database, *owners: str) -> list[Feed]:
    database.run(feeds.synchronise, catalogue(*owners), write=True)
    return sorted(database.run(feeds.every), key=lambda feed: feed.url)


def entry(feed: Feed, number: int, words: str = "", **more: object) -> Entry:
    own = words or f"Entry {number} of {feed.url}"
    simhash = int.from_bytes(hashlib.sha256(own.encode()).digest()[:7])
    made = Entry(
        feed=feed.url, guid=str(number), title=own, text=own, published=NOW + timedelta(minutes=number), seen=NOW,
        link=f"{feed.url}/{number}", outlet=feed.outlet, simhash=simhash,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def brought(found: Sequence[Feed]) -> list[Brought]:
    """Each feed brings much that says nothing, one claim of its own, and one article that all others bring too."""
    quiet, own = Reading(), Reading(claims=(CLAIM,), statements=(SAID,))
    return [
        (
            feed,
            [
                *((entry(feed, number), quiet) for number in range(3)),
                (entry(feed, 7), own),
                (entry(feed, 8, "What every outlet has"), Reading(claims=(CLAIM,))),
                (entry(feed, 9, "What every outlet has"), Reading(claims=(CLAIM,))),
            ],
        )
        for feed in found
    ]


def kept(session: Session) -> dict[str, Counter[object]]:
    """All that is stored, without the numbers that follow from its order."""
    rows = {row.id: row for row in session.exec(select(EntryRow))}
    names = {key: (row.feed_id, row.guid) for key, row in rows.items()}
    claims = [one for key in rows if key for one in reports.of_entry(session, key)]
    whose = {one.id: names[one.entry_id] for one in claims}
    said = session.exec(select(StatementRow))
    return {
        "entries": Counter(
            (*names[row.id], row.title, row.relevant, row.published, row.content_hash, row.simhash,
             tuple(whose[one] for one in row.shared or ()))
            for row in rows.values()
        ),
        "claims": Counter(
            (*names[one.entry_id], one.claim.evidence, one.owner, one.silent, names.get(one.article), one.link)
            for one in claims
        ),
        "statements": Counter((row.outlet, row.day, str(row.text)) for row in said),
    }  # fmt: skip


@pytest.mark.parametrize(
    "owners",
    [
        pytest.param("abcd", id="owners of their own"),
        pytest.param("abab", id="two feeds of an owner"),
        pytest.param("aaaa", id="one owner"),
    ],
)
def test_it_comes_to_the_same_as_one_by_one(either: Database, owners: str) -> None:
    documents = brought(listed(either, *owners))
    with either.session() as session:
        counts = [len(arrivals.store(session, *one, silent=True)) for one in documents]
        one_by_one = kept(session)
    with either.session() as session:
        assert arrivals.store_first(session, documents) == counts
        assert kept(session) == one_by_one
    assert one_by_one["entries"].total() == 6 * len(owners)
    assert one_by_one["claims"].total() < 3 * len(owners)


def test_what_a_hub_has_pushed_before_is_not_new(either: Database) -> None:
    documents = brought(listed(either, "a", "b"))
    pushed, (first, reading) = documents[0][0], documents[0][1][3]
    either.run(entries.store, pushed, first, reading, silent=True, write=True)
    assert either.run(arrivals.store_first, documents, write=True) == [5, 6]
    assert either.run(entries.count) == 12


def test_what_an_owner_has_told_before_is_one_article(either: Database) -> None:
    before, *found = listed(either, "a", "a", "b")
    either.run(
        entries.store, before, entry(before, 1, "Everywhere"), Reading(claims=(CLAIM,)), silent=False, write=True
    )
    again: list[Brought] = [(feed, [(entry(feed, 1, "Everywhere"), Reading(claims=(CLAIM,)))]) for feed in found]
    either.run(arrivals.store_first, again, write=True)
    assert sorted(report.owner for report in either.run(reports.unresolved)) == ["a", "b"]


def test_no_feed_costs_statements_of_its_own(database: Database) -> None:
    few, many = (brought(listed(database, *"abcdefghijkl")[:number]) for number in (2, 12))
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    spent = []
    for documents in (few, many):
        plain = [(feed, some[:4]) for feed, some in documents]
        with database.session() as session:
            asked.clear()
            arrivals.store_first(session, plain)
            spent.append(len(asked))
    assert spent[0] == spent[1]
