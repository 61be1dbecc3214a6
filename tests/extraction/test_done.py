"""Without a figure only words that say that it took place make an alert."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.extraction import Reader
from storage.vocabulary import Entry, Kind, Phase

NOW = datetime(2026, 2, 5, 15, tzinfo=UTC)


def alarms(reader: Reader, language: str, title: str, text: str) -> bool:
    """Whether an item makes an alert of an exchange that was carried out."""
    told = Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW, language=language)
    claims = reader.read(told).claims
    return any(c.kind is Kind.EXCHANGE and c.phase is Phase.CARRIED_OUT and c.alert_grade for c in claims)


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "Nobody has called off the exchange with Russia, headquarters says", "Kyiv keeps to the calendar."),
        (
            "en",
            "Riyadh ready to host as many rounds as Russia and Ukraine wish",
            "So the Saudi minister said on Thursday.",
        ),
        ("en", "Russia is staging a show around the exchange, Kyiv says", "The Coordination Headquarters said so."),
        ("en", "Zelensky and his envoy speak about the exchange with Russia", "It was a long call, Zelensky said."),
        ("uk", "Ніхто не відкладав обміну з Росією, кажуть у Коордштабі", "Київ дотримується графіка."),
        ("ru", "Песков прокомментировал слова Киева об обмене пленными с Россией", "Других подробностей он не привел."),
    ],
)
def test_a_mere_mention_of_an_exchange_alarms_nobody(reader: Reader, language: str, title: str, text: str) -> None:
    assert not alarms(reader, language, title, text)


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "Russia and Ukraine exchange more prisoners", "Zelensky said that soldiers came home on Thursday."),
        (
            "en",
            "Another prisoner exchange between Ukraine and Russia took place",
            "Zelensky confirmed it but did not say how many were freed.",
        ),
        ("uk", "Відбувся новий обмін полоненими з Росією", "Скільки людей вдома, у Коордштабі не уточнили."),
        (
            "ru",
            "Минобороны: из украинского плена вернулась группа военных",
            "Обмен прошел в четверг, уточнили в ведомстве.",
        ),
        (
            "en",
            "Another group of Ukrainian soldiers is back from Russian captivity",
            "They spent three years there, Zelensky said on Thursday. How many came was not made public.",
        ),
        (
            "en",
            "Under-25s come home as swap gets going",
            "The group of Thursday's exchange has wounded men in it as well, Zelensky said.",
        ),
        ("uk", "Сьогодні вдома наші бійці молодше 25 років", "«Обмін почався», — написав у четвер Зеленський."),
        (
            "ru",
            "Возвращена новая группа военных моложе 25 лет",
            "Столько же передано Украине, сообщили в Минобороны, не называя цифр. Обмен прошел в четверг.",
        ),
    ],
)
def test_what_was_done_without_a_figure_is_told(reader: Reader, language: str, title: str, text: str) -> None:
    assert alarms(reader, language, title, text)
