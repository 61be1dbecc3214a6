"""What is made in a process of its own: once, off the event loop, and nothing of it stays when nobody asks."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.making import KEPT, Making, NotMade
from handlers.conversation import Made
from handlers.drawing import months
from handlers.drawing.specs import Bar, Months, Panel, Tick, Time
from storage.database import Database
from storage.vocabulary import Dossier
from tests.telegram import making_calls as calls
from tests.telegram.talking import ask, copied, opened, until

STORY = datetime(2026, 2, 6, 12, tzinfo=UTC)


@pytest.fixture
def filled(recorded: Path, tmp_path: Path) -> Iterator[Database]:
    with copied(recorded, tmp_path) as database:
        yield database


@pytest.fixture
async def making() -> AsyncIterator[Making]:
    made = Making(idle=0.3)
    yield made
    await made.close()


async def test_equal_things_are_made_once(making: Making, tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    same = [making.content(Made(calls.noted, (log, 1))) for _ in range(5)]
    assert await asyncio.gather(*same) == [b"1"] * 5
    assert await making.content(Made(calls.noted, (log, 1))) == b"1"
    assert await making.content(Made(calls.noted, (log, 2))) == b"2"
    assert calls.read(log) == "12"


async def test_what_fails_says_so_and_is_tried_again(making: Making, tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    for _ in range(2):
        with pytest.raises(NotMade, match="ValueError: no such colour"):
            await making.content(Made(calls.failing, (log, 1)))
    assert calls.read(log) == "11"


async def test_only_the_latest_are_kept(making: Making, tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    for number in (0, *range(KEPT), 0):
        await making.content(Made(calls.noted, (log, number)))
    assert len(making._kept) == KEPT
    assert calls.read(log).count("0") == 3, "0, 10 and 20: the first of them was kept"


async def test_the_process_ends_when_nobody_asks_and_comes_back(making: Making) -> None:
    first = int(await making.content(Made(calls.pid, 1)))
    assert first != os.getpid()
    await until(lambda: _gone(first))
    assert int(await making.content(Made(calls.pid, 2))) != first


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


async def test_the_loop_stays_free_while_a_picture_is_drawn(making: Making) -> None:
    bars = tuple(Bar(people=number, told=str(number)) for number in range(12))
    spec = Months(title="x", panels=(Panel("a", bars), Panel("b", bars)), time=Time((Tick(0, "Jan"),)))
    drawing = asyncio.create_task(making.content(Made(months.draw, spec)))
    longest, last = 0.0, time.monotonic()
    while not drawing.done():
        await asyncio.sleep(0.005)
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
    assert drawing.result().startswith(b"\x89PNG")
    assert longest < 0.25


async def test_a_chart_in_a_chat_and_the_next_picture_in_its_place(filled: Database, dossier: Dossier) -> None:
    """The real application over HTTP: /swaps, its button, the picture, another picture by a button below it."""
    async with opened(filled, dossier, "http", now=lambda: STORY) as (api, door):
        table = await ask(api, 5, "/swaps")
        assert "chart" in _data(table)
        api.press(5, table["message_id"], "chart")
        chart = await until(lambda: api.said(5)[-1] if len(api.said(5)) == 2 else None, 30)
        assert (chart["photo"][0]["width"], chart["photo"][0]["height"]) == (1080, 1350)
        assert "February 2026: 157 to Ukraine, 160 to Russia, in 1 exchange." in chart["caption"]
        api.press(5, chart["message_id"], "chart total")
        await until(lambda: "in all" in api.said(5)[-1]["caption"], 30)
        assert len(api.said(5)) == 2
        made = len(door.making._kept)
        for language in ("uk", "uk"):
            again = await ask(api, 6, "/chart", language=language)
            assert "за місяцями" in again["caption"]
            await asyncio.sleep(1.1)
        assert len(door.making._kept) == made + 1


async def test_where_a_picture_cannot_be_made_the_words_are_sent(filled: Database, dossier: Dossier) -> None:
    async with opened(filled, dossier, "process", now=lambda: STORY) as (api, door):
        door.making._workers = _Broken()
        sent = await ask(api, 5, "/chart")
        assert "February 2026: 157 to Ukraine" in sent["text"]
        assert "chart total" in _data(sent)


class _Broken:
    async def run(self, *_: Any) -> bytes:
        raise OSError("no process can be started")

    async def close(self) -> None:
        pass


def _data(message: dict[str, Any]) -> list[str]:
    return [button["callback_data"] for row in message["reply_markup"]["inline_keyboard"] for button in row]
