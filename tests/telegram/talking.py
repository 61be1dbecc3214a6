"""A door that is open: in process or over real HTTP, with the real application behind it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.door import Door
from bot.telegram.lanes import Pace
from bot.telegram.local import LocalBotApi
from storage import migrate, search
from storage.database import Database
from storage.record import load_record
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Dossier
from tests.bot_server import BotServer
from tests.newsroom import logging_kept

TOKEN = "123456789:AAH-test_token-of_35_characters_xyz"
NOW = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    return load_dossier(default_folder(), NOW)


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory, dossier: Dossier) -> Path:
    """A database with the whole record up to NOW, to copy: bringing it in takes seconds."""
    path = tmp_path_factory.mktemp("recorded") / "parley.db"
    with Database(f"sqlite:///{path}") as made:
        migrate.upgrade(made)
        made.run(load_record, default_folder(), NOW, write=True)
        made.run(search.refresh, dossier, write=True)
    return path


@pytest.fixture
def logging_as_it_was() -> Iterator[None]:
    """Takes the set-up of the process back after a test."""
    with logging_kept():
        yield


class Unhurried(Pace):
    """No budget: what is measured here is not how fast messages go out."""

    def chat_waits(self, chat_id: int, now: float, priority: int = 0) -> float:
        return 0.0


@contextmanager
def copied(path: Path, folder: Path) -> Iterator[Database]:
    """A copy of a database in that folder."""
    shutil.copyfile(path, folder / "parley.db")
    with Database(f"sqlite:///{folder / 'parley.db'}") as opened_copy:
        yield opened_copy


async def until(condition: Callable[[], Any], seconds: float = 8.0) -> Any:
    """Waits for something to become true, and gives it."""
    end = asyncio.get_running_loop().time() + seconds
    while not (found := condition()):
        assert asyncio.get_running_loop().time() < end, "it did not happen in time"
        await asyncio.sleep(0.005)
    return found


@asynccontextmanager
async def opened(database: Database, dossier: Dossier, transport: str, **options: Any) -> AsyncIterator[Any]:
    """A Bot API, and a door on it that fetches updates."""
    async with AsyncExitStack() as stack:
        api = LocalBotApi(token=TOKEN)
        options.setdefault("now", lambda: NOW)
        if transport == "http":
            server = await stack.enter_async_context(BotServer(api))
            options["api_url"] = server.url
        else:
            options["request"] = api
        door = Door(token=TOKEN, database=database, dossier=dossier, **options)
        running = asyncio.create_task(door.run())
        await asyncio.wait_for(door.ready.wait(), 5)
        yield api, door
        await door.stop()
        await running


@pytest.fixture(params=["process", "http"])
async def talk(request: pytest.FixtureRequest, database: Database, dossier: Dossier) -> AsyncIterator[Any]:
    """(api, door) over each transport in turn."""
    async with opened(database, dossier, request.param) as both:
        yield both


async def ask(api: LocalBotApi, chat_id: int, text: str, **more: Any) -> dict[str, Any]:
    """Types into a chat, and gives the answer."""
    before = len(api.said(chat_id))
    api.say(chat_id, text, **more)
    await until(lambda: len(api.said(chat_id)) > before)
    return api.said(chat_id)[-1]
