"""What each feed has been worth: how much of what it brings is on the subject, and where it was the first to tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from statistics import median
from typing import NamedTuple

from sqlmodel import Session, col, func, or_, select

from storage.sources import of_one_phase
from storage.tables import AlertRow, ClaimRow, DevelopmentRow, EntryRow
from storage.vocabulary import Confirmation, Kind, Stage

LATELY = timedelta(days=180)
OFTEN, FEW = 3, 10
_OFF = [stage.value for stage in Stage if stage.off]


@dataclass(frozen=True, slots=True)
class First:
    """How many developments a feed was the first to tell of, and the median of how far ahead of the next owner.

    `ahead` is None where nobody else ever told of them.
    """

    times: int
    ahead: timedelta | None


class Told(NamedTuple):
    """One report of a development that turned out true."""

    development: int
    feed: int
    owner: str
    published: datetime


def relevant(session: Session, since: datetime) -> dict[int, int]:
    """By feed, how many of the entries published since then said something that is kept."""
    rows = session.exec(
        select(EntryRow.feed_id, func.count())
        .where(col(EntryRow.relevant), col(EntryRow.published) >= since)
        .group_by(col(EntryRow.feed_id))
    )
    return dict(rows.all())


def usually_first(session: Session, now: datetime) -> frozenset[int]:
    """The feeds that most often were the first to tell of talks and returns lately: at most `FEW`, none by chance."""
    found = firsts(session, since=now - LATELY, without=(Kind.STRIKES,))
    often = sorted((one.times, -feed) for feed, one in found.items() if one.times >= OFTEN)
    return frozenset(-feed for _, feed in often[-FEW:])


def firsts(session: Session, *, since: datetime | None = None, without: Sequence[Kind] = ()) -> dict[int, First]:
    """By feed, its true firsts: of what an official or a second independent origin has confirmed (Rules M and A).

    Only news of the stage that is shown counts: who told of a plan has not told that it was carried out. What a
    feed's first answer brought is left out, as nobody knows when it stood there first. `since` when a development was
    last heard of, `without` kinds that do not count.
    """
    ahead: defaultdict[int, list[timedelta | None]] = defaultdict(list)
    for feed, lead in _leads(_told(session, since, without)):
        ahead[feed].append(lead)
    return {feed: First(len(leads), _median(leads)) for feed, leads in ahead.items()}


def _told(session: Session, since: datetime | None, without: Sequence[Kind]) -> Iterator[Told]:
    """The reports of all developments that turned out true, each development's in the order of publication."""
    pushed = select(AlertRow.id).where(col(AlertRow.development_id) == col(DevelopmentRow.id), ~col(AlertRow.retracted))
    confirmed = or_(col(DevelopmentRow.confirmation) != Confirmation.REPORTED.value, pushed.exists())
    rows = session.exec(
        select(DevelopmentRow.id, EntryRow.feed_id, ClaimRow.owner, ClaimRow.published)
        .join(ClaimRow, col(ClaimRow.development_id) == col(DevelopmentRow.id))
        .join(EntryRow, col(EntryRow.id) == col(ClaimRow.entry_id))
        .where(confirmed, ~col(DevelopmentRow.retracted), col(DevelopmentRow.redirect).is_(None))
        .where(col(DevelopmentRow.stage).not_in(_OFF), of_one_phase(col(DevelopmentRow.stage), col(ClaimRow.stage)))
        .where(~col(ClaimRow.background), ~col(ClaimRow.silent), col(ClaimRow.withdrawn).is_(None))
        .where(col(DevelopmentRow.kind).not_in([kind.value for kind in without]))
        .where(*([col(DevelopmentRow.touched) >= since] if since else ()))
        .order_by(col(DevelopmentRow.id), col(ClaimRow.published), col(ClaimRow.id))
        .execution_options(yield_per=1000)
    )
    for development, feed, owner, published in rows:
        assert development is not None
        yield Told(development, feed, owner, published)


def _leads(told: Iterable[Told]) -> Iterator[tuple[int, timedelta | None]]:
    """Each feed that was first, and by how much. Two owners at one time: nobody was; one owner's feeds: all of them."""
    for _, of_one in groupby(told, key=lambda one: one.development):
        reports = list(of_one)
        first = reports[0]
        next_one = next((one for one in reports if one.owner != first.owner), None)
        lead = next_one.published - first.published if next_one else None
        if lead != timedelta():
            feeds = (one.feed for one in reports if one.owner == first.owner and one.published == first.published)
            yield from ((feed, lead) for feed in dict.fromkeys(feeds))


def _median(leads: Iterable[timedelta | None]) -> timedelta | None:
    known = [lead.total_seconds() for lead in leads if lead is not None]
    return timedelta(seconds=median(known)) if known else None
