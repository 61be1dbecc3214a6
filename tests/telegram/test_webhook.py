"""Webhook mode over loopback: only who knows the secret is heard, and any instance answers."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.errors import WrongSetting
from bot.serving import HttpServer
from bot.settings import load
from bot.telegram.door import Door
from bot.telegram.faults import internal
from bot.telegram.local import LocalBotApi
from bot.telegram.webhook import Webhook
from storage.database import Database
from storage.vocabulary import Dossier
from tests.bot_server import BotServer
from tests.newsroom import TOKEN as RUN_TOKEN
from tests.newsroom import Newsroom, running
from tests.telegram.talking import NOW, TOKEN, until

SECRET = "a-Secret_of_the_webhook"
HOOK = Webhook("https://parley.example/hook/x", SECRET)
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def update(chat_id: int, text: str) -> dict[str, Any]:
    """What Telegram posts when somebody types."""
    api = LocalBotApi()
    api.say(chat_id, text)
    waiting: dict[str, Any] = api.state.updates._waiting[0]
    return waiting


@asynccontextmanager
async def hooked(
    database: Database, dossier: Dossier, server: BotServer, *, listens: bool = True
) -> AsyncIterator[Any]:
    """A door in webhook mode, and the port at which it takes updates."""
    door = Door(token=TOKEN, database=database, dossier=dossier, now=lambda: NOW, api_url=server.url, webhook=HOOK)
    door.listen(on=listens)
    running_door = asyncio.create_task(door.run())
    await until(lambda: door.application.running)
    web = HttpServer("127.0.0.1:0", door.routes())
    await web.start()
    yield door, web.port
    await web.stop()
    await door.stop()
    await running_door


async def _post(port: int, body: Any, secret: str | None = SECRET, path: str = "/hook/x") -> httpx.Response:
    headers = {HEADER: secret} if secret is not None else {}
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    async with httpx.AsyncClient() as client:
        return await client.post(f"http://127.0.0.1:{port}{path}", content=content, headers=headers)


@pytest.fixture
async def server() -> AsyncIterator[BotServer]:
    async with BotServer(LocalBotApi(token=TOKEN)) as made:
        yield made


async def test_what_telegram_posts_is_answered(database: Database, dossier: Dossier, server: BotServer) -> None:
    async with hooked(database, dossier, server) as (_, port):
        begun = time.monotonic()
        assert (await _post(port, update(5, "/about"))).status_code == 200
        await until(lambda: server.api.said(5))
        assert time.monotonic() - begun < 2
        assert server.api.state.webhook["url"] == HOOK.url
        assert server.api.state.webhook["secret_token"] == SECRET
        assert "getUpdates" not in {method for method, _, _ in server.api.calls}


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.lower(), "ключ".encode()])
async def test_a_stranger_is_refused_and_told_nothing(
    database: Database, dossier: Dossier, server: BotServer, secret: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="parley")
    async with hooked(database, dossier, server) as (_, port):
        answer = await _post(port, update(5, "/about"), secret)
        assert (answer.status_code, answer.content) == (403, b"")
        await asyncio.sleep(0.2)
        assert server.api.said(5) == []
    assert SECRET not in caplog.text
    assert "wrong" not in caplog.text


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'"text"', b"[" * 100_000])
async def test_nonsense_with_the_secret_does_no_harm(
    database: Database, dossier: Dossier, server: BotServer, body: bytes
) -> None:
    async with hooked(database, dossier, server) as (_, port):
        assert (await _post(port, body)).status_code == 400
        assert (await _post(port, b"{}")).status_code == 200, "it would be posted for ever"
        assert (await _post(port, update(5, "/about"), path="/other")).status_code == 404
        await _post(port, update(6, "/about"))
        await until(lambda: server.api.said(6))


async def test_any_instance_answers_and_one_keeps_the_webhook(
    database: Database, dossier: Dossier, server: BotServer
) -> None:
    async with hooked(database, dossier, server) as (_, first):
        await until(lambda: server.api.state.webhook)
        server.api.state.webhook = {}
        async with hooked(database, dossier, server, listens=False) as (standing_by, second):
            await _post(first, update(5, "/about"))
            await _post(second, update(6, "/about"))
            await until(lambda: server.api.said(5) and server.api.said(6))
            assert server.api.state.webhook == {}
            standing_by.listen(on=True)
            await until(lambda: server.api.state.webhook)


async def test_it_is_set_again_until_telegram_takes_it(
    database: Database, dossier: Dossier, server: BotServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.api.faults.add(internal(method="setWebhook", times=1))
    async with hooked(database, dossier, server) as (door, _):
        await asyncio.wait_for(door.ready.wait(), 5)
    assert caplog.text.count("the webhook cannot be set") == 1
    assert server.api.state.webhook["secret_token"] == SECRET


@pytest.mark.usefixtures("started_before")
async def test_a_real_run_in_webhook_mode(tmp_path: Path) -> None:
    async with BotServer(LocalBotApi(token=RUN_TOKEN)) as telegram, Newsroom() as newsroom:
        settings = {
            "telegram_token": RUN_TOKEN, "telegram_api_url": telegram.url, "allow_private_addresses": 1,
            "feeds": newsroom.opml(tmp_path / "feeds.opml", "wire"), "log_level": "DEBUG",
            "webhook_url": HOOK.url, "webhook_secret": SECRET, "webhook_listen": "127.0.0.1:0",
        }  # fmt: skip
        async with running(tmp_path, **settings) as bot:
            await bot.says("the webhook is served at port")
            port = int(bot.log.partition("the webhook is served at port ")[2].split()[0])
            await until(lambda: telegram.api.state.webhook)
            assert (await _post(port, update(5, "/swaps 2025"))).status_code == 200
            await until(lambda: telegram.api.said(5))
            assert (await _post(port, update(5, "/about"), "wrong-secret")).status_code == 403
        assert "2025" in telegram.api.said(5)[0]["text"]
    assert SECRET not in bot.log
    assert "wrong-secret" not in bot.log


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"WEBHOOK_URL": "https://a.example/x"}, "PARLEY_WEBHOOK_SECRET: must be set"),
        ({"WEBHOOK_URL": "http://a.example/x", "WEBHOOK_SECRET": "x"}, "PARLEY_WEBHOOK_URL: must begin with https"),
        ({"WEBHOOK_URL": "https://a.example/x", "WEBHOOK_SECRET": "a b"}, "PARLEY_WEBHOOK_SECRET: must be 1 to 256"),
        ({"WEBHOOK_LISTEN": "8443"}, "PARLEY_WEBHOOK_LISTEN: must be host:port"),
        ({"METRICS_ADDRESS": "localhost:99999"}, "PARLEY_METRICS_ADDRESS: must be host:port"),
    ],
)
def test_wrong_settings_are_named(monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], told: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(f"PARLEY_{name}", value)
    with pytest.raises(WrongSetting, match=told):
        load(None)
