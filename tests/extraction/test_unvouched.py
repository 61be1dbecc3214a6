"""What only hearsay tells, doubts, recalls or names raises no alarm (unvouched.toml); what is told as news does."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.extraction import Reader
from storage.vocabulary import Entry, Kind, Phase

NOW = datetime(2027, 5, 21, 12, tzinfo=UTC)  # a Friday
TITLES = {"en": "Briefing in the capital", "uk": "Брифінг у столиці", "ru": "Брифинг в столице"}
BEFORE = {"en": "The briefing was held in Kyiv.", "uk": "Брифінг пройшов у Києві.", "ru": "Брифинг прошёл в Москве."}
BEHIND = {
    "en": "The statement was published on Friday.",
    "uk": "Заяву оприлюднили в п'ятницю.",
    "ru": "Заявление опубликовали в пятницу.",
}
DATA = tomllib.loads(Path(__file__).with_name("unvouched.toml").read_text("utf-8"))
UNTOLD = [(one["lang"], one["told"].replace("…", word)) for one in DATA["wording"] for word in one["not"]]
BACK = [(one["lang"], one["told"].replace("…", word)) for one in DATA["taken_back"] for word in one["not"]]
TOLD = [(one["lang"], one["told"]) for one in DATA["news"]]


def placed(language: str, sentence: str) -> Iterator[tuple[str, str]]:
    """The sentence as a title, as the first and as the second sentence, beside others that tell nothing."""
    yield sentence.removesuffix("."), BEHIND[language]
    yield TITLES[language], f"{sentence} {BEHIND[language]}"
    yield TITLES[language], f"{BEFORE[language]} {sentence}"


def alarms(reader: Reader, language: str, title: str, text: str, phase: Phase = Phase.CARRIED_OUT) -> list[str]:
    """The evidence of what would alert as carried out, or as announced."""
    told = Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW, language=language)
    kinds = (Kind.EXCHANGE, Kind.BODIES, Kind.CIVILIANS, Kind.CHILDREN)
    claims = [c for c in reader.read(told).claims if c.kind in kinds and not (c.background or c.stage.off)]
    return [c.evidence for c in claims if c.phase is phase and not c.failed]


@pytest.mark.parametrize(("language", "sentence"), UNTOLD, ids=[text[:70] for _, text in UNTOLD])
def test_it_raises_no_alarm(reader: Reader, language: str, sentence: str) -> None:
    assert [alarms(reader, language, *place) for place in placed(language, sentence)] == [[], [], []]


@pytest.mark.parametrize(("language", "sentence"), TOLD, ids=[text[:70] for _, text in TOLD])
def test_news_still_does(reader: Reader, language: str, sentence: str) -> None:
    assert all(alarms(reader, language, *place) for place in placed(language, sentence))


@pytest.mark.parametrize(("language", "sentence"), BACK, ids=[text[:70] for _, text in BACK])
def test_what_is_taken_back_is_not_announced(reader: Reader, language: str, sentence: str) -> None:
    for phase in (Phase.CARRIED_OUT, Phase.ANNOUNCED):
        assert [alarms(reader, language, *place, phase) for place in placed(language, sentence)] == [[], [], []]
