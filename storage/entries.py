"""Queries over entries: what is known already, what is kept, what each was read to say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, func, select

from storage import articles, reports, revisions, tombstones, versions
from storage import statements as said
from storage.revisions import Revision
from storage.tables import EntryRow, FeedRow
from storage.vocabulary import Claim, Entry, Feed, Reading, Report, Statement, owner_of, without_login

GIVEN = ("link", "title", "text", "language", "updated", "simhash", "published_given")
"""What an entry's row takes from the entry as it stands, each time that its words change."""


def unknown(session: Session, feed_id: int, entries: Sequence[Entry]) -> list[Entry]:
    """Those that this feed has not brought before, and those whose words were changed since, with their `id`.

    What an edited one says counts as of its first publication, unless it was written anew (see storage.versions).
    """
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
    fresh: list[Entry | None] = []
    for entry in entries:
        content = content_hash(entry)
        if entry.guid not in known:
            fresh += [entry] if buried.get(entry.guid) != tombstones.words_of(content) else []
        elif known[entry.guid] != content:
            fresh.append(_edited(session, feed_id, entry))
    return [entry for entry in fresh if entry is not None]


def _edited(session: Session, feed_id: int, entry: Entry) -> Entry | None:
    """An entry that came back with another title or text, as it is to be read; None where that needs no reading."""
    row = _row(session, feed_id, entry.guid)
    return versions.edited(as_entry(row, entry.feed, entry.outlet), entry) if row else entry


def store(session: Session, feed: Feed, entry: Entry, reading: Reading, *, silent: bool) -> bool:
    """Keeps one entry with its claims (not yet resolved) and statements. True if it was new.

    Of one that came back with other words the claims that it does not make any more are withdrawn: they stay, and
    count no more. One that goes back and forth between two versions is left with what it had said (storage.revisions).
    """
    assert feed.id is not None
    row = _row(session, feed.id, entry.guid, lock=True)
    new = row is None
    if row is None:
        row = EntryRow(feed_id=feed.id, guid=entry.guid, published=entry.published, seen=entry.seen)
    revision = _revision(session, row, entry, reading)
    if revision is None:
        return False
    _fill(row, entry, reading)
    if not new and revision.changes:
        row.revised, row.returns = entry.seen, row.returns + revision.returns
    session.add(row)
    session.flush()
    _revise(session, feed, row, replace(entry, id=row.id), revision, silent=silent)
    quoted = [statement_columns(feed, entry, row.id or 0, one) for one in reading.statements]
    said.revise(session, row.id or 0, quoted, entry.seen)
    return new


def _revision(session: Session, row: EntryRow, entry: Entry, reading: Reading) -> Revision | None:
    """What a reading changes in what this entry is known to say, also after another entry of the same article."""
    if row.id is None:
        return revisions.compare([], reading.claims)
    known = [*reports.of_entry(session, row.id), *reports.by_ids(session, row.shared or []).values()]
    believed = revisions.believed(row.returns, row.revised, entry.seen)
    return revisions.compare(known, reading.claims, believed=believed)


def _revise(session: Session, feed: Feed, row: EntryRow, entry: Entry, revision: Revision, *, silent: bool) -> None:
    """Keeps the claims; of those that another entry of the same article makes already only that this one makes them."""
    own = revision.own(row.id or 0)
    known = articles.of_owner(session, owner_of(feed), [entry]) if own.new else []
    twins = articles.twins(session, entry, known)
    shared = [(one, claim) for claim, _ in own.new if (one := revisions.twin(twins, claim))]
    article = next((one.article for one in twins if one.article), row.id)
    alone = [each for each in own.new if all(each[0] is not claim for _, claim in shared)]
    made = (_report(feed, entry, article, *each, silent=silent) for each in alone)
    reports.add_all(session, list(made))
    revisions.apply(session, own, entry.seen)
    if not silent:
        reports.speak_up(session, [one.id for one, _ in shared])
    still = [one.id for one, _ in own.kept if one.entry_id != row.id] + [one.id for one, _ in shared]
    row.shared = still or None
    session.add(row)


def _row(session: Session, feed_id: int, guid: str, *, lock: bool = False) -> EntryRow | None:
    query = select(EntryRow).where(col(EntryRow.feed_id) == feed_id).where(col(EntryRow.guid) == guid)
    return session.exec(query.with_for_update() if lock else query).first()  # another instance may be about to bury it


def _fill(row: EntryRow, entry: Entry, reading: Reading) -> None:
    for name in GIVEN:
        setattr(row, name, getattr(entry, name))
    row.content_hash = content_hash(entry)
    row.article, row.left_at = entry.article or row.article, None
    row.relevant = row.relevant or bool(reading.claims or reading.statements)


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


def reports_of(feed: Feed, entry: Entry, reading: Reading, *, silent: bool) -> Iterable[Report]:
    """The claims of a new entry, the first of its article, with where they stand."""
    return (_report(feed, entry, entry.id, claim, None, silent=silent) for claim in reading.claims)


def _report(
    feed: Feed, entry: Entry, article: int | None, claim: Claim, before: Report | None, *, silent: bool
) -> Report:
    """What takes the place of a claim that could cause no alert can cause none either, unless it has come further."""
    as_far = before is not None and before.claim.stage is claim.stage
    return Report(
        id=0,
        claim=claim,
        outlet=feed.outlet or feed.title or without_login(feed.url),
        owner=owner_of(feed),
        official_of=feed.official_of,
        published=entry.published,
        seen=entry.seen,
        link=entry.link,
        title=entry.title,
        entry_id=entry.id,
        simhash=entry.simhash,
        silent=silent or (before is not None and before.silent and as_far),
        language=entry.language,
        replaces=before.id if before else None,
        article=article,
    )


def statement_columns(feed: Feed, entry: Entry, entry_id: int, said: Statement) -> dict[str, Any]:
    """A statement that an entry makes, as a row keeps it."""
    return {
        **{name: getattr(said, name) for name in ("day", "party", "person", "speaker", "topic")},
        "entry_id": entry_id,
        "text": dict(said.text),
        "outlet": feed.outlet or without_login(feed.url),
        "link": entry.link,
    }


def published_since(moment: datetime) -> ColumnElement[bool]:
    """The stored entries published since then, as a condition.

    It names both sorts, for PostgreSQL's indexes by date begin with which of them an entry is of (migration 0019).
    """
    return and_(col(EntryRow.relevant).in_((False, True)), col(EntryRow.published) >= moment)


def newest(entries: Iterable[Entry]) -> datetime | None:
    """The latest publication among entries, None for none."""
    return max((entry.published for entry in entries), default=None)
