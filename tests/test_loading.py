"""What one command loads: `parley poll` may be started every few minutes, `parley run` keeps what it has loaded."""

import subprocess
import sys

import pytest

NOT_TO_POLL = "telegram", "alembic", "apscheduler", "babel", "pymorphy3", "feedparser", "trafilatura", "rich", "typer"
NOT_TO_RUN = ("alembic", "icalendar", "matplotlib", "pymorphy3", "feedparser", "trafilatura")
LOADED = "import sys; sys.argv = ['parley', '{}']; from bot import cli; cli._loaded(); "
LIBRARIES = "print(*{name.partition('.')[0] for name in sys.modules})"


def told(code: str, asked: str = "poll") -> list[str]:
    """What a Python of its own prints after it has loaded a command."""
    command = [sys.executable, "-c", LOADED.format(asked) + code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.parametrize("library", NOT_TO_POLL)
def test_polling_loads_nothing_that_a_poll_without_news_does_not_need(library: str, loaded: list[str]) -> None:
    assert library not in loaded


def test_polling_loads_what_fetches_only_once_what_reads_is_being_loaded_too(loaded: list[str]) -> None:
    assert "httpcore" not in loaded


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    return told("import bot.cli.polled; " + LIBRARIES)


def test_polling_loads_no_database_before_it_knows_whether_what_reads_will_be_needed() -> None:
    assert not {"sqlalchemy", "httpcore"} & set(told(LIBRARIES))


@pytest.mark.parametrize("library", NOT_TO_RUN)
def test_running_loads_nothing_that_no_answer_needs(library: str, loaded_to_run: list[str]) -> None:
    assert library not in loaded_to_run


@pytest.fixture(scope="module")
def loaded_to_run() -> list[str]:
    return told(LIBRARIES, "run")


@pytest.mark.parametrize("asked", ["poll", "run"])
def test_no_garbage_is_looked_for_in_what_was_loaded(asked: str) -> None:
    counted = "import gc; print(gc.get_freeze_count(), gc.get_freeze_count() + len(gc.get_objects()))"
    frozen, all_ = map(int, told(counted, asked))
    assert frozen > all_ * 0.9
