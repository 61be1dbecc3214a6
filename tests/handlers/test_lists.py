"""What the lists tell: the latest, the year's exchanges, totals, what is open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from handler_examples import BEFORE, BOTH, EXCHANGE, NOW, RU_MOD, TALKS, US_ENVOY, report

from bot.plaintext import as_text
from storage.tables import AlertRow, FeedRow
from storage.vocabulary import Confirmation, Figure, Kind, Outcome, Scope, Stage


def test_a_year_of_exchanges(ask, store):
    first = store(BEFORE)
    second = store(BOTH, report(RU_MOD))
    text = as_text(ask("/swaps").html)
    assert "Exchanges of prisoners · 2026  to Ukraine · to Russia" in text
    assert f"5 Feb  157 · 160  US, UAE  /d{second.id}" in text
    assert "2026 so far: 157 to Ukraine, 160 to Russia, in 1 exchange." in text
    assert "The last one 1 day ago." in text
    assert "Since 2025: 362 to Ukraine, 365 to Russia, in 2 exchanges." in text
    assert f"/d{first.id}" in ask("/swaps 2025").html


@pytest.mark.parametrize(
    ("day", "line"),
    [(NOW.date(), "The last one was today."), (date(2026, 1, 28), "The last one 9 days ago.")],
)
def test_how_long_ago(ask, store, day, line):
    store(replace(EXCHANGE, day=day))
    assert line in ask("/swaps").html


def test_after_the_record_ends_no_days_are_counted(ask, store, dossier):
    store(replace(EXCHANGE, day=date(2026, 2, 6)))
    assert "The last one that Parley knows of: 6 February 2026" in ask("/swaps", at=NOW + timedelta(days=30)).html


def test_days_are_counted_on_while_parley_itself_watched(ask, store, database):
    store(replace(EXCHANGE, day=date(2026, 2, 6)))
    with database.session(write=True) as session:
        session.add(FeedRow(url="https://a.example/feed", first_answered=NOW, last_success=NOW))
    assert "The last one 30 days ago." in ask("/swaps", at=NOW + timedelta(days=30)).html


def test_what_is_doubtful_or_unconfirmed_is_marked_and_not_counted(ask, store):
    store(replace(BEFORE, day=date(2026, 1, 5), record_id="a", confidence="low"))
    store(replace(EXCHANGE, day=date(2026, 1, 9), speakers=(), confirmation=Confirmation.REPORTED))
    store(replace(BEFORE, day=date(2026, 1, 20), record_id="b"))
    html = ask("/swaps").html
    assert "⚠ doubtful, not counted" in html
    assert "⚠ unconfirmed, not counted" in html
    assert "2026 so far: 205 to Ukraine, 205 to Russia, in 1 exchange." in html


def test_missing_figures_are_said(ask, store):
    store(replace(BEFORE, figures=(Figure(35, "UA"),)))
    html = ask("/swaps 2025").html
    assert "<b>35 · ?</b>" in html
    assert "Numbers not known of: 1 (to Russia)." in html


def test_deals_do_not_count_twice(ask, store):
    deal = replace(EXCHANGE, framework=True, figures=(Figure(500, "UA", Scope.FRAMEWORK),), day=date(2026, 2, 1))
    store(replace(EXCHANGE, parent=store(deal).id))
    assert "2026 so far: 157 to Ukraine, 157 to Russia, in 1 exchange." in ask("/swaps").html


def test_a_day_with_one_exchange_is_its_card(ask, store):
    store(EXCHANGE, report(RU_MOD))
    for asked in ("5 February", "Feb 5", "2026-02-05", "05.02.2026", "5 лютого", "5 февраля 2026", "yesterday"):
        assert "Thursday 5 February 2026" in ask(f"/swaps {asked}").html


def test_a_day_without_any_names_its_neighbours(ask, store):
    before, following = store(BEFORE), store(EXCHANGE)
    text = as_text(ask("/swaps 4 February").html)
    assert text.splitlines() == [
        "No exchange of prisoners on 4 February 2026 that Parley knows of.",
        f"Before it: 2 October 2025  205 · 205  /d{before.id}",
        f"After it: 5 February 2026  157 · 157  /d{following.id}",
        "",
        "From the record; no feed has answered yet.",
    ]


def test_latest_is_newest_first_with_what_is_open(ask, store):
    talks = store(TALKS, report(kind=Kind.TALKS, stage=Stage.HELD))
    swap = store(BOTH, report(RU_MOD))
    planned = store(
        replace(EXCHANGE, stage=Stage.PLANNED, day=date(2026, 2, 9), figures=(Figure(50, "UA"), Figure(50, "RU"))),
        report(US_ENVOY, stage=Stage.PLANNED),
    )
    rumour = store(
        replace(EXCHANGE, day=date(2026, 2, 6), touched=NOW, speakers=(), confirmation=Confirmation.REPORTED), report()
    )
    text = as_text(ask("/latest").html)
    order = [text.index(f"/d{one.id}") for one in (swap, talks, planned, rumour)]
    assert order == sorted(order)
    assert text.count(f"/d{rumour.id}") == 1
    assert (
        "Announced and awaited\nexchange of prisoners, 50 for 50 · 9 Feb 2026 · announced by one side · Outlet" in text
    )
    assert "Unconfirmed, not pushed · /unconfirmed\nPrisoner exchange: 157 returned to Ukraine, 157 to Russia" in text


def test_a_rumour_is_open_for_hours_only(ask, store):
    old = NOW - timedelta(hours=15)
    over = store(replace(EXCHANGE, touched=old, speakers=(), confirmation=Confirmation.REPORTED), report())
    assert "Unconfirmed, not pushed" not in ask("/latest").html
    assert f"/d{over.id}" not in ask("/latest").html
    assert f"/d{over.id}" in ask("/unconfirmed").html


def test_what_was_pushed_is_listed_though_outlets_alone_told_it(ask, store, database):
    pushed = store(replace(EXCHANGE, speakers=(), confirmation=Confirmation.REPORTED), report())
    with database.session(write=True) as session:
        row = AlertRow(kind="exchange", phase="carried_out", day=pushed.day, development_id=pushed.id, created=NOW)
        session.add(row)
    assert f"/d{pushed.id}" in ask("/latest").html


@pytest.mark.parametrize(
    ("asked", "days"),
    [("week", 7), ("3 days", 3), ("2 weeks", 14), ("today", 1), ("тиждень", 7), ("2 месяца", 60), ("рік talks", 365)],
)
def test_periods_as_people_say_them(ask, store, asked, days):
    store(BEFORE if "talks" not in asked else replace(TALKS, day=date(2025, 1, 1), end_day=None))
    told = f"Nothing in the last {days} day" if days < 120 else "Nothing in the last 365 days"
    assert told in ask(f"/latest {asked}").html


def test_talks_in_a_place(ask, store):
    store(TALKS)
    store(replace(TALKS, place="Geneva", day=date(2026, 1, 20), end_day=None))
    for asked in ("Geneva", "Женева", "в Женеве", "у Женеві"):
        html = ask(f"/talks {asked}").html
        assert "Geneva" in html
        assert "Abu Dhabi" not in html
        assert "Next:" not in html


@pytest.mark.parametrize(
    ("asked", "told"),
    [("5 February", True), ("4 лютого 2026", True), ("6 February", False), ("3 February", False), ("February", True)],
)
def test_talks_went_on_on_each_of_their_days(ask, store, asked, told):
    store(TALKS)
    assert ("Abu Dhabi" in ask(f"/talks {asked}").html) is told


def test_what_ended_yesterday_is_of_the_last_day(ask, store):
    store(TALKS)
    assert "Nothing in the last" not in ask("/latest 1").html


def test_talks_across_two_months_are_of_both(ask, store):
    store(replace(TALKS, day=date(2026, 1, 31), end_day=date(2026, 2, 1)))
    assert all("Abu Dhabi" in ask(f"/talks {month}").html for month in ("January", "February"))


def test_far_behind_the_last_page_the_way_back_is_the_first(ask, store):
    store(TALKS)
    assert [button.data for row in ask("/talks 99").buttons for button in row] == ["talks"]


def test_quiet_days_show_what_was_before(ask, store):
    store(BEFORE)
    assert "Nothing in the last 7 days. Before that:" in ask("/latest").html
    assert "Nothing in the last 1 day. Before that:" in ask("/latest 1").html


def test_a_kind_alone(ask, store):
    store(EXCHANGE)
    store(TALKS)
    html = ask("/latest talks").html
    assert "Talks in Abu Dhabi" in html
    assert "Prisoner exchange" not in html
    assert "Prisoner exchange" in ask("/latest обміни").html


def test_each_list_says_how_fresh_it_is(ask, database, store):
    one = store(EXCHANGE, report(RU_MOD)).id
    with database.session(write=True) as session:
        session.add(FeedRow(url="https://a.example/feed", outlet="A", last_success=NOW - timedelta(minutes=26)))
        session.add(
            FeedRow(url="https://b.example/feed", outlet="B", last_success=NOW - timedelta(hours=7), error="404")
        )
        session.add(FeedRow(url="https://c.example/feed", outlet="C", state="paused"))
    of_one = (f"/sources {one}", f"/related {one}", f"/changes {one}", "/swaps 3 February")
    for line in ("/latest", "/swaps", "/talks", "/parties", "/issues", "/search peace", *of_one):
        assert as_text(ask(line).html).endswith("as of 12:04 Kyiv time · 1 of 2 feeds silent")
    status = as_text(ask("/status").html)
    assert "Last answer of a feed: 12:04 Kyiv time, 26 minutes ago" in status
    assert "Silent feeds\nB\n" in status
    assert "404" not in status
    assert "B: 404" in as_text(ask("/status", admin=True).html)


def test_outcomes_and_next_talks(ask, store):
    store(replace(TALKS, outcome=Outcome.PARTIAL))
    assert "Ended with a partial agreement." in ask("/talks").html
    assert "Next: no date announced." in ask("/talks").html
    store(replace(TALKS, stage=Stage.SCHEDULED, day=date(2026, 2, 17), end_day=None, place="Geneva", round=3))
    assert "Next: 17 February 2026, Geneva · round 3" in ask("/talks").html
