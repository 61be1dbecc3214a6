"""The Telegram door, driven end to end: the real application, in process and over HTTP."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import pytest

from bot.telegram.door import Door, TokenRefused
from bot.telegram.faults import bad, forbidden, internal, stranger
from bot.telegram.local import LocalBotApi
from bot.telegram.wire import Health
from handlers.conversation import Button, Reply, Request
from storage import holds, subscribers
from storage.database import Database
from storage.vocabulary import ChatKind, Delivery, DeliveryState, Dossier, Priority, Purpose
from tests.bot_server import BotServer
from tests.telegram.talking import NOW, TOKEN, ask, opened, until

GROUP, CHANNEL = -100500, -100900


async def test_a_command_is_answered_in_a_private_chat(talk: Any) -> None:
    api, _ = talk
    answer = await ask(api, 5, "/start")
    assert "Parley" in answer["text"]
    assert answer["reply_markup"]["inline_keyboard"]


async def test_each_answer_is_quick(talk: Any) -> None:
    api, _ = talk
    await ask(api, 6, "/swaps")  # what is loaded once is loaded
    waits = []
    for command in ("/start", "/help", "/latest", "/swaps", "/talks"):
        begun = time.monotonic()
        await ask(api, 5, command)
        waits.append(time.monotonic() - begun)
    assert sorted(waits)[-2] < 0.3, waits


async def test_a_pressed_button_edits_its_message(talk: Any, database: Database) -> None:
    api, _ = talk
    answer = await ask(api, 5, "/start")
    api.press(5, answer["message_id"], "help")
    await until(lambda: "edit_date" in api.said(5)[-1])
    assert len(api.said(5)) == 1
    await until(lambda: any(method == "answerCallbackQuery" for method, _, _ in api.calls))


async def test_button_data_that_was_tampered_with_does_no_harm(talk: Any) -> None:
    api, _ = talk
    answer = await ask(api, 5, "/start")
    for data in ("", "\x00", "sources 99999999999999999999", "d -1", "ж" * 32, "no_such_thing 1 2 3"):
        if data:
            api.press(5, answer["message_id"], data)
    assert "Parley" in (await ask(api, 6, "/start"))["text"]


COMMANDS_OF_OPERATORS = [
    "hold",
    "release",
    "release lost",
    "retract d1 yes",
    "review",
    "correct 1 UA 5 https://x.example",
]


async def test_buttons_of_operators_do_nothing_for_others(database: Database, dossier: Dossier) -> None:
    """Whoever forges their data gets what an unknown command gets, and what operators did stays."""
    operator, stranger = 99, 5
    async with opened(database, dossier, "http", admins=frozenset({operator})) as (api, _):
        assert "Pushes are held" in (await ask(api, operator, "/hold"))["text"]
        shown = (await ask(api, stranger, "/start"))["message_id"]
        for data in COMMANDS_OF_OPERATORS:
            api.press(stranger, shown, data)
            await until(lambda data=data: f"I don't know /{data.split()[0]}" in api.said(stranger)[0]["text"])
            await asyncio.sleep(1.1)  # else it would be slowed
        assert database.run(holds.held)
        held = api.said(operator)[0]
        api.press(operator, held["message_id"], "release")
        await until(lambda: not database.run(holds.held))


async def test_a_reader_of_the_operators_channel_is_no_operator(database: Database, dossier: Dossier) -> None:
    reader, editor = 7, 8
    async with opened(database, dossier, "process", admins=frozenset({CHANNEL})) as (api, _):
        api.chat(CHANNEL, "channel").admins.add(editor)
        held = await ask(api, CHANNEL, "/hold")
        api.press(CHANNEL, held["message_id"], "release", user_id=reader)
        await until(lambda: "I don't know" in api.said(CHANNEL)[0]["text"])
        assert database.run(holds.held)
        api.press(CHANNEL, held["message_id"], "release", user_id=editor)
        await until(lambda: not database.run(holds.held))


async def test_a_name_or_a_picture_gets_the_kind_answer_and_is_not_kept(talk: Any) -> None:
    api, _ = talk
    written = await ask(api, 5, "please help, looking for my brother")
    shown = await ask(api, 5, "", photo=[{"file_id": "f", "file_unique_id": "f", "width": 1, "height": 1}])
    assert written["text"] == shown["text"]


class TestGroups:
    async def test_only_commands_are_heard(self, talk: Any) -> None:
        api, _ = talk
        for text in ("hello all", "/nosuchcommand", "/start@another_bot", "what about /start"):
            api.say(GROUP, text, user_id=7)
        answer = await ask(api, GROUP, "/start@Parley_Local_Bot", user_id=7)
        assert answer["reply_to_message"]["text"] == "/start@Parley_Local_Bot"
        assert len(api.said(GROUP)) == 1

    async def test_only_administrators_change_settings(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        await ask(api, GROUP, "/subscribe", user_id=7)
        assert not _subscribed(database, GROUP)
        await ask(api, GROUP, "/subscribe", user_id=8)
        assert _subscribed(database, GROUP)

    async def test_an_anonymous_administrator_is_one(self, talk: Any, database: Database) -> None:
        api, _ = talk
        await ask(api, GROUP, "/subscribe", user_id=1087968824, sender_chat=api.chat(GROUP).as_json())
        assert _subscribed(database, GROUP)

    async def test_somebody_who_writes_as_a_channel_is_none(self, talk: Any, database: Database) -> None:
        api, _ = talk
        await ask(
            api, GROUP, "/subscribe", user_id=136817688, sender_chat={"id": -100777, "type": "channel", "title": "c"}
        )
        assert not _subscribed(database, GROUP)

    async def test_a_topic_is_subscribed_by_itself_and_answered_there(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        answer = await ask(api, GROUP, "/subscribe", user_id=8, topic_id=42)
        assert answer["message_thread_id"] == 42
        assert _subscribed(database, GROUP, 42)
        assert not _subscribed(database, GROUP)

    async def test_a_reply_in_a_group_without_topics_is_no_topic(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        await ask(api, GROUP, "/subscribe", user_id=8, message_thread_id=42)
        assert _subscribed(database, GROUP)

    @pytest.mark.parametrize("message", ["old", "new"])
    async def test_a_group_that_becomes_a_supergroup_keeps_its_settings(
        self, talk: Any, database: Database, message: str
    ) -> None:
        api, _ = talk
        api.chat(-77, "group").admins.add(8)
        await ask(api, -77, "/subscribe", user_id=8)
        if message == "old":
            api.say(-77, "", migrate_to_chat_id=GROUP)
        else:
            api.say(GROUP, "", migrate_from_chat_id=-77)
        await until(lambda: _subscribed(database, GROUP))
        assert database.run(subscribers.of_chat, -77) == []

    async def test_it_takes_the_language_of_who_added_parley(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.change_membership(GROUP, "member", user_id=8, language="uk-UA")
        await until(lambda: database.run(subscribers.get, GROUP))
        assert database.run(subscribers.get, GROUP).language == "uk"


async def test_a_channel_subscribes_by_a_post(talk: Any, database: Database) -> None:
    api, _ = talk
    api.chat(CHANNEL, "channel")
    await ask(api, CHANNEL, "/subscribe")
    found = database.run(subscribers.get, CHANNEL)
    assert found.subscribed
    assert found.kind is ChatKind.CHANNEL


async def test_a_channel_that_takes_the_right_to_post_away_rests_and_operators_hear_of_it_once(
    database: Database, dossier: Dossier
) -> None:
    alarms: list[str] = []
    async with opened(database, dossier, "process", alarm=alarms.append) as (api, _):
        api.chat(CHANNEL, "channel")
        api.change_membership(CHANNEL, "administrator", posts=False)
        api.say(CHANNEL, "/subscribe")
        await until(lambda: (found := database.run(subscribers.get, CHANNEL)) and found.subscribed)
        api.change_membership(CHANNEL, "administrator", posts=False)
        await until(lambda: not database.run(subscribers.get, CHANNEL).active)
        api.change_membership(CHANNEL, "left")
        api.change_membership(CHANNEL, "administrator")
        await until(lambda: database.run(subscribers.get, CHANNEL).active)
        assert database.run(subscribers.get, CHANNEL).subscribed
    (told,) = alarms
    assert "a channel takes no posts any more (Parley was removed or may not post)" in told
    assert str(CHANNEL) not in told


async def test_who_blocks_parley_gets_nothing_until_it_shows_life(talk: Any, database: Database) -> None:
    api, _ = talk
    await ask(api, 5, "/subscribe")
    api.change_membership(5, "kicked")
    await until(lambda: not database.run(subscribers.get, 5).active)
    api.change_membership(5, "member")
    await until(lambda: database.run(subscribers.get, 5).active)
    assert database.run(subscribers.get, 5).since == NOW
    api.change_membership(5, "kicked")
    await until(lambda: not database.run(subscribers.get, 5).active)
    await ask(api, 5, "/latest")
    assert database.run(subscribers.get, 5).active


async def test_an_answer_that_meets_a_block_makes_the_chat_inactive(talk: Any, database: Database) -> None:
    api, _ = talk
    await ask(api, 5, "/subscribe")
    api.faults.add(forbidden(chat_id=5))
    api.say(5, "/help")
    await until(lambda: not database.run(subscribers.get, 5).active)


async def test_who_floods_is_slowed_told_once_and_slows_nobody_else(talk: Any) -> None:
    api, _ = talk
    for _ in range(40):
        api.say(5, "/about")
    begun = time.monotonic()
    await ask(api, 6, "/about")
    assert time.monotonic() - begun < 1
    await until(lambda: len(api.said(5)) >= 6)
    await asyncio.sleep(0.3)
    texts = [message["text"] for message in api.said(5)]
    assert len(texts) == 6
    assert sum("One request a second" in text for text in texts) == 1


async def test_who_floods_is_told_so_in_the_language_that_was_chosen(talk: Any) -> None:
    api, _ = talk
    await ask(api, 5, "/language uk")
    for _ in range(12):
        api.say(5, "/about", language="en")
    await until(lambda: any("один запит на секунду" in message["text"] for message in api.said(5)))


async def test_edited_messages_are_not_answered(talk: Any) -> None:
    api, _ = talk
    message = api.chat(5).as_json()
    api.state.updates.push(
        {"edited_message": {"message_id": 1, "date": 1, "edit_date": 2, "chat": message, "text": "/start"}}
    )
    await ask(api, 6, "/start")
    assert api.said(5) == []


async def test_link_previews_are_off_and_the_markup_is_html(talk: Any) -> None:
    api, _ = talk
    seen: list[dict[str, Any]] = []
    carry_out = api._carry_out

    async def noted(token: str, method: str, given: dict[str, Any]) -> Any:
        if method == "sendMessage":
            seen.append(given)
        return await carry_out(token, method, given)

    api._carry_out = noted
    await ask(api, 5, "/start")
    assert seen[0]["parse_mode"] == "HTML"
    assert '"is_disabled": true' in seen[0]["link_preview_options"]


@pytest.mark.parametrize(("per_second", "paid"), [(30, None), (31, "true"), (1000, "true")])
async def test_more_than_thirty_a_second_is_paid_for_and_only_that(
    database: Database, dossier: Dossier, per_second: int, paid: str | None
) -> None:
    async with BotServer(LocalBotApi(token=TOKEN)) as server:
        door = Door(
            token=TOKEN, database=database, dossier=dossier, now=lambda: NOW, api_url=server.url, per_second=per_second
        )
        running = asyncio.create_task(door.run())
        await asyncio.wait_for(door.ready.wait(), 5)
        owed = Delivery(
            id=1, subscriber_id=1, purpose=Purpose.ALERT, priority=Priority.CARRIED_OUT,
            state=DeliveryState.SENDING, chat_id=5,
        )  # fmt: skip
        await door.sender.send(owed, {"html": "157 returned"})
        await ask(server.api, 6, "/about")
        await door.stop()
        await running
    broadcast, answer = [given for method, given in server.requests if method == "sendMessage"]
    assert broadcast.get("allow_paid_broadcast") == paid
    assert "allow_paid_broadcast" not in answer, "an answer is free"


async def test_menus_are_set_for_each_language(talk: Any) -> None:
    api, _ = talk
    await until(lambda: {language for _, language in api.state.commands} == {"", "uk", "ru"})
    names = [one["command"] for one in api.state.commands["default", ""]]
    assert {"latest", "swaps", "talks", "subscribe"} <= set(names)
    assert "start" not in names


class TestFaults:
    """What goes wrong on our side or Telegram's while somebody waits for an answer."""

    async def test_a_fault_of_ours_is_noted_once_and_the_person_told(
        self, database: Database, dossier: Dossier, caplog: pytest.LogCaptureFixture
    ) -> None:
        def broken(request: Request, _: Any) -> Reply:
            raise RuntimeError(f"secret {request.chat.id} {request.text}")

        async with opened(database, dossier, "process", answer=broken) as (api, _):
            answer = await ask(api, 987654, "/swaps the words")
        told = [record.getMessage() for record in caplog.records if "incident" in record.getMessage()]
        assert len(told) == 1
        assert "RuntimeError" in told[0]
        assert told[0].split()[1].rstrip(":") in answer["text"]
        assert "987654" not in caplog.text
        assert "the words" not in caplog.text

    async def test_markup_that_telegram_refuses_is_sent_plain(self, database: Database, dossier: Dossier) -> None:
        wrong = Reply("<b>157</i> returned", ((Button("Sources", "sources 1"),),))
        async with opened(database, dossier, "http", answer=lambda request, _: wrong) as (api, _):
            assert (await ask(api, 5, "/swaps"))["text"] == "157 returned"

    async def test_a_text_too_long_arrives_in_pieces(self, database: Database, dossier: Dossier) -> None:
        long = Reply("\n".join(f"<b>line {number}</b>" for number in range(600)))
        async with opened(database, dossier, "http", answer=lambda request, _: long) as (api, _):
            api.say(5, "/swaps")
            await until(lambda: "line 599" in "".join(message["text"] for message in api.said(5)))
        assert len(api.said(5)) == 3

    async def test_a_message_that_is_gone_is_answered_anew(self, talk: Any) -> None:
        api, _ = talk
        answer = await ask(api, 5, "/start")
        api.faults.add(bad("message to edit not found", method="editMessageText"))
        api.press(5, answer["message_id"], "help")
        await until(lambda: len(api.said(5)) == 2)

    async def test_an_update_that_cannot_be_read_is_passed_over_and_not_logged(
        self, talk: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        api, _ = talk
        api.state.updates.push({"message": {"message_id": 7, "text": "hidden words"}})
        assert "Parley" in (await ask(api, 6, "/start"))["text"]
        assert _polled(api) < 10
        assert caplog.text.count("cannot be understood") == 1
        assert "hidden words" not in caplog.text

    async def test_one_that_fails_does_not_stop_the_next(self, talk: Any) -> None:
        api, _ = talk
        api.faults.add(internal(chat_id=5))
        api.say(5, "/start")
        assert "Parley" in (await ask(api, 6, "/start"))["text"]


class TestStart:
    """A start without network, with a wrong token, beside another instance."""

    async def test_without_network_it_waits_says_so_once_and_then_answers(
        self, database: Database, dossier: Dossier, caplog: pytest.LogCaptureFixture
    ) -> None:
        server = BotServer(LocalBotApi(token=TOKEN))
        await server.start()
        await server.stop()
        door = Door(token=TOKEN, database=database, dossier=dossier, now=lambda: NOW, api_url=server.url)
        running = asyncio.create_task(door.run())
        await asyncio.sleep(2.6)
        assert not door.ready.is_set()
        assert "cannot be reached" in door.health.trouble
        assert caplog.text.count("cannot be reached") == 1
        await server.start()
        assert "Parley" in (await ask(server.api, 5, "/start"))["text"]
        assert door.health.trouble == ""
        await door.stop()
        await running
        await server.stop()

    @pytest.mark.parametrize("status", [200, 401, 404])
    async def test_a_proxy_in_telegrams_place_is_no_word_on_the_token(
        self, database: Database, dossier: Dossier, caplog: pytest.LogCaptureFixture, status: int
    ) -> None:
        api, alarms = LocalBotApi(token=TOKEN), list[str]()
        api.faults.add(stranger(status, b"{}", method=None, times=None))
        async with BotServer(api) as server:
            way = {"api_url": server.url, "alarm": alarms.append}
            door = Door(token=TOKEN, database=database, dossier=dossier, now=lambda: NOW, **way)
            running = asyncio.create_task(door.run())
            await asyncio.sleep(1.5)
            api.faults.clear()
            assert "Parley" in (await ask(api, 5, "/start"))["text"]
            api.faults.add(stranger(status, b"{}", method="getUpdates", times=None))
            api.state.updates.push({"edited_message": None})
            before = _polled(api)
            await asyncio.sleep(2.5)
            assert _polled(api) - before <= 4, "it waits ever longer"
            api.faults.clear()
            await ask(api, 6, "/about")
            await door.stop()
            await running
        assert (alarms, "refuses" in caplog.text) == ([], False)

    async def test_it_ends_while_it_waits_for_the_network(self, database: Database, dossier: Dossier) -> None:
        door = Door(token=TOKEN, database=database, dossier=dossier, now=lambda: NOW, api_url="http://127.0.0.1:9")
        running = asyncio.create_task(door.run())
        await asyncio.sleep(0.2)
        begun = time.monotonic()
        await door.stop()
        await asyncio.wait_for(running, 2)
        assert time.monotonic() - begun < 2

    @pytest.mark.parametrize("transport", ["process", "http"])
    async def test_a_wrong_token_ends_it_with_cause_and_cure(
        self, database: Database, dossier: Dossier, transport: str
    ) -> None:
        api = LocalBotApi(token="another")
        async with BotServer(api) as server:
            way = {"api_url": server.url} if transport == "http" else {"request": api}
            door = Door(token=TOKEN, database=database, dossier=dossier, now=lambda: NOW, **way)
            with pytest.raises(TokenRefused, match="BotFather") as caught:
                await asyncio.wait_for(door.run(), 5)
            await door.stop()
        assert TOKEN not in str(caught.value)

    async def test_a_second_poller_is_an_alarm_only_after_a_minute(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.INFO)
        at, alarms = [0.0], []
        health = Health(alarms.append, monotonic=lambda: at[0])
        for seconds in (0, 1, 10, 59):
            at[0] = float(seconds)
            health.answered("getUpdates", 409)
        assert (alarms, caplog.text.count("409")) == ([], 1)
        for seconds in (61, 62, 90):
            at[0] = float(seconds)
            health.answered("getUpdates", 409)
        assert len(alarms) == 1
        health.answered("getUpdates", 200)
        assert health.trouble == ""

    async def test_a_method_that_fails_is_said_once_though_others_are_answered(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        at = [0.0]
        health = Health(monotonic=lambda: at[0])
        for seconds in range(20):
            at[0] = float(seconds)
            health.failed("sendMessage", "ReadError")
            health.answered("getUpdates", 200)
        health.answered("sendMessage", 200)
        assert [record.getMessage().partition(" (")[0] for record in caplog.records] == [
            "Telegram cannot be reached",
            "Telegram answers again",
        ]
        health.failed("getMe", "ReadError")
        at[0] += 61
        health.answered("getUpdates", 200)
        assert caplog.text.count("answers again") == 2, "what is not called any more keeps no trouble open"

    async def test_a_token_revoked_later_is_an_alarm_and_polling_goes_on(
        self, database: Database, dossier: Dossier
    ) -> None:
        alarms: list[str] = []
        async with opened(database, dossier, "http", alarm=alarms.append) as (api, door):
            api.token = "another"
            api.state.updates.push({"edited_message": None})
            await until(lambda: alarms)
            assert "BotFather" in alarms[0]
            api.token = TOKEN
            await until(lambda: door.health.trouble == "")
            assert "Parley" in (await ask(api, 5, "/start"))["text"]
        assert len(alarms) == 1


def _polled(api: LocalBotApi) -> int:
    return [method for method, _, _ in api.calls].count("getUpdates")


def _subscribed(database: Database, chat_id: int, topic_id: int | None = None) -> bool:
    found = database.run(subscribers.get, chat_id, topic_id)
    return found is not None and found.subscribed


async def test_updates_are_fetched_only_while_that_is_wanted(database: Database, dossier: Dossier) -> None:
    async with opened(database, dossier, "http") as (api, door):
        await ask(api, 5, "/about")
        door.listen(on=False)
        await until(lambda: not door.ready.is_set())
        await asyncio.sleep(0.2)
        before = len(api.calls)
        api.say(5, "/about")
        await asyncio.sleep(0.5)
        assert len(api.said(5)) == 1
        assert not [call for call in api.calls[before:] if call[0] == "getUpdates"]
        door.listen(on=True)
        await until(lambda: len(api.said(5)) == 2)
