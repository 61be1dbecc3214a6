"""What an operator brings into the list of feeds from a file: all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sqlmodel import Session, select

from storage import moves
from storage.feeds import CATALOGUE
from storage.tables import FeedRow
from storage.vocabulary import Feed, FeedState


@dataclass(frozen=True, slots=True)
class Imported:
    """How many feeds were added, how many were listed (and `updated` of these), how many had been removed."""

    added: int = 0
    listed: int = 0
    updated: int = 0
    removed: int = 0


def bring_in(
    session: Session, found: Iterable[tuple[Feed, Collection[str]]], comparable: Callable[[str], str]
) -> Imported:
    """Adds what is new; changes of a listed feed only what the file gives of it; leaves out what was removed.

    Each feed comes with the names of what the file gives. Addresses are the same where `comparable` makes them equal.
    """
    rows = sorted(session.exec(select(FeedRow)), key=lambda row: not row.removed)  # of the same, what is listed counts
    known = {comparable(row.url): row for row in rows}
    count = {"added": 0, "listed": 0, "updated": 0, "removed": 0}
    for feed, given in found:
        row = moves.followed(known, feed.url, comparable)
        if row is None:
            known[comparable(feed.url)] = row = FeedRow(url=feed.url)
            _change(row, feed, {*CATALOGUE, "state"})
            count["added"] += 1
        elif row.removed:
            count["removed"] += 1
        else:
            count["listed"] += 1
            count["updated"] += _change(row, feed, given)
        session.add(row)
    session.flush()
    return Imported(**count)


def _change(row: FeedRow, feed: Feed, given: Collection[str]) -> bool:
    """Whether anything is other than before. What an operator decided of its state stays, and so does a 410."""
    wanted = {name: getattr(feed, name) for name in CATALOGUE if name in given}
    if "state" in given and not row.operator_state and row.state != FeedState.GONE.value:
        wanted |= {"state": feed.state.value, "reason": feed.reason}
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return bool(changed)
