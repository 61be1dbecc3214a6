"""What is pushed, edited and corrected."""

from dataclasses import replace

import pytest
from handler_examples import BOTH, EXCHANGE, MOVED, NEW, NOW, RU_MOD, TALKS, UA_PRESIDENT, US_ENVOY, report
from markup_checker import check

from bot.plaintext import as_text
from handlers.alerting import compose, repeat_of
from storage.vocabulary import Alert, Kind, Phase, Purpose, Stage


@pytest.fixture
def text(database, dossier):
    """The text of an alert's message in English."""

    def composed(development, purpose=Purpose.ALERT, *, before=None, language="en", **alert):
        made = Alert(
            id=1,
            development_id=development.id,
            kind=development.kind,
            phase=alert.pop("phase", Phase.CARRIED_OUT),
            day=EXCHANGE.day,
            created=NOW,
            **alert,
        )
        texts = database.run(
            lambda session: compose(
                session, dossier, made, purpose=purpose, languages=["en", "uk", "ru"], now=NOW, before=before
            )
        )
        for message in texts.values():
            check(message["html"])
        return texts[language]

    return composed


def test_the_alert_is_the_card_with_buttons_that_leave_it_alone(text, store):
    told = store(BOTH, report(RU_MOD, figures={"UA": 157}), changes=(NEW, MOVED))
    message = text(told)
    assert message["html"].startswith("<b>Prisoner exchange: 157 returned to Ukraine, 160 to Russia</b>")
    assert message["buttons"] == [
        [
            {"label": "Sources 1", "data": f"sources {told.id} new"},
            {"label": "What changed 2", "data": f"changes {told.id} new"},
            {"label": "Follow", "data": f"follow {told.id} new"},
        ],
        [{"label": "Copy with sources", "copy": message["buttons"][1][0]["copy"]}],
    ]
    assert message["buttons"][1][0]["copy"] == (
        "Prisoner exchange: 157 returned to Ukraine, 160 to Russia, 5 February 2026 (confirmed by both sides)\n"
        "Outlet, 10:04 UTC https://news.example/outlet/1004\n"
        f"Parley, seen 10:04 UTC: /d{told.id}"
    )


def test_sources_under_an_alert_come_as_a_message_of_their_own(ask, store):
    told = store(EXCHANGE, report(RU_MOD))
    assert ask(button=f"sources {told.id} new").fresh
    assert not ask(button=f"sources {told.id}").fresh
    assert ask(button=f"changes {told.id} new").fresh


def test_an_announcement_is_one(text, store):
    planned = replace(EXCHANGE, stage=Stage.AGREED, day_given=False, speakers=("US",))
    told = store(planned, report(US_ENVOY, stage=Stage.AGREED, day=None))
    html = as_text(text(told, phase=Phase.ANNOUNCED)["html"])
    assert html.splitlines()[:3] == [
        "Announced, not carried out yet: exchange of prisoners, 157 for 157",
        "Said on 5 February 2026 by Steve Witkoff; no day given (Outlet <https://news.example/outlet/1004>).",
        "Ukraine and Russia have not spoken.",
    ]
    assert "Announced exchanges are sometimes postponed." in html


def test_a_correction_says_what_was_said_and_what_it_is(text, store):
    told = store(
        EXCHANGE,
        report(figures={"RU": 100}, outlet="Early"),
        report(RU_MOD, figures={"RU": 157}, at="2026-02-05T11:00"),
    )
    html = as_text(text(told, Purpose.CORRECTION, before={"told": {"RU.total": 100}})["html"])
    source = (
        "Source: Russian Defence Ministry (Outlet <https://news.example/outlet/1100>). "
        f"The first figure came from 1 earlier report. All sources: /sources {told.id}"
    )
    assert html.splitlines() == [
        "Correction: 5 February exchange",
        "The alert said 100 returned to Russia. It is 157.",
        "",
        source,
    ]


def test_a_denial_is_corrected(text, store):
    told = store(replace(EXCHANGE, stage=Stage.DENIED, retracted=True), report(RU_MOD, stage=Stage.DENIED))
    assert "It did not take place, it is said." in text(told, Purpose.CORRECTION)["html"]


def test_what_was_withdrawn_and_what_came_true_after_all(text, store):
    gone = store(replace(EXCHANGE, retracted=True), report(RU_MOD))
    assert "The alert is withdrawn" in text(gone, Purpose.CORRECTION)["html"]
    back = store(EXCHANGE, report(RU_MOD))
    assert "It took place after all." in text(back, Purpose.CORRECTION, before={"stage": "denied"})["html"]


def test_a_repeat_says_so_in_its_first_line(text, store):
    message = text(store(EXCHANGE, report(RU_MOD)))
    again = repeat_of(message, "en")
    first, *rest = again["html"].split("\n")
    assert first == "<i>Repeated after an interruption; the same exchange as before.</i>"
    assert "\n".join(rest[1:]) == message["html"]
    assert again["buttons"] == message["buttons"]


def test_talks_can_be_told_of(text, store):
    told = store(TALKS, report(UA_PRESIDENT, kind=Kind.TALKS, stage=Stage.HELD))
    assert text(told)["html"].startswith("<b>Talks in Abu Dhabi · round 2 · Ukraine, Russia, United States</b>")


def test_a_development_that_is_gone_gives_nothing(database, dossier):
    made = Alert(id=1, development_id=9, kind=Kind.EXCHANGE, phase=Phase.CARRIED_OUT, day=EXCHANGE.day, created=NOW)
    assert (
        database.run(lambda session: compose(session, dossier, made, purpose=Purpose.ALERT, languages=["en"], now=NOW))
        == {}
    )
