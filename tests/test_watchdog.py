"""systemd hears every second that the event loop turns, and ends and starts again a Parley that has fallen silent."""

import configparser
import socket
from pathlib import Path

import pytest

from bot import watchdog
from bot.jobs.counts import Counts
from bot.watching import Watching
from storage.database import Database
from tests.telegram.talking import NOW

UNIT = Path(__file__).parents[1] / "deploy" / "parley.service"


@pytest.mark.parametrize("name", ["{folder}/notify", "@parley-{folder}"])
async def test_the_beat_of_the_clock_is_heard(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    address = name.format(folder=tmp_path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(f"\0{address[1:]}" if address.startswith("@") else address)
        systemd.setblocking(False)
        watching = Watching(database, lambda: NOW, Counts(), dict)
        await watching.beat()
        with pytest.raises(BlockingIOError):
            systemd.recv(64)  # nobody has asked for it
        monkeypatch.setenv("NOTIFY_SOCKET", address)
        await watching.beat()
        assert systemd.recv(64) == b"READY=1\nWATCHDOG=1"


def test_where_nobody_listens_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    watchdog.tell()


def test_the_unit_waits_for_it() -> None:
    unit = configparser.ConfigParser(interpolation=None)
    unit.read(UNIT)
    service = unit["Service"]
    assert service["Type"] == "notify"
    assert 10 <= int(service["WatchdogSec"]) <= 120
    assert service["Restart"] == "on-failure"  # a watchdog that barks is a failure to systemd
