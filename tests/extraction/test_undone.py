"""What is negated, wished, possible or to come, in plain words (undone.toml): a false homecoming is the worst fault."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.extraction import Reader
from storage.vocabulary import Entry, Phase

NOW = datetime(2027, 5, 21, 12, tzinfo=UTC)  # a Friday
TITLES = {"en": "Briefing in the capital", "uk": "Брифінг у столиці", "ru": "Брифинг в столице"}
WORDINGS = tomllib.loads(Path(__file__).with_name("undone.toml").read_text("utf-8"))["wording"]
TOLD = [(one["lang"], one["told"].replace("…", undone)) for one in WORDINGS for undone in one["not"]]


@pytest.mark.parametrize(("language", "text"), TOLD, ids=[text[:70] for _, text in TOLD])
def test_nobody_is_told_as_home(reader: Reader, language: str, text: str) -> None:
    told = Entry(feed="f", guid="g", title=TITLES[language], text=text, published=NOW, seen=NOW, language=language)
    done = [
        one
        for one in reader.read(told).claims
        if one.phase is Phase.CARRIED_OUT and not (one.background or one.stage.off)
    ]
    assert not [one for one in done if one.kind.value in ("exchange", "bodies", "civilians")]
