"""What a document brings, stored in few statements: most of it is new, and says nothing of the subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from storage import articles, entries, reports, statements, upsert
from storage.tables import EntryRow, StatementRow
from storage.vocabulary import Entry, Feed, Reading, owner_of

Kept = tuple[Entry, Reading]
_TOGETHER = 500
"""Ids in one question, rows in one statement."""


def store(session: Session, feed: Feed, kept: Sequence[Kept], *, silent: bool) -> list[str]:
    """Keeps a feed's entries with their claims and statements; gives the ids of those that were new.

    One that came back with other words is updated in place, as `entries.store` does it.
    """
    known = _known(session, feed, [entry.guid for entry, _ in kept])
    new = [one for one in kept if one[0].guid not in known]
    _insert(session, feed, [one for one in new if not _says(one[1])])
    first, others = _parted(session, feed, [one for one in new if _says(one[1])])
    _insert_with_claims(session, feed, first, silent=silent)
    for entry, reading in [*others, *(one for one in kept if one[0].guid in known)]:
        entries.store(session, feed, entry, reading, silent=silent)
    return [entry.guid for entry, _ in new]


def _parted(session: Session, feed: Feed, telling: Sequence[Kept]) -> tuple[list[Kept], list[Kept]]:
    """Those that are the first of their article, and those that this or another feed of the owner brought before."""
    known = articles.of_owner(session, owner_of(feed), [entry for entry, _ in telling])
    first: list[Kept] = []
    others: list[Kept] = []
    for one in telling:
        before: tuple[articles.Article, ...] = (*known, *(entry for entry, _ in first))
        (others if any(articles.same(article, one[0]) for article in before) else first).append(one)
    return first, others


def _says(reading: Reading) -> bool:
    return bool(reading.claims or reading.statements)


def _known(session: Session, feed: Feed, guids: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(guids), _TOGETHER):
        some = guids[start : start + _TOGETHER]
        known.update(
            session.exec(
                select(EntryRow.guid).where(col(EntryRow.feed_id) == feed.id).where(col(EntryRow.guid).in_(some))
            )
        )
    return known


def _insert(session: Session, feed: Feed, new: Sequence[Kept]) -> None:
    if new:
        session.connection().execute(insert(EntryRow), [_row(feed, entry, relevant=False) for entry, _ in new])


def _insert_with_claims(session: Session, feed: Feed, new: Sequence[Kept], *, silent: bool) -> None:
    ids = upsert.insert_many(session, EntryRow, [_row(feed, entry, relevant=True) for entry, _ in new])
    made = [(id_, *one) for id_, one in zip(ids, new, strict=True)]
    claims = (entries.reports_of(feed, replace(entry, id=id_), reading, silent=silent) for id_, entry, reading in made)
    reports.add_all(session, [report for found in claims for report in found])
    said = (
        entries.statement_columns(feed, entry, id_, one) for id_, entry, reading in made for one in reading.statements
    )
    upsert.insert_many(session, StatementRow, statements.unsaid(session, list(said)))


def _row(feed: Feed, entry: Entry, *, relevant: bool) -> dict[str, Any]:
    return {
        **{name: getattr(entry, name) for name in entries.GIVEN},
        "feed_id": feed.id,
        "guid": entry.guid,
        "published": entry.published,
        "seen": entry.seen,
        "content_hash": entries.content_hash(entry),
        "article": entry.article,
        "relevant": relevant,
    }
