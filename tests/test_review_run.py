"""Operators at work beside the running Parley: its real jobs, door and outbox over an in-process Bot API."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from bot import schedule
from bot.app import Parley
from bot.settings import Settings
from bot.telegram.flood import Buckets
from bot.telegram.local import LocalBotApi
from storage import reports
from storage.database import Database
from storage.tables import BroadcastRow, DeliveryRow
from storage.vocabulary import Claim, Figure, Kind, Origin, Report, Stage
from tests.newsroom import TOKEN, Newsroom
from tests.telegram.talking import until

OPERATOR, READER = 9001, 4711
MOSCOW = Origin("ru-mod", "Russian Defence Ministry", "RU", official=True)
KYIV = Origin("zelensky", "Volodymyr Zelensky", "UA", official=True)


class Scene:
    """A running Parley, and what its chats were told."""

    def __init__(self, parley: Parley, api: LocalBotApi) -> None:
        self.parley, self.api = parley, api

    async def news(self, origin: Origin, ukraine: int, russia: int, outlet: str) -> None:
        """A poll wave that has brought one report."""
        now = datetime.now(UTC)
        claim = Claim(
            kind=Kind.EXCHANGE,
            stage=Stage.COMPLETED,
            evidence=f"{ukraine} came home to Ukraine and {russia} to Russia.",
            day=now.astimezone().date(),
            figures=(Figure(ukraine, "UA"), Figure(russia, "RU")),
            origins=(origin,),
            checks=("title or first four sentences", "both parties known"),
        )
        told = Report(id=0, claim=claim, outlet=outlet, owner=outlet, published=now - timedelta(minutes=1), seen=now,
                      link=f"https://{outlet.lower()}.example/1", title="A headline")  # fmt: skip
        await self.parley.database.write(reports.add, told)
        await self.parley.settle()

    async def told(self, chat: int, text: str) -> dict[str, Any]:
        """The message in that chat that holds a text, as soon as it is there."""
        return await until(lambda: next((one for one in self.api.said(chat) if text in one["text"]), None), 10)

    async def ask(self, chat: int, line: str, text: str) -> dict[str, Any]:
        """Types a line, and gives the answer: the new message that holds a text. Notices may come in between."""
        before = max((one["message_id"] for one in self.api.said(chat)), default=0)
        self.api.say(chat, line)
        return await until(lambda: next((one for one in self.api.said(chat)
                                         if one["message_id"] > before and text in one["text"]), None), 10)  # fmt: skip

    async def press(self, message: dict[str, Any], label: str) -> None:
        """Presses the button whose label ends so, and waits until its message has changed."""
        rows = message["reply_markup"]["inline_keyboard"]
        (data,) = [one["callback_data"] for row in rows for one in row if one["text"].endswith(label)]
        before = message["text"]
        self.api.press(OPERATOR, message["message_id"], data)
        await until(lambda: any(one["message_id"] == message["message_id"] and one["text"] != before
                                for one in self.api.said(OPERATOR)), 10)  # fmt: skip


@pytest.fixture
async def scene(database: Database, tmp_path: Path) -> AsyncIterator[Scene]:
    newsroom = Newsroom()
    async with newsroom:
        feeds = newsroom.opml(tmp_path / "feeds.opml", "wire")
    settings = Settings(
        _env_file=None, feeds=feeds, admins=frozenset({OPERATOR}), edit_seconds=0, allow_private_addresses=True
    )
    api = LocalBotApi(token=TOKEN)
    parley = Parley(settings, database, token=TOKEN, request=api, buckets=Buckets(burst=1e9))
    async with parley.fetcher:
        await parley.prepare()
        await parley.role.beat()
        running = [asyncio.create_task(parley.door.run()), asyncio.create_task(parley.deliverer.run())]
        clock = schedule.start(parley.jobs())
        await asyncio.wait_for(parley.door.ready.wait(), 10)
        yield Scene(parley, api)
        clock.shutdown(wait=False)
        await parley.close()
        await asyncio.gather(*running)


async def test_from_a_contradiction_to_a_second_alert_and_a_correction(scene: Scene) -> None:
    await scene.ask(READER, "/subscribe", "Alerts are on")
    await scene.news(MOSCOW, 157, 157, "Wire")
    alert = await scene.told(READER, "Prisoner exchange: 157")

    await scene.news(KYIV, 300, 310, "Courier")
    notice = await scene.told(OPERATOR, "1 question waits for an operator.")
    assert "300 came home to Ukraine" in notice["text"]
    assert not any("300" in one["text"] for one in scene.api.said(READER)), "readers wait for the operator's word"

    begun = time.monotonic()
    await scene.press(await scene.ask(OPERATOR, "/review", "/review log"), "new event")
    await scene.told(OPERATOR, "A second alert for one day was held back")
    assert time.monotonic() - begun < 5

    await scene.press(await scene.ask(OPERATOR, "/review", "/review log"), "second of the day")
    second = await scene.told(READER, "Prisoner exchange: 300")
    assert second["message_id"] != alert["message_id"]

    latest = await scene.ask(READER, "/latest", "Latest")
    first_number, second_number = sorted(set(_numbers(latest["text"])))[-2:]
    await scene.ask(READER, f"/report {first_number} Kyiv has put it right since", "Passed on")
    passed = await scene.told(OPERATOR, "Kyiv has put it right since")
    assert str(READER) not in passed["text"]
    await until(lambda: scene.parley.database.run(_all_sent))
    await scene.parley.forget_notices()
    assert scene.parley.database.run(_kept_texts) == []

    shown = second["text"].partition("Sources")[0]
    assert "310" in shown
    await scene.ask(OPERATOR, f"/correct {second_number} UA 500 https://gov.example/news", "Noted")
    correction = await scene.told(READER, "The alert said 300 returned to Ukraine. It is 500.")
    assert "Corrected by Parley's operators after gov.example" in correction["text"]
    assert "told as 300, it is 500" in (await scene.ask(READER, "/corrections", "Corrections"))["text"]


async def test_a_withdrawn_word_is_followed_too(scene: Scene) -> None:
    await scene.news(MOSCOW, 157, 157, "Wire")
    await scene.news(KYIV, 300, 310, "Courier")
    question = await scene.ask(OPERATOR, "/review", "/review log")
    await scene.press(question, "dismiss")
    assert "No question is open." in (await scene.ask(OPERATOR, "/review", "/review log"))["text"]
    log = await scene.ask(OPERATOR, "/review log", "What was decided")
    data = log["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    scene.api.press(OPERATOR, log["message_id"], data)

    async def asked_again() -> bool:
        return "Open questions" in (await scene.ask(OPERATOR, "/review", "/review log"))["text"].splitlines()[0]

    async with asyncio.timeout(10):
        while not await asked_again():
            await asyncio.sleep(0.3)


def _numbers(text: str) -> list[int]:
    return [int(word[2:]) for word in text.replace("\n", " ").split() if word.startswith("/d") and word[2:].isdecimal()]


def _all_sent(session: Any) -> bool:
    return all(row.state not in {"pending", "sending"} for row in session.exec(select(DeliveryRow)))


def _kept_texts(session: Any) -> list[object]:
    rows = session.exec(select(BroadcastRow).where(BroadcastRow.purpose == "notice")).all()
    return [row.texts for row in rows if row.texts]
