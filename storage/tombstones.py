"""What is left of entries that yielded nothing: by it an item that was seen once is never new again.

Such an entry is kept as long as its feed shows it, and for `GRACE` longer. Then a fingerprint of its id and of its
words is all that stays: twelve bytes, packed together in `_PLACES` rows a feed, as a row of its own would take ninety.
What claims and statements rest on is never buried.
"""

from __future__ import annotations

import hashlib
import struct
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, tuple_
from sqlmodel import Session, col, delete, exists, select, update

from storage.tables import ClaimRow, EntryRow, StatementRow, TombstoneRow
from storage.upsert import change, insert_new

T = TypeVar("T")

GRACE = timedelta(days=2)
"""For so long an entry may be missing from its feed: some answer with a part, or with nothing, for a while."""
BEHIND_THE_BREAK = timedelta(days=28)
"""So much longer where the documents break off: a feed whose documents all do so must not be kept for ever."""
_TOGETHER = 500
_KEY, _WORDS = 6, 6
_PLACES = 1024
"""Rows of a feed: of one that brings a hundred thousand entries a year each then holds a hundred, 1.2 KB."""
_Place = tuple[int, int]


def note_shown(session: Session, feed_id: int, shown: Sequence[str], now: datetime, *, whole: bool = True) -> None:
    """Notes which entries of a feed its document lacks, by the ids that it shows; those that came back are there again.

    What a document lacks that is not `whole` may stand behind its break, and is kept for longer.
    At most `_TOGETHER` are noted at once: the next document finds the rest.
    """
    theirs = col(EntryRow.feed_id) == feed_id, ~col(EntryRow.relevant)
    left, guid = col(EntryRow.left_at), col(EntryRow.guid)
    for some in _parts(shown):
        change(session, update(EntryRow).where(*theirs, left.is_not(None), guid.in_(some)).values(left_at=None))
    left_at = now if whole else now + BEHIND_THE_BREAK
    gone = select(EntryRow.id).where(*theirs, left.is_(None), guid.not_in(shown)).limit(_TOGETHER)
    change(session, update(EntryRow).where(col(EntryRow.id).in_(gone)).values(left_at=left_at))


def bury(session: Session, now: datetime, *, limit: int = 50) -> int:
    """Leaves a tombstone of up to `limit` entries that yielded nothing and left their feed long enough ago.

    Says how many they were; fewer than `limit` means that no more are waiting. Several instances may do so at once.
    """
    no_claim = ~exists().where(col(ClaimRow.entry_id) == col(EntryRow.id))
    no_statement = ~exists().where(col(StatementRow.entry_id) == col(EntryRow.id))
    rows = session.exec(
        select(EntryRow.id, EntryRow.feed_id, EntryRow.guid, EntryRow.content_hash)
        .where(col(EntryRow.left_at) <= now - GRACE, ~col(EntryRow.relevant), no_claim, no_statement)
        .order_by(col(EntryRow.left_at))
        .limit(limit)
        .with_for_update(skip_locked=True, of=EntryRow)
    ).all()
    if rows:
        graves: defaultdict[_Place, dict[bytes, bytes]] = defaultdict(dict)
        for _, feed_id, guid, content in rows:
            number, key = _grave(guid)
            graves[feed_id, number][key] = words_of(content)
        for row in _held(session, graves):
            row.packed = _pack(_unpack(row.packed) | graves[row.feed_id, row.place])
        change(session, delete(EntryRow).where(col(EntryRow.id).in_([row[0] for row in rows])))
    return len(rows)


def known(session: Session, feed_id: int, guids: Iterable[str]) -> Mapping[str, bytes]:
    """Those of these ids that are buried, each with the fingerprint of its words (see `words_of`)."""
    graves = {guid: _grave(guid) for guid in guids}
    found: dict[int, dict[bytes, bytes]] = {}
    for some in _parts(sorted({number for number, _ in graves.values()})):
        rows = session.exec(
            select(TombstoneRow.place, TombstoneRow.packed)
            .where(col(TombstoneRow.feed_id) == feed_id)
            .where(col(TombstoneRow.place).in_(some))
        )
        found.update((number, _unpack(packed)) for number, packed in rows)
    return {guid: found[number][key] for guid, (number, key) in graves.items() if key in found.get(number, ())}


def lift(session: Session, feed_id: int, guids: Iterable[str]) -> set[str]:
    """Takes away the tombstones of entries that come back with other words; says which of these ids had one."""
    lifted = set(known(session, feed_id, guids))
    gone = [_grave(guid) for guid in lifted]
    for row in _held(session, {(feed_id, number) for number, _ in gone}):
        keys = {key for number, key in gone if number == row.place}
        row.packed = _pack({key: words for key, words in _unpack(row.packed).items() if key not in keys})
    return lifted


def count(session: Session) -> int:
    """How many entries are left as tombstones."""
    packed = session.exec(select(func.sum(func.length(TombstoneRow.packed)))).one()
    return int(packed or 0) // (_KEY + _WORDS)


def words_of(content_hash: str) -> bytes:
    """The first 48 bits of the fingerprint of an entry's words."""
    return bytes.fromhex(content_hash[: 2 * _WORDS].ljust(2 * _WORDS, "0"))


def _grave(guid: str) -> tuple[int, bytes]:
    """The row in which an id is found, and its key there: 58 bits, so that two of a million share them hardly ever."""
    digest = hashlib.blake2b(guid.encode("utf-8", "replace"), digest_size=2 + _KEY).digest()
    return int.from_bytes(digest[:2]) % _PLACES, digest[2:]


def _held(session: Session, places: Iterable[_Place]) -> Sequence[TombstoneRow]:
    """These rows, held until the transaction ends; by all in one order, so that no two wait for each other."""
    ordered = sorted(places)
    if not ordered:
        return []
    insert_new(session, TombstoneRow, [{"feed_id": feed, "place": one, "packed": b""} for feed, one in ordered])
    key = col(TombstoneRow.feed_id), col(TombstoneRow.place)
    found = select(TombstoneRow).where(tuple_(*key).in_(ordered)).order_by(*key)
    return session.exec(found.with_for_update().execution_options(populate_existing=True)).all()


def _pack(graves: Mapping[bytes, bytes]) -> bytes:
    return b"".join(key + words for key, words in sorted(graves.items()))


def _unpack(packed: bytes) -> dict[bytes, bytes]:
    return dict(struct.iter_unpack(f"{_KEY}s{_WORDS}s", packed))


def _parts(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[start : start + _TOGETHER] for start in range(0, len(values), _TOGETHER))
