"""Who denies that an exchange was put off says that it stands: nobody who was told of it is told otherwise."""

from __future__ import annotations

import pytest

from bot.replay import replay
from tests import gold

PLANS = {
    "en": (
        "Russia and Ukraine to swap 120 prisoners each on Friday",
        "Umerov and Medinsky announced the exchange in Doha on Wednesday.",
    ),
    "uk": (
        "Україна й Росія у п'ятницю обміняють по 120 полонених",
        "Про обмін у Досі в середу оголосили Умєров і Мединський.",
    ),
    "ru": (
        "Россия и Украина в пятницу обменяют по 120 пленных",
        "Об обмене в Дохе в среду объявили Умеров и Мединский.",
    ),
}


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "en",
            "Moskalkova denies that Friday's exchange has been called off",
            "Preparations go on, she said on Thursday.",
        ),
        ("en", "Lubinets denies reports of exchange being cancelled", "Trust official news only, he said on Thursday."),
        (
            "en",
            "Moscow denies it put off prisoner swap",
            "Dmitry Peskov said on Thursday that work on the exchange goes on.",
        ),
        ("uk", "Коордштаб спростував перенесення обміну", "Він відбудеться у п'ятницю, сказали у штабі."),
        ("uk", "Лубінець спростував чутки про зрив обміну", "Підготовка триває, заявив омбудсман у четвер."),
        ("ru", "Москалькова опровергла отмену обмена", "Он пройдёт в пятницу, сказала она."),
    ],
)
def test_a_denied_delay_retracts_nothing(language: str, title: str, text: str) -> None:
    told = [("2027-03-03T10:00:00Z", *PLANS[language]), ("2027-03-04T10:00:00Z", title, text)]
    items = [
        {"id": f"i{n}", "outlet": f"o{n}", "lang": language, "published": at, "title": head, "text": body}
        for n, (at, head, body) in enumerate(told)
    ]
    result = replay(items, gold.dossier())
    assert [one["stage"] for one in result["developments"]] == ["planned"]
    assert [one["type"] for one in result["alerts"] if one["type"] != "edit"] == ["new"]
