"""The local Bot API refuses what Telegram's would, over HTTP as in process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken

from bot.telegram.local import LocalBotApi
from tests.bot_server import BotServer
from tests.telegram.talking import TOKEN
from tests.telegram.test_files import png

HTML = ParseMode.HTML


@pytest.fixture(params=["process", "http"])
async def bot(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Bot, LocalBotApi]]:
    api = LocalBotApi(token=TOKEN)
    async with BotServer(api) as server:
        made = Bot(TOKEN, base_url=f"{server.url}/bot")
        if request.param == "process":
            made = Bot(TOKEN, request=api, get_updates_request=api)
        async with made:
            yield made, api


def button(**what: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup.from_button(InlineKeyboardButton("b", **what))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "<b>" + "x" * 4096 + "</b>", "parse_mode": HTML}, None),
        ({"text": "⚠𝟙" * 1366}, "message is too long"),
        ({"text": "  "}, "text is empty"),
        ({"text": "<b></b>", "parse_mode": HTML}, "text is empty"),
        ({"text": "<b>open", "parse_mode": HTML}, "can't parse entities"),
        ({"text": "<script>x</script>", "parse_mode": HTML}, "unsupported start tag"),
        ({"text": "x", "reply_parameters": ReplyParameters(999)}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": ReplyParameters(999, allow_sending_without_reply=True)}, None),
        ({"text": "x", "reply_markup": button(callback_data="д" * 33)}, "button_data_invalid"),
        ({"text": "x", "reply_markup": button(callback_data="d" * 64)}, None),
        ({"text": "x", "reply_markup": button(url="javascript:x")}, "button_url_invalid"),
        ({"text": "x", "reply_markup": button(copy_text=CopyTextButton("c" * 257))}, "button_copy_text_invalid"),
        ({"text": "x", "reply_markup": button(copy_text=CopyTextButton("ц" * 256))}, None),
    ],
)
async def test_what_a_message_may_hold(bot: Any, given: dict[str, Any], told: str | None) -> None:
    made, api = bot
    if told is None:
        assert (await made.send_message(5, **given)).message_id
        return
    with pytest.raises(BadRequest) as caught:
        await made.send_message(5, **given)
    assert told in caught.value.message.lower()
    assert api.said(5) == []


async def test_edits(bot: Any) -> None:
    made, api = bot
    sent = await made.send_message(5, "<b>157</b>", parse_mode=HTML)
    with pytest.raises(BadRequest, match="not modified"):
        await made.edit_message_text("<b>157</b>", 5, sent.message_id, parse_mode=HTML)
    edited = await made.edit_message_text("<b>160</b>", 5, sent.message_id, parse_mode=HTML)
    assert edited.text == "160"
    assert [message["html"] for message in api.said(5)] == ["<b>160</b>"]
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await made.edit_message_text("x", 5, 999)
    await made.delete_message(5, sent.message_id)
    assert api.said(5) == []


async def test_places_that_take_nothing(bot: Any) -> None:
    made, api = bot
    api.chat(1).blocked = True
    api.chat(2).missing = True
    api.chat(-3).migrated_to = -1003
    api.chat(-4).closed_topics.add(7)
    api.chat(-5).muted = True
    with pytest.raises(Forbidden, match="blocked by the user"):
        await made.send_message(1, "x")
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await made.send_message(2, "x")
    with pytest.raises(ChatMigrated) as caught:
        await made.send_message(-3, "x")
    assert caught.value.new_chat_id == -1003
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await made.send_message(-4, "x", message_thread_id=7)
    assert (await made.send_message(-4, "x", message_thread_id=8)).message_thread_id == 8
    with pytest.raises(BadRequest, match=r"(?i)not enough rights"):
        await made.send_message(-5, "x")


async def test_pictures_and_files(bot: Any) -> None:
    made, api = bot
    sent = await made.send_photo(5, png(4, 3), caption="<i>by month</i>", parse_mode=HTML)
    assert (sent.caption, sent.photo[0].width, sent.photo[0].height) == ("by month", 4, 3)
    document = await made.send_document(5, b"a,b\n", filename="developments.csv")
    assert document.document.file_size == 4
    assert api.said(5)[-1]["file_name"] == "developments.csv"
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await made.send_photo(5, png(4, 3), caption="x" * 1025)


async def test_updates_stay_until_they_are_confirmed(bot: Any) -> None:
    made, api = bot
    api.say(5, "/start")
    api.say(5, "/help")
    first = await made.get_updates(timeout=0)
    assert [one.message.text for one in first] == ["/start", "/help"]
    assert len(await made.get_updates(timeout=0)) == 2
    assert await made.get_updates(offset=first[-1].update_id + 1, timeout=0) == ()
    assert api.state.updates.unconfirmed == 0


async def test_a_newer_poll_ends_an_older_one(bot: Any) -> None:
    made, api = bot
    older = asyncio.create_task(made.get_updates(timeout=5))
    await asyncio.sleep(0.1)
    async with Bot(TOKEN, request=api, get_updates_request=api) as other:
        newer = asyncio.create_task(other.get_updates(timeout=1))
        with pytest.raises(Conflict):
            await older
        assert await newer == ()


async def test_members_and_menus(bot: Any) -> None:
    made, api = bot
    api.chat(-5).admins.add(8)
    assert (await made.get_chat_member(-5, 8)).status == "administrator"
    assert (await made.get_chat_member(-5, 9)).status == "member"
    await made.set_my_commands([("latest", "what happened")], language_code="uk")
    assert [one.command for one in await made.get_my_commands(language_code="uk")] == ["latest"]
    assert await made.get_my_commands() == ()


async def test_another_token_is_not_let_in(bot: Any) -> None:
    made, api = bot
    api.token = "another"
    with pytest.raises(InvalidToken):
        await made.get_me()
