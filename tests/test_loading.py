"""What one command loads: `parley poll` may be started every few minutes."""

import subprocess
import sys

import pytest

NOT_TO_POLL = ("telegram", "alembic", "apscheduler", "babel", "pymorphy3", "feedparser", "trafilatura", "rich")
LOADED = "import sys; sys.argv = ['parley', 'poll']; from bot import cli; cli._loaded(); "


def told(code: str) -> list[str]:
    """What a Python of its own prints after it has loaded `parley poll`."""
    command = [sys.executable, "-c", LOADED + code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()


@pytest.mark.parametrize("library", NOT_TO_POLL)
def test_polling_loads_nothing_that_a_poll_without_news_does_not_need(library: str, loaded: list[str]) -> None:
    assert library not in loaded


@pytest.fixture(scope="module")
def loaded() -> list[str]:
    return told("print(*{name.partition('.')[0] for name in sys.modules})")


def test_no_garbage_is_looked_for_in_what_was_loaded() -> None:
    frozen, all_ = map(
        int, told("import gc; print(gc.get_freeze_count(), gc.get_freeze_count() + len(gc.get_objects()))")
    )
    assert frozen > all_ * 0.9
