"""Feeds that have moved for good: the new address is stored, and the old one is known to lead there (RULES, 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlmodel import Session, col, select

from storage.tables import FeedRow
from storage.vocabulary import FeedState

BELIEVED = 3
"""So many answers in a row have to name the same new address."""


def note(session: Session, row: FeedRow, moved_to: str | None) -> None:
    """Notes where an answer says that the feed has moved for good, None where it does not; the move, once believed.

    The old address stays, as a removed feed that names the new one: else the catalogue, which may list it for years,
    would bring it back at the next start.
    """
    row.moved_times = row.moved_times + 1 if moved_to and moved_to == row.moved_to else int(bool(moved_to))
    row.moved_to = moved_to
    if row.moved_times < BELIEVED or not moved_to or _is_known(session, moved_to):
        return
    old, row.url, row.moved_to, row.moved_times = row.url, moved_to, None, 0
    session.add(row)
    session.flush()
    session.add(FeedRow(url=old, state=FeedState.PAUSED.value, reason="it has moved", removed=True, moved_to=moved_to))


def followed(known: Mapping[str, FeedRow], url: str, same: Callable[[str], str] = str) -> FeedRow | None:
    """The row of a feed that a list names, also where it has moved since; None where it is new.

    What is known stands by address as `same` writes it.
    """
    row, seen = known.get(same(url)), {same(url)}
    while row is not None and row.removed and row.moved_to and same(row.moved_to) not in seen:
        seen.add(same(row.moved_to))
        row = known.get(same(row.moved_to))
    return row


def _is_known(session: Session, url: str) -> bool:
    return session.exec(select(FeedRow.id).where(col(FeedRow.url) == url)).first() is not None
