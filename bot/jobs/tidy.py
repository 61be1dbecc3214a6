"""Forgetting: entries that yielded nothing once their feed shows them no more, and chats that left long ago."""

from __future__ import annotations

import asyncio
from datetime import datetime

from storage import compacting, leavers, tombstones
from storage.database import Database

EVERY = 600.0
"""Seconds between two runs."""
TOGETHER = 50
"""Entries of one transaction: it holds the writer for some milliseconds."""
_MOST = 20_000
"""Entries of one run; the next goes on."""
_BREATH = 0.02
"""Seconds for others between two transactions."""


async def run(database: Database, now: datetime) -> int:
    """One run; says how many entries were buried. Any number of instances may do so at once."""
    await database.write(leavers.forget, now)
    buried = 0
    while buried < _MOST:
        some = await database.write(tombstones.bury, now, limit=TOGETHER)
        buried += some
        if some < TOGETHER:
            break
        await asyncio.sleep(_BREATH)
    if not database.sqlite:
        await database.write(compacting.thicken)
    return buried
