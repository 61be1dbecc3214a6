"""How long feeds are leased to who polls them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

from storage import feeds
from storage.database import Database

LEASE = timedelta(minutes=3)
"""That of a `parley run`: once it no longer beats, others free its feeds."""
SHORT = timedelta(seconds=30)
"""That of a `parley poll`, which beats nowhere but renews it: killed, it keeps nobody from its feeds for longer."""


@asynccontextmanager
async def renewed(
    database: Database, owner: str, now: Callable[[], datetime], lease: timedelta = SHORT
) -> AsyncIterator[None]:
    """While the block runs, what this owner has leased stays so; at its end, however it ends, it is free."""
    renewing = asyncio.create_task(_renew(database, owner, now, lease))
    try:
        yield
    finally:
        renewing.cancel()
        await database.write(feeds.release, owner)


async def _renew(database: Database, owner: str, now: Callable[[], datetime], lease: timedelta) -> None:
    while True:
        await asyncio.sleep(lease.total_seconds() / 3)
        with suppress(Exception):  # whatever is polled next will say so
            await database.write(feeds.renew, now(), owner, lease)
