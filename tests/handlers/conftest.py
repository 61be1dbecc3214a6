"""A real SQLite database, the shipped dossier, and a chat that asks."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from desk import Desk
from handler_examples import NOW, stored
from markup_checker import checked

from bot.resolution.shown import show
from handlers.conversation import Chat, Reply, Request
from handlers.dispatch import answer, parse, pressed
from storage.database import Database
from storage.migrate import upgrade
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Change, ChatKind, Development, Dossier, Report


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    return load_dossier(default_folder(), NOW)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database to copy: migrating each anew would cost the tests most of their time."""
    file = tmp_path_factory.mktemp("empty") / "parley.sqlite"
    with Database(f"sqlite:///{file}") as database:
        upgrade(database)
    return file


@pytest.fixture
def database(empty_database: Path, tmp_path: Path) -> Iterator[Database]:
    file = tmp_path / "parley.sqlite"
    file.write_bytes(empty_database.read_bytes())
    with Database(f"sqlite:///{file}") as made:
        yield made


Ask = Callable[..., Reply]


@pytest.fixture
def ask(database: Database, dossier: Dossier) -> Ask:
    """Types a line (or presses a button, with `button=`) in a chat and gives the answer."""

    def typed(line: str = "", *, button: str | None = None, at: datetime = NOW, **chat: object) -> Reply:
        asked = pressed(button) if button is not None else parse(line)
        assert asked is not None
        request = Request(
            command=asked.command,
            arguments=asked.arguments,
            text=asked.text,
            chat=replace(Chat(id=7, kind=ChatKind.PRIVATE), **chat),
            at=at,
            dossier=dossier,
            pressed=button is not None,
            shown=show,
        )
        return checked(database.run(lambda session: answer(request, session), write=True))

    return typed


Store = Callable[..., Development]


@pytest.fixture
def store(database: Database) -> Store:
    """Stores a development with its reports, as found under the number that the database gives it."""

    def write(development: Development, *told: Report, changes: tuple[Change, ...] = ()) -> Development:
        return database.run(stored, development, *told, changes=changes, write=True)

    return write


@pytest.fixture
def desk(either: Database, dossier: Dossier) -> Desk:
    """Operators at work, on both engines."""
    return Desk(either, dossier)
