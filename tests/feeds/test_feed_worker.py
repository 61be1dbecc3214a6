"""Worker processes: real ones, ended and replaced for real."""

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
import worker_calls as calls

from bot.feeds.failures import EmptyFeed, FeedFailed
from bot.feeds.parse import parse
from bot.feeds.worker import Workers
from bot.feeds.worker_process import Limits, work
from storage.vocabulary import Feed

MEMORY = 300 * 1024 * 1024


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    pool = Workers(1, seconds=2.5, memory=MEMORY)
    yield pool
    await pool.close()


def alive(process: int) -> bool:
    with contextlib.suppress(OSError):
        return " Z " not in Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def test_values_come_back(workers: Workers) -> None:
    assert await workers.run(calls.add, 2, other=3) == 5


async def test_a_feed_is_read_there(workers: Workers) -> None:
    body = b"<rss version='2.0'><channel><item><title>Talks</title></item></channel></rss>"

    document = await workers.run(parse, body, feed=Feed(url="https://x.example/"), now=datetime.now(UTC))

    assert [entry.title for entry in document.entries] == ["Talks"]


async def test_errors_come_back_as_they_are(workers: Workers) -> None:
    with pytest.raises(EmptyFeed):
        await workers.run(parse, b"", feed=Feed(url="https://x.example/"), now=datetime.now(UTC))
    with pytest.raises(ValueError, match="by design") as caught:
        await workers.run(calls.fail)
    assert "worker_calls.py" in caught.value.__notes__[0]


@pytest.mark.parametrize(
    ("call", "cause"),
    [
        (calls.hang, "took too long to read"),
        (calls.eat, "too much memory to read"),
        (calls.die, "broke the reader"),
    ],
)
async def test_a_bad_call_is_named_and_the_worker_replaced(
    workers: Workers, call: Callable[[], object], cause: str
) -> None:
    before = await workers.run(calls.process)

    with pytest.raises(FeedFailed) as caught:
        await workers.run(call)

    assert caught.value.cause == cause
    assert await workers.run(calls.process) != before
    assert not alive(before)


async def test_what_cannot_come_back_says_so(workers: Workers) -> None:
    with pytest.raises(FeedFailed, match="no answer from the reader"):
        await workers.run(calls.unpicklable)
    assert await workers.run(calls.add, 1, 1) == 2


async def test_printing_does_no_harm(workers: Workers) -> None:
    assert await workers.run(calls.shout) == "heard"


async def test_the_loop_stays_free_and_calls_queue(workers: Workers) -> None:
    results = await asyncio.gather(*(workers.run(calls.add, number, 1) for number in range(30)))

    assert results == list(range(1, 31))


async def test_a_cancelled_call_leaves_no_wrong_answer_behind(workers: Workers) -> None:
    await workers.run(calls.add, 0, 0)
    task = asyncio.create_task(workers.run(calls.hang))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await workers.run(calls.add, 20, 3) == 23


async def test_each_process_is_prepared() -> None:
    pool = Workers(1, memory=MEMORY, initializer=calls.prepare, initargs=("seeds",))
    try:
        assert await pool.run(calls.prepared_with) == ["seeds"]
    finally:
        await pool.close()


async def test_a_preparation_that_fails_says_why() -> None:
    pool = Workers(1, memory=MEMORY, initializer=calls.prepare_badly)
    try:
        for _ in range(2):
            with pytest.raises(LookupError, match="no dossier"):
                await pool.run(calls.add, 1, 1)
    finally:
        await pool.close()


async def test_a_worker_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_TELEGRAM_TOKEN", "1:secret")
    pool = Workers(1, memory=MEMORY)
    try:
        assert not [name for name in await pool.run(calls.environment) if name.startswith("PARLEY_")]
    finally:
        await pool.close()


async def test_a_worker_knows_that_it_shall_read_by_the_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_COMPILED", "no")
    monkeypatch.setenv("PARLEY_TELEGRAM_TOKEN", "1:secret")
    pool = Workers(1, memory=MEMORY)
    try:
        known = [name for name in await pool.run(calls.environment) if name.startswith("PARLEY_")]
    finally:
        await pool.close()
    assert known == ["PARLEY_COMPILED"]


async def test_nothing_is_started_before_it_is_needed_and_nothing_is_left() -> None:
    pool = Workers(2, memory=MEMORY)
    await pool.close()
    process = await pool.run(calls.process)
    await pool.close()

    assert not alive(process)


async def test_a_new_worker_needs_no_preparation_of_its_own() -> None:
    pool = Workers(1, seconds=1.0, initializer=calls.prepare, initargs=("seeds",))
    first, parent = await pool.run(calls.process), await pool.run(calls.parent)
    with pytest.raises(FeedFailed):
        await pool.run(calls.hang)
    assert await pool.run(calls.process) != first
    assert await pool.run(calls.parent) == parent
    assert await pool.run(calls.prepared_with) == ["seeds"]
    await pool.close()
    assert not alive(parent)


async def test_none_stays_after_a_while_without_work() -> None:
    pool = Workers(2, idle=0.2)
    workers = await asyncio.gather(pool.run(calls.process_after, 0.3), pool.run(calls.process_after, 0.3))
    parent = await pool.run(calls.parent)
    async with asyncio.timeout(20):
        while any(alive(one) for one in (*workers, parent)):
            await asyncio.sleep(0.02)
    assert await pool.run(calls.parent) != parent
    await pool.close()


INHERITING = """
import asyncio, ctypes, os, worker_calls
from bot.feeds.worker import Workers

async def main():
    pool = Workers(2)
    await asyncio.gather(*(pool.run(worker_calls.process_after, 0.2) for _ in range(2)))
    pool._rest()
    await pool._forker._process.wait()
    try:
        print("left:", os.waitpid(-1, os.WNOHANG))
    except ChildProcessError:
        print("none is left")
    await pool.close()

ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # who has lost its parent becomes this one's child, as the first one's
asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process can say that it inherits others")
def test_the_first_process_of_a_container_inherits_no_dead_workers() -> None:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run([sys.executable, "-c", INHERITING], env=env, capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == ("none is left\n", "")


def test_a_worker_that_is_given_up_before_it_is_there_complains_of_nothing() -> None:
    bot, end = socket.socketpair()
    bot.close()
    work(end.detach(), Limits(memory=1 << 50, seconds=1.0))


async def test_who_gives_up_waiting_for_an_end_leaves_it_to_be_waited_for(workers: Workers) -> None:
    process = await workers.run(calls.process)
    [worker] = workers._all
    worker.kill()
    given_up = asyncio.create_task(worker.ended())
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    await worker.ended()
    assert not alive(process)


async def test_work_that_comes_as_they_end_is_done(workers: Workers) -> None:
    for _ in range(3):
        await workers.run(calls.add, 1, 1)
        workers._rest()
        assert await workers.run(calls.add, 1, 1) == 2


async def test_workers_share_what_was_loaded_for_them() -> None:
    pool = Workers(2, initializer=calls.load, initargs=(50_000_000,))
    own = await asyncio.gather(*(pool.run(calls.own_memory_after, 0.3) for _ in range(2)))
    await pool.close()
    assert all(size < 25_000_000 for size in own)


async def test_what_calls_need_is_loaded_before_the_first_one(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    pool = Workers(1, memory=MEMORY, initializer=calls.mark, initargs=(mark,))
    await pool.begin()
    async with asyncio.timeout(20):
        while not (mark.exists() and mark.read_text(encoding="ascii")):
            await asyncio.sleep(0.02)
    begun = int(mark.read_text(encoding="ascii"))

    assert await pool.run(calls.parent) == begun
    await pool.close()
    assert not alive(begun)


async def test_what_has_begun_loads_while_the_loop_is_held_up(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    pool = Workers(1, memory=MEMORY, initializer=calls.mark, initargs=(mark,))
    await pool.begin()
    until = time.monotonic() + 20
    while not mark.exists() and time.monotonic() < until:
        time.sleep(0.02)  # noqa: ASYNC251 -- that it blocks is the point
    await pool.close()

    assert mark.exists()


async def test_what_cannot_begin_is_waited_for_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/python")
    pool = Workers(1, memory=MEMORY)
    async with asyncio.timeout(20):
        await pool.begin()
    with pytest.raises(FeedFailed, match="broke the reader"):
        await pool.run(calls.add, 1, 1)
    await pool.close()


@pytest.mark.parametrize("seconds", [0, 0.001, 0.01, 0.5])
async def test_what_was_begun_in_vain_ends(seconds: float) -> None:
    before = set(psutil.Process().children())
    pool = Workers(1, memory=MEMORY, initializer=calls.prepare, initargs=("seeds",))
    await pool.begin()
    await asyncio.sleep(seconds)
    await pool.close()

    assert set(psutil.Process().children()) <= before


async def test_what_fails_before_the_first_call_is_said_with_it() -> None:
    pool = Workers(1, memory=MEMORY, initializer=calls.prepare_badly)
    await pool.begin()
    await asyncio.sleep(0.5)
    with pytest.raises(LookupError, match="no dossier"):
        await pool.run(calls.add, 1, 1)
    await pool.close()


async def test_a_lost_parent_is_replaced(workers: Workers) -> None:
    parent, process = await workers.run(calls.parent), await workers.run(calls.process)
    os.kill(parent, signal.SIGKILL)
    os.kill(process, signal.SIGKILL)
    async with asyncio.timeout(20):
        while workers._all[0].runs or workers._forker._process.returncode is None:
            await asyncio.sleep(0.02)

    assert await workers.run(calls.parent) != parent


async def test_what_goes_on_comes_before_what_waits(workers: Workers) -> None:
    done: list[str] = []

    async def half(name: str) -> None:
        await workers.run(calls.add, 1, other=1)
        done.append(f"begun {name}")
        await workers.run_next(calls.add, 1, other=1)
        done.append(f"ended {name}")

    await asyncio.gather(*(half(str(number)) for number in range(4)))
    assert done.index("ended 0") < done.index("begun 2")


def test_a_worker_does_not_outlive_a_killed_bot(tmp_path: Path) -> None:
    mark = tmp_path / "worker"
    script = (
        "import asyncio, pathlib, sys, worker_calls\n"
        "from bot.feeds.worker import Workers\n"
        "asyncio.run(Workers(1, seconds=1).run(worker_calls.process))\n"
    ).replace("worker_calls.process)", "worker_calls.mark_and_wait, pathlib.Path(sys.argv[1]))")
    bot = subprocess.Popen(
        [sys.executable, "-c", script, str(mark)], env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    deadline = time.monotonic() + 20
    while not (mark.exists() and mark.read_text(encoding="ascii")) and time.monotonic() < deadline:
        time.sleep(0.02)
    bot.send_signal(signal.SIGKILL)
    bot.wait()
    worker = int(mark.read_text(encoding="ascii"))

    while alive(worker) and time.monotonic() < deadline:
        time.sleep(0.1)

    assert not alive(worker)
