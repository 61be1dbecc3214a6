"""The days since the last exchange against the usual gap."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from handler_examples import BEFORE, EXCHANGE, NOW, RU_MOD, report

from storage.vocabulary import Confirmation

TODAY = NOW.date()


def on(store, *days, **more):
    """Exchanges of those days as the record has them."""
    for number, day in enumerate(days):
        store(replace(BEFORE, day=day, record_id=f"{day}-{number}", **more), report(RU_MOD))


def last_lines(ask, language="en"):
    return next(line for line in ask("/swaps", language=language).html.split("\n") if "ago" in line or "тому" in line)


def ago(*days):
    return [TODAY - timedelta(days=one) for one in days]


@pytest.mark.parametrize(
    ("days", "usual"),
    [
        (ago(300, 290, 270, 269, 12), "The usual gap is 15 days"),  # 10, 20, 1, 257
        (ago(50, 49, 48, 47), "The usual gap is 1 day ("),
        (ago(31, 30, 30, 24, 20, 12), "The usual gap is 5 days"),  # 1, 6, 4, 8: two of one day are one
        (ago(400, 380, 360, 340, 300), ""),  # two gaps within 12 months
        (ago(31, 21, 11), ""),
    ],
)
def test_the_usual_gap_is_the_median_of_twelve_months(ask, store, days, usual):
    on(store, *days)
    html = ask("/swaps", at=NOW).html
    assert usual in html
    assert ("usual gap" in html) == bool(usual)


def test_what_is_doubtful_or_withdrawn_makes_no_gap(ask, store):
    on(store, *ago(100, 80, 60, 40))
    on(store, *ago(90, 70), confidence="low")
    on(store, *ago(50, 45), retracted=True)
    store(replace(EXCHANGE, day=TODAY - timedelta(days=5), confirmation=Confirmation.REPORTED), report(RU_MOD))
    assert "The last one 40 days ago. The usual gap is 20 days" in ask("/swaps").html


def test_where_some_can_have_been_missed_nothing_is_called_usual(ask, store):
    on(store, date(2026, 2, 5), *ago(100, 80, 60))
    html = ask("/swaps", at=NOW + timedelta(days=30)).html
    assert "The last one that Parley knows of: 5 February 2026" in html
    assert "usual gap" not in html


def test_in_each_language(ask, store):
    on(store, *ago(25, 24, 22, 20))
    assert last_lines(ask, "uk").endswith("Звичайний проміжок — 2 дні (медіана за останні 12 місяців).")
    html = ask("/swaps", language="ru").html
    assert "Последний — 20 дней назад. Обычный промежуток — 2 дня (медиана за последние 12 месяцев)." in html
