"""One article in several feeds of one outlet, or of one owner: one source, whose claims are kept once.

Known by its address, whatever leads there, or by its words at about the same time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlmodel import Session, col, select

from storage import reports
from storage.tables import ClaimRow
from storage.vocabulary import COPY_BITS, Entry, Report, copies

APART = timedelta(days=3)
"""An article comes into all feeds of its outlet within as long."""
TOGETHER = timedelta(hours=6)
"""The same words under another address are the same article within as long: short titles come again."""
SAME_BITS = 3
_LOCK = 7_303_005  # any number of our own


class Article(Protocol):
    """What an article is known by."""

    @property
    def link(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def published(self) -> datetime: ...
    @property
    def simhash(self) -> int: ...


class Known(NamedTuple):
    """A claim by what its article is known by."""

    id: int
    entry_id: int
    link: str | None
    title: str
    published: datetime
    simhash: int


def of_owner(session: Session, owner: str, entries: Iterable[Entry]) -> list[Known]:
    """What an owner's articles of about the same time were read to say, withdrawn claims too, oldest first.

    On PostgreSQL nobody else adds any until the end of the transaction: two feeds that bring one article at one time
    would each take theirs for the first.
    """
    return of_owners(session, {owner: list(entries)}).get(owner, [])


def of_owners(session: Session, entries: Mapping[str, Sequence[Entry]]) -> Mapping[str, list[Known]]:
    """The same for several owners, each with its entries; of a time that is about that of all these entries."""
    times = [entry.published for some in entries.values() for entry in some]
    found: defaultdict[str, list[Known]] = defaultdict(list)
    if not times:
        return found
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    rows = session.exec(
        select(col(ClaimRow.owner), *_COLUMNS)
        .where(col(ClaimRow.owner).in_(list(entries)), col(ClaimRow.entry_id).is_not(None))
        .where(col(ClaimRow.published).between(min(times) - APART, max(times) + APART))
        .order_by(col(ClaimRow.id))
    )
    for owner, *columns in rows:
        found[owner].append(Known(*columns))
    return found


_COLUMNS: list[Any] = [getattr(ClaimRow, name) for name in Known._fields]


def twins(session: Session, entry: Entry, known: Iterable[Known]) -> list[Report]:
    """Those of an owner's claims that other entries of the same article make, oldest first."""
    ids = [one.id for one in known if one.entry_id != entry.id and same(one, entry)]
    return sorted(reports.by_ids(session, ids).values(), key=lambda report: report.id) if ids else []


def same(one: Article, other: Article) -> bool:
    """Whether two entries of one owner are one article."""
    apart = abs(one.published - other.published)
    if apart > APART:
        return False
    bits = COPY_BITS if one.title == other.title else SAME_BITS
    if apart <= TOGETHER and copies(one.simhash, other.simhash, bits):
        return True
    place, query = _place(one.link)
    if not place or place != _place(other.link)[0]:
        return False
    return query == _place(other.link)[1] or one.title == other.title or copies(one.simhash, other.simhash)


def _place(link: str | None) -> tuple[str, str]:
    """Site and path, and the query; nothing for a front page, which leads to anything."""
    parts = urlsplit(link or "")
    path = parts.path.rstrip("/")
    site = (parts.hostname or "").removeprefix("www.")
    return (f"{site}{path}", f"{parts.query}#{parts.fragment}") if path or parts.query else ("", "")
