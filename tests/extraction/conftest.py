"""The reader of the shipped dossier, made once a worker."""

import pytest

from bot.extraction import Reader
from storage.seeds import default_folder, load_dossier


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_dossier(default_folder()))
