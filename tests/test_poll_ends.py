"""How `parley poll` ends where it is broken off: it runs without the library of the other commands."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.newsroom import Newsroom, environment

ROOT = {"PYTHONPATH": str(Path(__file__).parent.parent)}


async def polling(folder: Path, room: Newsroom, out: int) -> asyncio.subprocess.Process:
    feeds = room.opml(folder / "feeds.opml", *(f"wire-{number}" for number in range(20)))
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "poll", cwd=folder, stdout=out, stderr=asyncio.subprocess.PIPE,
        env=environment(folder, feeds=feeds, allow_private_addresses=1) | ROOT, preexec_fn=interruptible,
    )  # fmt: skip


def interruptible() -> None:
    """What a shell runs in the background is started with SIGINT ignored, and hands that on."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


async def complained(process: asyncio.subprocess.Process) -> str:
    return (await asyncio.wait_for(process.communicate(), 60))[1].decode()


async def test_a_poll_that_its_user_breaks_off_ends_quietly(tmp_path: Path) -> None:
    async with Newsroom(delay=30) as room:
        process = await polling(tmp_path, room, asyncio.subprocess.DEVNULL)
        async with asyncio.timeout(60):
            while not room.asked:
                await asyncio.sleep(0.05)
        process.send_signal(signal.SIGINT)
        told = await complained(process)
    assert process.returncode == 128 + signal.SIGINT
    assert "Traceback" not in told


async def test_a_poll_whose_reader_has_gone_ends_quietly(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    async with Newsroom() as room:
        process = await polling(tmp_path, room, writer)
        os.close(writer)
        told = await complained(process)
    assert process.returncode == 1
    assert "Traceback" not in told
    assert "Broken pipe" not in told
