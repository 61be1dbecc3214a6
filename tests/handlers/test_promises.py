"""What was promised against what was carried out; one sentence to cite."""

import re
from dataclasses import replace
from datetime import date

import pytest
from handler_examples import BOTH, DEAL, EXCHANGE, RU_MOD, UA_PRESIDENT, report

from bot.plaintext import as_text
from storage.vocabulary import Confirmation, Figure, Qualifier, Stage


def test_a_deal_tells_what_is_done_and_what_remains(ask, store):
    deal = store(DEAL)
    store(replace(BOTH, parent=deal.id), report(RU_MOD))
    text = as_text(ask("/promises").html)
    assert "Deal: exchange of prisoners, 500 for 500" in text
    assert "Carried out so far: 157 · 160 in 1 part." in text
    assert "Remains: 343 to Ukraine, 340 to Russia." in text
    assert "5 days since." in text


def test_a_deal_that_is_over_has_nothing_left(ask, store):
    deal = store(replace(DEAL, stage=Stage.COMPLETED))
    store(replace(BOTH, parent=deal.id), report(RU_MOD))
    text = as_text(ask("/promises").html)
    assert "Carried out in full, as far as is known." in text
    assert "Remains" not in text


def test_nothing_remains_to_be_told_where_a_part_has_no_figure(ask, store):
    deal = store(DEAL)
    store(replace(EXCHANGE, parent=deal.id, figures=()), report(RU_MOD))
    assert "Remains" not in ask("/promises").html


def test_a_part_without_a_figure_hides_no_other(ask, store):
    deal = store(DEAL)
    store(replace(BOTH, parent=deal.id), report(RU_MOD))
    store(replace(EXCHANGE, parent=deal.id, day=date(2026, 2, 6), figures=()), report(RU_MOD))
    assert "Carried out so far: at least 157 · at least 160 in 2 parts." in as_text(ask("/promises").html)


def test_a_part_that_is_only_reported_is_not_counted(ask, store):
    deal = store(DEAL)
    store(replace(BOTH, parent=deal.id, confirmation=Confirmation.REPORTED, speakers=()), report())
    for line in ("/promises", f"/d{deal.id}"):
        assert "No part of it has been carried out as far as Parley knows." in as_text(ask(line).html)


def test_each_part_has_its_source(ask, store):
    deal = store(DEAL)
    part = store(replace(BOTH, parent=deal.id), report(RU_MOD, outlet="Courier"))
    assert "5 Feb 2026 · 157 · 160 · Courier" in as_text(ask("/promises").html)
    assert f"/d{part.id}" in ask("/promises").html


def test_about_so_many_leave_no_exact_remainder(ask, store):
    deal = store(DEAL)
    about = (Figure(157, "UA", qualifier=Qualifier.ABOUT), Figure(160, "RU"))
    store(replace(EXCHANGE, parent=deal.id, figures=about), report(RU_MOD))
    text = as_text(ask("/promises").html)
    assert "Carried out so far: at least 157 · 160 in 1 part." in text
    assert "Remains" not in text


def test_what_is_announced_for_itself_stands_first(ask, store):
    coming = replace(EXCHANGE, stage=Stage.PLANNED, day=date(2026, 2, 9), day_given=True)
    store(coming, report(RU_MOD, stage=Stage.PLANNED))
    text = as_text(ask("/promises").html)
    assert text.index("Announced and awaited") < text.index("No deal in stages is stored.")


def test_no_word_may_follow(ask):
    assert "/promises" in ask("/promises tomorrow").html


def test_one_sentence_to_cite(ask, store):
    shown = store(BOTH, report(RU_MOD), report(UA_PRESIDENT, outlet="Courier"))
    text = as_text(ask(f"/cite {shown.id}").html)
    assert text.startswith("Prisoner exchange: 157 returned to Ukraine, 160 to Russia, 5 February 2026 (")
    assert "\n" not in text
    assert re.search(r"Courier[^;]*, published 2026-02-0\d \d\d:\d\d, seen [^;]*\d\d:\d\d UTC; ", text)
    assert f"Parley, /d{shown.id}, as known on 2026-02-06" in text


def test_the_record_is_cited_without_a_time_that_nobody_published(ask, store):
    shown = store(BOTH, report(RU_MOD, outlet="Courier", record_id="exchange-1"))
    told, _, known = as_text(ask(f"/cite {shown.id}").html).partition("Parley, ")
    assert "Courier" in told
    assert "UTC" not in told
    assert "UTC" in known


@pytest.mark.parametrize("line", ["/cite", "/cite words", "/cite 999"])
def test_what_cannot_be_cited_is_said(ask, line):
    assert ask(line).html


@pytest.mark.parametrize(("language", "words"), [("uk", "Що обіцяли"), ("ru", "Что обещали")])
def test_in_the_readers_language(ask, store, language, words):
    deal = store(DEAL)
    store(replace(BOTH, parent=deal.id), report(RU_MOD))
    html = ask("/promises", language=language).html
    assert words in html
    assert "Лишається" in html or "Остаётся" in html
