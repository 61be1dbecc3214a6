"""kill -9 in the middle of a broadcast: nothing lost, no unlabelled double, the order kept, few repeats."""

from __future__ import annotations

import asyncio
import random
import sys
from datetime import timedelta
from functools import partial

from bot.jobs.deliver import CAP
from bot.telegram.local import LocalBotApi
from bot.telegram.local_state import Event
from storage import instances
from storage.database import Database
from tests.bot_server import BotServer
from tests.delivery.checker import Accepted, Findings, judge
from tests.delivery.owing import DAY, TOKEN, alert, states, subscribe, until

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
            process = await _started(database, server.url, name)
            try:
                goal = total * (number + chance.random()) / (KILLS + 1) if number < KILLS else total
                await until(partial(_reached, accepted, goal), 30)
                if number == KILLS:
                    await until(lambda: set(states(database)) == {"sent"}, 30)
            finally:
                process.kill()
                await process.wait()
            if not database.sqlite:  # as if twenty seconds had passed
                database.run(instances.leave, name, write=True)
    return judge(owed, accepted)


async def _started(database: Database, api: str, name: str) -> asyncio.subprocess.Process:
    address = database.url.render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.delivery.sending_process", address, api, name, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 20) == b"ready\n"
    return process


def _reached(accepted: list[Accepted], goal: float) -> bool:
    return len({(one.chat_id, one.words) for one in accepted}) >= goal


def _accepted(event: Event) -> Accepted:
    return Accepted(event.chat_id, event.message["text"])
