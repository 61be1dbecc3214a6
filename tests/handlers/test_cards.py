"""The card of an exchange as more and more is known."""

from dataclasses import replace
from datetime import date

import pytest
from handler_examples import (
    BEFORE,
    BOTH,
    EXCHANGE,
    MOVED,
    NEW,
    RU_MOD,
    STRIKES,
    TALKS,
    UA_PRESIDENT,
    US_ENVOY,
    report,
)

from bot.plaintext import as_text
from storage.vocabulary import Confirmation, Figure, Kind, Qualifier, Scope, Stage, Target


def test_one_side_has_spoken(ask, store):
    store(BEFORE)
    told = store(EXCHANGE, report(RU_MOD, figures={"UA": 157, "RU": 157}))
    text = as_text(ask(f"/d{told.id}").html)
    assert text.splitlines()[:7] == [
        "Prisoner exchange: 157 returned to Russia, 157 to Ukraine",
        "Thursday 5 February 2026 · confirmed by one side",
        "",
        "Returned to Russia: 157",
        "Returned to Ukraine: 157 (by Moscow's count; Kyiv has not spoken yet)",
        "Mediators: United States, United Arab Emirates",
        "First exchange in 126 days.",
    ]
    assert "Says: Russian Defence Ministry, 12:04 Kyiv time (Outlet <https://news.example/outlet/1004>)" in text
    assert "No list of names is published here, and nobody can sell a place on one. Families can ask:" in text


def test_both_sides_have_spoken(ask, store):
    reports = (
        report(RU_MOD, figures={"UA": 157, "RU": 157}),
        report(UA_PRESIDENT, figures={"UA": 157}, at="2026-02-05T10:40"),
        report(US_ENVOY, at="2026-02-05T10:50"),
    )
    told = store(BOTH, *reports, changes=(NEW, MOVED))
    answer = ask(f"/d{told.id}")
    text = as_text(answer.html)
    assert "Prisoner exchange: 157 returned to Ukraine, 160 to Russia" in text
    assert "Returned to Ukraine: 157, among them 7 civilians\n" in text
    assert "Returned to Russia: 160: 157 soldiers and 3 civilians\n" in text
    assert "confirmed by both sides" in text
    assert text.partition("Published")[0].count("Steve Witkoff") == 1
    assert "(3 reports)" in text
    assert [button.label for button in answer.buttons[0]] == ["Sources 3", "What changed 2", "Follow"]
    assert [button.label for button in answer.buttons[1]] == ["Copy with sources"]


def test_counts_that_differ_are_both_shown(ask, store):
    disputed = replace(
        EXCHANGE,
        figures=(Figure(277, "UA"), Figure(246, "RU")),
        speakers=("RU", "UA"),
        confirmation=Confirmation.BOTH_SIDES,
    )
    told = store(
        disputed,
        report(RU_MOD, figures={"UA": 246, "RU": 246}),
        report(UA_PRESIDENT, figures={"UA": 277}, at="2026-02-05T11:00"),
    )
    assert "Returned to Ukraine: 277 by Kyiv's count; Moscow says 246" in as_text(ask(f"/d{told.id}").html)


def test_a_part_is_no_dispute(ask, store):
    """Moscow counted the soldiers, Kyiv the civilians too."""
    whole = replace(
        EXCHANGE,
        figures=(Figure(154, "RU"), Figure(146, "RU", Scope.MILITARY), Figure(8, "RU", Scope.CIVILIANS)),
        speakers=("UA", "RU"),
        confirmation=Confirmation.BOTH_SIDES,
    )
    told = store(
        whole, report(UA_PRESIDENT, figures={"RU": 146}), report(RU_MOD, figures={"RU": 154}, at="2026-02-05T11:00")
    )
    text = as_text(ask(f"/d{told.id}").html)
    assert "Returned to Russia: 154: 146 soldiers and 8 civilians\n" in text


def test_about_stays_about_and_an_unknown_day_is_said(ask, store):
    vague = replace(
        EXCHANGE,
        figures=(Figure(300, None, Scope.COMBINED, Qualifier.ABOUT),),
        day_given=False,
        speakers=(),
        mediators=(),
        confirmation=Confirmation.REPORTED,
    )
    told = store(vague, report(day=None))
    text = as_text(ask(f"/d{told.id}").html)
    assert text.startswith("Prisoner exchange: about 300 in all\non or about 5 February 2026")
    assert "reported, not confirmed officially" in text
    assert "Reported by: Outlet" in text
    assert "no official has spoken" in text


@pytest.mark.parametrize(
    ("before", "line"),
    [
        pytest.param(date(2025, 10, 2), "First exchange in 126 days.", id="the record is complete since"),
        pytest.param(date(2022, 8, 1), "The one before that Parley knows of: 1 August 2022.", id="not complete then"),
    ],
)
def test_days_since_are_said_only_where_nothing_can_lie_between(ask, store, before, line):
    store(replace(BEFORE, day=before))
    told = store(EXCHANGE, report(RU_MOD, figures={"UA": 157}))
    assert line in ask(f"/d{told.id}").html


def test_a_day_that_was_not_given_counts_no_days(ask, store):
    store(BEFORE)
    told = store(replace(EXCHANGE, day_given=False), report(RU_MOD))
    assert "First exchange in" not in ask(f"/d{told.id}").html


def test_no_place_of_an_exchange_is_shown(ask, store):
    told = store(replace(EXCHANGE, place="Chernihiv"), report(RU_MOD, place="Chernihiv"))
    assert "Chernihiv" not in ask(f"/d{told.id}").html + ask(f"/sources {told.id}").html


def test_a_part_of_a_deal_says_which(ask, store):
    deal = store(
        replace(
            EXCHANGE,
            framework=True,
            stage=Stage.COMPLETED,
            day=date(2026, 3, 2),
            figures=(Figure(500, "UA", Scope.FRAMEWORK), Figure(500, "RU", Scope.FRAMEWORK)),
        )
    )
    first = store(replace(EXCHANGE, day=date(2026, 2, 5), parent=deal.id))
    last = store(
        replace(EXCHANGE, day=date(2026, 2, 6), figures=(Figure(302, "UA"), Figure(300, "RU")), parent=deal.id)
    )
    assert f"This is part 1 of 500 for 500 /d{deal.id}." in ask(f"/d{first.id}").html
    assert f"This is part 2 of 500 for 500, complete /d{deal.id}." in ask(f"/d{last.id}").html
    card = ask(f"/d{deal.id}").html
    assert "Deal: exchange of prisoners, 500 for 500" in card
    assert "Carried out so far: 459 · 457 in 2 parts." in card


@pytest.mark.parametrize(
    ("language", "line", "returned"),
    [
        ("en", "Being returned to Ukraine: 1000", "returned to Ukraine"),
        ("uk", "Повертаються в Україну: 1000", "повернулися"),
        ("ru", "Возвращают Украине: 1000", "возвращены"),
    ],
)
def test_nobody_is_told_as_returned_while_an_exchange_goes_on(ask, store, language, line, returned):
    told = store(replace(EXCHANGE, stage=Stage.UNDER_WAY, figures=(Figure(1000, "UA"), Figure(1000, "RU"))))
    lines = as_text(ask(f"/d{told.id}", language=language).html).replace("\u00a0", "").replace(",", "").splitlines()
    assert returned not in lines[0]
    assert "1000" in lines[0]
    assert line in [one.partition(" (")[0] for one in lines]


def test_a_denial_shows_no_figures_as_fact(ask, store):
    told = store(replace(EXCHANGE, stage=Stage.DENIED, retracted=True), report(RU_MOD, stage=Stage.DENIED))
    text = as_text(ask(f"/d{told.id}").html)
    assert text.startswith("Denied: exchange of prisoners, 157 for 157")
    assert "Returned to" not in text
    assert "It is said not to have taken place." in text


def test_talks_with_who_sat_there_and_the_strikes_meanwhile(ask, store):
    named = replace(
        report(UA_PRESIDENT, kind=Kind.TALKS, stage=Stage.HELD), title="Kostyukov met Witkoff and Kushner; Umerov spoke"
    )
    told = store(TALKS, named)
    store(STRIKES, report(UA_PRESIDENT, kind=Kind.STRIKES, outlet="Wire"))
    for text in (as_text(ask(f"/d{told.id}").html), as_text(ask("/talks").html)):
        assert "Ended without a breakthrough." in text
        assert "At the table: Umerov (Ukraine), Kostyukov (Russia), Witkoff and Kushner (United States)" in text
        assert "Meanwhile: power stations in Kyiv, 4 February (Wire <https://news.example/wire/1004>)" in text


def test_an_exchange_agreed_at_talks_says_so(ask, store):
    held = store(TALKS, report(UA_PRESIDENT, kind=Kind.TALKS, stage=Stage.HELD))
    agreed = report(US_ENVOY, stage=Stage.AGREED, place="Abu Dhabi", at="2026-02-05T09:00")
    told = store(EXCHANGE, agreed, report(RU_MOD))
    assert f"Agreed at the talks in Abu Dhabi, 4–5 February /d{held.id}" in ask(f"/d{told.id}").html


def test_talks_that_are_only_announced_are_none_of_the_same_days(ask, store):
    held = store(TALKS, report(UA_PRESIDENT, kind=Kind.TALKS, stage=Stage.HELD))
    store(replace(TALKS, stage=Stage.SCHEDULED, day=EXCHANGE.day, end_day=None, place="Geneva"))
    told = store(EXCHANGE, report(RU_MOD))
    html = ask(f"/d{told.id}").html
    assert f"/d{held.id}" in html
    assert "Geneva" not in html


def test_soldiers_alone_are_no_part_of_themselves(ask, store):
    only = replace(EXCHANGE, figures=(Figure(157, "RU"), Figure(157, "RU", Scope.MILITARY)))
    told = store(only, report(RU_MOD, figures={"RU": 157}))
    assert "Returned to Russia: 157\n" in as_text(ask(f"/d{told.id}").html)


def test_who_only_announced_has_neither_counted_nor_confirmed(ask, store):
    told = store(
        EXCHANGE,
        report(US_ENVOY, figures={"UA": 157, "RU": 157}, stage=Stage.AGREED, at="2026-02-05T09:12", outlet="Wire"),
        report(RU_MOD, figures={"UA": 157, "RU": 157}),
    )
    text = as_text(ask(f"/d{told.id}").html)
    assert "157 (by Moscow's count; Kyiv has not spoken yet)" in text
    assert "Says: Russian Defence Ministry, 12:04 Kyiv time (Outlet" in text
    assert "Witkoff" not in text.partition("Published")[0]


def test_the_exchange_that_came_of_talks(ask, store):
    held = store(TALKS, report(UA_PRESIDENT, kind=Kind.TALKS, stage=Stage.HELD))
    announced = replace(
        report(US_ENVOY, stage=Stage.AGREED, at="2026-02-05T09:00"), title="Exchange agreed at talks in Abu Dhabi"
    )
    swap = store(EXCHANGE, announced, report(RU_MOD))
    line = f"Ended without a breakthrough. Agreed: an exchange of prisoners, 157 for 157 /d{swap.id}."
    assert line in ask("/talks").html
    assert line.partition(". ")[2] in ask(f"/d{held.id}").html


def test_a_target_is_named_once(ask, store):
    hit = (
        Target("substations"),
        Target("substations", "Sumy"),
        Target("heating", "Kyiv"),
        Target("heating plant", "Kyiv"),
    )
    told = store(replace(STRIKES, targets=hit), report(kind=Kind.STRIKES))
    assert "Strikes: substations in Sumy, heating plant in Kyiv<" in ask(f"/d{told.id}").html


def test_announced_talks_say_so(ask, store):
    told = store(replace(TALKS, stage=Stage.SCHEDULED, day=date(2026, 2, 17), end_day=None))
    assert "<b>Announced: Talks in Abu Dhabi" in ask(f"/d{told.id}").html
