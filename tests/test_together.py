"""Several `parley run` on one PostgreSQL: real processes, real HTTP; one is killed in mid-broadcast."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session, select

from bot.jobs.deliver import CAP
from bot.telegram.local import LocalBotApi
from bot.telegram.local_state import Event
from storage.database import Database
from storage.tables import FeedRow
from tests.bot_server import BotServer
from tests.delivery.checker import Accepted, Findings, judge
from tests.delivery.owing import alert, states, subscribe
from tests.newsroom import TOKEN, Newsroom, Running, running

CHATS, READER = 300, 4711
HELD = "this instance fetches updates and sends"
STANDS_BY = "another instance fetches updates and sends"


@dataclass
class Pair:
    """Two instances: `first` holds the Telegram role, `second` stands by."""

    first: Running
    second: Running
    telegram: BotServer
    newsroom: Newsroom
    accepted: list[Accepted]
    begun: float = 0.0

    def told(self) -> int:
        return len({one.chat_id for one in self.accepted})

    async def reaches(self, chats: int, within: float) -> None:
        async with asyncio.timeout(within):
            while self.told() < chats:
                await asyncio.sleep(0.02)

    def judged(self, chats: int = CHATS) -> Findings:
        return judge({chat: ["157 returned"] for chat in range(1, chats + 1)}, self.accepted)


@asynccontextmanager
async def pair(database: Database, folder: Path, chats: int = CHATS) -> AsyncIterator[Pair]:
    """Both run, and a broadcast to `chats` subscribers is under way."""
    subscribe(database, range(1, chats + 1))
    async with AsyncExitStack() as stack:
        telegram = await stack.enter_async_context(BotServer(LocalBotApi(token=TOKEN, latency=0.02)))
        newsroom = await stack.enter_async_context(Newsroom())
        settings = {
            "database_url": database.url.render_as_string(hide_password=False),
            "telegram_token": TOKEN,
            "telegram_api_url": telegram.url,
            "feeds": newsroom.opml(folder / "feeds.opml", "wire"),
            "allow_private_addresses": 1,
            "poll_seconds": 1,
            "poll_seconds_max": 1,
            "broadcast_per_second": 1000,
        }
        first = await stack.enter_async_context(running(folder, **settings))
        await first.says(HELD)
        second = await stack.enter_async_context(running(folder, **settings))
        await second.says(STANDS_BY)
        made = Pair(first, second, telegram, newsroom, [], time.monotonic())
        telegram.api.listen(lambda event: made.accepted.extend(_accepted(event)))
        database.run(alert, write=True)
        yield made


async def test_one_that_is_killed_in_mid_broadcast_is_taken_over(postgres: Database, tmp_path: Path) -> None:
    async with pair(postgres, tmp_path) as both:
        await both.reaches(CHATS // 3, 30)
        await _killed_between_two_polls(both.first, postgres)
        killed, asked = time.monotonic(), both.newsroom.asked
        both.telegram.api.say(READER, "/about")
        await asyncio.sleep(3)
        before = both.told()
        assert before < CHATS, "it was over before the kill: the test shows nothing"
        assert both.newsroom.asked > asked, "the other one polls feeds all the while"
        await both.second.says(HELD)
        taken = time.monotonic() - killed
        await both.reaches(CHATS, 30)
        await _settled(postgres)
        found = both.judged()
        assert len(both.telegram.api.said(READER)) == 1
    print(f"\ntaken over after {taken:.1f} s; {found.repeats} labelled repeats")
    assert found.kept, found
    assert found.repeats <= CAP
    assert taken < 30


async def _killed_between_two_polls(one: Running, database: Database) -> None:
    """A feed that the dead one was polling passes on with its role; the other polls those that are free."""
    async with asyncio.timeout(20):
        while True:
            one.process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(0.1)  # what it has sent to the database is done by then
            if one.process.pid not in await asyncio.to_thread(database.run, _pollers):
                break
            one.process.send_signal(signal.SIGCONT)
            await asyncio.sleep(0.05)
    one.process.kill()


def _pollers(session: Session) -> set[int]:
    """The processes that hold a lease: an owner is named by its machine, its process and a few letters."""
    owners = session.exec(select(FeedRow.lease_owner)).all()
    return {int(owner.split("-")[-2]) for owner in owners if owner}


async def _settled(database: Database) -> None:
    async with asyncio.timeout(20):
        while set(await asyncio.to_thread(states, database)) != {"sent"}:
            await asyncio.sleep(0.1)


def _accepted(event: Event) -> list[Accepted]:
    text = event.message.get("text", "")
    return [Accepted(event.chat_id, text)] if event.what == "sent" and "157" in text else []


@pytest.mark.parametrize("text", ["157 returned"])
def test_the_judge_knows_the_label_of_real_messages(text: str) -> None:
    from handlers.alerting import repeat_of

    repeated = str(repeat_of({"html": text}, "en")["html"]).replace("<i>", "").replace("</i>", "")
    assert Accepted(1, repeated).labelled
    assert Accepted(1, repeated).words == text
