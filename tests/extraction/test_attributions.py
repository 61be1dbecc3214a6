"""The ways in which outlets say who told them, and those in which no official did: attributions.toml."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.extraction import Reader
from storage.vocabulary import Entry

NOW = datetime(2027, 3, 10, 15, tzinfo=UTC)  # a Wednesday
TITLES = {
    "en": "Sixty captives come home on Wednesday in Russia-Ukraine swap",
    "uk": "Україна і Росія провели в середу обмін: додому повернулися 60 полонених",
    "ru": "Россия и Украина провели в среду обмен: домой вернулись 60 пленных",
}
CASES = tomllib.loads(Path(__file__).with_name("attributions.toml").read_text("utf-8"))
Case = dict[str, str]


def officials(reader: Reader, case: Case) -> set[str]:
    """The parties whose officials are heard in the claims of a case."""
    language = case["lang"]
    title = case.get("title", TITLES[language])
    told = Entry(feed="f", guid="g", title=title, text=case["text"], published=NOW, seen=NOW, language=language)
    claims = reader.read(told).claims
    assert claims
    return {o.party or "" for claim in claims for o in claim.origins if o.official}


@pytest.mark.parametrize("case", CASES["heard"], ids=lambda case: case["text"][:60])
def test_an_official_is_heard(reader: Reader, case: Case) -> None:
    assert officials(reader, case) == set(case["of"].split())


@pytest.mark.parametrize("case", CASES["unheard"], ids=lambda case: case["text"][:60])
def test_nobody_official_speaks_of_it(reader: Reader, case: Case) -> None:
    assert officials(reader, case) == set()
