"""Progress: a bar in a terminal, plain lines elsewhere, and nothing where it would stand in the way."""

import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from bot.cli.progress import Progress, Reaching
from tests.newsroom import command


def test_each_step_told_has_a_line():
    out = StringIO()
    with Progress(2, "polled", out) as progress:
        progress.tell("Outlet\tnothing new")
        progress.tell("Other\t3 new")
    assert out.getvalue() == "1/2\tOutlet\tnothing new\n2/2\tOther\t3 new\n"


@pytest.mark.parametrize(
    ("total", "lines"),
    [(3, ["3/3 rows"]), (2500, ["1000/2500 rows", "2000/2500 rows", "2500/2500 rows"]), (0, [])],
)
def test_many_steps_have_a_line_now_and_then_and_one_at_the_end(total, lines):
    out = StringIO()
    with Progress(total, "rows", out) as progress:
        assert list(progress.over(range(total))) == list(range(total))
    assert out.getvalue().splitlines() == lines


def test_a_total_may_be_known_on_the_way():
    out = StringIO()
    with Progress(0, "rows", out) as progress:
        progress.reached(1200, 1500)
        progress.reached(1500, 1500)
    assert out.getvalue().splitlines() == ["1200/1500 rows", "1500/1500 rows"]


def test_it_may_begin_with_the_first_step_and_end_with_the_last():
    out = StringIO()
    reaching = Reaching("rows", out)
    for count in (1000, 1500):
        reaching(count, 1500)
    assert out.getvalue().splitlines() == ["1000/1500 rows", "1500/1500 rows"]
    assert reaching._progress is None


def test_quiet_says_nothing():
    out = StringIO()
    with Progress(1, "rows", out, quiet=True) as progress:
        progress.step()
    assert out.getvalue() == ""


def test_a_terminal_gets_a_bar(tmp_path: Path):
    """In a real terminal: the standard error is one, the output is a file."""
    main, side = pty.openpty()
    code = (
        "import sys\nfrom bot.cli.progress import Progress\n"
        "with Progress(3, 'rows', sys.stderr) as progress:\n"
        "    for _ in progress.over(range(3)): progress._bar.refresh()\n"
    )
    with (tmp_path / "out").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-c", code], stdout=out, stderr=side, check=True, env={**os.environ, "TERM": "xterm"}
        )
    os.close(side)
    shown = b""
    while True:
        try:
            shown += os.read(main, 65536)
        except OSError:
            break
    os.close(main)
    assert done.returncode == 0
    assert "━" in shown.decode(errors="replace")
    assert "2/3" in shown.decode(errors="replace")
    assert (tmp_path / "out").read_bytes() == b""


@pytest.mark.usefixtures("started_before")
async def test_backup_and_restore_tell_how_far_they_are(tmp_path: Path):
    _, out, told = await command(tmp_path, "db", "backup", "copy.db")
    rows = out.split()[0]
    assert told.splitlines()[-1] == f"{rows}/{rows} rows written"
    other = {"database_url": f"sqlite:///{tmp_path / 'other.db'}"}
    _, _, told = await command(tmp_path, "db", "restore", "copy.db", **other)
    assert told.splitlines()[-1] == f"{rows}/{rows} rows restored"
