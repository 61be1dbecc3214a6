"""Whom somebody only met or spoke with says nothing; and which words name a sticking point."""

from __future__ import annotations

from typing import Any

import pytest

from bot.extraction import Reader
from bot.extraction.schema import as_entry

SPEAKERS = [
    pytest.param(
        "en",
        "Speaking after a call with Putin, Erdogan said Istanbul was open to a new round of talks.",
        {"Recep Tayyip Erdoğan"},
        id="a call with",
    ),
    pytest.param(
        "en",
        "Witkoff and Kushner will see Putin in Moscow on Saturday, the White House said.",
        {"White House"},
        id="seen",
    ),
    pytest.param("en", "Peskov told Umerov that the talks would go on.", {"Dmitry Peskov"}, id="told somebody"),
    pytest.param(
        "en",
        "In an interview with Budanov, the paper asked about the exchange; lists are ready, Budanov said.",
        {"Kyrylo Budanov"},
        id="interviewed",
    ),
    pytest.param(
        "uk", "Після розмови з Трампом Зеленський повідомив про новий обмін.", {"Volodymyr Zelensky"}, id="розмова з"
    ),
    pytest.param(
        "ru", "После встречи с Уиткоффом Ушаков сообщил о переговорах в Москве.", {"Yuri Ushakov"}, id="встреча с"
    ),
    pytest.param(
        "en",
        "Trump declares the swap of 300 done: Kyiv says no. The president posted it on Friday.",
        {"Donald Trump"},
        id="the title's president",
    ),
    pytest.param(
        "en", "The swap of 300 prisoners is done, the US president wrote.", {"Donald Trump"}, id="US president"
    ),
    pytest.param(
        "en", "Umerov said the presidents might meet after the prisoner swap.", {"Rustem Umerov"}, id="presidents"
    ),
    pytest.param("en", "President Duvalle said the prisoner exchange had been hard.", set(), id="unknown president"),
    pytest.param(
        "en", "60 soldiers freed from Russian captivity, the president said.", {"Volodymyr Zelensky"}, id="whose"
    ),
    pytest.param(
        "en", "60 soldiers freed in a swap, Kremlin spokesman Dmitry Peskov said.", {"Dmitry Peskov"}, id="his body"
    ),
    pytest.param(
        "en",
        "Lvova-Belova, the Kremlin's children's commissioner, said six children were returned.",
        {"Maria Lvova-Belova"},
        id="body behind",
    ),
    pytest.param(
        "en",
        "The Coordination Headquarters reported 300 bodies returned and thanked the Red Cross.",
        {"Coordination Headquarters"},
        id="who is thanked",
    ),
    pytest.param(
        "en",
        "Umerov proposed that Putin and Zelensky see each other after the prisoner swap.",
        {"Rustem Umerov"},
        id="of whom",
    ),
    pytest.param(
        "en",
        "The head of the presidential office said 60 soldiers were freed in a swap with Russia.",
        {"Kyrylo Budanov"},
        id="holder of an office",
    ),
    pytest.param(
        "uk", "Керівник Офісу президента повідомив про обмін: вдома 60 воїнів.", {"Kyrylo Budanov"}, id="керівник ОП"
    ),
    pytest.param(
        "uk",
        "Коордштаб повідомив про обмін і подякував Дональду Трампу.",
        {"Coordination Headquarters"},
        id="подякував",
    ),
    pytest.param(
        "ru", "Умеров сообщил, что после обмена пленными президенты встретятся.", {"Rustem Umerov"}, id="президенты"
    ),
]

TOPICS = [
    pytest.param("en", "No compromise on land at Geneva talks, says Umerov.", {"territory"}, id="land"),
    pytest.param("en", "Seven men of the territorial defence came home in Friday's exchange.", set(), id="a unit"),
    pytest.param(
        "en", "Berlin talks bring progress on guarantees, says Zelensky.", {"security_guarantees"}, id="pledges"
    ),
    pytest.param("uk", "Обмін: додому повернулися бійці територіальної оборони України.", set(), id="тероборона"),
    pytest.param("ru", "На переговорах в Женеве обсудили вывод украинских войск.", {"territory"}, id="вывод войск"),
    pytest.param("en", "Istanbul talks leave territory and NATO for later.", {"territory", "nato"}, id="about"),
    pytest.param("en", "120 soldiers come home from Ukrainian-held territory.", set(), id="where they were"),
    pytest.param("en", "Sixty of those freed in the exchange fought in Donbas or Crimea.", set(), id="fought there"),
    pytest.param("en", "No talks on giving up Donbas, says Zelensky.", {"territory"}, id="a place that is the matter"),
    pytest.param("en", "Guards seized at the Chornobyl nuclear plant are back in Ukraine.", set(), id="another plant"),
    pytest.param("en", "Guards taken prisoner at the Zaporizhzhia nuclear plant are home.", set(), id="taken there"),
    pytest.param(
        "en",
        "Umerov: power stations and the Zaporizhzhia nuclear plant dominate talks with Russia.",
        {"energy", "nuclear_plant"},
        id="two plants",
    ),
    pytest.param("en", "Hamas frees six hostages under Gaza truce.", set(), id="another war's truce"),
    pytest.param("en", "Kyiv backs 30-day truce after session with Americans.", {"ceasefire"}, id="one side's truce"),
    pytest.param(
        "uk", "На переговорах у Досі говорили про землю та НАТО, сказав Умєров.", {"territory", "nato"}, id="земля"
    ),
    pytest.param("uk", "Обмін: вдома 90 захисників Чорнобильської АЕС і Донбасу.", set(), id="захисники АЕС"),
    pytest.param("ru", "Из 90 вернувшихся домой по обмену 40 — жители Донбасса и Крыма.", set(), id="жители"),
    pytest.param(
        "ru",
        "Ушаков: на переговорах не решены вопросы о земле и электростанциях.",
        {"territory", "energy"},
        id="о земле",
    ),
]


def entry(lang: str, title: str) -> Any:
    return as_entry(
        {"id": "x", "outlet": "o", "lang": lang, "published": "2027-05-21T12:00:00Z", "title": title, "text": ""}
    )


@pytest.mark.parametrize(("lang", "title", "said"), SPEAKERS)
def test_speakers(lang: str, title: str, said: set[str], reader: Reader) -> None:
    assert set(reader.read(entry(lang, title)).speakers) == said


@pytest.mark.parametrize(("lang", "title", "named"), TOPICS)
def test_topics(lang: str, title: str, named: set[str], reader: Reader) -> None:
    assert set(reader.read(entry(lang, title)).topics) - {"prisoners", "humanitarian"} == named
