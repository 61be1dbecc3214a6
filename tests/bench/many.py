"""A large database, made by bulk inserts: entries, claims and developments as years of a war would bring them.

Everything follows from the scale and a seed, so that each engine gets the same rows.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from storage import search
from storage.database import Database
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Claim, Development, Dossier, Kind, Origin, Report, Stage

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAYS = 1_700
_FEEDS, _CHUNK = 60, 20_000
_KINDS = ("strikes", "talks", "exchange", "bodies", "civilians", "children")
_WEIGHTS = (70, 12, 8, 5, 4, 1)
_PLACES = ("Abu Dhabi", "Istanbul", "Geneva", "Riyadh", "Jeddah", "Washington")
_ORIGINS = (("ru-mod", "RU"), ("zelensky", "UA"), ("witkoff", "US"), ("lubinets", "UA"), ("moskalkova", "RU"))
_SETTLING = {
    "sqlite": ("ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"),
    "postgresql": ("VACUUM ANALYZE", "CHECKPOINT"),
}
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """What the rows of one development are made from."""

    id: int
    kind: str
    day: date
    people: tuple[int, int]
    claims: int
    first_claim: int

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(self.id % 20), UTC)


def events(entries: int) -> list[Event]:
    """A tenth as many developments as entries, thirty claims each on average, a few with hundreds."""
    dice = random.Random(entries)
    found, claim = [], 1
    for number in range(1, entries // 10 + 1):
        kind = dice.choices(_KINDS, _WEIGHTS)[0]
        day = NOW.date() - timedelta(days=DAYS - number * DAYS * 10 // entries)
        count = min(400, 1 + int(dice.expovariate(1 / 29.5)))
        people = (dice.randrange(5, 400), dice.randrange(5, 400))
        found.append(Event(number, kind, day, people, count, claim))
        claim += count
    return found


def fill(database: Database, entries: int) -> int:
    """Fills every table that answers read, and says how many claims there are."""
    found = events(entries)
    for name, columns, rows in _tables(found, entries):
        _insert(database, name, columns, rows)
    _settle(database)
    return sum(one.claims for one in found)


def _settle(database: Database) -> None:
    """As a database is that was not filled a moment ago: its statistics known, nothing left to write out."""
    raw = database.engine.raw_connection()
    driver: Any = raw.driver_connection
    try:
        if not database.sqlite:
            driver.autocommit = True
        for statement in _SETTLING["sqlite" if database.sqlite else "postgresql"]:
            driver.execute(statement)
    finally:
        raw.invalidate()


def _tables(found: list[Event], entries: int) -> Iterator[tuple[str, str, Iterable[Row]]]:
    yield "feed", "id url outlet owner language state last_success first_answered", _feeds()
    yield "entry", "id feed_id guid link title text published seen relevant", _entries(found, entries)
    yield (
        "development",
        "id kind stage day place round targets confirmation first_seen touched prose",
        (_development(one) for one in found),
    )
    yield "development_figure", "development_id party scope value", _figures(found)
    yield "development_party", "development_id party role", _parties(found)
    yield (
        "claim",
        (
            "id entry_id development_id resolved kind stage day place evidence checks failed origins targets outlet "
            "owner link title simhash published seen"
        ),
        (row for one in found for row in _claims(one, entries)),
    )
    yield "claim_figure", "claim_id party scope value", (row for one in found for row in _claim_figures(one))
    yield "change", "development_id type at slot before after", (row for one in found for row in _changes(one))
    dossier = load_dossier(default_folder(), NOW)
    yield "searchable", "development_id at words", ((one.id, one.at, _words(one, dossier)) for one in found)


def _feeds() -> Iterator[Row]:
    for number in range(1, _FEEDS + 1):
        answered = NOW - timedelta(minutes=number)
        yield (
            number, f"https://{number}.example/rss", f"Outlet {number}", f"owner{number}", "en", "active", answered,
            NOW - timedelta(days=DAYS),
        )  # fmt: skip


def _entries(found: list[Event], entries: int) -> Iterator[Row]:
    for number in range(1, entries + 1):
        at = found[(number - 1) * len(found) // entries].at
        feed = number % _FEEDS + 1
        link = f"https://{feed}.example/{number}"
        yield number, feed, f"guid-{number}", link, f"Title {number}", "A text of the news. " * 5, at, at, True


def _development(one: Event) -> Row:
    talks, place = one.kind == "talks", _PLACES[one.id % len(_PLACES)]
    stage = "held" if talks else "completed"
    targets = [{"what": "power station", "where": "Kyiv"}] if one.kind == "strikes" else []
    return (
        one.id, one.kind, stage, one.day, place if talks else None, one.id % 9 + 1 if talks else None,
        json.dumps(targets), "both_sides" if one.id % 3 else "one_side", one.at, one.at, "{}",
    )  # fmt: skip


def _returns(one: Event) -> bool:
    return one.kind not in {"talks", "strikes"}


def _figures(found: list[Event]) -> Iterator[Row]:
    for one in found:
        if _returns(one):
            yield from (
                (one.id, party, "total", people) for party, people in zip(("UA", "RU"), one.people, strict=True)
            )


def _parties(found: list[Event]) -> Iterator[Row]:
    for one in found:
        yield from ((one.id, party, "speaker") for party in ("RU", "UA"))
        yield one.id, "AE", "mediator"
        if one.kind == "talks":
            yield from ((one.id, party, "party") for party in ("UA", "RU", "US"))


def _claims(one: Event, entries: int) -> Iterator[Row]:
    stage = "held" if one.kind == "talks" else "completed"
    for number in range(one.first_claim, one.first_claim + one.claims):
        key, party = _ORIGINS[number % len(_ORIGINS)]
        origins = [{"id": key, "name": key, "party": party, "official": True}]
        at = one.at + timedelta(minutes=number - one.first_claim)
        feed = number % _FEEDS + 1
        yield (
            number, (number - 1) // 3 % entries + 1, one.id, at, one.kind, stage, one.day, None,
            "The sides exchanged prisoners on that day, an official said.", '["a figure"]', "[]", json.dumps(origins),
            "[]", f"Outlet {feed}", f"owner{feed}", f"https://{feed}.example/{number}", f"Title {number}",
            number * 0x9E3779B97F4A7C15 % 2**63, at, at,
        )  # fmt: skip


def _claim_figures(one: Event) -> Iterator[Row]:
    if _returns(one):
        for number in range(one.first_claim, one.first_claim + one.claims):
            yield from ((number, party, "total", n) for party, n in zip(("UA", "RU"), one.people, strict=True))


def _changes(one: Event) -> Iterator[Row]:
    yield one.id, "new", one.at, "", None, None
    yield one.id, "figure", one.at + timedelta(hours=1), "RU.total", "1", str(one.people[1])


def _words(one: Event, dossier: Dossier) -> str:
    place = _PLACES[one.id % len(_PLACES)] if one.kind == "talks" else None
    official = _ORIGINS[one.id % len(_ORIGINS)][0]
    return f"{_common_words(one.kind, place, official, dossier)} {one.people[0]} {one.day:%Y %m %d}"


_common: dict[tuple[str, str | None, str], str] = {}


def _common_words(kind: str, place: str | None, official: str, dossier: Dossier) -> str:
    """The words that developments of that kind, place and speaker share, as Parley itself would index them."""
    if (kind, place, official) not in _common:
        origin = Origin(official, official, official=True)
        claim = Claim(kind=Kind(kind), stage=Stage.COMPLETED, evidence="", origins=(origin,))
        report = Report(id=0, claim=claim, outlet="", owner="", published=NOW, seen=NOW)
        one = Development(
            id=0, kind=Kind(kind), stage=Stage.COMPLETED, touched=NOW, first_seen=NOW, place=place, reports=(report,),
            mediators=("AE",), speakers=("UA", "RU"),
        )  # fmt: skip
        _common[kind, place, official] = search.words_of_development(one, dossier)
    return _common[kind, place, official]


def _insert(database: Database, name: str, columns: str, rows: Iterable[Row]) -> None:
    """As the engine takes many rows best; columns that are not given get what a new row would have."""
    table = SQLModel.metadata.tables[name]
    given = columns.split()
    usual = {one.name: _usual(one) for one in table.columns if one.name not in given and not one.primary_key}
    usual = {column: value for column, value in usual.items() if value is not None}
    names = [*given, *usual]
    full = ((*row, *usual.values()) for row in rows)
    raw = database.engine.raw_connection()
    try:
        if database.sqlite:
            _into_sqlite(raw, table, names, full)
        else:
            _into_postgresql(raw, table, names, full)
    finally:
        raw.close()


def _usual(column: Any) -> Any:
    """A column's default, as the database keeps it."""
    if column.default is None or column.nullable:
        return None
    value = column.default.arg(None) if column.default.is_callable else column.default.arg
    return json.dumps(value) if isinstance(value, (list, dict)) else value


def _into_sqlite(raw: Any, table: Table, names: list[str], rows: Iterator[Row]) -> None:
    marks = ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"
    cursor = raw.cursor()
    cursor.execute("PRAGMA synchronous=OFF")
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.execute("BEGIN IMMEDIATE")
    cursor.executemany(statement, (tuple(map(_for_sqlite, row)) for row in rows))
    cursor.execute("COMMIT")


def _for_sqlite(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value


def _into_postgresql(raw: Any, table: Table, names: list[str], rows: Iterator[Row]) -> None:
    with raw.cursor().copy(f"COPY {table.name} ({', '.join(names)}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
    if "id" in names:
        raw.execute(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}")
    raw.commit()
