"""Calm mode through the whole application: alerts give way, the day's message comes, one button makes a pause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

import pytest

from bot.demo.story import CHAT, staged
from storage import subscribers
from storage.database import Database
from storage.vocabulary import Rhythm
from tests.telegram.talking import ask, until

FAMILIES = "nobody can sell a place on one"


CALM = {
    "en": ("The day in short: 1 event\n", "Prisoner exchange: 157 returned to Ukraine, 160 to Russia"),
    "uk": ("За добу: 1 подія\n", "Обмін полоненими: 157 повернулися в Україну, 160 — до Росії"),
    "ru": ("За сутки: 1 событие\n", "Обмен пленными: 157 возвращены Украине, 160 — России"),
}
"""How the message of a calm morning begins, and the event in it, by language."""


async def _story(*chats: Sequence[str]) -> list[str]:
    """What the demo sends, once each chat has typed its lines before the story begins."""
    out = StringIO()
    async with staged(out) as demo:
        for chat, typed in enumerate(chats, CHAT):
            for line in ("/subscribe", *typed):
                await demo.ask(line, chat)
        await demo.tell_to_the_end()
    blocks = re.split(r"^(?=\[(?:message \d+|edit of \d+|answer)\]$)", out.getvalue(), flags=re.MULTILINE)
    return [block for block in blocks if block.startswith(("[message", "[edit"))]


async def test_in_calm_mode_the_story_is_one_message_of_its_morning_in_each_language() -> None:
    sent = await _story(*((f"/language {language}", "/settings calm on") for language in CALM))
    assert len(sent) == len(CALM)
    for head, event in CALM.values():
        (told,) = (block for block in sent if head in block)
        assert re.match(rf"\[message \d+\]\n{re.escape(head)}", told)
        assert event in told


async def test_a_digest_besides_alerts_tells_each_event_once() -> None:
    sent = await _story(("/unmute talks", "/settings digest daily", "/settings digest at 20"))
    digests = [block for block in sent if "in short:" in block]
    assert [re.search(r"(\d+) events?\n", block)[1] for block in digests] == ["1", "2"]  # type: ignore[index]
    assert FAMILIES not in digests[0]  # talks alone
    assert FAMILIES in digests[1]
    assert any(block.startswith("[message") and "Prisoner exchange" in block for block in sent if block not in digests)


async def test_one_button_makes_a_pause_and_the_message_above_it_stays(talk: Any, database: Database) -> None:
    api, _ = talk
    answer = await ask(api, 5, "/settings calm on")
    api.press(5, answer["message_id"], "settings calm pause 2 new")
    paused = await until(lambda: next((m for m in api.said(5) if "paused until" in m["text"]), None))
    assert paused["message_id"] != answer["message_id"]
    assert api.said(5)[0]["text"] == answer["text"]
    api.press(5, paused["message_id"], "settings calm resume")
    await until(lambda: "on, every day" in api.said(5)[1]["text"])
    kept = database.run(subscribers.get, 5)
    assert kept is not None
    assert (kept.digest, kept.paused_until) == (Rhythm.CALM, None)


@pytest.mark.parametrize("page", ["digest daily", "calm on", "silence on"])
async def test_in_a_group_administrators_alone_set_it(talk: Any, database: Database, page: str) -> None:
    api, _ = talk
    api.chat(-100501).admins.add(8)
    refused = await ask(api, -100501, f"/settings {page}", user_id=7)
    assert refused["text"] == "Only the administrators of this chat can change that."
    await ask(api, -100501, f"/settings {page}", user_id=8)
    kept = database.run(subscribers.get, -100501)
    assert kept is not None
    assert kept.digest_due is not None
