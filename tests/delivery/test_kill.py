"""kill -9 in the middle of a broadcast: nothing lost, no unlabelled double, the order kept, few repeats."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import partial

from bot.jobs.deliver import CAP
from bot.telegram.local import LocalBotApi
from bot.telegram.local_state import Event
from storage import instances
from storage.database import Database
from tests.bot_server import BotServer
from tests.delivery.checker import Accepted, Findings, judge
from tests.delivery.owing import DAY, START, TOKEN, alert, rows, states, subscribe, until
from tests.delivery.sending_process import killed, now, started

CHATS, ALERTS, KILLS = 80, 3, 4


async def test_nothing_is_lost_or_doubled_unseen(either: Database) -> None:
    subscribe(either, range(1, CHATS + 1))
    for number in range(ALERTS):
        either.run(alert, f"alert {number}", day=DAY - timedelta(days=number), write=True)
    owed = {chat: [f"alert {number}" for number in range(ALERTS)] for chat in range(1, CHATS + 1)}
    api = LocalBotApi(token=TOKEN, latency=0.01)
    accepted: list[Accepted] = []
    api.listen(lambda event: accepted.append(_accepted(event)))
    found = await _storm(either, api, accepted, owed)
    assert found.kept, found
    assert found.repeats > 0, "no kill met a call: the test shows nothing"
    assert found.repeats <= CAP * KILLS
    assert set(states(either)) == {"sent"}


async def test_no_digest_comes_twice_and_only_those_in_doubt_are_lost(either: Database) -> None:
    hour = now() - timedelta(minutes=2)
    calm = {"digest": "calm", "digest_told": hour - timedelta(days=1), "digest_due": hour, "alerts_off": START}
    subscribe(either, range(1, CHATS + 1), **calm)
    either.run(alert, day=hour.date(), created=hour - timedelta(hours=1), write=True)
    api = LocalBotApi(token=TOKEN, latency=0.01)
    accepted: list[Accepted] = []
    api.listen(lambda event: accepted.append(_accepted(event)))
    async with BotServer(api) as server:
        for number in range(KILLS + 1):
            process = await started(either, server.url, f"instance {number}")
            try:
                goal = (number + 0.5) * CHATS / (KILLS + 1)
                await until(partial(_reached, accepted, goal) if number < KILLS else partial(_settled, either), 30)
            finally:
                await killed(process)
            if not either.sqlite:
                either.run(instances.leave, f"instance {number}", write=True)
    told = [one.chat_id for one in accepted]
    assert len(told) == len(set(told))
    assert [row.subscriber_id for row in rows(either, purpose="digest")] == list(range(1, CHATS + 1))
    assert CHATS - CAP * KILLS <= len(told) <= CHATS
    assert states(either, state="failed"), "no kill met a call: the test shows nothing"


def _settled(database: Database) -> bool:
    return set(states(database, purpose="digest")) <= {"sent", "failed"} and bool(rows(database))


def test_the_judge_sees_what_is_wrong() -> None:
    owed = {1: ["a", "b"], 2: ["a", "b"], 3: ["a", "b"]}
    label = "Repeated after an interruption; the same exchange as before\n\n"
    history = [(1, "a"), (1, "a"), (2, "b"), (2, "a"), (3, "a"), (3, f"{label}a"), (3, "b")]
    found = judge(owed, [Accepted(chat, text) for chat, text in history])
    assert found == Findings(((1, "b"),), ((1, "a"),), (2,), 1)
    assert not found.kept


async def _storm(
    database: Database, api: LocalBotApi, accepted: list[Accepted], owed: dict[int, list[str]]
) -> Findings:
    """Starts and kills, then lets the last one finish."""
    chance = random.Random(11)
    total = sum(map(len, owed.values()))
    async with BotServer(api) as server:
        for number in range(KILLS + 1):
            name = f"instance {number}"
            process = await started(database, server.url, name)
            try:
                goal = total * (number + chance.random()) / (KILLS + 1) if number < KILLS else total
                await until(partial(_reached, accepted, goal), 30)
                if number == KILLS:
                    await until(lambda: set(states(database)) == {"sent"}, 30)
            finally:
                await killed(process)
            if not database.sqlite:  # as if twenty seconds had passed
                database.run(instances.leave, name, write=True)
    return judge(owed, accepted)


def _reached(accepted: list[Accepted], goal: float) -> bool:
    return len({(one.chat_id, one.words) for one in accepted}) >= goal


def _accepted(event: Event) -> Accepted:
    return Accepted(event.chat_id, event.message["text"])
