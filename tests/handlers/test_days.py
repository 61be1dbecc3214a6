"""Days, months and years as people type them."""

from datetime import date

import pytest

from handlers.days import Span, span_of, year_of

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
        ("5 лютого 2026 року", day(2026, 2, 5)),
        ("5 февраля 2026 г.", day(2026, 2, 5)),
        ("2025 рік", Span(date(2025, 1, 1), date(2025, 12, 31))),
        ("in February 2024", Span(date(2024, 2, 1), date(2024, 2, 29))),
        ("у лютому 2024", Span(date(2024, 2, 1), date(2024, 2, 29))),
        ("в травні 2025", Span(date(2025, 5, 1), date(2025, 5, 31))),
        ("в марте", Span(date(2026, 3, 1), date(2026, 3, 31))),
        ("мае 2025", Span(date(2025, 5, 1), date(2025, 5, 31))),
        ("июле 2025", Span(date(2025, 7, 1), date(2025, 7, 31))),
        ("2025-06", Span(date(2025, 6, 1), date(2025, 6, 30))),
        ("06.2025", Span(date(2025, 6, 1), date(2025, 6, 30))),
        ("last year", Span(date(2025, 1, 1), date(2025, 12, 31))),
        ("торік", Span(date(2025, 1, 1), date(2025, 12, 31))),
        ("в прошлом месяце", Span(date(2026, 2, 1), date(2026, 2, 28))),
        ("this month", Span(date(2026, 3, 1), date(2026, 3, 31))),
        ("13.2025", None),
        ("рік", None),
        ("маяк", None),
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
    assert span_of(typed.split(), TODAY) == span


@pytest.mark.parametrize(
    ("typed", "year"), [("2025", 2025), ("2025 рік", 2025), ("в 2025 году", 2025), ("рік", None), ("2025 2026", None)]
)
def test_years(typed, year):
    assert year_of(typed) == year
