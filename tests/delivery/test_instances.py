"""Who runs, who holds the Telegram role, who holds a SQLite file."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from storage import deliveries, instances
from storage.database import Database, DatabaseFailed
from tests.delivery.owing import START, alert, expand_all, states, subscribe

_HOLD = """
import sys, pathlib, time
from storage.instances import FileLock
lock = FileLock(pathlib.Path(sys.argv[1]))
lock.take()
print("held", flush=True)
time.sleep(60)
"""


def test_one_at_a_time_holds_the_role(either: Database) -> None:
    assert either.run(instances.take_role, "a", START, write=True)
    assert either.run(instances.take_role, "a", START, write=True)
    assert not either.run(instances.take_role, "b", START, write=True)
    either.run(instances.leave, "a", write=True)
    assert either.run(instances.take_role, "b", START, write=True)
    assert either.run(instances.beat, "b", START, write=True)


def test_of_many_that_start_together_one_gets_it(postgres: Database) -> None:
    def start(name: str) -> bool:
        postgres.run(instances.beat, name, START, write=True)
        return postgres.run(instances.take_role, name, START, write=True)

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(start, "abcdef")) == 1


def test_whoever_is_silent_for_twenty_seconds_is_dead_and_passes_all_on(database: Database) -> None:
    subscribe(database, [1])
    database.run(alert, write=True)
    expand_all(database)
    database.run(instances.take_role, "a", START, write=True)
    database.run(deliveries.claim, "a", START, 5, write=True)
    soon, later = START + timedelta(seconds=19), START + timedelta(seconds=41)
    assert not database.run(instances.take_role, "b", soon, write=True)
    database.run(instances.beat, "a", soon, write=True)
    assert not database.run(instances.take_role, "b", soon + timedelta(seconds=19), write=True)
    assert states(database) == ["sending"]
    assert database.run(instances.take_role, "b", later, write=True)
    assert states(database) == ["unknown"]
    assert not database.run(instances.beat, "a", later, write=True), "it finds that the role has passed on"
    assert database.run(instances.alive, later) == ["a", "b"]


def test_on_postgresql_the_servers_clock_decides(postgres: Database) -> None:
    wrong = START - timedelta(days=400)
    assert postgres.run(instances.take_role, "a", wrong, write=True)
    assert not postgres.run(instances.take_role, "b", START + timedelta(days=400), write=True)


def test_the_start_on_a_file_takes_over_whoever_ran_on_it(database: Database) -> None:
    subscribe(database, [1])
    database.run(alert, write=True)
    expand_all(database)
    database.run(instances.take_role, "before", START, write=True)
    database.run(deliveries.claim, "before", START, 5, write=True)
    database.run(instances.start_alone, "now", START, write=True)
    assert states(database) == ["unknown"]
    assert database.run(instances.beat, "now", START, write=True)


def test_a_second_one_on_the_file_is_told_who_holds_it(tmp_path: Path) -> None:
    file = tmp_path / "parley.db"
    with subprocess.Popen([sys.executable, "-c", _HOLD, str(file)], stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            with pytest.raises(instances.FileHeld, match=rf"parley\.db is in use by .*process {other.pid} on "):
                instances.FileLock(file).take()
        finally:
            other.kill()
    with instances.FileLock(file):
        pass


def test_a_folder_that_takes_no_lock_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatabaseFailed, match="cannot be written"):
        instances.FileLock(tmp_path / "missing" / "parley.db").take()
