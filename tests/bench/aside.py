"""`make bench-aside`: where documents are best read, and how long the event loop waits meanwhile.

100 documents of 50 entries, one in 20 relevant, are parsed and read in processes and in threads, in a process that is
set up as a run is. The loop's wait is what a coroutine that wants to run every millisecond finds; others on the machine
lengthen it.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from xml.sax.saxutils import escape

from bot.feeds.worker import Workers
from bot.preparing import prepare
from bot.reading import read_entries, take_apart
from bot.running import keep_loop_free
from storage.seeds import default_folder
from storage.vocabulary import Feed
from tests.bench.reading import corpus, other_news

FEEDS, ENTRIES, RELEVANT, AT_ONCE = 100, 50, 20, 2
FOLDER, FEED = default_folder(), Feed(url="https://paper.example", first_answered=datetime(2026, 1, 1, tzinfo=UTC))
Aside = Callable[..., Awaitable[object]]


def documents() -> list[bytes]:
    """The same in every run."""
    dice, relevant, others = random.Random(7), corpus(), other_news()
    rows = [
        [dice.choice(relevant if number % RELEVANT == 0 else others) for number in range(ENTRIES)] for _ in range(FEEDS)
    ]
    return [
        "".join(
            (
                '<?xml version="1.0"?><rss version="2.0"><channel><title>Paper</title>',
                *(
                    f"<item><guid>{number}</guid><title>{escape(one.title)}</title>"
                    f"<description>{escape(one.text)}</description></item>"
                    for number, one in enumerate(items)
                ),
                "</channel></rss>",
            )
        ).encode()
        for items in rows
    ]


async def _watch(waits: list[float]) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        begun = clock()
        await asyncio.sleep(0.001)
        waits.append(clock() - begun - 0.001)


async def _one(aside: Aside, body: bytes) -> None:
    document, telling = await aside(take_apart, FOLDER, body, FEED, datetime.now(UTC), None)  # type: ignore[misc]
    await aside(read_entries, FOLDER, [one for one in document.entries if one.guid in telling], FEED)


async def measure(name: str, aside: Aside, bodies: list[bytes]) -> None:
    """Prints a line of the table; everything is warm."""
    await asyncio.gather(*(_one(aside, body) for body in bodies[: 2 * AT_ONCE]))
    waits: list[float] = []
    watching = asyncio.create_task(_watch(waits))
    begun = time.monotonic()
    await asyncio.gather(*(_one(aside, body) for body in bodies))
    took = time.monotonic() - begun
    watching.cancel()
    waits.sort()
    print(
        f"| {name} | {took:.2f} | {waits[len(waits) // 2] * 1000:.1f} | {waits[int(len(waits) * 0.99)] * 1000:.1f} "
        f"| {waits[-1] * 1000:.1f} |",
        flush=True,
    )


async def main() -> None:
    bodies = documents()
    print("| read in | s | loop waits, ms: p50 | p99 | longest |\n|---|---|---|---|---|")
    keep_loop_free()
    workers = Workers(AT_ONCE, initializer=prepare, initargs=(FOLDER,))
    await measure(f"{AT_ONCE} processes", workers.run, bodies)
    await workers.close()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        await measure(f"{AT_ONCE} threads", partial(_in_thread, asyncio.get_running_loop(), pool), bodies)


def _in_thread(
    loop: asyncio.AbstractEventLoop, pool: ThreadPoolExecutor, function: Callable[..., object], *arguments: object
) -> Awaitable[object]:
    return loop.run_in_executor(pool, partial(function, *arguments))


if __name__ == "__main__":
    asyncio.run(main())
