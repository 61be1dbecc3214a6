"""After /deleteme nothing of a chat is left: in no table, in nothing that the running program holds, in no log line."""

from __future__ import annotations

import asyncio
import gc
import logging
import types
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, SQLModel

from bot import logs
from bot.jobs.deliver import Deliverer
from bot.telegram import faults
from bot.telegram.flood import Buckets
from bot.telegram.local import LocalBotApi
from bot.telegram.local_state import LocalState
from storage.database import Database
from storage.vocabulary import Dossier
from tests.bot_server import BotServer
from tests.delivery.owing import alert, labelled
from tests.telegram.talking import NOW, TOKEN, Unhurried, ask, opened, until

PERSON, GROUP, WORDS = 918273645, -1001918273646, "xylophone"
NUMBERS = (str(PERSON), str(-GROUP))
OURS = (*NUMBERS, WORDS)
_APART = (types.ModuleType, type, types.FrameType, asyncio.BaseEventLoop, BotServer, LocalBotApi, LocalState)
"""The program itself, which everything leads to sooner or later, and the server that plays Telegram."""


def held(root: object) -> Iterator[object]:
    """All that can be reached from there, as the garbage collector sees it."""
    seen, waiting = {id(root)}, [root]
    while waiting:
        one = waiting.pop()
        yield one
        inside = (one.__closure__, one.__defaults__) if isinstance(one, types.FunctionType) else gc.get_referents(one)
        for part in inside:
            if id(part) not in seen and not isinstance(part, _APART):
                seen.add(id(part))
                waiting.append(part)


def traces(*roots: object) -> list[str]:
    """Where a number or a word of ours stands in what these hold."""
    return [
        repr(one)
        for root in roots
        for one in held(root)
        if isinstance(one, int | str | bytes) and any(ours in str(one) for ours in OURS)
    ]


def stored(session: Session) -> str:
    """All rows of all tables."""
    return repr([session.execute(select(table)).all() for table in SQLModel.metadata.sorted_tables])


async def use(api: Any, door: Any, database: Database, chat: int, **who: Any) -> None:
    """Asks, subscribes, follows, presses and reports, with words that nobody may keep."""
    for line in ("/subscribe", "/settings", "/d1", "/follow 1", f"/report 1 {WORDS}", f"/search {WORDS}", f"/{WORDS}"):
        if line != f"/{WORDS}" or chat > 0:
            answer = await ask(api, chat, line, **who)
    api.press(chat, answer["message_id"], "settings people 100", user_id=PERSON)
    await until(lambda: any("edit_date" in message for message in api.said(chat)))
    door.limiter.flooded(chat, 0.01)


@pytest.mark.usefixtures("logging_as_it_was")
async def test_deleteme_leaves_nothing(
    database: Database, dossier: Dossier, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("DEBUG", secrets=[TOKEN])
    logging.getLogger("asyncio").setLevel(logging.DEBUG)
    database.run(alert, write=True)
    async with opened(database, dossier, "http", pace=Unhurried(1000), buckets=Buckets(100)) as (api, door):
        deliverer = Deliverer(database, door.sender, owner="me", now=lambda: NOW, label=labelled)
        api.chat(GROUP).admins.add(PERSON)
        await use(api, door, database, PERSON)
        await use(api, door, database, GROUP, user_id=PERSON)
        api.inquire(PERSON, WORDS)
        await until(lambda: all(api.state.queries.values()))
        api.faults.add(faults.reset(chat_id=PERSON), faults.reset(chat_id=GROUP))
        await deliverer.drain()
        assert all(number in database.run(stored) for number in NUMBERS)
        assert traces(door, deliverer)
        await ask(api, GROUP, "/deleteme yes", user_id=PERSON)
        await ask(api, PERSON, "/deleteme yes")
        await until(lambda: not traces(door, deliverer))
        assert not any(ours in database.run(stored) for ours in OURS)
    told = capsys.readouterr().err
    assert "parley" in told
    assert not [line for line in told.splitlines() if any(ours in line for ours in OURS)]
