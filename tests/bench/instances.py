"""`make soak-instances CHATS=5000`: two `parley run` on one PostgreSQL, one killed in mid-broadcast; prints figures."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

from bot.jobs.deliver import CAP
from storage.database import Database
from tests.bench.servers import postgres
from tests.delivery.owing import states
from tests.test_together import HELD, pair

CHATS = int(os.environ.get("CHATS", "5000"))


async def broadcast(database: Database, folder: Path) -> bool:
    """Whether each chat got the alert, once or labelled, though the instance that sent was killed half-way."""
    async with pair(database, folder, CHATS) as both:
        await both.reaches(CHATS // 2, 600)
        both.first.process.kill()
        killed = time.monotonic()
        await asyncio.sleep(1)
        told = both.told()
        await both.second.says(HELD, 60)
        taken = time.monotonic() - killed
        await both.reaches(CHATS, 600)
        while set(await asyncio.to_thread(states, database)) != {"sent"}:
            await asyncio.sleep(0.2)
        found, all_in = both.judged(CHATS), time.monotonic() - both.begun
    print(
        f"{CHATS:,} chats, killed after {told:,}, taken over after {taken:.1f} s, all told after {all_in:.0f} s: "
        f"{len(found.lost)} lost, {len(found.unlabelled_doubles)} unlabelled doubles, "
        f"{found.repeats} labelled repeats (at most {CAP})"
    )
    return found.kept and found.repeats <= CAP and taken < 30 and told < CHATS


def main() -> int:
    with postgres() as server, server.database() as database, tempfile.TemporaryDirectory() as folder:
        return 0 if asyncio.run(broadcast(database, Path(folder))) else 1


if __name__ == "__main__":
    sys.exit(main())
