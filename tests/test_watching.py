"""/healthz and /metrics over real HTTP."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.errors import CannotStart
from bot.jobs.counts import Counts
from bot.jobs.poll import Wave
from bot.jobs.verdict import Answer, Verdict
from bot.serving import LONGEST_BODY, Answered, Asked, HttpServer
from bot.telegram import faults
from bot.telegram.local import LocalBotApi
from bot.watching import STALE, Watching
from storage.database import Database
from storage.vocabulary import Delivery, DeliveryState, Priority, Purpose
from tests.bot_server import BotServer
from tests.delivery.owing import START, alert, expand_all, subscribe
from tests.newsroom import TOKEN, Newsroom, running
from tests.test_run import READER, SWAP, SWAP_TEXT

NOW = START + timedelta(minutes=7)


def _watching(database: Database, counts: Counts | None = None, at: list[float] | None = None) -> Watching:
    known = {"telegram": "ok", "role": "held"}
    clock = at if at is not None else [0.0]
    return Watching(database, lambda: NOW, counts or Counts(), lambda: known, lambda: clock[0])


async def _get(watching: Watching, path: str) -> httpx.Response:
    server = HttpServer("127.0.0.1:0", watching.routes())
    await server.start()
    try:
        async with httpx.AsyncClient() as client:
            return await client.get(f"http://127.0.0.1:{server.port}{path}")
    finally:
        await server.stop()


def _values(page: str) -> dict[str, Any]:
    found = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            found[sample.name, *sorted(sample.labels.values())] = sample.value
    return found


async def test_health_is_fine_while_the_database_answers_and_the_clock_runs(either: Database) -> None:
    at = [0.0]
    answer = await _get(_watching(either, at=at), "/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "clock": "ok", "telegram": "ok", "role": "held"}


async def test_a_clock_that_stands_is_told(database: Database) -> None:
    at = [0.0]
    watching = _watching(database, at=at)
    at[0] = STALE + 1
    answer = await _get(watching, "/healthz")
    assert (answer.status_code, answer.json()["clock"]) == (503, "stands for 31 s")
    await watching.beat()
    assert (await _get(watching, "/healthz")).status_code == 200


async def test_a_database_that_does_not_answer_is_told_without_its_address() -> None:
    gone = Database("postgresql://somebody:secret@127.0.0.1:9/nowhere")
    answer = await _get(_watching(gone), "/healthz")
    gone.close()
    assert (answer.status_code, answer.json()["database"]) == (503, "DatabaseFailed")
    assert "secret" not in answer.text


async def test_metrics_tell_counts_and_the_state_of_the_queue(either: Database) -> None:
    subscribe(either, [1, 2, 3])
    either.run(alert, write=True)
    expand_all(either)
    counts = Counts()
    counts.polled(Wave(feeds=3, answered=2, unchanged=1, failed=1, entries=40, relevant=4))
    sent = Delivery(id=1, subscriber_id=1, purpose=Purpose.ALERT, priority=Priority.CARRIED_OUT,
                    state=DeliveryState.SENDING, chat_id=1, created=NOW - timedelta(seconds=4))  # fmt: skip
    counts.answered(sent, Answer(verdict=Verdict.SENT), NOW)
    counts.answered(sent, Answer(verdict=Verdict.FLOODED), NOW)
    answer = await _get(_watching(either, counts), "/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    values = _values(answer.text)
    assert values["parley_feeds_pushed",] == 0
    assert values["parley_queue_depth",] == 3
    assert values["parley_queue_age_seconds",] == 7 * 60
    assert values["parley_entries_total",] == 40
    assert values["parley_feed_polls_total", "failed"] == 1
    assert values["parley_sends_total", "sent"] == 1
    assert values["parley_sends_total", "flooded"] == 1
    assert values["parley_delivery_seconds_bucket", "5.0"] == 1
    assert values["parley_delivery_seconds_bucket", "2.0"] == 0
    assert values["parley_telegram_role",] == 1
    assert values["parley_developments",] == 1
    assert values["parley_floods_total",] == 0


class TestServer:
    """What a stranger may send to the small HTTP server."""

    @pytest.fixture
    async def port(self) -> Any:
        async def echo(asked: Asked) -> Answered:
            return Answered(200, asked.body)

        async def broken(_: Asked) -> Answered:
            raise RuntimeError("secret")

        routes = {("POST", "/echo"): echo, ("GET", "/broken"): broken}
        beneath = {("POST", "/in/*"): echo, ("GET", "/in/*"): broken}
        server = HttpServer("127.0.0.1:0", routes | beneath, {"/in/*": 2 * LONGEST_BODY})
        await server.start()
        yield server.port
        await server.stop()

    async def test_one_connection_serves_many_requests(self, port: int) -> None:
        async with httpx.AsyncClient() as client:
            for words in ("one", "two"):
                assert (await client.post(f"http://127.0.0.1:{port}/echo?x=1", content=words)).text == words

    async def test_what_is_not_there(self, port: int) -> None:
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"http://127.0.0.1:{port}/nothing")).status_code == 404
            assert (await client.get(f"http://127.0.0.1:{port}/echo")).status_code == 405

    async def test_a_fault_of_ours_tells_nothing(self, port: int, caplog: pytest.LogCaptureFixture) -> None:
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{port}/broken")
        assert (answer.status_code, answer.content) == (500, b"")
        assert "secret" not in caplog.text

    async def test_what_is_beneath_a_path_has_one_route_and_its_name_is_not_logged(
        self, port: int, caplog: pytest.LogCaptureFixture
    ) -> None:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
            longest = b"x" * 2 * LONGEST_BODY
            answers = await asyncio.gather(*(client.post("/in/a", content=longest) for _ in range(12)))
            assert [answer.status_code for answer in answers].count(200) >= 4
            assert {answer.status_code for answer in answers} <= {200, 413}
            assert (await client.post("/in/b", content=longest)).content == longest
            assert (await client.post("/in/a", content=longest + b"x")).status_code == 413
            assert [(await client.post(path)).status_code for path in ("/in/", "/in/a/b", "/in")] == [200, 404, 404]
            assert (await client.get("/in/hidden")).status_code == 500
        assert "hidden" not in caplog.text
        assert "/in/* failed" in caplog.text

    @pytest.mark.parametrize(
        ("sent", "status"),
        [
            (b"nonsense\r\n\r\n", b"400"),
            (b"GET / HTTP/1.1\r\n\r\n", b"400"),
            (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", b"400"),
            (b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % (LONGEST_BODY + 1), b"413"),
        ],
    )
    async def test_nonsense_and_floods_are_refused(self, port: int, sent: bytes, status: bytes) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(sent)
        if status == b"413":
            writer.write(b"x" * (LONGEST_BODY + 1))
        answer = await reader.readline()
        assert answer.split()[1] == status
        writer.close()

    async def test_who_asks_whether_to_send_a_body_is_told_to(self, port: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
        assert (await reader.readuntil(b"\r\n\r\n")).split()[1] == b"100"
        writer.write(b"body")
        assert (await reader.readuntil(b"body")).split()[1] == b"200"
        writer.close()

    async def test_an_address_that_is_taken_is_named(self, port: int) -> None:
        with pytest.raises(CannotStart, match=f"127.0.0.1:{port}"):
            await HttpServer(f"127.0.0.1:{port}", {}).start()


def test_the_library_is_loaded_only_where_it_is_on() -> None:
    code = "import sys, bot.app; sys.exit('prometheus_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@dataclass(slots=True)
class _Watched:
    """A real run whose figures are asked for over HTTP."""

    telegram: BotServer
    newsroom: Newsroom
    client: httpx.AsyncClient
    address: str

    async def get(self, path: str) -> str:
        return (await self.client.get(f"{self.address}/{path}")).text


@asynccontextmanager
async def _watched(folder: Path) -> AsyncIterator[_Watched]:
    async with BotServer(LocalBotApi(token=TOKEN)) as telegram, Newsroom() as newsroom:
        newsroom.publish("wire", "Markets end the day unchanged", "Shares hardly moved.")
        settings = {
            "telegram_token": TOKEN, "telegram_api_url": telegram.url, "allow_private_addresses": 1,
            "feeds": newsroom.opml(folder / "feeds.opml", "wire"), "poll_seconds": 1, "poll_seconds_max": 1,
            "metrics_address": "127.0.0.1:0",
        }  # fmt: skip
        async with running(folder, **settings) as bot, httpx.AsyncClient() as client:
            await bot.says("health is served at port")
            port = int(bot.log.partition("health is served at port ")[2].split()[0])
            yield _Watched(telegram, newsroom, client, f"http://127.0.0.1:{port}")


@pytest.mark.usefixtures("started_before")
async def test_a_real_run_serves_both(tmp_path: Any) -> None:
    async with _watched(tmp_path) as run:
        while run.newsroom.asked < 2:
            await asyncio.sleep(0.05)
        assert json.loads(await run.get("healthz"))["status"] == "ok"
        values = _values(await run.get("metrics"))
    assert values["parley_entries_total",] == 1
    assert values["parley_feeds",] == 1
    assert values["process_resident_memory_bytes",] < 200e6
    assert datetime.now(UTC).timestamp() - values["process_start_time_seconds",] < 60


@pytest.mark.usefixtures("started_before")
async def test_an_alert_and_a_flood_answer_are_seen_in_the_figures_of_a_real_run(tmp_path: Any) -> None:
    async with _watched(tmp_path) as run:
        run.telegram.api.say(READER, "/subscribe")
        async with asyncio.timeout(30):
            while run.newsroom.asked < 3 or not run.telegram.api.said(READER):
                await asyncio.sleep(0.05)
        run.telegram.api.faults.add(faults.flood(1, chat_id=READER))
        run.newsroom.publish("wire", SWAP, SWAP_TEXT.format(today=f"{datetime.now(UTC):%A}"))
        async with asyncio.timeout(30):
            while "157" not in run.telegram.api.said(READER)[-1]["text"]:
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        values = _values(await run.get("metrics"))
    assert values["parley_entries_total",] == 2
    assert values["parley_relevant_total",] == 1
    assert values["parley_alerts_total", "alert"] == 1
    assert values["parley_sends_total", "flooded"] == values["parley_floods_total",] == 1
    assert values["parley_sends_total", "sent"] == 1
    assert values["parley_queue_depth",] == 0
    for name in ("decision", "delivery"):
        assert values[f"parley_{name}_seconds_count",] == 1
        assert 0 < values[f"parley_{name}_seconds_sum",] < 30
