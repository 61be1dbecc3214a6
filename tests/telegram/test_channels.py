"""Channels through the real application: what readers press, and what is posted in one that the settings name."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.alerts.eligible import PUSHED
from handlers.links import payload_of
from storage import channels, subscribers
from storage.database import Database
from tests.telegram.talking import NOW, ask, until

CHANNEL = -1001000000901
REFUSED = "This channel carries every alert; only the operators of Parley can change that."


@pytest.fixture
def named(database: Database) -> None:
    database.run(channels.appoint, {"en": CHANNEL}, PUSHED, NOW, write=True)


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize(
    "line", ["/unsubscribe", "/stop", "/settings people 50", "/language uk", "/deleteme yes", "/quiet 22-7", "/start"]
)
async def test_nothing_posted_in_a_named_channel_changes_it(talk: Any, database: Database, line: str) -> None:
    api, _ = talk
    api.chat(CHANNEL, "channel")
    before = database.run(subscribers.get, CHANNEL)
    assert (await ask(api, CHANNEL, line))["text"] == REFUSED
    assert database.run(subscribers.get, CHANNEL) == before


@pytest.mark.usefixtures("named")
async def test_a_button_of_settings_in_a_named_channel_is_refused_in_a_notice(talk: Any) -> None:
    api, _ = talk
    told: list[str] = []
    api.listen(lambda event: told.append(event.message["text"]) if event.what == "notified" else None)
    api.chat(CHANNEL, "channel").admins.add(8)
    shown = await ask(api, CHANNEL, "/swaps 2025")
    api.press(CHANNEL, shown["message_id"], "settings off", user_id=8)
    await until(lambda: told)
    assert told == [REFUSED]


async def test_buttons_of_an_answer_in_a_channel_lead_into_the_bots_own_chat(talk: Any) -> None:
    api, _ = talk
    api.chat(CHANNEL, "channel")
    shown = await ask(api, CHANNEL, "/latest")
    buttons = [one for row in shown["reply_markup"]["inline_keyboard"] for one in row]
    assert {one["url"].partition("?")[2] for one in buttons} == {"start=swaps", "start=talks", "start=parties"}


async def test_what_a_button_asks_in_other_letters_is_a_link_too(talk: Any) -> None:
    api, _ = talk
    api.chat(CHANNEL, "channel")
    await ask(api, CHANNEL, "/language uk")
    shown = await ask(api, CHANNEL, "/swaps колись")
    buttons = [one for row in shown["reply_markup"]["inline_keyboard"] for one in row]
    assert [one["text"] for one in buttons] == ["/swaps", "/swaps 2025", "/swaps 5 лютого"]
    payloads = [one["url"].partition("?start=")[2] for one in buttons]
    api.chat(5)
    answer = await ask(api, 5, f"/start {payloads[-1]}", language="uk")
    assert answer["text"].startswith("5 лютого 2026")


async def test_what_no_link_can_carry_has_no_button_and_changes_no_post(talk: Any, database: Database) -> None:
    api, _ = talk
    api.chat(CHANNEL, "channel")
    long = "search мирні перемовини щодо"
    assert len(long.encode()) <= 64
    assert payload_of(long) is None
    shown = await ask(api, CHANNEL, "/about")
    api.press(CHANNEL, shown["message_id"], long, user_id=7)
    await ask(api, CHANNEL, "/privacy")
    assert api.chat(CHANNEL).messages[shown["message_id"]]["text"] == shown["text"]


async def test_no_press_of_a_reader_makes_parley_post_in_a_channel(talk: Any) -> None:
    api, _ = talk
    seen: list[tuple[str, str]] = []
    api.listen(lambda event: seen.append((event.what, event.message.get("url") or event.message.get("text", ""))))
    api.chat(CHANNEL, "channel")
    shown = await ask(api, CHANNEL, "/about")
    for _ in range(8):
        api.press(CHANNEL, shown["message_id"], "sources 41 new", user_id=7)
    link = "https://t.me/parley_local_bot?start=sources_41"
    await until(lambda: ("opened", link) in seen)
    await asyncio.sleep(0.3)
    assert [one["text"] for one in api.said(CHANNEL)] == [shown["text"]]
