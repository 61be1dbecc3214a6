"""`parley feeds …`: lists carried in and out, feeds looked for and looked over."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.feeds.catalogue import read_opml
from storage import entries, feeds
from storage.database import Database
from storage.vocabulary import Feed
from tests.newsroom import Newsroom, command

SWAP = ("Swap", "On Friday 157 Ukrainian soldiers returned from Russian captivity, President Zelensky said.")
EXPORTS = Path(__file__).parent / "feeds" / "opml"


@pytest.mark.usefixtures("database")
async def test_a_list_is_carried_from_reader_to_reader(tmp_path: Path) -> None:
    _, out, told = await command(tmp_path, "feeds", "import", str(EXPORTS / "freshrss.opml"))
    assert out == "2 feeds added, 0 were listed; 1 outlines lead to no feed and were left out\n"
    assert told == "2/2 feeds read\n"
    _, out, _ = await command(tmp_path, "feeds", "import", str(EXPORTS / "newsboat.opml"))
    assert out == "0 feeds added, 2 were listed; 2 outlines lead to no feed and were left out\n"

    _, written, told = await command(tmp_path, "feeds", "export")
    (tmp_path / "own.opml").write_text(written)
    assert told == ""
    assert [feed.title for feed in read_opml(tmp_path / "own.opml")] == ["Courier", "Herald"]
    _, out, _ = await command(tmp_path, "feeds", "import", "own.opml")
    assert out == "0 feeds added, 2 were listed\n"
    assert (await command(tmp_path, "feeds", "export"))[1] == written


@pytest.mark.usefixtures("database")
async def test_nothing_of_a_file_that_is_wrong_is_imported(tmp_path: Path) -> None:
    rows = '<outline xmlUrl="https://one.example/"/>\n<outline xmlUrl="https://two.example/" tier="first"/>'
    (tmp_path / "mine.opml").write_text(f"<opml><body>\n{rows}</body></opml>")

    status, out, told = await command(tmp_path, "feeds", "import", "mine.opml")

    assert (status, out) == (2, "")
    assert told.startswith("parley: mine.opml, line 3: https://two.example/: tier='first' means nothing; write 1 (")
    assert "No feeds yet" in (await command(tmp_path, "feeds", "list"))[1]


@pytest.mark.usefixtures("database")
async def test_a_password_in_an_address_is_told_of_and_not_shown(tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text('<opml><outline xmlUrl="https://anna:secret@one.example/"/></opml>')
    await command(tmp_path, "feeds", "import", "mine.opml")
    assert (await command(tmp_path, "feeds", "pause", "ONE.example/"))[1] == "Paused: https://one.example/\n"

    _, out, told = await command(tmp_path, "feeds", "export")

    assert "anna:secret@one.example" in out, "else it would not be the same feed"
    assert told == "1 addresses hold a name or a password: keep the file to yourself\n"


async def test_a_check_tells_how_each_feed_does(database: Database, tmp_path: Path) -> None:
    async with Newsroom() as room:
        room.publish("wire", *SWAP, datetime.now(UTC) - timedelta(minutes=20))
        room.publish("wire", "Weather", "It will rain in Kyiv, the service said.", datetime.now(UTC))
        for url in (room.url("wire"), "http://127.0.0.1:1/none"):
            database.run(feeds.put, Feed(url=url, outlet=url[-4:].title(), language="en"), write=True)
        status, out, told = await command(tmp_path, "feeds", "check", "--json", allow_private_addresses=1)

    dead, wire = json.loads(out)
    assert (status, told) == (1, "2/2 checked\n")
    assert (dead["ok"], dead["cause"]) == (False, "connection refused")
    assert (wire["ok"], wire["format"], wire["entries"], wire["freshness"]) == (True, "rss20", 2, "fresh")
    assert wire["relevant"] == {"days": 30, "stored": 0, "in_document": 1}
    assert wire["usual_gap"] == pytest.approx(1200, abs=1)
    assert database.run(entries.count) == 0, "a check stores nothing"


async def test_a_check_of_nothing(database: Database, tmp_path: Path) -> None:
    status, _, told = await command(tmp_path, "feeds", "check", "https://x.example/")
    assert (status, told) == (2, "parley: https://x.example/ is not in the list; see `parley feeds list`\n")
    status, out, _ = await command(tmp_path, "feeds", "check")
    assert (status, out) == (0, "No feed is enabled: parley feeds add ADDRESS, or parley feeds resume ADDRESS\n")
    assert database.run(feeds.every) == []
