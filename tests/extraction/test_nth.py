"""Which exchange of the war it is: only a side's own number, and only where one is told."""

from __future__ import annotations

import pytest

from bot.extraction import Reader
from bot.extraction.schema import as_entry

UK = "У четвер додому повернулися 157 військових, повідомив Коордштаб. "
RU = "Украина вернула в четверг 157 военных, сообщил Координационный штаб. "
EN = "Ukraine brought home 157 soldiers on Thursday, the Coordination Headquarters said. "


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("uk", UK + "Це 71-й обмін від початку великої війни.", 71),
        ("uk", UK + "Загалом відбувся вже 71‑й за рахунком обмін.", 71),
        ("uk", UK + "Цей обмін став уже 71-м.", 71),
        ("ru", RU + "Это 71-й обмен по счёту Киева.", 71),
        ("ru", RU + "Обмен № 71 прошёл на границе с Белоруссией.", 71),
        ("en", EN + "It was the 71st exchange of the war.", 71),
        ("en", EN + "For Ukraine it was the 71st prisoner swap.", 71),
        ("en", EN + "By its count this was exchange number 71.", 71),
        ("en", EN + "It was the 21st exchange this year.", None),  # a year's
        ("uk", UK + "Це 21-й обмін цього року.", None),
        ("en", EN + "It was the ninth exchange under the Istanbul agreements, the 9th exchange.", None),  # a deal's
        ("uk", UK + "Загалом проведено 71 обмін, з них 70-й обмін — у січні, 71-й обмін — у лютому.", None),  # two
        ("uk", UK + "З початку війни відбулося понад 70 обмінів.", None),  # a total
        ("en", "Fighters waited 71 days before the exchange. " + EN, None),
    ],
)
def test_a_sides_number(reader: Reader, language: str, text: str, number: int | None) -> None:
    entry = as_entry({"id": "1", "title": "", "text": text, "lang": language, "published": "2026-02-05T15:00:00Z"})
    (claim,) = reader.read(entry).claims
    assert claim.ordinal == number


def test_where_it_is_open_who_counts_there_is_none(reader: Reader) -> None:
    text = (
        "Russia's Defence Ministry said on Thursday that 157 soldiers had returned to Russia. Ukraine's Coordination "
        "Headquarters said that 157 had come home. It was the 71st exchange."
    )
    entry = as_entry({"id": "1", "title": "", "text": text, "lang": "en", "published": "2026-02-05T15:00:00Z"})
    assert [claim.ordinal for claim in reader.read(entry).claims] == [None]
