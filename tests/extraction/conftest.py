"""The reader of the shipped dossier and the rules alone, each made once a worker."""

from dataclasses import replace

import pytest

from bot.extraction import Reader
from storage.seeds import default_folder, load_dossier


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_dossier(default_folder()))


@pytest.fixture(scope="session")
def rules() -> Reader:
    return Reader(replace(load_dossier(default_folder()), likeness=b""))
