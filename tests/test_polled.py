"""What goes on beside a first poll: what comes in is made ready for what decides."""

import asyncio
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot.cli.polled import _begin_to_decide, _Decider
from bot.settings import Settings
from storage import search, statements
from storage.database import Database
from storage.vocabulary import Statement

SAID = Statement(day=date(2026, 2, 5), text={"en": "Guarantees must be real."}, person="zelensky", party="UA")


async def test_what_is_said_is_found_while_others_are_still_asked(database: Database) -> None:
    polled = asyncio.Event()
    beside = asyncio.create_task(_begin_to_decide(database, partial(_Decider, Settings()), polled))
    for _ in range(2):
        number = database.run(statements.add, SAID, write=True)
        async with asyncio.timeout(20):
            while await database.read(search.any_new_statements):
                await asyncio.sleep(0.02)
        assert number in [hit.statement for hit in database.run(search.find, "real")]
    assert not beside.done()
    polled.set()
    await asyncio.wait_for(beside, 5)


async def test_where_ids_may_be_seen_late_that_is_left_to_the_decision(postgres: Database) -> None:
    postgres.run(statements.add, SAID, write=True)
    await asyncio.wait_for(_begin_to_decide(postgres, partial(_Decider, Settings()), asyncio.Event()), 20)
    assert postgres.run(search.any_new_statements)


async def test_what_cannot_be_loaded_is_no_trouble_of_the_polls(database: Database, tmp_path: Path) -> None:
    decider = partial(_Decider, Settings(dossier=tmp_path))
    with pytest.raises(Exception, match="is missing"):
        decider()
    await asyncio.wait_for(_begin_to_decide(database, decider, asyncio.Event()), 5)
