"""Queries over statements: who said or insists on what, from the record and from the news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import Session, col, select

from storage.harmless import PRISONERS
from storage.tables import ClaimRow, EntryRow, StatementRow
from storage.vocabulary import RETURNS, Statement

_COPIED = (
    "day", "party", "person", "speaker", "topic", "outlet", "link", "entry_id", "record_id", "confidence",
)  # fmt: skip

_LATE = timedelta(days=2)
"""A report of what somebody said may come so much later."""
_MOST_HEARD = 500


def add(session: Session, statement: Statement) -> int:
    """Stores a statement (its `id` is given by the database) and returns that id."""
    row = StatementRow(**{name: getattr(statement, name) for name in _COPIED}, text=dict(statement.text))
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def revise(session: Session, entry_id: int, said: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """What an entry quotes, as rows: what it quotes no more is withdrawn and kept; quoted again, it stands again."""
    rows = session.exec(select(StatementRow).where(col(StatementRow.entry_id) == entry_id)).all()
    known = {_words(row.text): row for row in rows}
    quoted = {_words(one["text"]): one for one in said}
    for words, row in known.items():
        row.withdrawn = None if words in quoted else row.withdrawn or now
        session.add(row)
    new = unsaid(session, [one for words, one in quoted.items() if words not in known])
    session.add_all(StatementRow(**one) for one in new)


_WHO = ("outlet", "day", "person", "speaker")
_KNOWN_BY: list[Any] = [getattr(StatementRow, name) for name in (*_WHO, "text")]


def unsaid(session: Session, said: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Of these rows those that their outlet has not brought before: one article comes through several feeds."""
    if not said:
        return []
    theirs = col(StatementRow.outlet).in_({one["outlet"] for one in said}), col(StatementRow.entry_id).is_not(None)
    days = col(StatementRow.day).in_({one["day"] for one in said})
    rows = session.exec(select(*_KNOWN_BY).where(*theirs, days))
    known = {(*who, _words(text)) for *who, text in rows}
    new: list[Mapping[str, Any]] = []
    for one in said:
        key = *(one[name] for name in _WHO), _words(one["text"])
        new += [] if key in known else [one]
        known.add(key)
    return new


def _words(text: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((language, " ".join(words.split())) for language, words in text.items()))


def stands(
    session: Session, topic: str | None = None, *, parties: Sequence[str] = (), depth: int = 1
) -> list[Statement]:
    """The latest `depth` statements of each party (or of these) on each topic (or on one), newest first.

    What is second-hand is left out.
    """
    query = _sure().where(col(StatementRow.topic).is_not(None), col(StatementRow.party).is_not(None))
    if topic is not None:
        query = query.where(col(StatementRow.topic) == topic)
    if parties:
        query = query.where(col(StatementRow.party).in_(list(parties)))
    place = (
        func.row_number()
        .over(
            partition_by=(col(StatementRow.topic), col(StatementRow.party)),
            order_by=(col(StatementRow.day).desc(), col(StatementRow.id).desc()),
        )
        .label("place")
    )
    ranked = query.with_only_columns(col(StatementRow.id).label("id"), place).subquery()
    latest = (
        select(StatementRow)
        .join(ranked, col(StatementRow.id) == ranked.c.id)
        .where(ranked.c.place <= depth)
        .order_by(col(StatementRow.day).desc(), col(StatementRow.id).desc())
    )
    return [as_statement(row) for row in session.exec(latest)]


def history(
    session: Session, topic: str, party: str | None = None, *, limit: int = 50, offset: int = 0
) -> list[Statement]:
    """What was said on a topic (by one party), newest first."""
    query = _sure().where(col(StatementRow.topic) == topic)
    if party is not None:
        query = query.where(col(StatementRow.party) == party)
    return _newest(session, query, limit, offset)


def of_party(session: Session, party: str, *, limit: int = 10) -> list[Statement]:
    """What one party's officials said last, newest first."""
    return _newest(session, _sure().where(col(StatementRow.party) == party), limit, 0)


def lately(session: Session, parties: Sequence[str], *, limit: int = 20) -> list[Statement]:
    """What these parties' officials said last, newest first."""
    return _newest(session, _sure().where(col(StatementRow.party).in_(list(parties))), limit, 0)


def heard(session: Session, since: datetime, until: datetime) -> list[Statement]:
    """What was said on topics and read in that time, the newest first; of what was said long before it, nothing.

    What a report of a return says of prisoners is told with that return, and is none.
    """
    read = col(EntryRow.seen)
    query = _sure().join(EntryRow, col(EntryRow.id) == col(StatementRow.entry_id))
    query = query.where(col(StatementRow.day) >= (since - _LATE).date(), read > since, read <= until)
    found = _newest(session, query.where(col(StatementRow.topic).is_not(None)), _MOST_HEARD, 0)
    entries = {one.entry_id for one in found}
    of_returns = col(ClaimRow.kind).in_([kind.value for kind in RETURNS])
    returns = select(ClaimRow.entry_id).where(col(ClaimRow.entry_id).in_(entries), of_returns)
    told = set(session.exec(returns).all())
    return [one for one in found if one.topic != PRISONERS or one.entry_id not in told]


def voices(session: Session, party: str) -> list[str]:
    """The people who speak for a party, by id, the most heard first."""
    person = col(StatementRow.person)
    rows = session.exec(
        select(person)
        .where(col(StatementRow.party) == party, person.is_not(None), col(StatementRow.withdrawn).is_(None))
        .group_by(person)
        .order_by(func.count().desc(), person)
    )
    return [str(one) for one in rows]


def topics_heard(session: Session, spans: Sequence[tuple[date, date]]) -> list[tuple[date, str, int]]:
    """How often each topic was spoken of, day by day, within these spans of days."""
    if not spans:
        return []
    day, topic = col(StatementRow.day), col(StatementRow.topic)
    rows = session.exec(
        select(day, topic, func.count())
        .where(or_(*(day.between(first, last) for first, last in spans)), topic.is_not(None))
        .where(col(StatementRow.withdrawn).is_(None))
        .group_by(day, topic)
    )
    return [(when, str(what), count) for when, what, count in rows]


def newer(session: Session, than: int) -> list[Statement]:
    """What came in after the statement of that id, in the order of ids, withdrawn ones too."""
    rows = session.exec(select(*_COLUMNS).where(col(StatementRow.id) > than).order_by(col(StatementRow.id)))
    return [as_statement(row) for row in rows.all()]


def by_ids(session: Session, ids: Sequence[int]) -> dict[int, Statement]:
    """Those of these statements that stand."""
    mine = col(StatementRow.id).in_(list(ids)), col(StatementRow.withdrawn).is_(None)
    rows = session.exec(select(StatementRow).where(*mine))
    return {row.id: as_statement(row) for row in rows if row.id is not None}


_COLUMNS: list[Any] = [getattr(StatementRow, name) for name in ("id", "text", *_COPIED)]


def as_statement(row: Any) -> Statement:
    """A row of the statement table, or of its columns."""
    return Statement(id=row.id, text=row.text, **{name: getattr(row, name) for name in _COPIED})


def _sure() -> Any:
    confidence = col(StatementRow.confidence)
    stands = col(StatementRow.withdrawn).is_(None)
    return select(StatementRow).where(stands, or_(confidence.is_(None), confidence != "low"))


def _newest(session: Session, query: Any, limit: int, offset: int) -> list[Statement]:
    rows = session.exec(
        query.order_by(col(StatementRow.day).desc(), col(StatementRow.id).desc()).limit(limit).offset(offset)
    )
    return [as_statement(row) for row in rows]
