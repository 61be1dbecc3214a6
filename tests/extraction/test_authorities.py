"""A party's authorities as speakers: who counts as an official origin without a name, and who does not."""

from datetime import UTC, datetime

import pytest

from bot.extraction import Reader
from storage.vocabulary import Entry, Reading

NOW = datetime(2027, 3, 10, 15, tzinfo=UTC)  # a Wednesday
TITLES = {
    "en": "Sixty captives come home on Wednesday in Russia-Ukraine swap",
    "uk": "Україна і Росія провели в середу обмін: додому повернулися 60 полонених",
    "ru": "Россия и Украина провели в среду обмен: домой вернулись 60 пленных",
}


def _read(reader: Reader, language: str, text: str) -> Reading:
    entry = Entry(feed="f", guid="g", title=TITLES[language], text=text, published=NOW, seen=NOW, language=language)
    return reader.read(entry)


def _origins(reader: Reader, language: str, text: str) -> set[str]:
    return {origin.id for claim in _read(reader, language, text).claims for origin in claim.origins if origin.official}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Kyiv confirmed that 60 soldiers had returned from captivity.", {"ua-authorities"}),
        ("en", "Moscow later said 60 of its soldiers had been returned.", {"ru-authorities"}),
        ("en", "Ukraine on Wednesday said it had received 60 prisoners.", {"ua-authorities"}),
        ("en", "The return of 60 soldiers was announced by Moscow.", {"ru-authorities"}),
        ("en", "The Russian side said 60 soldiers had been freed.", {"ru-authorities"}),
        ("en", "Authorities in Kyiv reported that 60 soldiers were freed.", {"ua-authorities"}),
        ("en", "According to Moscow, 60 soldiers were released.", {"ru-authorities"}),
        ("en", "Moscow and Kyiv confirmed that 60 soldiers each were freed.", {"ru-authorities", "ua-authorities"}),
        ("en", "Both sides confirmed the exchange of 60 prisoners.", {"ru-authorities", "ua-authorities"}),
        ("en", "The Ukrainian president's spokesman, Taras Vymyslenko, announced the swap.", {"ua-official"}),
        ("uk", "У Києві підтвердили, що з полону звільнено 60 військових.", {"ua-authorities"}),
        ("uk", "Москва заявила про повернення 60 своїх військових.", {"ru-authorities"}),
        ("uk", "Українська сторона повідомила про звільнення 60 військових.", {"ua-authorities"}),
        ("uk", "За даними Києва, звільнено 60 військових.", {"ua-authorities"}),
        ("uk", "Обмін 60 полоненими підтвердили обидві сторони.", {"ru-authorities", "ua-authorities"}),
        ("ru", "В Киеве сообщили, что из плена освобождены 60 военных.", {"ua-authorities"}),
        ("ru", "Российская сторона подтвердила возвращение 60 военных.", {"ru-authorities"}),
        ("ru", "По версии Москвы, освобождены 60 военных.", {"ru-authorities"}),
        ("ru", "Россия, как сообщили в Москве, получила 60 своих военных.", {"ru-authorities"}),
        ("ru", "Губернатор Курской области Пётр Выдуманный сообщил об обмене.", {"ru-official"}),
    ],
)
def test_authorities_speak(reader: Reader, language: str, text: str, wanted: set[str]) -> None:
    assert _origins(reader, language, text) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The Kyiv Independent said 60 soldiers had been freed.", id="a newspaper"),
        pytest.param("en", "Interfax-Ukraine reported that 60 soldiers had been freed.", id="an agency"),
        pytest.param(
            "en", "Relatives of the 60 soldiers said in Kyiv on Wednesday that they were happy.", id="a place"
        ),
        pytest.param("en", "Moscow has not confirmed that 60 soldiers were freed.", id="not confirmed"),
        pytest.param("en", "Kyiv is yet to confirm that 60 soldiers were freed.", id="yet to confirm"),
        pytest.param("en", "If Kyiv confirmed it, 60 soldiers would be back.", id="a condition"),
        pytest.param("en", "Sources said that 60 soldiers had been freed, Moscow said nothing.", id="sources"),
        pytest.param("uk", "У Києві журналісти повідомили про звільнення 60 військових.", id="journalists"),
        pytest.param("uk", "Росія не підтвердила повернення 60 військових.", id="Ukrainian: not confirmed"),
        pytest.param("uk", "Про 60 військових повідомила РБК-Україна.", id="Ukrainian: an agency"),
        pytest.param("ru", "Москва пока не сообщила о возвращении 60 военных.", id="Russian: not yet"),
        pytest.param("ru", "Военных отвезли в Белоруссию, сообщил телеграм-канал.", id="Russian: where they went"),
        pytest.param("ru", "В Москве родные встретили военных, рассказала мать одного из них.", id="Russian: a mother"),
    ],
)
def test_others_do_not(reader: Reader, language: str, text: str) -> None:
    assert _origins(reader, language, text) == set()


def test_they_are_no_speakers_with_a_name(reader: Reader) -> None:
    told = _read(reader, "en", "Kyiv confirmed that 60 soldiers had returned. Moscow said 60 of its men were back.")
    assert told.speakers == ()
    assert told.statements == ()


def test_what_they_say_of_another_matter_confirms_nothing(reader: Reader) -> None:
    told = _read(reader, "en", "Channels showed buses with the freed men. Kyiv said the roads were icy.")
    assert [origin for claim in told.claims for origin in claim.origins] == []
