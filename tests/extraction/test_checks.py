"""What may be pushed: a claim that reads well still waits where something beside it tells against it."""

from datetime import UTC, datetime

import pytest

from bot.extraction import Reader
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Claim, Entry, Kind, Phase

NOW = datetime(2027, 2, 4, 15, tzinfo=UTC)  # a Thursday


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_dossier(default_folder()))


def _carried_out(reader: Reader, language: str, title: str, text: str) -> list[Claim]:
    entry = Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW, language=language)
    claims = reader.read(entry).claims
    return [c for c in claims if c.kind is Kind.EXCHANGE and c.phase is Phase.CARRIED_OUT and not c.background]


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        pytest.param(
            "en",
            "Transport plane crashes; ministry says 48 prisoners on the way to a swap were aboard",
            "The Russian Defence Ministry said on Thursday that 48 captured Ukrainian soldiers were on board.",
            id="a crash",
        ),
        pytest.param(
            "en",
            "Kyiv calls story of 700 returned prisoners a hoax",
            "Russian channels alleged on Thursday that 700 Ukrainian soldiers had returned in an exchange.",
            id="a hoax",
        ),
        pytest.param(
            "en",
            "Moscow and Kyiv may swap 300 prisoners each next week",
            "Russia and Ukraine will exchange 300 prisoners each, Umerov said on Thursday.",
            id="a plan in the title",
        ),
        pytest.param(
            "uk",
            "Заяви про 150 повернутих полонених — дезінформація, кажуть у Координаційному штабі",
            "Російські канали написали, що Україна нібито повернула 150 полонених.",
            id="Ukrainian: a false story",
        ),
        pytest.param(
            "ru",
            "Москва обвинила Киев: 90 пленных не доехали до обмена",
            "Минобороны России обвинило украинскую сторону в срыве обмена 90 пленными.",
            id="Russian: an accusation",
        ),
    ],
)
def test_what_is_told_beside_trouble_is_not_pushed(reader: Reader, language: str, title: str, text: str) -> None:
    assert [claim for claim in _carried_out(reader, language, title, text) if claim.alert_grade] == []


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        pytest.param(
            "en",
            "Russia and Ukraine exchange 120 prisoners each",
            "The Russian Defence Ministry said that 120 servicemen were returned on Thursday; as many were handed over "
            "to Ukraine. They will be flown to Moscow for treatment.",
            id="plain news, with what comes next",
        ),
        pytest.param(
            "en",
            "Talks end with a plan to swap 900 more prisoners",
            "Earlier on Thursday Ukraine and Russia exchanged 250 prisoners each, Umerov said.",
            id="another exchange's plan in the title",
        ),
        pytest.param(
            "en",
            "Russia and Ukraine swap 130 prisoners each as peace talks stall",
            "Each side freed 130 soldiers on Thursday, the Russian Defence Ministry said.",
            id="what stalls is another matter",
        ),
        pytest.param(
            "en",
            "Ukraine and Russia each free 140 prisoners",
            "Umerov said the exchange took place on Thursday. The next one, also of 140, is being prepared, he added.",
            id="as many are to follow",
        ),
        pytest.param(
            "uk",
            "Наші повернулися: ще один обмін за домовленостями в Анкарі",
            "У четвер обмін відбувся: з російського полону звільнено 75 військових, повідомив Умєров.",
            id="Ukrainian: under an agreement in the title",
        ),
        pytest.param(
            "uk",
            "Сьогодні з полону приїхали 180 захисників, решту чекаємо завтра",
            "У четвер кожна сторона отримала по 180 полонених, повідомив Умєров.",
            id="Ukrainian: the rest is due",
        ),
        pytest.param(
            "ru",
            "Киев и Москва обменяли по 90 пленных",
            "В четверг из плена вернулись 90 военных, сообщили в Москве.",
            id="Russian: a state says so",
        ),
    ],
)
def test_plain_news_is_pushed(reader: Reader, language: str, title: str, text: str) -> None:
    assert any(claim.alert_grade for claim in _carried_out(reader, language, title, text))
