"""The Bot API in every trouble, over HTTP: nothing is lost, nobody else waits, and the log says it once."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from bot.jobs.deliver import CAP
from bot.telegram import faults
from bot.telegram.faults import Fault
from bot.telegram.lanes import Pace
from storage import doubts, subscribers
from storage.database import Database
from storage.doubts import MOST_REPEATS
from storage.vocabulary import ChatKind, Purpose
from tests.delivery.owing import DAY, LABEL, START, Post, alert, follow_up, post, rows, states, subscribe, until

CHATS = range(1, 21)
HIT = 7
"""The chat whose messages meet the trouble."""


@dataclass(frozen=True, slots=True)
class Case:
    """A trouble that answers `times` messages to one chat: whether the chat gets its message all the same (`comes`),
    how many of the copies say that they are repeats, and whether the trouble may be of all, not of this chat."""

    fault: Callable[..., Fault]
    comes: bool = True
    labelled: int = 0
    copies: int = 1


def _accepted(make: Callable[..., Fault]) -> Callable[..., Fault]:
    return lambda **where: make(accepted=True, **where)


CASES = {
    "429": Case(lambda **where: faults.flood(2, **where)),
    "403 blocked": Case(faults.forbidden, comes=False),
    "400 chat not found": Case(lambda **where: faults.bad("chat not found", **where), comes=False),
    "500": Case(faults.internal, labelled=1),
    "502 with HTML": Case(faults.gateway, labelled=1),
    "reset before it was read": Case(faults.reset, labelled=1),
    "reset after it was read": Case(_accepted(faults.reset), labelled=1, copies=2),
    "no answer": Case(_accepted(faults.silence), labelled=1, copies=2),
    "invalid JSON": Case(_accepted(faults.garbled), labelled=1, copies=2),
}


@asynccontextmanager
async def delivering(database: Database, **options: Any) -> AsyncIterator[Post]:
    """A deliverer at work over HTTP, whose clock runs a minute every tenth of a second."""
    async with post(database, "http", pace=Pace(1000, chat_gap=0), **{"read_timeout": 0.5, **options}) as made:
        running = asyncio.create_task(made.deliverer.run())
        hurrying = asyncio.create_task(_hurry(made))
        yield made
        hurrying.cancel()
        await made.deliverer.stop(0.1)
        await running


async def _hurry(made: Post) -> None:
    while True:
        await asyncio.sleep(0.1)
        made.clock.advance(10)
        made.deliverer.wake()


def _warnings(log: pytest.LogCaptureFixture) -> list[str]:
    return [one.getMessage() for one in log.records if one.levelno >= logging.WARNING]


@pytest.mark.parametrize("name", CASES)
async def test_one_chat_in_trouble(database: Database, caplog: pytest.LogCaptureFixture, name: str) -> None:
    case = CASES[name]
    subscribe(database, CHATS)
    async with delivering(database) as made:
        made.api.faults.add(case.fault(chat_id=HIT))
        database.run(alert, "157 returned", write=True)
        database.run(alert, "the next day", day=DAY + timedelta(days=1), write=True)
        begun = time.monotonic()
        made.deliverer.wake()
        others = [chat for chat in CHATS if chat != HIT]
        await until(lambda: all(len(made.texts(chat)) == 2 for chat in others))
        assert time.monotonic() - begun < 3.0, "nobody else waits"
        await until(lambda: not set(states(database)) & {"pending", "sending", "unknown"})
        assert all(made.texts(chat) == ["157 returned", "the next day"] for chat in others)
        first = [text for text in made.texts(HIT) if "157" in text]
        assert len(first) == (case.copies if case.comes else 0)
        assert sum(LABEL in text for text in first) == case.labelled
        if case.comes:
            assert made.texts(HIT)[-1] == "the next day", "in their order"
        assert set(states(database)) == ({"sent"} if case.comes else {"sent", "skipped"})
        assert bool(database.run(subscribers.get, HIT).active) == case.comes
        assert made.alarms == []
    assert len(_warnings(caplog)) <= 2, _warnings(caplog)


async def test_a_group_that_became_a_supergroup(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    subscribe(database, CHATS)
    subscribe(database, [-5])
    async with delivering(database) as made:
        made.api.chat(-5, "group").migrated_to = -1005
        database.run(alert, write=True)
        await until(lambda: made.texts(-1005) == ["157 returned"])
        await until(lambda: set(states(database)) == {"sent"})
    assert _warnings(caplog) == []


@pytest.mark.parametrize("words", ["SOMETHING_NEW", "can't parse entities: nested too deeply"])
async def test_what_is_wrong_with_a_message_to_all_is_said_a_few_times(database: Database, words: str) -> None:
    subscribe(database, CHATS)
    async with delivering(database) as made:
        made.api.faults.add(faults.bad(words, times=None))
        database.run(alert, write=True)
        await until(lambda: len(rows(database, state="failed")) == len(CHATS))
        assert 0 < len(made.alarms) <= 8
        assert any("/release lost" in one for one in made.alarms)
        made.api.faults.clear()
        assert database.run(doubts.resume, made.clock(), write=True) == len(CHATS)
        await until(lambda: all(len(made.texts(chat)) == 1 for chat in CHATS))


async def test_an_edit_that_changes_nothing(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    subscribe(database, CHATS)
    async with delivering(database):
        told = database.run(alert, write=True)
        await until(lambda: len(states(database)) == len(CHATS) and set(states(database)) == {"sent"})
        database.run(follow_up, told, Purpose.EDIT, "157 returned", write=True)
        await until(lambda: len(rows(database, purpose="edit", state="sent")) == len(CHATS))
    assert _warnings(caplog) == []


async def test_a_flood_answer_for_all_pauses_all_and_loses_nothing(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    subscribe(database, range(1, 101))
    async with delivering(database) as made:
        made.api.faults.add(*(faults.flood(1) for _ in range(5)))
        database.run(alert, write=True)
        await until(lambda: len(states(database)) == 100 and set(states(database)) == {"sent"}, 20)
        assert all(made.texts(chat) == ["157 returned"] for chat in range(1, 101))
        assert {row.repeats for row in rows(database)} == {0}
        calls = [at for method, _, at in made.api.calls if method == "sendMessage"]
        longest = max(later - earlier for earlier, later in pairwise(calls))
        assert longest > 0.9, "it rests for as long as it was told"
        assert len(calls) == 105
    assert len(_warnings(caplog)) <= 2, _warnings(caplog)


STORMS = {
    "500": faults.internal,
    "502 with HTML": faults.gateway,
    "reset": faults.reset,
    "invalid JSON": faults.garbled,
}


@pytest.mark.parametrize("method", ["sendMessage", None], ids=["sending alone", "every method"])
@pytest.mark.parametrize("name", STORMS)
async def test_a_storm_that_meets_everybody_is_over_for_all_and_said_once(
    database: Database, caplog: pytest.LogCaptureFixture, name: str, method: str | None
) -> None:
    subscribe(database, CHATS)
    async with delivering(database) as made:
        made.api.faults.add(STORMS[name](times=None, method=method))
        database.run(alert, write=True)
        made.deliverer.wake()
        await asyncio.sleep(2)
        assert len(_tried(made)) <= CAP + 5, "it probes, it does not hammer"
        await _over(made, database)
    assert len(_warnings(caplog)) <= 4, _warnings(caplog)


async def test_a_long_storm_costs_nobody_an_alert(database: Database) -> None:
    subscribe(database, CHATS)
    async with delivering(database, longest_rest=0.02) as made:
        made.api.faults.add(faults.internal(times=None))
        database.run(alert, write=True)
        await until(lambda: any(row.repeats > MOST_REPEATS for row in rows(database)), 20)
        assert "gave_up" not in states(database)
        await _over(made, database)
    assert made.alarms == []


async def test_a_restart_in_a_storm_costs_nobody_an_alert(database: Database) -> None:
    """What is in flight when it stops has more repeats than one chat alone would get."""
    subscribe(database, CHATS)
    async with delivering(database, longest_rest=0.02, owner="first", read_timeout=30.0) as made:
        made.api.faults.add(faults.internal(times=None))
        database.run(alert, write=True)
        await until(lambda: any(row.repeats > MOST_REPEATS for row in rows(database)), 20)
        made.api.faults.clear()
        made.api.faults.add(faults.silence(times=None))
        before = len(_tried(made))
        await until(lambda: len(_tried(made)) > before and _sending(database) > MOST_REPEATS, 20)
    assert database.run(doubts.take_over, {"first"}, START, write=True) > 0
    async with delivering(database, longest_rest=0.02, owner="second") as made:
        made.api.faults.add(faults.internal(times=None))
        made.deliverer.wake()
        await until(lambda: len(_tried(made)) > 6, 20)
        assert set(states(database)) <= {"pending", "unknown", "sending"}, "nothing is given up"
        await _over(made, database)
    assert made.alarms == []


async def test_a_lone_chat_outlives_a_server_that_is_down(database: Database) -> None:
    subscribe(database, [HIT])
    async with delivering(database, longest_rest=0.02) as made:
        made.api.faults.add(faults.gateway(times=None, method=None))
        database.run(alert, write=True)
        await until(lambda: len([call for call in made.api.calls if call[0] == "getMe"]) > 2 * MOST_REPEATS, 30)
        assert len(_tried(made)) == 1, "no repeat to a server that answers nothing"
        made.api.faults.clear()
        await until(lambda: states(database) == ["sent"], 30)
        assert [LABEL in text for text in made.texts(HIT)] == [True]
    assert made.alarms == []


def _sending(database: Database) -> int:
    """The most repeats of a message that is being sent."""
    return max((row.repeats for row in rows(database, state="sending")), default=0)


async def _over(made: Post, database: Database) -> None:
    """The storm ends: soon everybody has the message once, and it says whether it may be a repeat."""
    made.api.faults.clear()
    await until(lambda: len(states(database)) == len(CHATS) and set(states(database)) == {"sent"}, 20)
    repeated = {row.subscriber_id for row in rows(database) if row.repeats}
    for chat in CHATS:
        (text,) = made.texts(chat)
        assert (LABEL in text) == (database.run(subscribers.get, chat).id in repeated)


def _tried(made: Post) -> list[float]:
    return [at for method, _, at in made.api.calls if method == "sendMessage"]


async def test_a_channel_that_is_closed_is_told_to_operators_once(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    channel = -1009
    subscribe(database, CHATS)
    subscribe(database, [channel], kind=ChatKind.CHANNEL.value)
    async with delivering(database) as made:
        made.api.chat(channel, "channel").muted = True
        for number in range(3):
            database.run(alert, f"alert {number}", day=DAY + timedelta(days=number), write=True)
            await until(lambda told=number: all(len(made.texts(chat)) == told + 1 for chat in CHATS))
        assert len(made.alarms) == 1
        assert "a channel takes no posts any more" in made.alarms[0]
        assert str(channel) not in made.alarms[0] + caplog.text
        assert not database.run(subscribers.get, channel).active
