"""Days, kinds, parties and topics as people type them."""

from datetime import date

import pytest

from handlers import arguments
from handlers.arguments import Span
from storage.vocabulary import Kind

TODAY = date(2026, 3, 10)


def day(year: int, month: int, number: int) -> Span:
    return Span(date(year, month, number), date(year, month, number))


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("5 February", day(2026, 2, 5)),
        ("Feb 5", day(2026, 2, 5)),
        ("February 5, 2025", day(2025, 2, 5)),
        ("5th feb", day(2026, 2, 5)),
        ("2026-02-05", day(2026, 2, 5)),
        ("05.02.2026", day(2026, 2, 5)),
        ("5.2.26", day(2026, 2, 5)),
        ("05/02", day(2026, 2, 5)),
        ("5 лютого", day(2026, 2, 5)),
        ("5 февраля 2026", day(2026, 2, 5)),
        ("20 March", day(2025, 3, 20)),
        ("29 February", day(2024, 2, 29)),
        ("today", day(2026, 3, 10)),
        ("вчора", day(2026, 3, 9)),
        ("2025", Span(date(2025, 1, 1), date(2025, 12, 31))),
        ("February", Span(date(2026, 2, 1), date(2026, 2, 28))),
        ("December", Span(date(2025, 12, 1), date(2025, 12, 31))),
        ("лютий 2024", Span(date(2024, 2, 1), date(2024, 2, 29))),
        ("tomorow", None),
        ("31 February", None),
        ("5", None),
        ("5 6 February", None),
        ("2026-13-01", None),
        ("February March", None),
        ("20266", None),
        ("", None),
    ],
)
def test_days(typed, span):
    assert arguments.span(typed.split(), TODAY) == span


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
     ("Donbas", "territory"), ("weather", None)],
)  # fmt: skip
def test_topics(typed, topic, dossier):
    assert arguments.topic(typed, dossier) == topic
