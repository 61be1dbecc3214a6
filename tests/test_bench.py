"""The parts of the bench: a mini run over five feeds."""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.reading import read_entries, take_apart
from storage.seeds import default_folder
from storage.vocabulary import Feed
from tests.bench import papers, polls
from tests.bench.measuring import Run, run
from tests.bench.outlet import Outlet
from tests.bench.table import Row, Table
from tests.newsroom import command

NOW = datetime.now(UTC)


def test_one_entry_in_twenty_reports_something() -> None:
    folder = default_folder()
    for number in range(3):
        feed = Feed(url="https://paper.example/rss", language=papers.language_of(number))
        document, telling = take_apart(folder, papers.document(number, NOW.date()), feed, NOW, None)
        entries = [entry for entry in document.entries if entry.guid in telling]
        readings = read_entries(folder, entries, feed)
        assert len(document.entries) == papers.ENTRIES
        assert sum(bool(not isinstance(one, str) and one.claims) for one in readings) in {2, 3}


async def test_a_mini_run(tmp_path: Path) -> None:
    with Outlet(5, NOW.date(), entries=20) as outlet:
        settings = {"feeds": papers.opml(tmp_path / "feeds.opml", outlet.addresses()), "allow_private_addresses": 1}
        told = []
        for news in (0, 0, 1):
            outlet.publish(news)
            told.append((await command(tmp_path, "poll", **settings))[1].splitlines()[-1])
    assert told == [
        "5 feeds polled: 5 answered (0 unchanged), 0 failed; 100 new entries, 5 of them relevant",
        "5 feeds polled: 5 answered (5 unchanged), 0 failed; 0 new entries, 0 of them relevant",
        "5 feeds polled: 5 answered (4 unchanged), 0 failed; 1 new entries, 0 of them relevant",
    ]


def test_the_server_knows_what_a_client_has() -> None:
    with Outlet(1, NOW.date(), entries=2) as outlet:
        address = outlet.addresses()[0]
        with urllib.request.urlopen(address) as answer:
            tag = answer.headers["ETag"]
        asked = urllib.request.Request(address, headers={"If-None-Match": tag})
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(asked)
        caught.value.close()
        assert caught.value.code == 304
        outlet.publish(1)
        with urllib.request.urlopen(asked) as answer:
            assert answer.headers["ETag"] != tag


def test_a_process_is_measured_with_its_children(tmp_path: Path) -> None:
    child = "import time; time.sleep(0.3); held = bytearray(30_000_000); time.sleep(0.5)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    found = run([sys.executable, "-c", parent], {}, tmp_path)
    assert found.wall > 0.8
    assert found.memory > 35


def test_the_table_is_printed_and_written(tmp_path: Path) -> None:
    table = Table()
    table.add(Row("first poll", wall=1.5, cpu=2.0, memory=99.0, ratio=2.5, goal="≥ 2 ×", met=True))
    polls._report(table, "again", {"Parley": [Run(1, 1, 9)] * 3, "reader, 1 thread": [Run(3, 1, 9)] * 3}, "≥ 1 ×", 1.0)
    table.write(tmp_path / "out.json")
    rows = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["rows"]
    assert [(row["who"], row["ratio"], row["met"]) for row in rows] == [
        ("Parley", 2.5, True),
        ("Parley", 3.0, True),
        ("reader, 1 thread", None, None),
    ]
    assert "2.50  ≥ 2 × met" in table.shown()
