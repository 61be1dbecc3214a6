"""What is about a person is not searched, not stored, and answered kindly; all else is answered as asked."""

import pytest

from handlers.personal import is_a_name, is_a_plea

KIND = "Parley keeps no lists of people"


@pytest.mark.parametrize(
    "text",
    [
        "Петренко Олександр Іванович",
        "петренко олександр іванович",
        "Иванов Сергей",
        "Ivan Shevchuk",
        "мій син у полоні, допоможіть",
        "Где мой муж?",
        "is he on the list",
        "please help find my brother",
        "12.04.1991",
        "Шукаю Коваля Андрія 1990 р.н.",
        "зник безвісти під Бахмутом",
        "Петренко Іван 1990",
        "Иванов Сергей, 1985 г.р.",
        "Петренко Іван, 36 бригада",
        "Шевчук Іван 36-та ОБрМП",
        "Ivan Shevchuk, 36th brigade",
        "Петренко Іван (Азов)",
        "Троценко Іван",
        "шевченко тарас",
        "моя мама у списку",
        "Мою мать взяли",
        "Сергій, 25 ОМБр, зник під Авдіївкою",
        "ищу брата",
    ],
)
def test_after_a_person(ask, text):
    assert ask(text).html.startswith(KIND)
    assert ask(f"/search {text}").html.startswith(KIND)


@pytest.mark.parametrize(
    "text",
    [
        "Umerov", "Рустем Умєров", "Steve Witkoff", "Abu Dhabi", "Security Guarantees", "Обмін полоненими",
        "prisoner swap", "Стамбул переговоры", "Red Cross", "5 February", "1000 for 1000", "Донбас",
        "Saudi Arabia", "Kremlin Territory", "Geneva Convention 1949", "Abu Dhabi 2026",
        "мої матеріали", "мои материалы",
    ],
)  # fmt: skip
def test_after_the_news(text, dossier):
    assert not is_a_plea(text)
    assert not is_a_name(text, dossier)


def test_contacts_of_low_confidence_are_not_given(ask, dossier):
    html = ask("/families").html
    shown = [contact for contact in dossier.contacts if contact.confidence != "low"]
    assert all(contact.phone in html for contact in shown)
    for contact in dossier.contacts:
        if contact.confidence == "low":
            assert contact.name["en"] not in html


@pytest.mark.parametrize(
    ("line", "sent"),
    [
        ("/families", False), ("/contacts", False), ("/families Ivan Petrenko", True), ("Ivan Petrenko", True),
        ("my son is missing", True), ("/search Ivan Petrenko", True), ("/start families", False),
    ],
)  # fmt: skip
def test_that_nothing_of_it_is_stored_is_said_to_who_sent_something(ask, line, sent):
    html = ask(line).html
    assert "keeps no lists of people and takes no names or pictures" in html
    assert ("what was just sent is not stored" in html) is sent


def test_a_button_sends_nothing(ask):
    assert "just sent" not in ask(button="families").html
