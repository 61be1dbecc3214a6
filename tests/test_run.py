"""`parley run` seen from outside: a real process, real HTTP to a Bot API server and to feeds."""

import asyncio
import signal
import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.telegram.local import LocalBotApi
from tests.bot_server import BotServer
from tests.newsroom import TOKEN, Newsroom, parley, running

pytestmark = pytest.mark.usefixtures("started_before")
READER = 4711
SWAP = "Ukraine and Russia exchange 157 prisoners each"
SWAP_TEXT = (
    "Russia's Defence Ministry said that 157 Russian soldiers were returned from captivity on {today}, and that 157 "
    "Ukrainian prisoners of war were handed over to Ukraine in exchange. The United Arab Emirates mediated."
)


@pytest.fixture
async def telegram() -> AsyncIterator[BotServer]:
    async with BotServer(LocalBotApi(token=TOKEN)) as server:
        yield server


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    async with Newsroom() as room:
        yield room


def _settings(telegram: BotServer, newsroom: Newsroom, folder: Path, *feeds: str) -> dict[str, object]:
    return {
        "telegram_token": TOKEN,
        "telegram_api_url": telegram.url,
        "feeds": newsroom.opml(folder / "feeds.opml", *feeds),
        "allow_private_addresses": 1,
        "poll_seconds": 1,
        "poll_seconds_max": 1,
    }


async def _said(telegram: BotServer, text: str, within: float = 30) -> dict[str, object]:
    async with asyncio.timeout(within):
        while True:
            for message in telegram.api.said(READER):
                if text in message["text"]:
                    return message
            await asyncio.sleep(0.05)


async def _asked(telegram: BotServer, text: str) -> float:
    """Seconds until a typed command is answered."""
    before = len(telegram.api.said(READER))
    started = time.monotonic()
    telegram.api.say(READER, text)
    async with asyncio.timeout(20):
        while len(telegram.api.said(READER)) == before:
            await asyncio.sleep(0.002)
    return time.monotonic() - started


async def test_a_published_exchange_reaches_a_subscriber_once(
    telegram: BotServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.publish("wire", "Markets end the day unchanged", "Shares hardly moved.")
    async with running(tmp_path, **_settings(telegram, newsroom, tmp_path, "wire", "courier")) as bot:
        await bot.says("runs")
        await _asked(telegram, "/subscribe")
        while newsroom.asked < 4:  # both feeds have answered once: what comes now is news
            await asyncio.sleep(0.05)
        newsroom.publish("wire", SWAP, SWAP_TEXT.format(today=time.strftime("%A")))
        alert = await _said(telegram, "Prisoner exchange: 157")
        assert "Russian Defence Ministry" in alert["text"] or "Defence" in alert["text"]
        newsroom.publish("courier", SWAP, SWAP_TEXT.format(today=time.strftime("%A")))
        asked = newsroom.asked
        while newsroom.asked < asked + 5:  # both feeds have been polled twice since then
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        alerts = [m for m in telegram.api.said(READER) if "Prisoner exchange: 157" in m["text"]]
        assert len(alerts) == 1
        await _asked(telegram, "/latest")
        assert "157" in telegram.api.said(READER)[-1]["text"]


async def test_what_the_first_fetch_brings_is_told_when_asked_but_never_pushed(
    telegram: BotServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.publish("wire", SWAP, SWAP_TEXT.format(today=time.strftime("%A")))
    async with running(tmp_path, **_settings(telegram, newsroom, tmp_path, "wire")) as bot:
        await bot.says("runs")
        await _asked(telegram, "/subscribe")
        while newsroom.asked < 3:
            await asyncio.sleep(0.05)
        await asyncio.sleep(1)
        assert len(telegram.api.said(READER)) == 1
        await _asked(telegram, "/latest")
        assert "157" in telegram.api.said(READER)[-1]["text"]


async def test_it_ends_within_five_seconds_and_keeps_the_token_to_itself(
    telegram: BotServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    newsroom.delay = 30  # a feed that hangs must not hold up the end
    settings = _settings(telegram, newsroom, tmp_path, "wire") | {"log_level": "DEBUG"}
    async with running(tmp_path, **settings) as bot:
        await bot.says("runs")
        await _asked(telegram, "/start")
        started = time.monotonic()
        bot.process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(bot.process.wait(), 10) == 0
        assert time.monotonic() - started < 5
    assert TOKEN not in bot.log
    assert TOKEN.split(":")[1] not in bot.log
    assert str(READER) not in bot.log


async def test_a_second_one_on_the_same_file_says_who_holds_it(
    telegram: BotServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    settings = _settings(telegram, newsroom, tmp_path, "wire")
    async with running(tmp_path, **settings) as bot:
        await bot.says("runs")
        status, _, told = await parley(tmp_path, "run", **settings)
        assert status == 2
        assert f"process {bot.process.pid}" in told


async def test_without_network_it_starts_and_says_once_what_it_cannot_reach(
    telegram: BotServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    settings = _settings(telegram, newsroom, tmp_path, "wire")
    await telegram.stop()
    async with running(tmp_path, **settings) as bot:
        await bot.says("Telegram cannot be reached")
        await asyncio.sleep(3)
        assert bot.log.count("Telegram cannot be reached") == 1
        await telegram.start()
        await bot.says("Telegram answers again")
        await _asked(telegram, "/swaps 2025")
        assert "2025" in telegram.api.said(READER)[-1]["text"]


async def test_a_wrong_token_ends_with_cause_and_cure(telegram: BotServer, newsroom: Newsroom, tmp_path: Path) -> None:
    wrong = "987654321:" + "y" * 35
    settings = _settings(telegram, newsroom, tmp_path, "wire") | {"telegram_token": wrong}
    status, _, told = await parley(tmp_path, "run", **settings)
    assert status == 2
    assert "BotFather" in told
    assert "y" * 35 not in told


async def test_a_command_is_answered_while_a_hundred_feeds_are_polled_cold(
    telegram: BotServer, newsroom: Newsroom, tmp_path: Path
) -> None:
    feeds = [f"feed{number}" for number in range(100)]
    for feed in feeds:
        for number in range(40):
            newsroom.publish(feed, f"Item {number} of {feed}", "Talks on prisoners went on in Abu Dhabi. " * 20)
    async with running(tmp_path, **_settings(telegram, newsroom, tmp_path, *feeds)) as bot:
        await bot.says("runs")
        waits = []
        while newsroom.asked < 100:
            waits.append(await _asked(telegram, "/latest"))
            await asyncio.sleep(1)
        waits.append(await _asked(telegram, "/swaps"))
    print(f"\n{len(waits)} answers under a cold poll: median {statistics.median(waits) * 1000:.0f} ms, "
          f"most {max(waits) * 1000:.0f} ms")  # fmt: skip
    assert max(waits) < 0.3
