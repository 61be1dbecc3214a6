"""Settings driven through the real application, in process and over HTTP: in place, per chat, by administrators."""

from __future__ import annotations

from typing import Any

import pytest

from storage import subscribers
from storage.database import Database
from storage.vocabulary import ChatKind, Dossier
from tests.telegram.talking import ask, opened, until

GROUP, CHANNEL = -100501, -100901


def kept(database: Database, chat_id: int, topic_id: int | None = None) -> Any:
    return database.run(subscribers.get, chat_id, topic_id)


def menu(api: Any, scope: str, language: str = "") -> list[str]:
    return [one["description"] for one in api.state.commands.get((scope, language), [])]


async def press(api: Any, chat_id: int, message_id: int, data: str, wanted: str, **more: Any) -> dict[str, Any]:
    """Presses a button and waits until its message says what is wanted."""
    api.press(chat_id, message_id, data, **more)
    return await until(lambda: next((m for m in api.said(chat_id) if wanted in m["text"]), None))


async def test_a_newcomer_is_done_in_three_taps_in_one_message(talk: Any, database: Database) -> None:
    api, _ = talk
    number = (await ask(api, 5, "/start", language="uk"))["message_id"]
    await press(api, 5, number, "welcome language ru", "2 из 3")
    await press(api, 5, number, "welcome word", "3 из 3")
    last = await press(api, 5, number, "welcome word any", "Оповещения включены.")
    assert (last["message_id"], len(api.said(5))) == (number, 1)
    assert kept(database, 5).subscribed
    assert kept(database, 5).language == "ru"
    await until(lambda: menu(api, "chat:5"))
    assert "язык" not in "".join(menu(api, "all_private_chats", "uk")).lower()
    assert menu(api, "chat:5") == menu(api, "all_private_chats", "ru")
    assert (await ask(api, 5, "/help", language="uk"))["text"].startswith("О чём можно спросить")


async def test_forgetting_a_chat_takes_its_menu_away(talk: Any, database: Database) -> None:
    api, _ = talk
    await ask(api, 5, "/language uk")
    await until(lambda: menu(api, "chat:5"))
    await ask(api, 5, "/deleteme yes")
    await until(lambda: not menu(api, "chat:5"))
    assert kept(database, 5) is None


async def test_settings_are_changed_in_place(talk: Any, database: Database) -> None:
    api, _ = talk
    number = (await ask(api, 5, "/settings"))["message_id"]
    await press(api, 5, number, "settings people", "How many people: any number")
    await press(api, 5, number, "settings people 100", "How many people: from 100 in all")
    await press(api, 5, number, "settings", "Settings of this chat")
    assert len(api.said(5)) == 1
    assert kept(database, 5).minimum == 100


class TestGroups:
    async def test_who_is_no_administrator_is_told_so_and_the_message_stays(
        self, talk: Any, database: Database
    ) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        answer = await ask(api, GROUP, "/settings", user_id=8)
        told: list[str] = []
        api.listen(lambda event: told.append(event.message["text"]) if event.what == "notified" else None)
        api.press(GROUP, answer["message_id"], "settings on", user_id=7)
        await until(lambda: told)
        assert told == ["Only the administrators of this chat can change that."]
        assert api.said(GROUP)[-1]["text"] == answer["text"]
        assert kept(database, GROUP) is None
        await press(api, GROUP, answer["message_id"], "settings on", "Alerts: on", user_id=8)
        assert kept(database, GROUP).subscribed

    async def test_a_group_speaks_as_who_added_it_until_it_is_changed(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        api.change_membership(GROUP, "member", user_id=8, language="uk")
        await until(lambda: kept(database, GROUP))
        assert "Обмін" in (await ask(api, GROUP, "/swaps", user_id=7, language="en"))["text"]
        await ask(api, GROUP, "/language en", user_id=8, language="uk")
        assert "Exchanges" in (await ask(api, GROUP, "/swaps", user_id=7, language="uk"))["text"]
        await until(lambda: menu(api, f"chat_administrators:{GROUP}"))
        members, administrators = menu(api, f"chat:{GROUP}"), menu(api, f"chat_administrators:{GROUP}")
        assert set(members) < set(administrators)

    async def test_a_topic_is_set_by_itself(self, talk: Any, database: Database) -> None:
        api, _ = talk
        api.chat(GROUP).admins.add(8)
        answer = await ask(api, GROUP, "/settings people 50", user_id=8, topic_id=42)
        assert answer["message_thread_id"] == 42
        assert kept(database, GROUP, 42).minimum == 50
        assert kept(database, GROUP) is None


async def test_a_channel_is_set_by_its_posts(talk: Any, database: Database) -> None:
    api, _ = talk
    api.chat(CHANNEL, "channel")
    answer = await ask(api, CHANNEL, "/language uk")
    assert answer["text"].startswith("Мова: Українська")
    assert kept(database, CHANNEL).kind is ChatKind.CHANNEL
    assert not [scope for scope, _ in api.state.commands if scope.startswith("chat:")]


@pytest.mark.parametrize(
    ("payload", "told"), [("swaps", "Exchanges of prisoners"), ("dev_99", "Nothing has the number 99")]
)
async def test_links_open_what_they_name(talk: Any, payload: str, told: str) -> None:
    api, _ = talk
    assert told in (await ask(api, 5, f"/start {payload}"))["text"]


async def test_menus_are_set_for_each_language_and_scope(talk: Any) -> None:
    api, _ = talk
    await until(lambda: len(api.state.commands) == 12)
    for scope in ("default", "all_private_chats", "all_chat_administrators"):
        assert len(menu(api, scope, "uk")) > len(menu(api, "all_group_chats", "uk"))


async def test_operators_have_a_menu_of_their_own_in_their_language(database: Database, dossier: Dossier) -> None:
    async with opened(database, dossier, "process", admins=frozenset({5, GROUP})) as (api, _):
        await until(lambda: menu(api, "chat:5"))  # the last of them
        more = set(menu(api, "chat:5")) - set(menu(api, "all_private_chats"))
        assert "stops all pushes: what is due waits" in more
        assert not more & set(menu(api, f"chat:{GROUP}"))
        assert more < set(menu(api, f"chat_administrators:{GROUP}"))
        await ask(api, 5, "/language uk")
        await until(lambda: set(menu(api, "all_private_chats", "uk")) < set(menu(api, "chat:5")))
        await ask(api, 5, "/deleteme yes")
        await until(lambda: more < set(menu(api, "chat:5")))
