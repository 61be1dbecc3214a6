"""No secret and nobody's words in any log line, at any level."""

from __future__ import annotations

import asyncio
import json
import logging
import sys

import pytest

from bot import logs
from bot.telegram import faults
from storage.database import Database
from storage.vocabulary import Dossier
from tests.telegram.talking import TOKEN, ask, opened, until

CHAT, WORDS = 918273645, "xylophone"

pytestmark = pytest.mark.usefixtures("logging_as_it_was")


@pytest.mark.parametrize("as_json", [False, True])
async def test_a_run_at_debug_over_http_with_every_fault(
    database: Database, dossier: Dossier, capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    logs.configure("DEBUG", as_json=as_json, secrets=[TOKEN])
    logging.getLogger("asyncio").setLevel(logging.DEBUG)
    async with opened(database, dossier, "http") as (api, _):
        await ask(api, CHAT, f"/search {WORDS}")
        answer = await ask(api, CHAT, f"/{WORDS}")
        api.press(CHAT, answer["message_id"], f"search {WORDS}")
        await until(lambda: any("edit_date" in message for message in api.said(CHAT)))
        for fault in (faults.internal, faults.gateway, faults.garbled, faults.reset, faults.forbidden):
            api.faults.add(fault(), fault(method="getUpdates"))
            api.say(CHAT + 1, f"/search {WORDS}")
            await asyncio.sleep(0.1)
    text = capsys.readouterr().err
    assert "parley.telegram" in text
    assert TOKEN not in text
    assert TOKEN.split(":")[1] not in text
    assert str(CHAT) not in text
    assert WORDS not in text
    if as_json:
        assert all(json.loads(line)["message"] is not None for line in text.splitlines())


@pytest.mark.parametrize("token", [TOKEN, "7654321:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "short-odd"])
def test_a_token_is_hidden_wherever_it_stands(capsys: pytest.CaptureFixture[str], token: str) -> None:
    logs.configure("DEBUG", secrets=[token])
    log = logging.getLogger("some.library")
    log.info("GET https://api.telegram.org/bot%s/getMe", token)
    log.warning(f"inline {token}")  # noqa: G004
    try:
        int(token)
    except ValueError:
        log.exception("failed", stack_info=True)
    log.error("a broken format %d", token)
    text = capsys.readouterr().err
    assert token not in text
    assert text.count("[token]") >= 3
    assert "ValueError" in text


def test_a_login_within_an_address_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG")
    log = logging.getLogger("parley.poll")
    log.warning("feed %s: 404; see https://x.example/@somebody", "https://reader:hunter2@x.example/rss")
    log.warning("database postgresql+psycopg://parley:p@ss:hunter2@db/parley cannot be reached")
    text = capsys.readouterr().err
    assert "hunter2" not in text
    assert "p@ss" not in text
    assert "https://[login]@x.example/rss: 404; see https://x.example/@somebody" in text


def test_what_nobody_catches_is_told_without_it(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", secrets=[TOKEN])
    error = RuntimeError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    sys.excepthook(type(error), error, None)
    told = capsys.readouterr().err
    assert "RuntimeError" in told
    assert TOKEN not in told


def test_the_same_trouble_is_said_when_it_begins_and_when_it_ends(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    incidents = logs.Incidents(logging.getLogger("x"))
    for _ in range(1000):
        incidents.begin("network", "no network")
    assert incidents.open() == ["network"]
    incidents.end("network", "network again")
    incidents.end("network", "network again")
    assert [record.getMessage() for record in caplog.records] == ["no network", "network again (after 1000 failures)"]


def test_where_it_failed_is_told_without_the_words(database: Database) -> None:
    try:
        int("the words")
    except ValueError as error:
        told = logs.place_of(error)
    assert told.startswith("ValueError at test_logs.py:")
    assert "the words" not in told
