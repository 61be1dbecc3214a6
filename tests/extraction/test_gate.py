"""What opens the gate: no text about the parties that says anything is kept out, and little of other news gets in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.extraction import Reader
from bot.extraction.schema import as_entry

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.mark.parametrize("name", ["dev", "check", "more", "short", "long", "brief", "fresh", "terse", "plain"])
def test_whatever_says_something_of_a_named_side_opens(reader: Reader, name: str) -> None:
    lost = []
    for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        entry = as_entry(json.loads(line))
        lexicon = reader.lexicon_for(entry)
        assert lexicon is not None
        if reader.gates[lexicon.code].opens(entry.title, entry.text):
            continue
        item = reader.item(entry, lexicon, "UTC", None)
        reading = reader.reading(item)
        if item.sides_named(lead=False) and (reading.claims or reading.statements):
            lost.append(entry.title)
    assert lost == []


@pytest.mark.parametrize(
    ("language", "title", "text", "opens"),
    [
        ("en", "Kyiv brings 31 people home", "", True),
        ("en", "KYIV BRINGS 31 PEOPLE HOME", "", True),
        ("en", "Wheat of Ukraine sells well", "Traders at the port expect a good year.", False),
        ("en", "Wheat of Ukraine sells well", "Traders in Russia disagree.", True),
        ("en", "Wheat of Ukraine sells well", "Families of soldiers bake bread from it.", True),
        ("en", "Prisoners sing in a new choir", "The red hall was full.", False),
        ("en", "A turkey farm swaps its barn for a bigger one", "", False),
        ("uk", "Дощі на заході України", "Тільки на півдні сухо.", False),
        ("uk", "Удома після полону", "Їх обміняли в п’ятницю.", True),
        ("uk", "Росія передала тіла.", "", True),
        ("ru", "В Риме отремонтировали старый мост", "Движение открыли в субботу, поставили и фонари.", False),
        ("ru", "Из Белоруссии вернулись 31 житель Украины", "", True),
    ],
)
def test_words_that_open(reader: Reader, language: str, title: str, text: str, *, opens: bool) -> None:
    assert reader.gates[language].opens(title, text) is opens


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_a_gate_needs_no_lexicon(reader: Reader, language: str) -> None:
    fresh = Reader(reader.dossier)
    assert fresh.opens(as_entry({"title": "Prisoners swap, обмін полоненими, обмен пленными", "lang": language}))
    assert not fresh.lexicons
