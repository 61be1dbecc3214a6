"""Pictures and documents, sent with what they say in words to each kind of chat, over HTTP as in process."""

from __future__ import annotations

import struct
import zlib
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.telegram.faults import bad
from handlers.conversation import Attachment, Button, FileKind, Reply, Request
from storage.database import Database
from storage.vocabulary import Dossier
from tests.telegram.talking import ask, opened, until

GROUP, CHANNEL = -100500, -100900


def png(width: int, height: int, shade: int = 0) -> bytes:
    """A true PNG of one grey."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


PICTURE = Attachment("chart.png", png(4, 3), FileKind.PICTURE)
TABLE = Attachment("developments.csv", b"id,day\r\n1,2026-02-05\r\n")
RECORD = Attachment("developments.json", b"[]")
BUTTONS = ((Button("Total", "chart total"),),)
ANSWERS = {
    "chart": Reply("<b>Returned</b>", BUTTONS, attachments=(PICTURE,)),
    "export": Reply("One row a development.", BUTTONS, attachments=(TABLE, RECORD)),
    "long": Reply("<b>a</b>" * 1025, BUTTONS, attachments=(PICTURE,)),
    "brimful": Reply("<b>a</b>" * 1024, attachments=(PICTURE,)),
    "wrong": Reply("<b>157</i> &amp; 160", attachments=(PICTURE,)),
    "wide": Reply("in words", BUTTONS, attachments=(Attachment("x.png", png(2100, 100), FileKind.PICTURE), TABLE)),
    "words": Reply("words alone"),
}


def answer(request: Request, _: object) -> Reply:
    found = ANSWERS[request.command]
    if request.arguments == ("total",):
        other = replace(PICTURE, name="total.png", content=png(5, 3))
        found = replace(found, html="<b>In all</b>", attachments=(other,))
    return replace(found, fresh=request.arguments == ("fresh",))


@pytest.fixture(params=["process", "http"])
async def chat(request: pytest.FixtureRequest, database: Database, dossier: Dossier) -> AsyncIterator[Any]:
    async with opened(database, dossier, request.param, answer=answer, needs_write=lambda _: False) as (api, _):
        yield api


def content(api: Any, message: dict[str, Any]) -> bytes:
    file = message["photo"][0] if "photo" in message else message["document"]
    return api.state.files[file["file_id"]]


async def test_a_picture_bears_the_text_and_the_buttons(chat: Any) -> None:
    sent = await ask(chat, 5, "/chart")
    assert (sent["caption"], sent["html"]) == ("Returned", "<b>Returned</b>")
    assert (sent["photo"][0]["width"], sent["photo"][0]["height"]) == (4, 3)
    assert content(chat, sent) == PICTURE.content
    assert sent["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "chart total"


async def test_documents_come_under_their_names_the_text_below_the_first(chat: Any) -> None:
    await ask(chat, 5, "/export")
    first, second = await until(lambda: chat.said(5) if len(chat.said(5)) == 2 else None)
    assert [first["document"]["file_name"], second["document"]["file_name"]] == [TABLE.name, RECORD.name]
    assert [content(chat, first), content(chat, second)] == [TABLE.content, RECORD.content]
    assert first["caption"] == "One row a development."
    assert "reply_markup" in first
    assert "caption" not in second
    assert "reply_markup" not in second


async def test_a_text_that_is_too_long_to_stand_below_goes_before(chat: Any) -> None:
    await ask(chat, 5, "/long")
    text, picture = await until(lambda: chat.said(5) if len(chat.said(5)) == 2 else None)
    assert len(text["text"]) == 1025
    assert "reply_markup" in text
    assert "caption" not in picture
    assert len((await ask(chat, 6, "/brimful"))["caption"]) == 1024


async def test_in_a_topic_and_a_group_it_answers_there(chat: Any) -> None:
    sent = await ask(chat, GROUP, "/chart@parley_local_bot", user_id=7, topic_id=42)
    assert sent["message_thread_id"] == 42
    assert sent["reply_to_message"]["text"] == "/chart@parley_local_bot"
    chat.press(GROUP, sent["message_id"], "export", user_id=7)
    await until(lambda: len(chat.said(GROUP)) == 3)
    assert {one["message_thread_id"] for one in chat.said(GROUP)} == {42}


async def test_in_a_channel(chat: Any) -> None:
    chat.chat(CHANNEL, "channel")
    sent = await ask(chat, CHANNEL, "/chart@parley_local_bot")
    assert sent["caption"] == "Returned"
    assert "reply_to_message" not in sent


async def test_a_button_below_a_picture_puts_another_in_its_place(chat: Any) -> None:
    sent = await ask(chat, 5, "/chart")
    chat.press(5, sent["message_id"], "chart total")
    (edited,) = await until(lambda: [one for one in chat.said(5) if "edit_date" in one])
    assert (edited["caption"], edited["photo"][0]["width"]) == ("In all", 5)
    assert content(chat, edited) == png(5, 3)
    assert len(chat.said(5)) == 1


@pytest.mark.parametrize(("first", "pressed"), [("/words", "chart"), ("/chart", "words"), ("/chart", "chart fresh")])
async def test_what_cannot_take_its_place_comes_below(chat: Any, first: str, pressed: str) -> None:
    sent = await ask(chat, 5, first)
    chat.press(5, sent["message_id"], pressed)
    await until(lambda: len(chat.said(5)) == 2)
    assert not any("edit_date" in one for one in chat.said(5))


async def test_a_picture_that_is_gone_is_sent_anew(chat: Any) -> None:
    sent = await ask(chat, 5, "/chart")
    chat.faults.add(bad("message to edit not found", method="editMessageMedia"))
    chat.press(5, sent["message_id"], "chart total")
    await until(lambda: len(chat.said(5)) == 2)
    assert chat.said(5)[-1]["caption"] == "In all"


async def test_wrong_markup_goes_as_plain_text(chat: Any) -> None:
    assert (await ask(chat, 5, "/wrong"))["caption"] == "157 & 160"


async def test_where_no_files_may_be_sent_the_text_says_enough(chat: Any) -> None:
    chat.chat(5).no_files = True
    sent = await ask(chat, 5, "/chart")
    assert sent["text"] == "Returned"
    assert "reply_markup" in sent


async def test_a_picture_that_is_refused_costs_neither_the_text_nor_the_other_files(chat: Any) -> None:
    await ask(chat, 5, "/wide")
    text, table = await until(lambda: chat.said(5) if len(chat.said(5)) == 2 else None)
    assert text["text"] == "in words"
    assert content(chat, table) == TABLE.content
