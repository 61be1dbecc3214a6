"""What may be pushed: a claim that reads well still waits where something beside it tells against it."""

from datetime import UTC, datetime

import pytest

from bot.extraction import Reader
from storage.vocabulary import Claim, Entry, Kind, Phase

NOW = datetime(2027, 2, 4, 15, tzinfo=UTC)  # a Thursday


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
            "en",
            "Exchange postponed, says Kyiv",
            "Moscow claims that 120 of its soldiers were returned on Thursday; Kyiv says nobody has come home.",
            id="put off, and claimed by one side",
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
        pytest.param(
            "ru",
            "Москалькова: обмен продолжится завтра",
            "В четверг домой вернулись 150 российских военных, Украине переданы 150.",
            id="Russian: the title's plan is of tomorrow's lot",
        ),
        pytest.param(
            "en",
            "Exchange to continue on Friday, says Lubinets",
            "On Thursday 150 Ukrainian soldiers came home from Russian captivity, he wrote.",
            id="the title's plan is of a later lot",
        ),
        pytest.param(
            "en",
            "Next stage of exchange put off to Monday",
            "Thursday's brought home 120 Ukrainian soldiers, the Coordination Headquarters said.",
            id="another stage was put off",
        ),
        pytest.param(
            "en",
            "Medinsky: 400 for 400 over two days",
            "The first 150 soldiers have been returned to each side today, the presidential aide wrote.",
            id="what each side got",
        ),
        pytest.param(
            "en",
            "Swap brings 250 more home on each side",
            "Zelensky said three civilians came with the 250 Ukrainian defenders freed on Thursday.",
            id="who came along today",
        ),
        pytest.param(
            "uk",
            "Друга група українських захисників повернулася з полону",
            "Про це сказав Зеленський. Напередодні, 3 лютого, визволили першу групу за обміном з Росією.",
            id="beside the lot of the day before",
        ),
        pytest.param(
            "uk",
            "Після довгої перерви вдома 120 захисників",
            "Про обмін домовилися на переговорах у Стамбулі, сказав Зеленський. Усі були в полоні з 2022 року.",
            id="agreed at talks, and home",
        ),
        pytest.param(
            "en",
            "60 Ukrainians freed in swap with Russia",
            "A girl aged eight came home with Thursday's group, Yermak said; her mother was freed last October.",
            id="beside a mother freed before",
        ),
        pytest.param(
            "en",
            "60 steelworks defenders freed, two Russian pilots go the other way",
            "They were released on Thursday, Yermak said. The garrison laid down its arms a year ago this month.",
            id="a year after they were taken",
        ),
    ],
)
def test_plain_news_is_pushed(reader: Reader, language: str, title: str, text: str) -> None:
    assert any(claim.alert_grade for claim in _carried_out(reader, language, title, text))


def _announced(reader: Reader, title: str, text: str) -> list[Claim]:
    entry = Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW, language="en")
    claims = reader.read(entry).claims
    return [c for c in claims if c.kind is Kind.EXCHANGE and c.phase is Phase.ANNOUNCED and not c.background]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(
            "Next prisoner exchange will be held, Umerov says",
            "Ukraine and Russia are preparing it, Umerov told reporters.",
            id="neither figure nor day",
        ),
        pytest.param(
            "Ukraine and Russia prepare the next swap",
            "Ukraine and Russia will exchange 200 prisoners if the lists are agreed, Umerov said.",
            id="a condition",
        ),
        pytest.param(
            "Turkey is to receive two captives",
            "Ukraine holds the men, who fought for Russia, Umerov said.",
            id="a third state takes them in",
        ),
        pytest.param(
            "Kremlin hopes prisoner exchanges will go on",
            "Peskov said that contacts with Ukraine continue and that it is too early to speak of dates.",
            id="a hope",
        ),
    ],
)
def test_what_is_loosely_announced_is_not_pushed(reader: Reader, title: str, text: str) -> None:
    assert [claim for claim in _announced(reader, title, text) if claim.alert_grade] == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(
            "Russia and Ukraine will exchange 250 prisoners each",
            "Umerov said that the lists are agreed.",
            id="a figure",
        ),
        pytest.param(
            "Prisoner exchange set for Saturday",
            "Ukraine and Russia will exchange prisoners on Saturday, Umerov said.",
            id="a coming day",
        ),
        pytest.param(
            "Russia and Ukraine agree to exchange prisoners",
            "The deal was reached in Istanbul on Thursday, Umerov said.",
            id="a deal",
        ),
    ],
)
def test_what_is_firmly_announced_is_pushed(reader: Reader, title: str, text: str) -> None:
    assert any(claim.alert_grade for claim in _announced(reader, title, text))


def test_the_rest_of_a_yearly_sum_is_not_pushed(reader: Reader) -> None:
    title = "Ukraine has returned more than 5,800 people from captivity this year"
    text = "There were ten exchanges, Umerov said in a summary, and a further 403 were brought back outside them."
    assert [claim for claim in _carried_out(reader, "en", title, text) if claim.alert_grade] == []


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param(
            "Moldova returns 14 to Ukraine",
            "The men had crossed the Dniester to avoid the draft and were handed over on Thursday.",
            id="a third state's deportees",
        ),
        pytest.param(
            "Russia refuses to exchange Azov fighters",
            "An association of wives said that Moscow calls them terrorists. Ukraine demands their release.",
            id="whom a side does not exchange",
        ),
    ],
)
def test_what_is_no_exchange_gives_none(reader: Reader, title: str, text: str) -> None:
    entry = Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW, language="en")
    assert [c for c in reader.read(entry).claims if c.kind is Kind.EXCHANGE and not c.background] == []


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "en",
            "Russian MP: Kyiv did not turn up for exchange",
            (
                "The exchange set for Thursday did not take place, Shamsail Saraliyev said. He said that 180 Ukrainian "
                "prisoners were brought to the border."
            ),
        ),
        (
            "uk",
            "Саралієв: Київ не приїхав на обмін",
            (
                "Обмін, призначений на четвер, не відбувся, твердить депутат Шамсаїл Саралієв. За його словами, "
                "180 військових ЗСУ вже доставили до кордону."
            ),
        ),
        (
            "ru",
            "Саралиев: Киев не приехал на обмен",
            (
                "Обмен, назначенный на четверг, не состоялся, заявил депутат Шамсаил Саралиев. По его словам, "
                "180 военнослужащих ВСУ уже доставили к границе."
            ),
        ),
    ],
)
def test_figures_beside_what_is_called_off_alarm_nobody(reader: Reader, language: str, title: str, text: str) -> None:
    assert not any(claim.alert_grade for claim in _carried_out(reader, language, title, text))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("205 for 205: first step towards a thousand", "Thursday's swap was brokered by Washington, Trump said."),
        ("300 soldiers freed on second day of exchange", "Thursday's group had been in captivity for a year, he said."),
    ],
)
def test_sides_that_are_only_guessed_are_stored_and_not_pushed(reader: Reader, title: str, text: str) -> None:
    claims = _carried_out(reader, "en", title, text)
    assert claims
    assert not any(claim.alert_grade for claim in claims)


@pytest.mark.parametrize(
    ("title", "text", "known"),
    [
        ("Kyiv gets back 40 soldiers captured in Mariupol", "Many are ill, Zelensky said on Thursday.", True),
        ("Kyiv gets back 40 soldiers held in Guinea", "Many are ill, Zelensky said on Thursday.", False),
    ],
)
def test_who_took_soldiers_in_their_own_country_is_the_enemy(
    reader: Reader, title: str, text: str, *, known: bool
) -> None:
    (claim,) = _carried_out(reader, "en", title, text)
    assert ("both parties known" not in claim.failed) is known
