"""Both engines with a whole Parley over each, for weeks in which outlets change what they have published."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from storage.database import Database
from tests.conftest import _address, _execute
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
    with ExitStack() as stack:
        if request.param == "sqlite":
            path = tmp_path_factory.mktemp("papers") / "parley.db"
            shutil.copyfile(_migrated, path)
            address = f"sqlite:///{path}"
        else:
            server: Any = request.getfixturevalue("postgres_server")
            name = f"t{uuid.uuid4().hex}"
            _execute(server, f"CREATE DATABASE {name} TEMPLATE ready")
            stack.callback(_execute, server, f"DROP DATABASE {name} WITH (FORCE)")
            address = _address(server, name)
        yield stack.enter_context(Database(address))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def paper_chain(paper_base: Database) -> AsyncIterator[Chain]:
    async with chain(paper_base, here=True) as made:
        yield worded(made)


@pytest_asyncio.fixture(loop_scope="module")
async def desk(paper_chain: Chain) -> AsyncIterator[Desk]:
    async with Desk(paper_chain) as made:
        yield made
