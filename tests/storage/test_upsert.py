"""Inserting what is new tells how much was: an alert's key rests on that, on both engines."""

from __future__ import annotations

from storage.database import Database
from storage.tables import MetaRow
from storage.upsert import insert_new


def _insert(database: Database, *names: str) -> int:
    return database.run(insert_new, MetaRow, [{"name": name, "value": "1"} for name in names], write=True)


def test_what_is_there_already_counts_for_nothing(either: Database) -> None:
    assert _insert(either) == 0
    assert _insert(either, "a") == 1
    assert _insert(either, "a") == 0
    assert _insert(either, "a", "b", "c") == 2
    assert _insert(either, *(f"n{number}" for number in range(450))) == 450
