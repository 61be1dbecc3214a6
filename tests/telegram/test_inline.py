"""Inline mode and guest queries through the real application, in process and over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.telegram.inline import linked
from handlers.wording.language import LANGUAGES
from storage import subscribers
from storage.database import Database
from tests.telegram.talking import copied, until

ME = "https://t.me/parley_local_bot?start="


@pytest.fixture
def database(recorded: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of the record."""
    with copied(recorded, tmp_path) as opened:
        yield opened


async def inquire(api: Any, text: str, **more: Any) -> Any:
    number = api.inquire(5, text, **more)
    return await until(lambda: api.state.queries[number])


@pytest.mark.parametrize("language", LANGUAGES)
async def test_cards_to_share_in_the_askers_language(talk: Any, language: str) -> None:
    api, _ = talk
    for text in ("", "swaps", "swaps 2025", "talks", "abu dhabi", "2 October 2025"):
        answer = await inquire(api, text, language=language)
        assert answer["results"], text
        assert (str(answer["cache_time"]), str(answer["is_personal"]).lower()) == ("10", "true")
        for result in answer["results"]:
            buttons = [one for row in result.get("reply_markup", {}).get("inline_keyboard", []) for one in row]
            assert all("callback_data" not in one for one in buttons), "nobody would answer it there"
    titles = {"en": "Exchanges of prisoners", "uk": "Обміни полоненими", "ru": "Обмены пленными"}
    assert (await inquire(api, "swaps", language=language))["results"][0]["title"].startswith(titles[language])


async def test_pages_follow_one_another(talk: Any) -> None:
    api, _ = talk
    first = await inquire(api, "swaps 2025")
    second = await inquire(api, "swaps 2025", offset=first["next_offset"])
    assert not {one["id"] for one in first["results"]} & {one["id"] for one in second["results"]}
    for offset in ("x", "-1", "99999", "²"):
        assert "results" in await inquire(api, "swaps 2025", offset=offset)


async def test_where_nothing_is_found_a_button_opens_the_bot(talk: Any) -> None:
    api, _ = talk
    answer = await inquire(api, "nothing like it")
    assert answer["results"] == []
    assert answer["button"] == {"text": "Nothing found: see what Parley knows", "start_parameter": "help"}


async def test_commands_in_a_shared_text_lead_into_the_bots_own_chat(talk: Any) -> None:
    api, _ = talk
    whole = (await inquire(api, "swaps 2025"))["results"][0]
    assert f'<a href="{ME}dev_' in whole["html"]
    buttons = [one for row in whole["reply_markup"]["inline_keyboard"] for one in row]
    assert {"text": "◂ 2024", "url": f"{ME}swaps_2024"} in buttons


def test_only_what_is_no_link_yet_becomes_one() -> None:
    assert linked('see /d41, <a href="https://x.example/d41">a/d41 /d41</a> x/d41', "me") == (
        'see <a href="https://t.me/me?start=dev_41">/d41</a>, <a href="https://x.example/d41">a/d41 /d41</a> x/d41'
    )


async def test_of_what_is_typed_at_once_the_last_is_answered_and_nothing_is_stored(
    talk: Any, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    api, _ = talk
    caplog.set_level("DEBUG", logger="parley")
    numbers = [api.inquire(5, "swaps 2025"[:end]) for end in range(1, 11)]
    assert await until(lambda: api.state.queries[numbers[-1]])
    await inquire(api, "Іван Петренко")
    assert database.run(subscribers.of_chat, 5) == []
    assert "Петренко" not in caplog.text


async def test_who_asks_without_end_is_not_answered_and_slows_nobody(talk: Any) -> None:
    api, _ = talk
    for _ in range(60):
        api.inquire(5, "swaps")
    other = api.inquire(6, "swaps")
    await until(lambda: api.state.queries[other])
    await asyncio.sleep(0.2)
    assert sum(bool(answer) for answer in api.state.queries.values()) <= 22
    assert api.said(5) == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("@parley_local_bot swaps 2025", "Exchanges of prisoners · 2025"),
        ("@Parley_Local_Bot 2 October 2025", "Prisoner exchange: 205 returned to Ukraine"),
        ("what of Istanbul @parley_local_bot", "Nothing found"),
        ("@parley_local_bot looking for my brother", "Parley keeps no lists"),
        ("@parley_local_bot", "Latest"),
    ],
)
async def test_a_guest_gets_the_first_card(talk: Any, typed: str, told: str) -> None:
    api, _ = talk
    number = api.call_as_guest(-1001000000777, typed, user_id=5)
    answer = await until(lambda: api.state.queries[number])
    (result,) = answer["results"]
    assert told in result["message_text"]
    assert api.said(-1001000000777) == []


async def test_what_was_known_then_can_be_shared(talk: Any) -> None:
    api, _ = talk
    (answer,) = (await inquire(api, "at 2025-10-03 12:00"))["results"]
    assert answer["title"].startswith("What Parley knew on 3 October 2025, 12:00 Kyiv time")
