"""Files sent by the real application, in process and over HTTP: from the button below /swaps to what arrives."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlmodel import Session

from handlers import dispatch
from handlers.conversation import Reply, Request
from storage.database import Database
from storage.vocabulary import Dossier
from tests.telegram.talking import ask, copied, opened, until

GROUP, CHANNEL = -100502, -100902


@pytest.fixture
def database(recorded: Path, tmp_path: Path) -> Iterator[Database]:
    with copied(recorded, tmp_path) as made:
        yield made


def buttons(message: dict[str, Any]) -> dict[str, str]:
    rows = message["reply_markup"]["inline_keyboard"]
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def content(api: Any, message: dict[str, Any]) -> bytes:
    return api.state.files[message["document"]["file_id"]]


async def files(api: Any, chat: int, count: int) -> list[dict[str, Any]]:
    return await until(
        lambda: sent if len(sent := [one for one in api.said(chat) if "document" in one]) == count else None
    )


async def test_from_the_years_exchanges_to_the_three_tables(talk: Any) -> None:
    api, _ = talk
    swaps = await ask(api, 5, "/swaps 2025", language="uk")
    api.press(5, swaps["message_id"], buttons(swaps)["Експорт"], language="uk")
    page = await until(lambda: next((one for one in api.said(5) if "Експорт · 2025" in one["text"]), None))
    assert page["message_id"] == swaps["message_id"]
    api.press(5, page["message_id"], buttons(page)["CSV"], language="uk")
    told = await files(api, 5, 3)
    assert [one["document"]["file_name"] for one in told] == [
        "parley-developments-2025.csv", "parley-claims-2025.csv", "parley-changes-2025.csv",
    ]  # fmt: skip
    assert "хто його назвав" in told[0]["caption"]
    shown, claims, _ = (list(csv.DictReader(StringIO(content(api, one).decode("utf-8-sig")))) for one in told)
    largest = next(row for row in shown if row["day"] == "2025-05-25" and row["kind"] == "exchange")
    assert (largest["to_ua"], largest["to_ru"]) == ("303", "303")
    assert {row["development"] for row in claims} <= {row["id"] for row in shown}


async def test_one_file_with_all_of_it_in_a_topic(talk: Any) -> None:
    api, _ = talk
    api.chat(GROUP, "supergroup")
    api.say(GROUP, "/export@parley_local_bot json", user_id=7, topic_id=42)
    [told] = await files(api, GROUP, 1)
    assert told["message_thread_id"] == 42
    rows = json.loads(content(api, told))
    assert len(rows) > 100
    assert all(row["reports"] for row in rows)


async def test_a_calendar_in_a_channel(talk: Any) -> None:
    api, _ = talk
    api.chat(CHANNEL, "channel")
    api.say(CHANNEL, "/export@parley_local_bot calendar 2025")
    [told] = await files(api, CHANNEL, 1)
    assert told["document"]["file_name"] == "parley-talks-2025.ics"
    assert len(Calendar.from_ical(content(api, told)).walk("VEVENT")) > 5


async def test_what_a_button_must_not_ask_is_refused(talk: Any) -> None:
    api, _ = talk
    page = await ask(api, 5, "/export")
    api.press(5, page["message_id"], "export ../../etc/passwd 2025")
    await until(lambda: any("I don't know" in one["text"] for one in api.said(5)))
    assert not [one for one in api.said(5) if "document" in one]


async def test_nobody_waits_while_files_are_made(database: Database, dossier: Dossier) -> None:
    """The files are made in a thread apart: what is asked meanwhile is answered before them."""
    meanwhile = threading.Event()

    def answer(request: Request, session: Session) -> Reply:
        if request.command == "export":
            assert meanwhile.wait(5)
        return dispatch.answer(request, session)

    async with opened(database, dossier, "process", answer=answer) as (api, _):
        api.say(5, "/export csv")
        assert (await ask(api, 6, "/latest"))["text"]
        assert not api.said(5)
        meanwhile.set()
        await until(lambda: api.said(5))
