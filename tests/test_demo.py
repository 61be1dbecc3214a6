"""The demo from a pipe: the story to its end, then one answer a line. All of it the real chain."""

import asyncio
import re
import sys
from pathlib import Path

import pytest

from tests.newsroom import environment

COMMANDS = ("/latest", "/swaps", "/talks", "/parties", "/issues", "/chart", "/sources 99999", "/nonsense")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The blocks that the demo prints, one demo for all these tests."""
    folder = tmp_path_factory.mktemp("demo")

    async def tell() -> str:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "demo", cwd=folder,
            env=environment(folder) | {"PYTHONPATH": str(Path(__file__).parent.parent)},
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await asyncio.wait_for(process.communicate("\n".join(COMMANDS).encode()), 90)
        assert (process.returncode, err.decode()) == (0, "")
        return out.decode()

    return re.split(r"^(?=\[(?:message \d+|edit of \d+|answer)\]$)", asyncio.run(tell()), flags=re.MULTILINE)


def _answer(told: list[str], command: str) -> str:
    return [block for block in told if block.startswith("[answer]")][COMMANDS.index(command)]


def test_the_clock_is_said_to_run_fast(told: list[str]) -> None:
    assert "04 February 2026" in told[0]
    assert "runs fast" in told[0]


def test_the_exchange_is_one_message_edited_as_more_is_known(told: list[str]) -> None:
    pushed = [block for block in told if block.startswith("[message")]
    assert len(pushed) == 1
    assert "Prisoner exchange: 157" in pushed[0]
    edits = [block for block in told if block.startswith("[edit of 1]")]
    assert 1 <= len(edits) <= 4
    last = edits[-1]
    assert "157 returned to Ukraine, 160 to Russia" in last
    assert "confirmed by both sides" in last
    assert "among them 7 civilians" in last
    assert "157 soldiers and 3 civilians" in last
    assert "First exchange in 126 days" in last


def test_each_command_has_its_answer_after_the_story(told: list[str]) -> None:
    answers = [block for block in told if block.startswith("[answer]")]
    assert len(answers) == len(COMMANDS)
    assert told[-len(COMMANDS) :] == answers


def test_the_swaps_tell_the_figures_and_the_total(told: list[str]) -> None:
    assert re.search(r"5 Feb\s+157 · 160", _answer(told, "/swaps"))
    assert "2026 so far: 157 to Ukraine, 160 to Russia, in 1 exchange" in _answer(told, "/swaps")


def test_the_talks_tell_who_sat_there_and_what_came_of_it(told: list[str]) -> None:
    talks = _answer(told, "/talks")
    assert "4–5 Feb 2026 · Abu Dhabi" in talks
    assert "on or about" not in talks, "who speaks of a round when it has ended tells of no other one"
    assert "without a breakthrough" in talks
    for word in ("Umerov", "Kostyukov", "Witkoff", "Kushner", "Meanwhile", "Territory", "Security guarantees"):
        assert word in talks.split("23–24 Jan")[0]


def test_a_picture_is_laid_into_a_folder_and_named(told: list[str]) -> None:
    chart = _answer(told, "/chart")
    path = re.search(r"^\[picture: (.+)\]$", chart, re.MULTILINE)
    assert path
    assert Path(path[1]).read_bytes().startswith(b"\x89PNG")
    assert "February 2026: 157 to Ukraine, 160 to Russia, in 1 exchange." in chart


def test_every_line_of_news_has_its_source(told: list[str]) -> None:
    assert "Sample" in _answer(told, "/latest")
    assert re.search(r"\w <https?://sample-\w+\.example/", _answer(told, "/latest"))


def test_what_is_not_understood_is_answered_too(told: list[str]) -> None:
    assert "/nonsense" in _answer(told, "/nonsense")
    assert "99999" in _answer(told, "/sources 99999")
