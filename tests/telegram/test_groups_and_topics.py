"""Groups and their topics through the real application: what /start subscribes, who is an administrator, moves."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from storage import subscribers
from storage.database import Database
from storage.vocabulary import Dossier
from tests.telegram.talking import NOW, ask, opened, until

GROUP, LINKED, OLD, TOPIC = -1001000000502, -1001000000902, -78, 42


def kept(database: Database, chat_id: int = GROUP, topic_id: int | None = None) -> Any:
    return database.run(subscribers.get, chat_id, topic_id)


def menu(api: Any, chat_id: int) -> list[str]:
    return [one["description"] for one in api.state.commands.get((f"chat_administrators:{chat_id}", ""), [])]


class TestStart:
    async def test_in_a_topic_it_subscribes_that_topic(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        answer = await ask(api, GROUP, "/start", user_id=8, topic_id=TOPIC, language="uk")
        assert answer["text"].startswith("Сповіщення в цій темі увімкнено.")
        assert answer["message_thread_id"] == TOPIC
        assert (kept(database, GROUP, TOPIC).subscribed, kept(database)) == (True, None)
        again = await ask(api, GROUP, "/start@parley_local_bot", user_id=8, topic_id=TOPIC)
        assert "Parley" in again["text"]

    async def test_who_is_no_administrator_is_told_what_parley_is_and_changes_nothing(
        self, talk: Any, database: Database
    ) -> None:
        api, _ = talk
        assert "which language" in (await ask(api, GROUP, "/start", user_id=7, topic_id=TOPIC))["text"].lower()
        assert database.run(subscribers.of_chat, GROUP) == []

    async def test_outside_a_topic_it_asks_first(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        assert "which language" in (await ask(api, GROUP, "/start", user_id=8))["text"].lower()
        assert kept(database) is None

    async def test_the_general_topic_is_the_group_itself(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        answer = await ask(api, GROUP, "/subscribe", user_id=8, topic_id=1)
        assert "message_thread_id" not in answer
        assert (kept(database).subscribed, kept(database, GROUP, 1)) == (True, None)


class TestClosedTopic:
    async def test_opened_again_it_is_told_again(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        await ask(api, GROUP, "/subscribe", user_id=8, topic_id=TOPIC)
        database.run(subscribers.rest, kept(database, GROUP, TOPIC).id, NOW, write=True)
        api.say(GROUP, "", user_id=8, topic_id=TOPIC, forum_topic_reopened={})
        await until(lambda: kept(database, GROUP, TOPIC).active)

    async def test_an_answer_that_it_does_not_take_harms_nobody(self, talk: Any) -> None:
        api, _ = talk
        api.chat(GROUP).closed_topics.add(TOPIC)
        api.say(GROUP, "/latest", user_id=7, topic_id=TOPIC)
        assert await ask(api, GROUP, "/latest", user_id=9)


class TestInTheNameOfAChannel:
    def sender(self, number: int = LINKED) -> dict[str, Any]:
        return {"id": number, "type": "channel", "title": "c"}

    async def test_the_linked_one_is_an_administrator(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).linked = LINKED
        await ask(api, GROUP, "/subscribe", user_id=136817688, sender_chat=self.sender())
        assert kept(database).subscribed

    async def test_another_is_none(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).linked = LINKED
        await ask(api, GROUP, "/subscribe", user_id=136817688, sender_chat=self.sender(LINKED - 1))
        assert kept(database) is None

    async def test_the_copy_of_a_post_is_an_order_to_the_group_where_parley_is_not_in_the_channel(
        self, talk: Any, database: Database
    ) -> None:
        api, _ = talk
        api.chat(GROUP).linked = LINKED
        copy = {"sender_chat": self.sender(), "is_automatic_forward": True}
        await ask(api, GROUP, "/subscribe", user_id=777000, **copy)
        assert kept(database).subscribed

    async def test_a_post_in_a_channel_of_parleys_is_answered_there_alone(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(LINKED, "channel")
        api.chat(GROUP).linked = LINKED
        await ask(api, LINKED, "/subscribe")
        copy = {"sender_chat": self.sender(), "is_automatic_forward": True}
        api.say(GROUP, "/subscribe", user_id=777000, **copy)
        await ask(api, GROUP, "/about", user_id=7)
        assert (len(api.said(GROUP)), kept(database)) == (1, None)


class TestAGroupThatBecomesASupergroup:
    @pytest.mark.parametrize("message", ["old", "new"])
    async def test_its_menu_comes_along(self, talk: Any, database: Database, message: str) -> None:
        api, _ = talk
        api.chat(OLD, "group").admins.add(8)
        await ask(api, OLD, "/language uk", user_id=8)
        await until(lambda: menu(api, OLD))
        if message == "old":
            api.say(OLD, "", migrate_to_chat_id=GROUP)
        else:
            api.say(GROUP, "", migrate_from_chat_id=OLD)
        await until(lambda: menu(api, GROUP))
        assert menu(api, GROUP) == menu(api, OLD)
        assert (kept(database).language, kept(database, OLD)) == ("uk", None)

    async def test_an_answer_that_meets_the_move_arrives_at_the_new_address(
        self, talk: Any, database: Database
    ) -> None:
        api, _ = talk
        api.chat(OLD, "group").admins.add(8)
        await ask(api, OLD, "/language uk", user_id=8)
        before = len(api.said(OLD))
        api.say(OLD, "/about", user_id=7)
        api.chat(OLD).migrated_to = GROUP
        await until(lambda: api.said(GROUP) or len(api.said(OLD)) > before)
        if not api.said(GROUP):  # it was quicker than the move
            api.say(OLD, "/about", user_id=7)
        await until(lambda: api.said(GROUP) and menu(api, GROUP))
        assert kept(database).language == "uk"


async def test_nothing_but_commands_is_answered_in_a_topic(talk: Any) -> None:
    api, _ = talk
    for text in ("exchange?", "/swaps@another_bot", "/nonsense", "@parley_local_bot hello"):
        api.say(GROUP, text, user_id=7, topic_id=TOPIC)
    api.say(GROUP, "", user_id=7, topic_id=TOPIC, forum_topic_closed={})
    await ask(api, 5, "/about")
    await asyncio.sleep(0.2)
    assert api.said(GROUP) == []


async def test_two_topics_are_two_places(database: Database, dossier: Dossier) -> None:
    async with opened(database, dossier, "http") as (api, _):
        api.chat(GROUP).admins.add(8)
        await ask(api, GROUP, "/start", user_id=8, topic_id=TOPIC)
        await ask(api, GROUP, "/start", user_id=8, topic_id=TOPIC + 1)
        await ask(api, GROUP, "/unsubscribe", user_id=8, topic_id=TOPIC)
    assert [kept(database, GROUP, topic).subscribed for topic in (TOPIC, TOPIC + 1)] == [False, True]
