"""Who speaks, where a ministry has no name, a town stands for its state, or a noun says whose account it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.extraction import Reader
from storage.vocabulary import Entry

NOW = datetime(2026, 2, 5, 15, tzinfo=UTC)


def origins(reader: Reader, language: str, title: str, text: str) -> set[str]:
    """Who speaks in the claims of an entry, by id."""
    told = Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW, language=language)
    return {o.id for c in reader.read(told).claims for o in c.origins}


@pytest.mark.parametrize(
    ("language", "title", "text", "want"),
    [
        (
            "en",
            "UAE mediation frees 300 captives of Russia and Ukraine",
            "The Ministry of Foreign Affairs announced the exchange of 150 captives from each side today.",
            {"ae-mfa"},
        ),
        (
            "en",
            "Russia and Ukraine swap 150 prisoners each",
            "DOHA - The Foreign Ministry said that Qatari mediation had led to the exchange.",
            {"qa-mfa"},
        ),
        (
            "en",
            "Ukraine and Russia swap 150 prisoners each",
            "The exchange took place today. Doha said that it had mediated.",
            {"qa-authorities"},
        ),
        (
            "en",
            "Moscow and Kyiv trade 150 prisoners each",
            "Thursday's announcement came from the Russian Defence Ministry.",
            {"ru-mod"},
        ),
        (
            "ru",
            "Россия и Украина обменялись пленными",
            "Вернулись 150 российских военных, говорится в сообщении Минобороны РФ.",
            {"ru-mod"},
        ),
        ("uk", "Україна повернула 95 захисників", "Росії віддали 95 військових, каже Лубінець.", {"lubinets"}),
        (
            "en",
            "Russia's Foreign Ministry on prisoners",
            "ABU DHABI - Ukraine got back 150 soldiers from Russia today.",
            set(),
        ),
    ],
)
def test_whose_word_it_is(reader: Reader, language: str, title: str, text: str, want: set[str]) -> None:
    assert origins(reader, language, title, text) == want


def test_the_word_of_a_mediator_without_a_figure_alarms_nobody(reader: Reader) -> None:
    told = Entry(
        feed="f",
        guid="g",
        title="UAE foreign ministry hails exchange between Ukraine and Russia",
        text="Emirati mediation led to the exchange of captives, which took place this week, the ministry said.",
        published=NOW,
        seen=NOW,
        language="en",
    )
    assert not any(claim.alert_grade for claim in reader.read(told).claims)


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        ("en", "150 Ukrainians home from Russian captivity", "Zelensky welcomed them back on Thursday."),
        ("en", "150 Ukrainians home from Russian captivity", "Zelensky voiced gratitude to the Emirates on Thursday."),
        ("en", "150 Ukrainians home from Russian captivity", "The deal is complete, Zelensky summed up on Thursday."),
        ("uk", "З полону повернулися 150 українців", "Зеленський висловив вдячність Еміратам."),
        ("uk", "З полону повернулися 150 українців", "Обмін завершено, підсумував у четвер Зеленський."),
        ("uk", "З полону повернулися 150 українців", "Зеленський показав кадри зустрічі."),
        ("ru", "Из плена вернулись 150 украинцев", "Зеленский выразил благодарность Эмиратам."),
        ("ru", "Из плена вернулись 150 украинцев", "Обмен завершен, подытожил в четверг Зеленский."),
    ],
)
def test_who_greets_or_thanks_has_spoken(reader: Reader, language: str, title: str, text: str) -> None:
    assert origins(reader, language, title, text) == {"zelensky"}


@pytest.mark.parametrize(
    ("language", "title", "text", "want"),
    [
        (
            "en",
            "150 Russian servicemen exchanged for 150 Ukrainians",
            "They are in Belarus now, the Defence Ministry said.",
            {"ru-mod"},
        ),
        (
            "en",
            "Moscow and Kyiv swap prisoners: 95 for 95",
            "The Defence Ministry noted Emirati mediation.",
            {"ru-mod"},
        ),
        (
            "en",
            "60 Russian soldiers brought back from Kyiv-controlled territory",
            "They are being flown to hospitals in Moscow, the ministry said.",
            {"ru-authorities"},
        ),
        (
            "en",
            "90 Ukrainian soldiers released",
            "Most of them had been taken at Mariupol, according to the ombudsman.",
            {"lubinets"},
        ),
        (
            "en",
            "Russia and Ukraine free 57 prisoners each",
            "Both capitals confirmed Thursday's swap.",
            {"ru-authorities", "ua-authorities"},
        ),
        (
            "en",
            "More than 200 captives exchanged",
            "Russia spoke of 106 prisoners on Thursday. Ukraine counted 100 of its own.",
            {"ru-authorities", "ua-authorities"},
        ),
        ("uk", "Обмін: удома 185 військових", "Двоє з них офіцери, написав президент.", {"zelensky"}),
        ("uk", "Обмін: удома 185 військових", "Трамп знав про обмін. Двоє з них офіцери, додав президент.", set()),
        (
            "ru",
            "По 120 пленных вернулись в Россию и на Украину",
            "Об обмене в четверг отчитались обе столицы.",
            {"ru-authorities", "ua-authorities"},
        ),
    ],
)
def test_whose_office_or_ministry_it_is(reader: Reader, language: str, title: str, text: str, want: set[str]) -> None:
    assert origins(reader, language, title, text) == want
