"""An address that holds a password: it is used, and neither logged nor shown to anybody."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import select

from bot.jobs.watch import Watch
from bot.telegram.local import LocalBotApi
from handlers.wording.notices import notice
from storage import health
from storage.database import Database
from storage.tables import BroadcastRow
from tests.bot_server import BotServer
from tests.faults.outlet import Line, Outlet
from tests.newsroom import TOKEN, running

SECRET = "hunter2"


async def test_of_a_feed_that_fails(started_before: Database, tmp_path: Path) -> None:
    database = started_before
    logins: list[str] = []

    async def refuse(line: Line) -> None:
        logins.append((await line.request()).get("authorization", ""))
        line.write(b"", "404 Not Found")
        await line.writer.drain()

    async with Outlet("private") as outlet, BotServer(LocalBotApi(token=TOKEN)) as telegram:
        outlet.trouble = refuse
        address = outlet.url.replace("://", f"://reader:{SECRET}@")
        opml = tmp_path / "feeds.opml"
        opml.write_text(f'<opml version="2.0"><body><outline type="rss" text="" xmlUrl="{address}"/></body></opml>')
        settings = {
            "telegram_token": TOKEN, "telegram_api_url": telegram.url, "allow_private_addresses": 1, "feeds": opml,
            "poll_seconds": 1, "poll_seconds_max": 1, "log_level": "DEBUG", "admins": 99,
            "database_url": f"sqlite:///{database.path}",
        }  # fmt: skip
        async with running(tmp_path, **settings) as bot:
            await bot.says("404 not found", 60)
            telegram.api.say(99, "/status")
            async with asyncio.timeout(20):
                while not telegram.api.said(99):
                    await asyncio.sleep(0.05)
        assert b64encode(f"reader:{SECRET}".encode()).decode() in logins[0], "it is used"
        assert SECRET not in bot.log
        assert SECRET not in str(telegram.api.said(99))
    later = datetime.now(UTC) + timedelta(hours=7)
    told = database.run(health.silent_outlets, later)
    assert told
    assert SECRET not in str(told)
    watch = Watch(database, lambda: later, frozenset({99}), notice, lambda: True)
    await watch.look()
    watch.now = lambda: later + timedelta(hours=7)
    await watch.look()
    notices = database.run(lambda session: [row.texts for row in session.exec(select(BroadcastRow))])
    assert "404" in str(notices)
    assert SECRET not in str(notices)
