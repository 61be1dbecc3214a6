"""Times of day: shown by the client in its reader's zone, and in words for the clients that cannot."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from handler_examples import EXCHANGE, RU_MOD, report
from markup_checker import check

from bot.plaintext import as_text
from handlers.wording.language import translator
from handlers.wording.markup import fit, timed
from handlers.wording.times import dated, is_of, moment, stamp

AT = datetime(2026, 2, 5, 22, 30, tzinfo=UTC)
"""Half past midnight in Kyiv, still the day before in Warsaw."""


@pytest.mark.parametrize(
    ("language", "zone", "told"),
    [
        ("en", None, "00:30 Kyiv time"),
        ("uk", None, "00:30 за Києвом"),
        ("ru", None, "00:30 по Киеву"),
        ("en", "Europe/Kyiv", "00:30 Kyiv time"),
        ("en", "Europe/Warsaw", "23:30 (Warsaw)"),
        ("ru", "America/New_York", "17:30 (Нью-Йорк)"),
    ],
)
def test_the_words_are_in_the_zone_that_was_chosen(dossier, language, zone, told):
    html = moment(AT, dossier, translator(language, zone))
    assert html == f'<tg-time unix="{int(AT.timestamp())}" format="t">{told}</tg-time>'
    check(html)
    assert as_text(html) == told


def test_a_date_is_of_the_same_zone_as_its_time(dossier):
    kyiv, warsaw = translator("en"), translator("en", "Europe/Warsaw")
    assert as_text(stamp(AT, dossier, kyiv)) == "6 Feb, 00:30"
    assert as_text(stamp(AT, dossier, warsaw)) == "5 Feb, 23:30"
    assert 'format="dt"' in stamp(AT, dossier, warsaw)
    assert as_text(dated(AT, dossier, warsaw)) == "5 Feb, 23:30 (Warsaw)"
    later = AT.replace(hour=23, minute=10)
    assert is_of(AT, later, dossier, kyiv)
    assert not is_of(AT, later, dossier, warsaw)


def test_a_dossier_of_another_zone_is_told_in_its_own(dossier):
    assert as_text(moment(AT, replace(dossier, zone="Asia/Tbilisi"), translator("en"))) == "02:30 (Tbilisi)"


def test_answers_follow_the_zone_of_their_chat(ask, store):
    made = store(EXCHANGE, report(RU_MOD, figures={"UA": 157, "RU": 157}))
    assert "12:04 Kyiv time" in ask(f"/d{made.id}").html
    ask("/timezone London")
    assert "10:04 (London)" in ask(f"/d{made.id}").html
    assert "5 Feb, 10:04" in ask(f"/sources {made.id}").html
    assert "12:04 Kyiv time" in ask(f"/d{made.id}", id=8).html


def test_a_time_is_never_cut_in_two():
    line = timed(AT, "00:30", "t")
    cut = fit("\n".join([f"<b>{line}</b>"] * 900))
    check(cut)
