"""How far the bringing-in of the record is, told to whoever waits for it."""

from datetime import UTC, datetime

from storage.database import Database
from storage.record import load_record
from storage.seeds import default_folder

EARLY = datetime(2022, 8, 1, tzinfo=UTC)


def test_each_row_is_told_and_nothing_where_no_row_moves(database: Database) -> None:
    told: list[tuple[int, int]] = []

    def far(count: int, total: int) -> None:
        told.append((count, total))

    moved = database.run(load_record, default_folder(), EARLY, far, write=True)
    assert [count for count, _ in told] == list(range(moved + 1))
    assert told[-1] == (moved, moved)
    assert database.run(load_record, default_folder(), EARLY, far, write=True) == 0
    assert len(told) == moved + 1
