"""Inserting what is new tells how much was: an alert's key rests on that, on both engines."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

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
