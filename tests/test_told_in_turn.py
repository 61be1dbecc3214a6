"""Stories as outlets tell them one after the other, through the whole chain: each alert once, corrections where due."""

from __future__ import annotations

from typing import Any

from bot.replay import replay
from storage.seeds import default_folder, load_dossier

Item = dict[str, Any]


def told(*items: tuple[str, str, str, str]) -> dict[str, Any]:
    """What comes of items: language, time of publication, title and text, each of an outlet of its own."""
    found = [
        {"id": f"i{n}", "outlet": f"outlet {n}", "lang": lang, "published": at, "title": title, "text": text}
        for n, (lang, at, title, text) in enumerate(items)
    ]
    return replay(found, load_dossier(default_folder()))


def alerts(result: dict[str, Any], kind: str) -> list[tuple[str, str, str]]:
    shown = ("new", "correction")
    of_kind = [one for one in result["alerts"] if one["kind"] == kind and one["type"] in shown]
    return [(one["type"], one["phase"], one["report"]) for one in of_kind]


def test_a_plan_that_the_other_side_denies_is_corrected() -> None:
    result = told(
        (
            "ru",
            "2027-06-02T12:00:00Z",
            "Обмен пленными назначен на 5 июня",
            "В субботу Россия и Украина обменяются пленными по формуле 190 на 190, сообщила Татьяна Москалькова.",
        ),
        (
            "uk",
            "2027-06-02T16:00:00Z",
            "Координаційний штаб спростував заяву про обмін",
            "Повідомлення Москви про обмін полоненими 5 червня не відповідає дійсності, заявив Координаційний штаб.",
        ),
        (
            "en",
            "2027-06-08T10:00:00Z",
            "Ukraine and Russia hold prisoner exchange",
            "Each side freed 190 soldiers on Tuesday, Ukrainian ombudsman Dmytro Lubinets said.",
        ),
    )
    assert alerts(result, "exchange") == [
        ("new", "announced", "i0"),
        ("correction", "announced", "i1"),
        ("new", "carried_out", "i2"),
    ]
    assert [one["stage"] for one in result["developments"]] == ["denied", "completed"]


def test_the_same_words_about_another_day_are_no_republication() -> None:
    days = [("2027-06-16", 16), ("2027-06-28", 28), ("2027-06-28", 28)]
    body = (
        "В Україну повернули тіла 1000 загиблих захисників. Про це повідомив Координаційний штаб. Найближчим часом "
        "слідчі разом з експертами проведуть усі потрібні дослідження, щоб назвати імена. Штаб дякує за допомогу "
        "Червоному Хресту, військовим, рятувальникам і медикам, які везли полеглих додому."
    )
    result = told(
        *(
            ("uk", f"{day}T1{n}:00:00Z", "Відбулися репатріаційні заходи", f"Сьогодні, {date} червня. {body}")
            for n, (day, date) in enumerate(days)
        )
    )
    assert alerts(result, "bodies") == [("new", "carried_out", "i0"), ("new", "carried_out", "i1")]
    old = f"Сьогодні відбулися репатріаційні заходи. {body}"
    result = told(*(("uk", f"{day}T10:00:00Z", "Тіла загиблих повернули", old) for day in ("2027-06-16", "2027-06-28")))
    assert alerts(result, "bodies") == [("new", "carried_out", "i0")]


def test_the_last_lot_of_a_deal_without_parties() -> None:
    result = told(
        (
            "en",
            "2027-05-18T15:00:00Z",
            "Kyiv and Moscow agree to swap 260 prisoners each",
            "Ukraine and Russia agreed in Doha to exchange 260 prisoners each in stages, Rustem Umerov said.",
        ),
        (
            "ru",
            "2027-05-20T10:00:00Z",
            "Прошёл первый этап обмена: по 130 пленных",
            "В четверг возвращены 130 российских военных, взамен переданы 130 пленных ВСУ, сообщило Минобороны РФ.",
        ),
        (
            "en",
            "2027-05-21T09:30:00Z",
            "Second group of 130 a side completes Qatari-brokered exchange",
            "Friday's handover brought the total to 260 each, Qatar's Foreign Ministry said.",
        ),
    )
    carried_out = [one for one in alerts(result, "exchange") if one[1] == "carried_out"]
    assert carried_out == [("new", "carried_out", "i1"), ("new", "carried_out", "i2")]
    deal, *lots = sorted(result["developments"], key=lambda one: one["parent"] is not None)
    assert [one["parent"] for one in lots if one["kind"] == "exchange"] == [deal["id"]] * 2
