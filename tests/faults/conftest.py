"""Both engines with a whole Parley over each, for weeks in which outlets change what they have published."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from storage.database import Database
from tests import postgresql
from tests.faults.asking import Desk, worded
from tests.faults.chain import Chain, chain


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A desk is on SQLite, for tests that are marked so on each of the two engines."""
    if "desk" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("both_engines")
        engines = ["sqlite", "postgres"] if marked else ["sqlite"]
        metafunc.parametrize("paper_base", engines, indirect=True, scope="module")


@pytest.fixture(scope="module")
def paper_base(
    request: pytest.FixtureRequest, _migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """One database an engine for all of a module: each test has a week and outlets of its own."""
    if request.param == "postgres":
        with postgresql.copied(request.getfixturevalue("postgres_server")) as made:
            yield made
        return
    path = tmp_path_factory.mktemp("papers") / "parley.db"
    shutil.copyfile(_migrated, path)
    with Database(f"sqlite:///{path}") as made:
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def paper_chain(paper_base: Database) -> AsyncIterator[Chain]:
    async with chain(paper_base, here=True) as made:
        yield worded(made)


@pytest_asyncio.fixture(loop_scope="module")
async def desk(paper_chain: Chain) -> AsyncIterator[Desk]:
    async with Desk(paper_chain) as made:
        yield made
