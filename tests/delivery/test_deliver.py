"""Protocol P, driven by the real deliverer over the real application: what each answer of Telegram leads to."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select, update

from bot.telegram import faults
from bot.telegram.faults import Fault
from bot.telegram.lanes import Pace
from storage import broadcasts, doubts, subscribers
from storage.database import Database, DatabaseFailed
from storage.tables import AlertRow, SubscriberRow
from storage.vocabulary import Alert, Purpose
from tests.delivery.owing import DAY, LABEL, START, alert, expand_all, follow_up, post, rows, states, subscribe, texts

TRANSPORTS = pytest.mark.parametrize("transport", ["process", "http"])


async def owe(database: Database, chats: range, **more: Any) -> int:
    subscribe(database, chats)
    made = database.run(alert, write=True, **more)
    expand_all(database)
    return made


@TRANSPORTS
async def test_every_chat_gets_its_message_once(database: Database, transport: str) -> None:
    await owe(database, range(1, 41))
    async with post(database, transport) as made:
        await made.deliverer.drain()
        assert [made.texts(chat) for chat in range(1, 41)] == [["157 returned"]] * 40
        assert set(states(database)) == {"sent"}
        assert made.api.said(1)[0]["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "sources 1"
        assert all(row.message_id for row in rows(database))


async def test_never_more_than_five_in_flight(database: Database) -> None:
    await owe(database, range(1, 41))
    async with post(database) as made:
        made.api.latency = 0.02
        most = 0
        running = asyncio.create_task(made.deliverer.drain())
        while not running.done():
            most = max(most, made.deliverer.in_flight, states(database).count("sending"))
            await asyncio.sleep(0.002)
        await running
        assert most == 5


async def test_a_chat_gets_its_messages_in_their_order(database: Database) -> None:
    subscribe(database, range(1, 8))
    for number in range(6):
        database.run(alert, f"alert {number}", day=DAY - timedelta(days=number), write=True)
    async with post(database) as made:
        made.api.faults.add(*(faults.internal(chat_id=chat, times=chat % 3) for chat in range(1, 8)))
        await made.deliverer.drain()
        for _ in range(5):
            await made.later(31)
        for chat in range(1, 8):
            heard = [
                int(text.split()[-2 if LABEL in text else -1]) if False else int(text[-1]) for text in made.texts(chat)
            ]
            assert heard == sorted(heard)
            assert set(heard) == set(range(6))


class TestAnswers:
    """The table of answers, each over both transports."""

    @TRANSPORTS
    @pytest.mark.parametrize(
        ("fault", "wait", "label"),
        [
            pytest.param(lambda: faults.flood(1), 3, False, id="flood"),
            pytest.param(faults.internal, 31, True, id="500"),
            pytest.param(faults.gateway, 31, True, id="502 in HTML"),
            pytest.param(faults.reset, 31, True, id="reset before it was read"),
            pytest.param(lambda: faults.reset(accepted=True), 31, True, id="reset after it was read"),
            pytest.param(lambda: faults.garbled(accepted=True), 31, True, id="half a JSON"),
            pytest.param(lambda: faults.internal(accepted=True), 31, True, id="500 after all"),
            pytest.param(lambda: faults.stranger(400), 31, True, id="400 of a proxy"),
            pytest.param(lambda: faults.stranger(401), 31, True, id="401 of a proxy"),
            pytest.param(lambda: faults.stranger(403), 31, True, id="403 of a firewall"),
            pytest.param(lambda: faults.stranger(403, b'{"message": "Forbidden"}'), 31, True, id="403 in other JSON"),
            pytest.param(lambda: faults.stranger(404), 31, True, id="404 of a proxy"),
            pytest.param(lambda: faults.stranger(409), 31, True, id="409 of a proxy"),
            pytest.param(lambda: faults.stranger(503, b"[]"), 31, True, id="503 with a list"),
            pytest.param(lambda: faults.stranger(200, b"{}"), 31, True, id="200 that says nothing"),
            pytest.param(lambda: faults.stranger(429), 7, False, id="429 of a proxy"),
            pytest.param(lambda: faults.flood(0), 7, False, id="429 without a time"),
        ],
    )
    async def test_it_comes_later_and_says_so_where_it_may_be_the_second(
        self, database: Database, transport: str, fault: Any, wait: float, label: bool
    ) -> None:
        await owe(database, range(1, 4))
        async with post(database, transport) as made:
            one: Fault = fault()
            made.api.faults.add(one)
            await made.deliverer.drain()
            assert sorted(states(database)) == sorted(["sent", "sent", "unknown" if label else "pending"])
            await made.later(wait)
            assert set(states(database)) == {"sent"}
            heard = [text for chat in range(1, 4) for text in made.texts(chat)]
            assert sum(LABEL in text for text in heard) == int(label)
            assert len(heard) == 3 + int(one.accepted)
            assert len({text for text in heard if LABEL not in text}) == 1

    async def test_what_never_left_comes_later_without_a_label(self, database: Database) -> None:
        await owe(database, range(1, 4))
        async with post(database) as made:
            made.api.faults.add(faults.unreachable())
            await made.deliverer.drain()
            assert sorted(states(database)) == ["pending", "sent", "sent"]
            await made.later(61)
            assert [made.texts(chat) for chat in (1, 2, 3)] == [["157 returned"]] * 3

    async def test_a_clock_that_is_set_back_by_an_hour_delays_no_repeat(self, database: Database) -> None:
        await owe(database, range(1, 3))
        async with post(database) as made:
            made.api.faults.add(faults.unreachable(chat_id=1), faults.internal(chat_id=2))
            await made.deliverer.drain()
            assert sorted(states(database)) == ["pending", "unknown"]
            await made.later(-3600)
            assert [made.texts(chat) for chat in (1, 2)] == [["157 returned"], [f"{LABEL}\n\n157 returned"]]

    async def test_a_server_that_is_away_is_waited_for_and_said_once(
        self, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        await owe(database, range(1, 31))
        async with post(database, "http") as made:
            await made.server.stop()
            delivering = asyncio.create_task(made.deliverer.run())
            await asyncio.sleep(2)
            assert "sent" not in states(database)
            assert len([row for row in rows(database) if row.attempt]) < 12, "it probes, it does not hammer"
            made.clock.advance(70)
            await made.server.start()
            until = time.monotonic() + 10
            while set(states(database)) != {"sent"} and time.monotonic() < until:
                made.clock.advance(5)
                await asyncio.sleep(0.1)
            await made.deliverer.stop()
            await delivering
            assert set(states(database)) == {"sent"}
            assert all(LABEL not in text for chat in range(1, 31) for text in made.texts(chat))
        assert caplog.text.count("cannot be reached") == 1
        assert "answers again" in caplog.text

    @TRANSPORTS
    @pytest.mark.parametrize("how", [faults.forbidden, lambda **to: faults.bad("chat not found", **to)])
    async def test_a_dead_chat_is_left_alone(self, database: Database, transport: str, how: Any) -> None:
        await owe(database, range(1, 4))
        database.run(alert, "another", day=DAY + timedelta(days=1), write=True)
        async with post(database, transport) as made:
            made.api.faults.add(how(chat_id=2))
            await made.deliverer.drain()
            assert not database.run(subscribers.get, 2).active
            assert (made.texts(1), made.texts(2)) == (["157 returned", "another"], [])
            assert states(database).count("skipped") in {1, 2}, "the second may not even have been made"

    @TRANSPORTS
    async def test_a_migrated_group_gets_it_at_its_new_address(self, database: Database, transport: str) -> None:
        await owe(database, range(-3, -2))
        async with post(database, transport) as made:
            made.api.chat(-3, "group").migrated_to = -100300
            await made.deliverer.drain()
            assert made.texts(-100300) == ["157 returned"]
            assert database.run(subscribers.get, -100300).subscribed

    @pytest.mark.parametrize(
        "how", ["TOPIC_CLOSED", "not enough rights to send text messages to the chat", "CHAT_ADMIN_REQUIRED"]
    )
    async def test_a_closed_place_rests_and_the_chats_other_topics_do_not(self, database: Database, how: str) -> None:
        subscribe(database, [-5], topic_id=7)
        subscribe(database, [-5], topic_id=8)
        database.run(alert, write=True)
        async with post(database) as made:
            made.api.faults.add(faults.bad(how))
            await made.deliverer.drain()
            assert sorted(states(database)) == ["sent", "skipped"]
            assert sorted(one.active for one in database.run(subscribers.of_chat, -5)) == [False, True]

    async def test_a_topic_gets_it_in_the_topic(self, database: Database) -> None:
        subscribe(database, [-5], topic_id=7)
        database.run(alert, write=True)
        async with post(database) as made:
            await made.deliverer.drain()
            assert made.api.said(-5)[0]["message_thread_id"] == 7

    @TRANSPORTS
    @pytest.mark.parametrize(
        ("words", "mended"),
        [("<i>157</b> &amp; 160", "157 & 160"), ("<b>157</b> < 160", "157 < 160")],
    )
    async def test_markup_that_is_refused_goes_out_plain_and_the_operator_hears_of_it(
        self, database: Database, transport: str, words: str, mended: str
    ) -> None:
        await owe(database, range(1, 2))
        change = update(broadcasts.BroadcastRow).values(texts={"en": {"html": words, "buttons": []}})
        database.run(lambda session: session.exec(change), write=True)
        async with post(database, transport) as made:
            await made.deliverer.drain()
            assert made.texts(1) == [mended]
            assert len(made.alarms) == 1

    async def test_a_text_too_long_arrives_in_pieces(self, database: Database) -> None:
        await owe(database, range(1, 2), words="\n".join(f"line {number}" for number in range(700)))
        async with post(database) as made:
            await made.deliverer.drain()
            heard = made.texts(1)
            assert len(heard) > 1
            assert "\n".join(heard).splitlines()[-1] == "line 699"
            assert (states(database), len(made.alarms)) == (["sent"], 1)

    async def test_a_refusal_that_nobody_foresaw_is_recorded_with_its_cause(self, database: Database) -> None:
        await owe(database, range(1, 3))
        async with post(database) as made:
            made.api.faults.add(faults.bad("SOMETHING_NEW", chat_id=1))
            await made.deliverer.drain()
            assert [str(row.error).upper() for row in rows(database, state="failed")] == ["SOMETHING_NEW"]
            assert len(made.alarms) == 1

    @TRANSPORTS
    async def test_a_refused_token_stops_all_and_touches_no_row(self, database: Database, transport: str) -> None:
        await owe(database, range(1, 30))
        async with post(database, transport) as made:
            token, made.api.token = made.api.token, "another"
            for _ in range(3):
                await made.deliverer.run_once()
                await asyncio.sleep(0.1)
            assert set(states(database)) == {"pending"}
            assert {row.attempt for row in rows(database)} == {0}
            assert len(made.alarms) == 1
            assert len([method for method, _, _ in made.api.calls if method == "sendMessage"]) <= 5
            made.api.token = token
            made.deliverer._settling.reach._rest_until = 0.0
            await made.deliverer.drain()
            assert set(states(database)) == {"sent"}

    async def test_after_three_repeats_it_is_given_up_and_the_operator_told(self, database: Database) -> None:
        await owe(database, range(1, 2))
        async with post(database) as made:
            made.api.faults.add(faults.internal(times=None))
            await made.deliverer.drain()
            for _ in range(6):
                await made.later(31)
            assert states(database) == ["gave_up"]
            assert len([method for method, _, _ in made.api.calls if method == "sendMessage"]) == 4
            assert len(made.alarms) == 1

    async def test_an_answer_that_hangs_leaves_the_cap(self, database: Database) -> None:
        await owe(database, range(1, 41))
        async with post(database, "http", hung_after=0.2) as made:
            made.api.faults.add(*(faults.silence(chat_id=chat, times=None) for chat in range(1, 41, 2)))
            begun = time.monotonic()
            running = asyncio.create_task(made.deliverer.run())
            while states(database).count("sent") < 20:
                assert time.monotonic() - begun < 15
                await asyncio.sleep(0.02)
            assert states(database).count("sending") <= 25
            await made.deliverer.stop(0.1)
            await running

    async def test_a_flood_answer_slows_only_the_chat_that_it_names(self, database: Database) -> None:
        await owe(database, range(1, 60))
        async with post(database, pace=Pace(200)) as made:
            made.api.faults.add(faults.flood(30, chat_id=1))
            await made.deliverer.run_once()
            begun = time.monotonic()
            while states(database).count("sent") < 58 or "sending" in states(database):
                await made.deliverer.run_once()
                await asyncio.sleep(0.005)
                assert time.monotonic() - begun < 5
            assert [row.attempt for row in rows(database, state="pending")] == [0]


class TestEdits:
    @TRANSPORTS
    async def test_an_edit_changes_the_message_and_a_correction_replies_to_it(
        self, database: Database, transport: str
    ) -> None:
        told = await owe(database, range(1, 4))
        async with post(database, transport) as made:
            await made.deliverer.drain()
            first = made.api.said(1)[0]["message_id"]
            database.run(follow_up, told, Purpose.EDIT, "160 returned", write=True)
            database.run(follow_up, told, Purpose.CORRECTION, "it is 160", write=True)
            await made.deliverer.drain()
            assert made.texts(1) == ["160 returned", "it is 160"]
            assert made.api.said(1)[1]["reply_to_message"]["message_id"] == first

    async def test_a_reply_to_what_the_reader_deleted_comes_all_the_same(self, database: Database) -> None:
        told = await owe(database, range(1, 2))
        async with post(database) as made:
            await made.deliverer.drain()
            made.api.chat(1).messages.clear()
            database.run(follow_up, told, Purpose.CORRECTION, "it is 160", write=True)
            database.run(follow_up, told, Purpose.EDIT, "160 returned", write=True)
            await made.deliverer.drain()
            assert made.texts(1) == ["it is 160"]
            assert states(database, purpose="edit") == ["skipped"]

    async def test_an_unmodified_message_is_an_edit_done(self, database: Database) -> None:
        told = await owe(database, range(1, 2))
        async with post(database) as made:
            await made.deliverer.drain()
            database.run(follow_up, told, Purpose.EDIT, "157 returned", write=True)
            await made.deliverer.drain()
            assert states(database) == ["sent", "sent"]

    async def test_an_edit_in_doubt_is_done_again_without_a_label(self, database: Database) -> None:
        told = await owe(database, range(1, 2))
        async with post(database) as made:
            await made.deliverer.drain()
            made.api.faults.add(faults.reset(accepted=True, method="editMessageText"))
            database.run(follow_up, told, Purpose.EDIT, "160 returned", write=True)
            await made.deliverer.drain()
            assert states(database) == ["sent", "unknown"]
            await made.later(31)
            assert (states(database), made.texts(1)) == (["sent", "sent"], ["160 returned"])

    async def test_waves_fold_grow_rarer_and_end_with_the_state(self, database: Database) -> None:
        told = await owe(database, range(1, 4))
        state = {"figure": 157}

        def compose(_: Session, __: Alert, **___: Any) -> dict[str, dict[str, object]]:
            return texts(f"{state['figure']} returned")

        async with post(database, compose=compose, edit_gap=timedelta(minutes=10)) as made:
            await made.deliverer.drain()
            for minute in range(30):
                state["figure"] += 1
                database.run(_changed, told, made.clock(), write=True)
                await made.later(60)
                assert len(made.api.said(1)) == 1, minute
            waves = database.run(lambda session: session.get_one(AlertRow, told).waves)
            assert waves == 2
            assert len(rows(database, purpose="edit", subscriber_id=1)) == waves
            for _ in range(3):
                await made.later(900)
            assert made.texts(1) == ["187 returned"]

    async def test_whoever_is_still_to_be_told_gets_the_newest_text(self, database: Database) -> None:
        told = await owe(database, range(1, 21))

        def compose(_: Session, __: Alert, **___: Any) -> dict[str, dict[str, object]]:
            return texts("160 returned")

        async with post(database, compose=compose) as made:
            database.run(_changed, told, START, write=True)
            await made.deliverer.drain()
            assert {text for chat in range(1, 21) for text in made.texts(chat)} == {"160 returned"}


class TestPeople:
    async def test_whoever_stops_between_claim_and_send_gets_nothing(self, database: Database) -> None:
        await owe(database, range(1, 2))
        async with post(database) as made:
            waiting, go_on = asyncio.Event(), asyncio.Event()

            async def turn(*_: object) -> None:
                waiting.set()
                await go_on.wait()

            made.deliverer._sender.turn = turn
            await made.deliverer.run_once()
            await waiting.wait()
            assert states(database) == ["sending"]
            stop = update(SubscriberRow).values(subscribed=False)
            database.run(lambda session: session.exec(stop), write=True)
            await asyncio.sleep(0.3)
            go_on.set()
            await made.deliverer.drain()
            assert (states(database), made.texts(1)) == (["skipped"], [])

    async def test_whoever_stops_and_comes_back_gets_nothing_old(self, database: Database) -> None:
        await owe(database, range(1, 2))
        again = update(SubscriberRow).values(since=START + timedelta(minutes=1))
        database.run(lambda session: session.exec(again), write=True)
        async with post(database) as made:
            await made.deliverer.drain()
            assert (states(database), made.texts(1)) == (["skipped"], [])

    async def test_each_reads_his_language(self, database: Database) -> None:
        subscribe(database, [1], language="uk")
        subscribe(database, [2], language="ru")
        database.run(alert, write=True)
        both = update(broadcasts.BroadcastRow).values(
            texts={**texts("157 returned"), "uk": {"html": "157 повернулися"}}
        )
        database.run(lambda session: session.exec(both), write=True)
        async with post(database) as made:
            await made.deliverer.drain()
            assert (made.texts(1), made.texts(2)) == (["157 повернулися"], ["157 returned"])

    async def test_deleteme_while_the_message_is_under_way(self, database: Database) -> None:
        await owe(database, range(1, 2))
        async with post(database) as made:
            made.api.latency = 0.2
            await made.deliverer.run_once()
            await asyncio.sleep(0.1)
            database.run(subscribers.forget, 1, write=True)
            await made.deliverer.drain()
            assert [(row.state, row.subscriber_id, row.message_id) for row in rows(database)] == [("sent", None, None)]


class TestStopping:
    async def test_it_waits_for_the_calls_and_gives_back_what_never_left(self, database: Database) -> None:
        await owe(database, range(1, 11))
        async with post(database, pace=Pace(2)) as made:
            made.api.latency = 0.3
            await made.deliverer.run_once()
            await asyncio.sleep(0.1)
            begun = time.monotonic()
            await made.deliverer.stop()
            assert time.monotonic() - begun < 1
            sent = states(database).count("sent")
            assert 1 <= sent <= 2
            assert states(database).count("pending") == 10 - sent
            assert {row.attempt for row in rows(database, state="pending")} == {0}

    async def test_what_is_claimed_while_it_stops_is_given_back(self, database: Database) -> None:
        await owe(database, range(1, 11))
        async with post(database) as made:
            write = database.write

            async def slow(*arguments: Any, **named: Any) -> Any:
                found = await write(*arguments, **named)
                await asyncio.sleep(0.1)
                return found

            database.write = slow
            running = asyncio.create_task(made.deliverer.run())
            while "sending" not in states(database):
                await asyncio.sleep(0.005)
            database.write = write
            await made.deliverer.stop()
            await running
            assert set(states(database)) == {"pending"}
            assert {row.attempt for row in rows(database)} == {0}
            assert "sendMessage" not in [method for method, _, _ in made.api.calls]

    async def test_a_call_that_hangs_is_found_at_the_next_start(self, database: Database) -> None:
        await owe(database, range(1, 2))
        async with post(database, "http") as made:
            made.api.faults.add(faults.silence(accepted=True))
            await made.deliverer.run_once()
            await asyncio.sleep(0.3)
            begun = time.monotonic()
            await made.deliverer.stop(grace=0.5)
            assert time.monotonic() - begun < 1.5
            assert states(database) == ["sending"]
        database.run(doubts.take_over, {"me"}, START, write=True)
        async with post(database, owner="next") as made:
            await made.deliverer.drain()
            assert made.texts(1) == [f"{LABEL}\n\n157 returned"]

    async def test_outcomes_are_kept_until_the_database_takes_them(
        self, database: Database, caplog: pytest.LogCaptureFixture
    ) -> None:
        await owe(database, range(1, 6))
        async with post(database) as made:
            made.api.latency = 0.1
            await made.deliverer.run_once()
            await asyncio.sleep(0.05)
            write, failures = database.write, [0]

            async def broken(*arguments: Any, **named: Any) -> Any:
                failures[0] += 1
                if failures[0] <= 12:
                    raise DatabaseFailed("the disk is full")
                return await write(*arguments, **named)

            database.write = broken
            await asyncio.sleep(0.6)
            await made.deliverer.drain()
            assert set(states(database)) == {"sent"}
            assert [len(made.texts(chat)) for chat in range(1, 6)] == [1] * 5
        assert caplog.text.count("cannot be stored") == 1


def _changed(session: Session, alert_id: int, now: Any) -> None:
    row = session.exec(select(AlertRow).where(col(AlertRow.id) == alert_id)).one()
    row.wave_due = row.wave_due or now
    session.add(row)
