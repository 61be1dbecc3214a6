"""The channels of PARLEY_CHANNELS: each carries every alert, its edits and corrections, as one message."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.alerts.eligible import PUSHED
from bot.opening import fill
from bot.settings import Settings
from storage import channels, subscribers
from storage.database import Database
from storage.vocabulary import Kind, Purpose, Rhythm, Subscriber
from tests.delivery.owing import DAY, START, alert, expand_all, follow_up, post, rows, subscribe

EN, UK = -1001000000001, -1001000000002
DAY_BEFORE = START - timedelta(days=1)


def name(database: Database, at: Any = DAY_BEFORE, **named: int) -> None:
    database.run(channels.appoint, named, PUSHED, at, write=True)


def known(database: Database, chat_id: int) -> Subscriber:
    found = database.run(subscribers.get, chat_id)
    assert found is not None
    return found


async def test_each_gets_every_alert_with_its_edits_and_corrections_as_one_message(database: Database) -> None:
    name(database, en=EN, uk=UK)
    first = database.run(alert, write=True)
    database.run(alert, "announced", phase="announced", day=DAY + timedelta(days=1), write=True)
    database.run(alert, "of two outlets", independent=True, day=DAY + timedelta(days=2), write=True)
    database.run(alert, "bodies", kind=Kind.BODIES.value, write=True)
    async with post(database) as made:
        await made.deliverer.drain()
        assert sorted(made.texts(EN)) == ["157 returned", "announced", "bodies", "of two outlets"]
        assert sorted(made.texts(UK)) == sorted(made.texts(EN))
        database.run(follow_up, first, Purpose.EDIT, "160 returned", write=True)
        database.run(follow_up, first, Purpose.CORRECTION, "it is 160", write=True)
        await made.deliverer.drain()
        assert "160 returned" in made.texts(EN)
        correction = next(one for one in made.api.said(EN) if one["text"] == "it is 160")
        assert correction["reply_to_message"]["text"] == "157 returned", "a correction goes before an edit"
        assert len(made.api.said(EN)) == 5


async def test_what_is_under_a_post_opens_in_the_bots_own_chat(database: Database) -> None:
    name(database, en=EN)
    subscribe(database, [7])
    database.run(alert, write=True)
    async with post(database) as made:
        await made.deliverer.drain()
        in_channel, in_private = (made.api.said(chat)[0]["reply_markup"]["inline_keyboard"] for chat in (EN, 7))
    assert in_channel == [[{"text": "Sources", "url": "https://t.me/parley_local_bot?start=sources_1"}]]
    assert in_private == [[{"text": "Sources", "callback_data": "sources 1"}]]


def test_any_number_of_readers_costs_one_message(database: Database) -> None:
    name(database, en=EN)
    database.run(alert, write=True)
    expand_all(database)
    assert len(rows(database)) == 1


def test_whatever_was_set_there_before_it_carries_everything(either: Database) -> None:
    subscribe(
        either,
        [EN],
        kind="channel",
        language="ru",
        minimum=500,
        side="UA",
        both_sides=True,
        quiet_from=22,
        digest="calm",
        alerts_off=START,
    )
    name(either, en=EN)
    found = known(either, EN)
    assert (found.language, found.minimum, found.side, found.both_sides) == ("en", 0, None, False)
    assert (found.quiet_from, found.announced, found.kinds) == (None, True, PUSHED)
    assert (found.digest, found.alerts_off) == (Rhythm.NONE, None)


def test_a_digest_that_a_channel_had_before_comes_no_more(either: Database) -> None:
    subscribe(either, [EN], kind="channel", digest="daily", digest_told=START, digest_due=START)
    name(either, en=EN)
    assert known(either, EN).digest_due is None


def test_a_start_anew_changes_nothing_and_nothing_older_is_sent(database: Database) -> None:
    name(database, en=EN)
    before = known(database, EN)
    name(database, START, en=EN)
    assert known(database, EN) == before
    database.run(subscribers.deactivate, EN, START, write=True)
    name(database, START, en=EN)
    assert known(database, EN) == replace(before, since=START)


def test_one_that_is_named_no_more_is_told_nothing(database: Database) -> None:
    name(database, en=EN, uk=UK)
    name(database, START, en=EN)
    assert (known(database, EN).subscribed, known(database, UK).subscribed) == (True, False)
    name(database, START)
    assert not known(database, EN).subscribed
    database.run(subscribers.save, replace(known(database, EN), subscribed=True), write=True)
    name(database, START)
    assert known(database, EN).subscribed, "what it has set itself since then is its own"


def test_a_start_names_them(database: Database) -> None:
    settings = Settings(channels={"uk": UK}, _env_file=None)
    database.run(fill, settings, START, write=True)
    assert (known(database, UK).language, known(database, UK).since) == ("uk", START)
