"""Inserting what is new tells how much was: an alert's key rests on that, on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy
from sqlmodel import Session, SQLModel, col, select

from storage.database import Database
from storage.tables import MetaRow, StatementRow
from storage.upsert import add_many, insert_many, insert_new


def _insert(database: Database, *names: str) -> int:
    return database.run(insert_new, MetaRow, [{"name": name, "value": "1"} for name in names], write=True)


def test_what_is_there_already_counts_for_nothing(either: Database) -> None:
    assert _insert(either) == 0
    assert _insert(either, "a") == 1
    assert _insert(either, "a") == 0
    assert _insert(either, "a", "b", "c") == 2
    assert _insert(either, *(f"n{number}" for number in range(450))) == 450


def _said(*speakers: str) -> list[dict[str, object]]:
    return [{"day": date(2026, 2, 5), "speaker": speaker} for speaker in speakers]


def test_ids_come_in_the_order_of_the_rows(either: Database) -> None:
    def inserted(session: Session) -> None:
        add_many(session, StatementRow, _said("first"))
        session.add(StatementRow(day=date(2026, 2, 5), speaker="an object that waits"))
        names = [f"n{number}" for number in range(300)]
        ids = insert_many(session, StatementRow, _said(*names))
        rows = session.exec(select(StatementRow).order_by(col(StatementRow.id))).all()
        assert [row.speaker for row in rows] == ["first", "an object that waits", *names]
        assert [row.id for row in rows][2:] == ids
        assert [row.text for row in rows][2:] == [{}] * 300
        assert insert_many(session, StatementRow, []) == []

    either.run(inserted, write=True)


TABLES = sorted((mapper.class_ for mapper in SQLModel._sa_registry.mappers), key=lambda table: table.__tablename__)
VALUES: dict[type, Any] = {
    str: "слово", int: 7, bool: True, float: 0.5, object: {"en": "слово", "uk": None},
    date: date(2026, 2, 5), datetime: datetime(2026, 2, 5, 12, 30, tzinfo=UTC), bytes: b"word",
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=[table.__tablename__ for table in TABLES])
@pytest.mark.parametrize("all_of_it", [True, False], ids=["every column", "needed columns only"])
def test_many_rows_become_what_one_would(database: Database, table: type[SQLModel], all_of_it: bool) -> None:
    columns = sqlalchemy.inspect(table).local_table.c
    needed = [one for one in columns if all_of_it or not (one.nullable or one.default is not None)]
    row = {one.name: VALUES[getattr(one.type, "impl_instance", one.type).python_type] for one in needed}
    empty = {one.name: None for one in needed if one.nullable}

    def stored(session: Session, given: dict[str, Any], *, many: bool) -> object:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        if many:
            add_many(session, table, [given])
        else:
            session.connection().execute(sqlalchemy.insert(table), [given])
        names = ", ".join(f"{one.name}, typeof({one.name})" for one in columns)
        return session.connection().exec_driver_sql(f"SELECT {names} FROM {table.__tablename__}").one()

    for given in (row, row | empty):
        one, many = (database.run(stored, given, many=many) for many in (False, True))  # undone after each
        assert one == many
