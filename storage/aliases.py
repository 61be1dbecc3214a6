"""Articles that a feed brings under other ids than before: a new site engine, other addresses, a number an edit.

Known by their words, their addresses and their dates, they are what they were: nothing is stored or told twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from sqlmodel import Session, col, select, update

from storage import entries as stored
from storage.tables import ClaimRow, EntryRow, StatementRow
from storage.upsert import change
from storage.vocabulary import Entry, copies

BACK = timedelta(days=7)
"""So much before the new ones' dates the known ones are looked for: what is older is no news by its text anyway."""
FEW = 3
LONG = 200
"""Characters of a text that no two articles have in common by chance."""


class Known(NamedTuple):
    """What is compared of a stored entry."""

    id: int
    guid: str
    link: str | None
    title: str
    published: datetime
    simhash: int
    content: str


_COLUMNS: list[Any] = [
    getattr(EntryRow, name) for name in ("id", "guid", "link", "title", "published", "simhash", "content_hash")
]


def unknown(session: Session, feed_id: int, shown: Sequence[Entry]) -> tuple[list[Entry], dict[str, int]]:
    """The entries of a document that are to be read, as `entries.unknown` has them; of the new ones those known.

    These by the id that the feed gives them now, each with the stored entry that it is. An old id that is still in
    the document is no other's.
    """
    fresh = stored.unknown(session, feed_id, shown)
    new, still = [entry for entry in fresh if entry.id is None], {entry.guid for entry in shown}
    query = select(*_COLUMNS).where(col(EntryRow.feed_id) == feed_id)
    if all(entry.published_given for entry in new):
        since = min((entry.published for entry in new), default=None)
        query = query.where(stored.published_since(since - BACK)) if since else query.limit(0)
    return fresh, match([Known(*row) for row in session.exec(query) if row[1] not in still], new)


def rename(session: Session, aliases: Mapping[str, int], shown: Sequence[Entry]) -> None:
    """The stored entries have these ids and addresses from now on, and what rests on them is found there."""
    for entry in shown:
        if (number := aliases.get(entry.guid)) is None:
            continue
        names = {"guid": entry.guid, "link": entry.link}
        change(session, update(EntryRow).where(col(EntryRow.id) == number).values(**names))
        for owner, table in ((col(ClaimRow.entry_id), ClaimRow), (col(StatementRow.entry_id), StatementRow)):
            change(session, update(table).where(owner == number).values(link=entry.link))


def match(gone: Sequence[Known], new: Sequence[Entry]) -> dict[str, int]:
    """Which of the new ones are known, by their new ids; each of either once. Pure.

    Where most of a document is known under other ids, words alone are enough; else they must be many, or the address
    or the date the same. Where the words are others, the address and something else must be the same.
    """
    by: defaultdict[object, list[Known]] = defaultdict(list)
    for one in gone:
        for key in _keys(one.simhash, one.content, one.link, one.published):
            by[key].append(one)
    places = Counter(address(entry.link) for entry in new)
    known = sum(any(_same_words(one, entry) for one in _candidates(by, entry)) for entry in new)
    wholesale = known >= FEW and 2 * known >= len(new)
    found: dict[str, int] = {}
    for entry in new:
        alone = places[address(entry.link)] == 1
        fits = (one for one in _candidates(by, entry) if _is(one, entry, alone=alone, wholesale=wholesale))
        free = next((one for one in fits if one.id not in found.values()), None)
        if free is not None:
            found[entry.guid] = free.id
    return found


def address(link: str | None) -> str | None:
    """What stays of a link where its site moves: its path and query; None for a front page, which leads to anything."""
    if not link:
        return None
    parts = urlsplit(link)
    path = parts.path.rstrip("/")
    return f"{path}?{parts.query}#{parts.fragment}" if path or parts.query or parts.fragment else None


def _keys(simhash: int, content: str, link: str | None, published: datetime) -> Iterable[object]:
    """By what a pair is found, the surest first."""
    return (content, simhash or None, address(link), published)


def _candidates(by: Mapping[object, Sequence[Known]], entry: Entry) -> list[Known]:
    keys = _keys(entry.simhash, stored.content_hash(entry), entry.link, entry.published)
    return list(dict.fromkeys(one for key in keys if key is not None for one in by.get(key, ())))


def _is(one: Known, entry: Entry, *, alone: bool, wholesale: bool) -> bool:
    """`alone`: no other new entry has this address."""
    same_place = alone and address(one.link) is not None and address(one.link) == address(entry.link)
    same_date = entry.published_given and one.published == entry.published
    if _same_words(one, entry):
        long = len(entry.title) + len(entry.text) >= LONG
        return same_place or same_date or long or wholesale
    same_title = bool(entry.title) and _words(one.title) == _words(entry.title)
    if same_place:
        return same_title or copies(one.simhash, entry.simhash) or _stem(one.guid) == _stem(entry.guid)
    return same_date and same_title


def _same_words(one: Known, entry: Entry) -> bool:
    return one.content == stored.content_hash(entry) or bool(entry.simhash and one.simhash == entry.simhash)


def _words(text: str) -> list[str]:
    return text.casefold().split()


def _stem(guid: str) -> str:
    """An id without the number that some feeds count an article's versions by."""
    return guid.partition("#")[0]
