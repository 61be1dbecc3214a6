"""Children who come home from occupied land may alert by an official's word; those who are led away never."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.extraction import Reader
from storage.vocabulary import Entry, Kind

AT = datetime(2027, 5, 21, 14, tzinfo=UTC)


def alerts(reader: Reader, language: str, text: str) -> bool:
    entry = Entry(feed="", outlet="", guid="1", title="", text=text, language=language, published=AT, seen=AT)
    kinds = (Kind.CHILDREN, Kind.CIVILIANS)
    return any(
        claim.kind in kinds and claim.alert_grade and not claim.background for claim in reader.read(entry).claims
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nine children were returned from the occupied territories on Friday, Dmytro Lubinets said."),
        ("en", "Four children were taken out of occupied Luhansk region to Kyiv on Friday, Andriy Yermak said."),
        ("en", "Three teenagers were rescued from occupied Crimea and brought home on Friday, Lubinets said."),
        ("uk", "У п'ятницю з окупованих територій повернули дев'ятьох дітей, повідомив Дмитро Лубінець."),
        ("uk", "З окупації визволили чотирьох дітей, повідомив Дмитро Лубінець."),
        ("ru", "В пятницу с оккупированных территорий возвращены девять детей, сообщил Дмитрий Лубинец."),
    ],
)
def test_back_from_occupied_land(reader: Reader, language: str, text: str) -> None:
    assert alerts(reader, language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Nine children were taken from occupied Luhansk to Russia on Friday, Dmytro Lubinets said."),
        ("en", "Forty children from occupied Kherson region were taken to a camp in Crimea on Friday, Lubinets said."),
        ("uk", "Окупанти вивезли 25 дітей з Бердянська до табору в Криму, повідомив Лубінець."),
        ("uk", "З окупованої Луганщини до Росії вивезли 40 дітей, повідомив Лубінець."),
        ("ru", "Из оккупированного Мелитополя в Крым отправились 30 детей, сообщил Лубинец."),
        ("ru", "Из оккупированной Херсонской области в Россию вывезли 30 детей, сообщил Лубинец."),
        ("en", "Nine children will be returned from the occupied territories if Moscow agrees, Lubinets said."),
    ],
)
def test_led_away(reader: Reader, language: str, text: str) -> None:
    assert not alerts(reader, language, text)
