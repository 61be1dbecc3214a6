"""What the tests of jobs share: a Parley beside a hub, on SQLite or on each engine in turn."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from storage.database import Database
from tests.jobs.hub_office import Office, opened


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    async with opened(database) as made:
        yield made


@pytest.fixture
async def either_office(either: Database) -> AsyncIterator[Office]:
    async with opened(either) as made:
        yield made
