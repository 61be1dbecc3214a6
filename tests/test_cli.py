"""The command line: a few commands as processes of their own, the others called within this one."""

import json
import re
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar
from sqlalchemy import update

from bot.cli.tongue import Tongue
from bot.jobs import tidy
from bot.opening import HANDED_OVER
from handlers.wording.language import LANGUAGES
from storage import entries, feeds, holds, hubs, instances, tombstones
from storage.database import Database
from storage.tables import DeliveryRow
from storage.vocabulary import Entry, Feed, Offer, Reading
from tests.delivery.owing import alert, expand_all, subscribe
from tests.newsroom import Newsroom, command, parley

SWAP = ("Swap", "On Friday 157 Ukrainian soldiers returned from Russian captivity, President Zelensky said.")


@pytest.fixture
async def newsroom() -> AsyncIterator[Newsroom]:
    async with Newsroom() as room:
        yield room


async def test_polling_lets_threads_take_turns_often(newsroom: Newsroom, tmp_path: Path) -> None:
    before = sys.getswitchinterval()
    try:
        await command(tmp_path, "poll", feeds=newsroom.opml(tmp_path / "feeds.opml", "wire"), allow_private_addresses=1)
        assert sys.getswitchinterval() == pytest.approx(HANDED_OVER)
    finally:
        sys.setswitchinterval(before)


async def test_poll_export_and_list(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.publish("wire", *SWAP, datetime(2026, 2, 20, 10, 0, tzinfo=UTC))
    newsroom.publish("wire", "Tom &amp; <b>Jerry</b>", "Nothing.", datetime(2026, 2, 20, 11, 0, tzinfo=UTC))
    feeds = newsroom.opml(tmp_path / "feeds.opml", "wire")
    feeds.write_text(feeds.read_text().replace("</body>", '<outline xmlUrl="http://127.0.0.1:1/none"/></body>'))
    settings = {"feeds": feeds, "allow_private_addresses": 1}
    status, out, err = await parley(tmp_path, "poll", **settings)
    assert status == 0
    assert re.fullmatch(r"(\d+)/\1 rows of the record brought in\n", err)
    assert "2 feeds polled: 1 answered (0 unchanged), 1 failed; 2 new entries" in out
    _, out, _ = await command(tmp_path, "poll", **settings)
    assert "0 new entries" in out
    _, out, _ = await command(tmp_path, "feeds", "list")
    assert "connection refused" in out
    assert "\tactive\tpolled\t" in out
    _, out, told = await command(tmp_path, "feeds", "import", str(feeds))
    assert (out, told) == ("0 feeds added, 2 were listed\n", "2/2 feeds read\n")
    _, out, _ = await parley(tmp_path, "export", "entries", "--format", "json")
    rows = json.loads(out)
    assert [row["title"] for row in rows] == ["Swap", "Tom & Jerry"]
    assert rows[0] | {"seen": ""} == {
        "feed": newsroom.url("wire"), "id": "wire-0", "title": "Swap", "link": "https://wire.example/0",
        "published": "2026-02-20T10:00:00+00:00", "language": "en", "seen": "",
    }  # fmt: skip
    _, out, _ = await command(tmp_path, "export", "developments", "--format", "json")
    read = [row for row in json.loads(out) if row["day"] == "2026-02-20" and row["kind"] == "exchange"]
    assert [row["to_ua"] for row in read] == [157]
    assert read[0]["reports"][0]["outlet"] == "Wire"
    _, out, _ = await command(tmp_path, "export", "developments")
    assert out.startswith("id,kind,stage,phase,day,")
    _, out, told = await command(tmp_path, "export", "claims", "--year", "2026")
    assert "157" in next(line for line in out.splitlines() if "Wire" in line)
    assert re.search(r"(\d+)/\1 developments written", told)
    _, out, told = await command(tmp_path, "export", "atom", "--lang", "uk", "--output", "feed.xml")
    assert re.search(r"(\d+)/\1 developments written", told)
    assert (out, feedparser.parse((tmp_path / "feed.xml").read_bytes()).bozo) == ("", False)
    _, out, told = await command(tmp_path, "export", "ics", "--year", "2026")
    assert re.search(r"(\d+)/\1 talks written", told)
    assert Calendar.from_ical(out).walk("VEVENT")
    status, _, told = await command(tmp_path, "export", "csv", "--output", "nowhere/file.csv")
    assert (status, "cannot be written" in told) == (2, True)


async def test_an_operators_word_on_feeds_lasts(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.publish("wire", "One", "Two.")
    (tmp_path / "off.opml").write_text('<opml><body><outline xmlUrl="http://off.example/" enabled="no"/></body></opml>')
    settings = {"feeds": tmp_path / "off.opml", "allow_private_addresses": 1}
    assert (
        "Added: wire (1 entries now)" in (await command(tmp_path, "feeds", "add", newsroom.url("wire"), **settings))[1]
    )
    assert "Paused" in (await command(tmp_path, "feeds", "pause", newsroom.url("wire"), "noisy", **settings))[1]
    assert "paused: noisy" in (await command(tmp_path, "feeds", "list", **settings))[1]
    assert "0 feeds polled" in (await command(tmp_path, "poll", **settings))[1]
    assert "Resumed" in (await command(tmp_path, "feeds", "resume", newsroom.url("wire"), **settings))[1]
    status, out, _ = await command(tmp_path, "feeds", "check", **settings)
    assert (status, out.split("\t")[:4]) == (0, ["wire", "ok", "RSS 2.0", "1"])
    assert newsroom.url("wire") in (await command(tmp_path, "feeds", "export", **settings))[1]
    assert "Removed" in (await command(tmp_path, "feeds", "remove", newsroom.url("wire"), **settings))[1]
    assert newsroom.url("wire") not in (await command(tmp_path, "feeds", "list", **settings))[1]
    status, _, told = await command(tmp_path, "feeds", "pause", newsroom.url("wire"), **settings)
    assert status == 2
    assert "not in the list" in told


async def test_adding_what_is_no_feed_says_why(newsroom: Newsroom, tmp_path: Path) -> None:
    status, _, told = await command(tmp_path, "feeds", "add", "http://127.0.0.1:1/", allow_private_addresses=1)
    assert (status, told) == (2, "parley: connection refused\n")
    status, _, told = await command(tmp_path, "feeds", "add", newsroom.url("wire"))
    assert (status, told) == (2, "parley: private address\n")


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        pytest.param({"pol_seconds": 1}, "did you mean PARLEY_POLL_SECONDS", id="misspelt setting"),
        pytest.param({"database_url": "sqlite:////proc/none/parley.db"}, "cannot be written", id="unwritable database"),
        pytest.param({"dossier": "nowhere"}, "parties.toml", id="no dossier"),
        pytest.param({"telegram_token": ""}, "BotFather", id="no token"),
        pytest.param({"telegram_token": "AAH-half"}, "PARLEY_TELEGRAM_TOKEN: not of the form", id="half a token"),
    ],
)
async def test_what_is_wrong_ends_the_start_with_its_name(
    tmp_path: Path, settings: dict[str, object], told: str
) -> None:
    status, _, said = await command(tmp_path, "run", **({"telegram_token": "1:" + "a" * 35} | settings))
    assert status == 2
    assert told in said
    assert said.count("\n") == 1


async def test_ask_answers_from_the_record(tmp_path: Path) -> None:
    _, out, _ = await parley(tmp_path, "ask", "/swaps 2025")
    assert "23 May" in out
    _, out, _ = await command(tmp_path, "ask", "/swaps 2025", "--json")
    assert json.loads(out)["buttons"]
    _, out, _ = await command(tmp_path, "ask", "/chart", "--files", str(tmp_path / "pictures"), "--json")
    assert json.loads(out)["files"] == [str(tmp_path / "pictures" / "months.png")]
    assert (tmp_path / "pictures" / "months.png").read_bytes().startswith(b"\x89PNG")


async def test_what_would_change_something_says_that_it_does_not(tmp_path: Path) -> None:
    _, out, told = await command(tmp_path, "ask", "/subscribe")
    assert "Alerts are on." in out
    assert "changes nothing that is stored" in told
    assert "changes nothing" not in (await command(tmp_path, "ask", "/swaps"))[2]


async def test_a_language_that_is_not_spoken_is_refused(tmp_path: Path) -> None:
    assert [one.value for one in Tongue] == list(LANGUAGES)
    for asked in (("ask", "/swaps"), ("export", "atom")):
        status, out, told = await command(tmp_path, *asked, "--lang", "de")
        assert (status, out) == (2, "")
        assert "'de' is not one of 'en', 'uk'" in told


@pytest.mark.usefixtures("started_before")
async def test_backup_restores_into_an_empty_database_only(tmp_path: Path) -> None:
    status, out, _ = await command(tmp_path, "db", "backup", "copy.db")
    assert status == 0
    rows = out.split()[0]
    other = {"database_url": f"sqlite:///{tmp_path / 'other.db'}"}
    assert f"{rows} rows restored" in (await command(tmp_path, "db", "restore", "copy.db", **other))[1]
    assert "whole" in (await command(tmp_path, "db", "check", **other))[1]
    status, _, told = await command(tmp_path, "db", "restore", "copy.db", **other)
    assert status == 2
    assert "not empty" in told


@pytest.mark.usefixtures("started_before")
async def test_a_backup_under_a_passphrase(tmp_path: Path) -> None:
    (tmp_path / "words").write_text("correct horse battery\n")
    status, out, _ = await command(tmp_path, "db", "backup", "copy", "--passphrase-file", "words")
    assert (status, out.endswith("encrypted\n")) == (0, True)
    other = {"database_url": f"sqlite:///{tmp_path / 'other.db'}"}
    status, _, told = await command(tmp_path, "db", "restore", "copy", **other)
    assert (status, "is encrypted" in told) == (2, True)
    words = {"backup_passphrase": "correct horse battery"}
    assert "rows restored" in (await command(tmp_path, "db", "restore", "copy", **other, **words))[1]
    status, _, told = await command(tmp_path, "db", "backup", "more", "--passphrase-file", "none")
    assert (status, "none cannot be read" in told) == (2, True)


async def test_the_doctor_names_what_is_wrong(tmp_path: Path) -> None:
    status, out, _ = await command(tmp_path, "doctor")
    assert status == 1
    assert "WRONG token" in out
    assert "ok    contact: none; set PARLEY_CONTACT" in out
    assert "parley db upgrade" in out
    _, out, _ = await command(tmp_path, "doctor", contact="me@example.org")
    assert "contact: me@example.org stands in every request to a feed" in out


async def test_the_doctor_names_dead_feeds_and_what_was_lost(tmp_path: Path) -> None:
    await command(tmp_path, "db", "upgrade")
    now = datetime.now(UTC)
    with Database(f"sqlite:///{tmp_path / 'parley.db'}") as database:
        listed = [Feed(url=f"https://{name}.example/rss", outlet=name) for name in ("dead", "ill", "well")]
        database.run(feeds.synchronise, listed, write=True)
        for name, hours in (("dead", 7), ("ill", 5), ("well", 0)):
            number = database.run(feeds.get, f"https://{name}.example/rss").id
            database.run(
                feeds.succeeded, number, now - timedelta(hours=hours), now, etag=None, modified=None, write=True
            )
            if hours:
                database.run(feeds.failed, number, now, now, "404 not found", write=True)
        subscribe(database, [1])
        database.run(alert, write=True)
        expand_all(database)
        lost = update(DeliveryRow).values(state="failed", answered=now)
        database.run(lambda session: session.exec(lost), write=True)
    status, out, _ = await command(tmp_path, "doctor")
    assert status == 1
    assert "WRONG feeds: dead: 404 not found; ask with `parley feeds check`" in out
    assert "ill: 404" not in out
    assert "WRONG messages: 1 were given up or refused within a week; /release lost" in out


async def test_the_doctor_tells_of_the_queue_and_of_who_runs(tmp_path: Path) -> None:
    await command(tmp_path, "db", "upgrade")
    with Database(f"sqlite:///{tmp_path / 'parley.db'}") as database:
        subscribe(database, [1, 2])
        database.run(alert, write=True)
        expand_all(database)
        database.run(instances.beat, "me", datetime.now(UTC), write=True)
        database.run(feeds.put, Feed(url="https://wire.example/rss"), write=True)
        offer = Offer(("https://hub.example/",), "https://wire.example/rss")
        database.run(hubs.offered, 1, offer, "https://parley.example/feeds", datetime.now(UTC), write=True)
        for days in (1, 2):
            later = datetime.now(UTC) + timedelta(days=days)
            database.run(hubs.claim, "https://parley.example/feeds", later, write=True)
    _, out, _ = await command(tmp_path, "doctor")
    assert "WRONG hubs: 0 of 1 agreed to push; do they get through?" in out
    assert "\tpolled; hub requested\t" in (await command(tmp_path, "feeds", "list"))[1]
    assert "WRONG queue: 2 messages wait, the oldest for " in out
    assert "ok    instances: 1 run on this database" in out
    with Database(f"sqlite:///{tmp_path / 'parley.db'}") as database:
        database.run(holds.hold, on=True, write=True)
    assert "WRONG queue: pushes are held and 2 messages wait" in (await command(tmp_path, "doctor"))[1]


async def test_entries_that_left_their_feed_are_forgotten_by_hand(database: Database, tmp_path: Path) -> None:
    database.run(feeds.synchronise, [Feed(url="https://wire.example/rss")], write=True)
    wire = database.run(feeds.get, "https://wire.example/rss")
    assert wire is not None
    assert wire.id is not None
    long_ago = datetime.now(UTC) - timedelta(days=9)
    with database.session(write=True) as session:
        for number in range(4 * tidy.TOGETHER + 1):
            entry = Entry(
                feed=wire.url, guid=str(number), title="Rain", text="Rain. " * 400, published=long_ago, seen=long_ago
            )
            entries.store(session, wire, entry, Reading(), silent=False)
        tombstones.note_shown(session, wire.id, ["7"], long_ago)
    status, out, _ = await command(tmp_path, "db", "tidy")
    assert (status, database.run(entries.count)) == (0, 1)
    before, after = re.findall(r"(\S+) MB", out)
    assert out.startswith(f"{4 * tidy.TOGETHER} entries forgotten")
    assert float(after) < float(before)
    with instances.FileLock(tmp_path / "parley.db"):
        assert (await command(tmp_path, "db", "tidy"))[0] == 0
