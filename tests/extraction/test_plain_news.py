"""News of an exchange as agencies word it may be pushed, whatever older exchange or title stands beside it."""

from datetime import UTC, datetime

import pytest

from bot.extraction import Reader
from storage.vocabulary import Claim, Entry, Kind, Phase

NOW = datetime(2027, 5, 21, 12, tzinfo=UTC)  # a Friday


def _news(reader: Reader, language: str, title: str, text: str) -> list[Claim]:
    entry = Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW, language=language)
    return [c for c in reader.read(entry).claims if c.kind is Kind.EXCHANGE and c.phase is Phase.CARRIED_OUT]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        pytest.param(
            "en",
            "'Home at last': exchange held with Russia",
            "Russia has freed 81 Ukrainian captives, Zelensky said on Friday.",
            id="beneath a quotation",
        ),
        pytest.param(
            "en",
            "Ukrainian prisoners home after three years in captivity",
            "Russia has freed 94 Ukrainian captives, Zelensky said on Friday.",
            id="after years in captivity",
        ),
        pytest.param(
            "en",
            "Swap with Russia",
            "Seventy soldiers came home from Russian captivity today, Zelensky said. A month ago both freed 84.",
            id="an exchange of a month ago",
        ),
        pytest.param(
            "uk",
            "Обмін із Росією",
            "Сьогодні з полону повернулися 90 військових, повідомив Зеленський. Місяць тому обміняли по 84.",
            id="Ukrainian: an exchange of a month ago",
        ),
        pytest.param(
            "ru",
            "Обмен с Украиной",
            "Россия 20 мая вернула 118 военных из украинского плена, сообщило Минобороны. Это первый обмен за полгода.",
            id="Russian: the first in half a year",
        ),
        pytest.param(
            "ru",
            "Состоялся обмен",
            "Россия и Украина обменялись пленными по формуле «85 на 85», сообщило министерство обороны России.",
            id="Russian: a ministry in small letters",
        ),
        pytest.param(
            "en",
            "Prisoner swap",
            "A prisoner swap with Russia took place on Friday, Lubinets, Ukraine's human rights commissioner, said.",
            id="a post behind the name",
        ),
        pytest.param(
            "uk",
            "Обмін завершено",
            "Обмін полоненими між Україною та Росією відбувся сьогодні, повідомив секретар Ради національної безпеки і "
            "оборони України Рустем Умєров.",
            id="Ukrainian: a long post before the name",
        ),
        pytest.param(
            "ru",
            "Обмен завершён",
            "Обмен пленными между Украиной и Россией состоялся сегодня, сообщил помощник президента России, глава "
            "российской делегации на переговорах Владимир Мединский.",
            id="Russian: two posts before the name",
        ),
        pytest.param(
            "en",
            "Prisoners home",
            "Zelensky confirmed the return of 73 soldiers from Russian captivity on Friday.",
            id="a return confirmed",
        ),
        pytest.param(
            "uk",
            "Обмін",
            "Коордштаб повідомив про повернення сьогодні 73 військових з російського полону.",
            id="Ukrainian: a return reported",
        ),
    ],
)
def test_it_may_be_pushed(reader: Reader, language: str, title: str, text: str) -> None:
    assert any(claim.alert_grade and not claim.background for claim in _news(reader, language, title, text))


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        pytest.param(
            "en",
            "'We were beaten': life after a swap with Russia",
            "Russia has freed 123 Ukrainian captives, Zelensky said on Friday.",
            id="a tale beneath a quotation",
        ),
        pytest.param(
            "en",
            "Soldiers return to the front after years in captivity",
            "Russia has freed 94 Ukrainian captives, Zelensky said on Friday.",
            id="back to the front",
        ),
        pytest.param(
            "uk",
            "Вшанували тих, хто повернувся",
            "Рік тому з полону повернулися 215 захисників. Сьогодні 90 із них знову на фронті, сказав Зеленський.",
            id="Ukrainian: a year on",
        ),
        pytest.param(
            "ru",
            "Итоги полугодия",
            "За полгода из плена вернулись 1200 военных, сообщил Лубинец.",
            id="Russian: half a year summed up",
        ),
        pytest.param(
            "en",
            "Prisoners",
            "Sixty Ukrainian soldiers who have been held since 2022 will be freed by Russia on Friday, Lubinets said.",
            id="held, and yet to be freed",
        ),
        pytest.param(
            "en",
            "Exchange ahead",
            "Zelensky announced the coming release of 273 soldiers from Russian captivity on Friday.",
            id="a coming release",
        ),
        pytest.param(
            "en",
            "Prisoners",
            "Zelensky has not confirmed the return of 273 soldiers from Russian captivity on Friday.",
            id="a return not confirmed",
        ),
        pytest.param(
            "en",
            "Prisoners",
            "Zelensky confirmed readiness for the return of 273 soldiers from Russian captivity today.",
            id="readiness confirmed",
        ),
        pytest.param(
            "ru",
            "Обмен",
            "Зеленский сообщил о грядущем возвращении 273 военных из российского плена.",
            id="Russian: a return to come",
        ),
    ],
)
def test_it_waits(reader: Reader, language: str, title: str, text: str) -> None:
    assert not any(claim.alert_grade and not claim.background for claim in _news(reader, language, title, text))
