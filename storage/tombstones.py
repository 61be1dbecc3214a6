"""What is left of entries that yielded nothing: by it an item that was seen once is never new again.

Such an entry is kept as long as its feed shows it, and for `GRACE` longer. Then a fingerprint of its id and of its
words is all that stays: a hundredth of its size. What claims and statements rest on is never buried.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import func
from sqlmodel import Session, col, delete, exists, select, update

from storage.tables import ClaimRow, EntryRow, StatementRow, TombstoneRow
from storage.upsert import change, insert

T = TypeVar("T")

GRACE = timedelta(days=2)
"""For so long an entry may be missing from its feed: some answer with a part, or with nothing, for a while."""
BEHIND_THE_BREAK = timedelta(days=28)
"""So much longer where the documents break off: a feed whose documents all do so must not be kept for ever."""
_TOGETHER = 500


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
        made = [
            {"feed_id": feed_id, "guid_hash": guid_hash(guid), "content_hash": short(content)}
            for _, feed_id, guid, content in rows
        ]
        adding = insert(session, TombstoneRow).values(made)
        session.connection().execute(
            adding.on_conflict_do_update(
                index_elements=["feed_id", "guid_hash"], set_={"content_hash": adding.excluded.content_hash}
            )
        )
        change(session, delete(EntryRow).where(col(EntryRow.id).in_([row[0] for row in rows])))
    return len(rows)


def known(session: Session, feed_id: int, guids: Iterable[str]) -> Mapping[str, int]:
    """Those of these ids that are buried, each with the fingerprint of its words (see `short`)."""
    by_hash = {guid_hash(guid): guid for guid in guids}
    found: dict[str, int] = {}
    for some in _parts(list(by_hash)):
        rows = session.exec(
            select(TombstoneRow.guid_hash, TombstoneRow.content_hash)
            .where(col(TombstoneRow.feed_id) == feed_id)
            .where(col(TombstoneRow.guid_hash).in_(some))
        )
        found.update((by_hash[number], content) for number, content in rows)
    return found


def lift(session: Session, feed_id: int, guids: Iterable[str]) -> set[str]:
    """Takes away the tombstones of entries that come back with other words; says which of these ids had one."""
    lifted = set(known(session, feed_id, guids))
    for some in _parts([guid_hash(guid) for guid in lifted]):
        theirs = col(TombstoneRow.feed_id) == feed_id, col(TombstoneRow.guid_hash).in_(some)
        change(session, delete(TombstoneRow).where(*theirs))
    return lifted


def count(session: Session) -> int:
    """How many entries are left as tombstones."""
    return session.exec(select(func.count()).select_from(TombstoneRow)).one()


def guid_hash(guid: str) -> int:
    """64 bits that stand for an id within its feed: two of a million share one once in 40 million feeds."""
    return int.from_bytes(hashlib.blake2b(guid.encode("utf-8", "replace"), digest_size=8).digest(), signed=True)


def short(content_hash: str) -> int:
    """The first 64 bits of the fingerprint of an entry's words."""
    return int.from_bytes(bytes.fromhex(content_hash[:16] or "0" * 16), signed=True)


def _parts(values: Sequence[T]) -> Iterable[Sequence[T]]:
    return (values[start : start + _TOGETHER] for start in range(0, len(values), _TOGETHER))
