"""Queries over entries: what is known already, what is kept, what each was read to say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from storage import reports, tombstones
from storage.tables import EntryRow, FeedRow, StatementRow
from storage.vocabulary import Entry, Feed, Reading, Report, Statement, without_login

GIVEN = ("link", "title", "text", "language", "updated", "simhash", "published_given")
"""What an entry's row takes from the entry as it stands, each time that its words change."""


def unknown(session: Session, feed_id: int, entries: Sequence[Entry]) -> list[Entry]:
    """Those that this feed has not brought before, or that it brings with another title or text."""
    wanted = [entry.guid for entry in entries]
    known: dict[str, str] = {}
    for start in range(0, len(wanted), 500):
        found = session.exec(
            select(EntryRow.guid, EntryRow.content_hash)
            .where(col(EntryRow.feed_id) == feed_id)
            .where(col(EntryRow.guid).in_(wanted[start : start + 500]))
        )
        known.update(found.all())
    buried = tombstones.known(session, feed_id, (guid for guid in wanted if guid not in known))
    return [entry for entry in entries if not _is_kept(entry, known, buried)]


def _is_kept(entry: Entry, known: Mapping[str, str], buried: Mapping[str, int]) -> bool:
    content = content_hash(entry)
    if entry.guid in known:
        return known[entry.guid] == content
    return buried.get(entry.guid) == tombstones.short(content)


def store(session: Session, feed: Feed, entry: Entry, reading: Reading, *, silent: bool) -> bool:
    """Keeps one entry with its claims (not yet resolved) and statements. True if it was new.

    An entry that came back with other words is updated in place, and only claims that it did not make before are
    added: what was once said stays.
    """
    assert feed.id is not None
    row = session.exec(
        select(EntryRow)
        .where(col(EntryRow.feed_id) == feed.id)
        .where(col(EntryRow.guid) == entry.guid)
        .with_for_update()  # another instance may be about to bury it
    ).first()
    new = row is None
    if row is None:
        row = EntryRow(feed_id=feed.id, guid=entry.guid, published=entry.published, seen=entry.seen)
    for name in GIVEN:
        setattr(row, name, getattr(entry, name))
    row.content_hash = content_hash(entry)
    row.article, row.left_at = entry.article or row.article, None
    row.relevant = row.relevant or bool(reading.claims or reading.statements)
    session.add(row)
    session.flush()
    assert row.id is not None
    made = [] if new else [report.claim for report in reports.of_entry(session, row.id)]
    for report in reports_of(feed, entry, row.id, reading, silent=silent):
        if report.claim not in made:
            reports.add(session, report)
    _store_statements(session, feed, entry, row.id, reading)
    return new


def content_hash(entry: Entry) -> str:
    """Tells whether the words that the feed gives have changed; what the article says is no part of it."""
    return hashlib.sha256(f"{entry.title}\n{entry.text}".encode()).hexdigest()[:32]


def export(session: Session) -> Iterator[Entry]:
    """Every stored entry, oldest publication first."""
    found = session.exec(
        select(EntryRow, FeedRow.url, FeedRow.outlet)
        .join(FeedRow, col(FeedRow.id) == col(EntryRow.feed_id))
        .order_by(col(EntryRow.published), col(EntryRow.id))
        .execution_options(yield_per=1000)
    )
    for row, url, outlet in found:
        yield as_entry(row, url, outlet)


def count(session: Session) -> int:
    """How many entries are stored."""
    return session.exec(select(func.count()).select_from(EntryRow)).one()


def get(session: Session, entry_id: int) -> Entry | None:
    row = session.get(EntryRow, entry_id)
    if row is None:
        return None
    feed = session.get_one(FeedRow, row.feed_id)
    return as_entry(row, feed.url, feed.outlet)


def as_entry(row: EntryRow, url: str, outlet: str) -> Entry:
    return Entry(
        feed=url,
        outlet=outlet,
        guid=row.guid,
        title=row.title,
        text=row.text,
        link=row.link,
        language=row.language,
        published=row.published,
        published_given=row.published_given,
        updated=row.updated,
        seen=row.seen,
        simhash=row.simhash,
        article=row.article,
        id=row.id,
    )


def reports_of(feed: Feed, entry: Entry, entry_id: int, reading: Reading, *, silent: bool) -> Iterable[Report]:
    """The claims of an entry with where they stand."""
    for claim in reading.claims:
        yield Report(
            id=0,
            claim=claim,
            outlet=feed.outlet or feed.title or without_login(feed.url),
            owner=feed.owner or feed.outlet or without_login(feed.url),
            official_of=feed.official_of,
            published=entry.published,
            seen=entry.seen,
            link=entry.link,
            title=entry.title,
            entry_id=entry_id,
            simhash=entry.simhash,
            silent=silent,
            language=entry.language,
        )


def _store_statements(session: Session, feed: Feed, entry: Entry, entry_id: int, reading: Reading) -> None:
    made = {
        tuple(sorted(row.text.items()))
        for row in session.exec(select(StatementRow).where(col(StatementRow.entry_id) == entry_id))
    }
    for said in reading.statements:
        if tuple(sorted(said.text.items())) not in made:
            session.add(StatementRow(**statement_columns(feed, entry, entry_id, said)))


def statement_columns(feed: Feed, entry: Entry, entry_id: int, said: Statement) -> dict[str, Any]:
    """A statement that an entry makes, as a row keeps it."""
    return {
        **{name: getattr(said, name) for name in ("day", "party", "person", "speaker", "topic")},
        "entry_id": entry_id,
        "text": dict(said.text),
        "outlet": feed.outlet or without_login(feed.url),
        "link": entry.link,
    }


def newest(entries: Iterable[Entry]) -> datetime | None:
    """The latest publication among entries, None for none."""
    return max((entry.published for entry in entries), default=None)
