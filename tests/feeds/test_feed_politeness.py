"""Pauses and queues a host, on the real clock with small figures."""

import asyncio
import itertools

from bot.feeds.politeness import Turns


async def visit(turns: Turns, host: str, log: list[tuple[str, float]], stay: float = 0.0) -> None:
    async with turns.turn(host):
        log.append((host, asyncio.get_running_loop().time()))
        await asyncio.sleep(stay)


async def test_one_host_is_asked_one_by_one_with_a_pause() -> None:
    turns, log = Turns(pause=0.1, parallel=8), []

    await asyncio.gather(*(visit(turns, "a", log, stay=0.02) for _ in range(3)))

    times = [at for _, at in log]
    assert all(later - earlier >= 0.115 for earlier, later in itertools.pairwise(times))


async def test_hosts_do_not_wait_for_each_other() -> None:
    turns, log = Turns(pause=10.0, parallel=8), []

    await asyncio.wait_for(asyncio.gather(*(visit(turns, host, log) for host in "abcdef")), 1.0)

    assert len(log) == 6


async def test_a_pause_holds_no_slot() -> None:
    turns, log = Turns(pause=10.0, parallel=1), []
    await visit(turns, "a", log)
    again = asyncio.create_task(visit(turns, "a", log))
    await asyncio.sleep(0.01)

    await asyncio.wait_for(visit(turns, "b", log), 1.0)

    again.cancel()
    assert [host for host, _ in log] == ["a", "b"]


async def test_a_cancelled_visitor_leaves_the_way_free() -> None:
    turns, log = Turns(pause=0.0, parallel=1), []
    stuck = asyncio.create_task(visit(turns, "a", log, stay=60))
    await asyncio.sleep(0.01)
    stuck.cancel()

    await asyncio.wait_for(visit(turns, "a", log), 1.0)

    assert len(log) == 2


async def test_those_that_hang_leave_their_places_but_only_so_many() -> None:
    turns, log = Turns(pause=0.0, parallel=1, patience=0.05, hung=1), []
    first = asyncio.create_task(visit(turns, "a", log, stay=60))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(visit(turns, "b", log, stay=60))
    await asyncio.sleep(0.1)
    third = asyncio.create_task(visit(turns, "c", log))
    await asyncio.sleep(0.1)
    assert [host for host, _ in log] == ["a", "b"]
    first.cancel()
    await asyncio.wait_for(third, 1.0)
    second.cancel()
    await asyncio.sleep(0.01)

    quick = [asyncio.create_task(visit(turns, host, log, stay=0.03)) for host in "def"]
    await asyncio.gather(*quick)
    begun = [at for _, at in log[3:]]
    assert all(later - earlier >= 0.029 for earlier, later in itertools.pairwise(begun)), "one at a time, as before"
