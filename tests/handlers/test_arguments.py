"""Numbers, kinds, parties, places and topics as people type them."""

import pytest

from handlers import arguments
from storage.vocabulary import Kind


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("exchanges", Kind.EXCHANGE), ("обміни", Kind.EXCHANGE), ("переговоры", Kind.TALKS), ("тіла", Kind.BODIES),
     ("civilian", Kind.CIVILIANS), ("дети", Kind.CHILDREN), ("weather", None)],
)  # fmt: skip
def test_kinds(typed, kind):
    assert arguments.kind(typed) is kind


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Russia", "RU"), ("росія", "RU"), ("Росії", "RU"), ("Россия", "RU"), ("ru", "RU"), ("Moscow", "RU"),
     ("USA", "US"), ("США", "US"), ("Ukrainian", "UA"), ("Туреччина", "TR"),
     ("Об’єднані Арабські Емірати", "AE"), ("Narnia", None)],
)  # fmt: skip
def test_parties(typed, code, dossier):
    assert arguments.party(typed, dossier) == code


@pytest.mark.parametrize(
    ("typed", "topic"),
    [("territory", "territory"), ("Territories", "territory"), ("security guarantees", "security_guarantees"),
     ("security_guarantees", "security_guarantees"), ("гарантії", "security_guarantees"), ("санкции", "sanctions"),
     ("Donbas", "territory"), ("Ukrainian election", "elections"), ("Ukraine", None), ("russia", None),
     ("України", None), ("Zelensky", None), ("weather", None)],
)  # fmt: skip
def test_topics(typed, topic, dossier):
    assert arguments.topic(typed, dossier) == topic


@pytest.mark.parametrize(
    ("typed", "number"),
    [("41", 41), ("d41", 41), ("/D41", 41), ("д41", 41), ("№41", 41), ("#41", 41), ("0", None), ("41x", None),
     ("d", None), ("٣", None), ("99999999999999999999", None)],
)  # fmt: skip
def test_numbers_of_events(typed, number):
    assert arguments.number(typed) == number


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Istanbul", "Istanbul"),
        ("стамбул", "Istanbul"),
        ("Стамбулі", "Istanbul"),
        ("Абу-Дабі", "Abu Dhabi"),
        ("Narnia", None),
    ],
)
def test_places(typed, place, dossier):
    found = arguments.place(typed, dossier)
    assert (found and found.name["en"]) == place


@pytest.mark.parametrize(
    ("typed", "known"), [("Umerov", True), ("Рустем Умєров", True), ("уиткофф", True), ("Ivan", False)]
)
def test_officials(typed, known, dossier):
    assert bool(arguments.person(typed, dossier)) is known
