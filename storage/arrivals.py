"""What a document brings, stored in few statements: most of it is new, and says nothing of the subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from sqlmodel import Session, col, select

from storage import articles, entries, reports, statements, upsert
from storage.tables import EntryRow, StatementRow
from storage.vocabulary import Entry, Feed, Reading, owner_of

Kept = tuple[Entry, Reading]
Brought = tuple[Feed, Sequence[Kept]]
_TOGETHER = 500
"""Ids in one question, rows in one statement."""


def store(session: Session, feed: Feed, kept: Sequence[Kept], *, silent: bool) -> list[str]:
    """Keeps a feed's entries with their claims and statements; gives the ids of those that were new.

    One that came back with other words is updated in place, as `entries.store` does it.
    """
    known = _known(session, feed, [entry.guid for entry, _ in kept])
    new = [one for one in kept if one[0].guid not in known]
    _insert(session, [(feed, new)], silent=silent)
    for entry, reading in (one for one in kept if one[0].guid in known):
        entries.store(session, feed, entry, reading, silent=silent)
    return [entry.guid for entry, _ in new]


def store_first(session: Session, brought: Sequence[Brought]) -> list[int]:
    """Keeps what several feeds bring for the first time, silently; says how many entries of each were new.

    Nothing is asked for each of them, and each table takes all rows at once; but a feed of which entries are known, for
    a hub has pushed them, or that shares its owner with another of these, is stored by itself, after those.
    """
    alone = _to_be_asked(session, [feed for feed, _ in brought])
    _insert(session, [one for place, one in enumerate(brought) if place not in alone], silent=True)
    return [
        len(store(session, feed, kept, silent=True)) if place in alone else len(kept)
        for place, (feed, kept) in enumerate(brought)
    ]


def _to_be_asked(session: Session, feeds: Sequence[Feed]) -> set[int]:
    """The places of those feeds that cannot be stored with the others."""
    stored = select(EntryRow.feed_id).where(col(EntryRow.feed_id).in_([feed.id for feed in feeds])).distinct()
    known = set(session.exec(stored))
    owners = [owner_of(feed) for feed in feeds]
    return {place for place, feed in enumerate(feeds) if feed.id in known or owners[place] in owners[:place]}


def _insert(session: Session, brought: Sequence[Brought], *, silent: bool) -> None:
    """Entries that are not known, of feeds that each have an owner of their own."""
    quiet = ((feed, entry) for feed, kept in brought for entry, reading in kept if not _says(reading))
    upsert.add_many(session, EntryRow, [_row(feed, entry, relevant=False) for feed, entry in quiet])
    telling = [(feed, said) for feed, kept in brought if (said := [one for one in kept if _says(one[1])])]
    first, others = _parted(session, telling)
    _insert_with_claims(session, first, silent=silent)
    for feed, kept in others:
        for entry, reading in kept:
            entries.store(session, feed, entry, reading, silent=silent)


def _parted(session: Session, telling: Sequence[Brought]) -> tuple[list[Brought], list[Brought]]:
    """Those that are the first of their article, and those that this or another feed of the owner brought before."""
    known = articles.of_owners(session, {owner_of(feed): [entry for entry, _ in kept] for feed, kept in telling})
    first: list[Brought] = []
    others: list[Brought] = []
    for feed, kept in telling:
        new: list[Kept] = []
        again: list[Kept] = []
        for one in kept:
            before: tuple[articles.Article, ...] = (*known.get(owner_of(feed), ()), *(entry for entry, _ in new))
            (again if any(articles.same(article, one[0]) for article in before) else new).append(one)
        first.append((feed, new))
        others.append((feed, again))
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


def _insert_with_claims(session: Session, brought: Sequence[Brought], *, silent: bool) -> None:
    new = [(feed, *one) for feed, kept in brought for one in kept]
    ids = upsert.insert_many(session, EntryRow, [_row(feed, entry, relevant=True) for feed, entry, _ in new])
    made = [(feed, replace(entry, id=id_), reading) for id_, (feed, entry, reading) in zip(ids, new, strict=True)]
    claims = (entries.reports_of(feed, entry, reading, silent=silent) for feed, entry, reading in made)
    reports.add_all(session, [report for found in claims for report in found])
    said = (
        entries.statement_columns(feed, entry, entry.id or 0, one)
        for feed, entry, reading in made
        for one in reading.statements
    )
    upsert.add_many(session, StatementRow, statements.unsaid(session, list(said)))


_given = attrgetter(*entries.GIVEN)


def _row(feed: Feed, entry: Entry, *, relevant: bool) -> dict[str, Any]:
    return {
        **dict(zip(entries.GIVEN, _given(entry), strict=True)),
        "feed_id": feed.id,
        "guid": entry.guid,
        "published": entry.published,
        "seen": entry.seen,
        "content_hash": entries.content_hash(entry),
        "article": entry.article,
        "relevant": relevant,
    }
