"""/unconfirmed: what outlets alone say stays open, is confirmed, taken up, denied, or expires."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from handler_examples import EXCHANGE, NOW, RU_MOD, US_ENVOY, report

from bot.plaintext import as_text
from storage import alerts
from storage.vocabulary import Change, ChangeType, Confirmation, Phase, Stage

HEARD = datetime(2026, 2, 5, 20, 0, tzinfo=UTC)
"""22:00 in Kyiv, fourteen and a half hours before the clock of these tests."""
RUMOUR = replace(
    EXCHANGE, confirmation=Confirmation.REPORTED, speakers=(), mediators=(), touched=HEARD, first_seen=HEARD
)
WORD = report(at="2026-02-05T20:00", outlet="Early")
BEGAN = Change(type=ChangeType.NEW, at=HEARD)


def step(slot, before, after, at, kind=ChangeType.CONFIRMATION):
    return Change(type=kind, at=at, slot=slot, before=before, after=after)


def listed(ask, at=NOW, **chat):
    return as_text(ask("/unconfirmed", at=at, **chat).html)


def pushed(database, development, at):
    database.run(
        alerts.create, development, Phase.CARRIED_OUT, development.day, at, report_id=None, independent=True,
        reply_to=None, shown={}, write=True,
    )  # fmt: skip


def test_one_outlet_is_open_for_fourteen_hours(ask, store):
    told = store(RUMOUR, WORD, changes=(BEGAN,))
    before = HEARD + timedelta(hours=13, minutes=59)
    source = "Early <https://news.example/early/2000>"
    assert f"{source} · heard 5 Feb, 22:00 · open until 6 Feb, 12:00 · /d{told.id}" in listed(ask, before)
    assert "How the last ones ended" not in listed(ask, before)
    after = listed(ask, HEARD + timedelta(hours=14))
    assert "Nothing is open." in after
    assert "expired, nobody took it up, 6 Feb, 12:00 · Early" in after
    assert "Ended in the last 14 days · expired: 1." in after


def test_what_an_official_confirmed_says_when(ask, store):
    at = HEARD + timedelta(minutes=40)
    told = replace(RUMOUR, confirmation=Confirmation.ONE_SIDE, speakers=("RU",))
    store(
        told,
        WORD,
        report(RU_MOD, at="2026-02-05T20:40"),
        changes=(BEGAN, step("confirmation", "reported", "one_side", at)),
    )
    assert "confirmed by one side, 5 Feb, 22:40 · Outlet" in listed(ask)
    assert "Ended in the last 14 days · confirmed: 1." in listed(ask)


def test_what_came_with_an_officials_word_is_no_rumour(ask, store, database):
    store(EXCHANGE, report(RU_MOD), changes=(BEGAN,))
    mediator = store(replace(RUMOUR, speakers=("US",)), report(US_ENVOY), changes=(BEGAN,))
    pushed(database, mediator, HEARD)
    assert "Nothing is open." in listed(ask)
    assert "ended" not in listed(ask)


def test_what_the_mediator_announced_first_is_no_rumour(ask, store):
    """The badge speaks of the sides alone; the mediator's official had said so all the same."""
    told = replace(RUMOUR, confirmation=Confirmation.ONE_SIDE, speakers=("US", "RU"))
    said = report(US_ENVOY, stage=Stage.AGREED, at="2026-02-05T19:00")
    at = HEARD + timedelta(hours=1)
    store(
        told,
        said,
        report(RU_MOD, at="2026-02-05T21:00"),
        changes=(BEGAN, step("confirmation", "reported", "one_side", at)),
    )
    assert "ended" not in listed(ask)


def test_a_second_outlet_takes_it_up(ask, store, database):
    told = store(RUMOUR, WORD, report(at="2026-02-05T21:00", outlet="Second"), changes=(BEGAN,))
    pushed(database, told, HEARD + timedelta(hours=1))
    assert "taken up by a second outlet, 5 Feb, 23:00" in listed(ask)


def test_what_an_official_denied_is_denied(ask, store):
    """The denial is an official's word too: it confirms nothing."""
    at = HEARD + timedelta(hours=2)
    denied = replace(RUMOUR, stage=Stage.DENIED, confirmation=Confirmation.ONE_SIDE, speakers=("RU",), retracted=True)
    steps = (
        BEGAN,
        step("confirmation", "reported", "one_side", at),
        step("stage", "completed", "denied", at, ChangeType.RETRACTED),
    )
    store(denied, WORD, report(RU_MOD, stage=Stage.DENIED, at="2026-02-05T22:00"), changes=steps)
    assert "denied, 6 Feb, 00:00" in listed(ask)
    assert "Ended in the last 14 days · denied or called off: 1." in listed(ask)


def test_a_denial_of_what_was_pushed_is_told_elsewhere(ask, store, database):
    at = HEARD + timedelta(hours=2)
    denied = replace(RUMOUR, stage=Stage.DENIED, retracted=True)
    told = store(denied, WORD, changes=(BEGAN, step("stage", "completed", "denied", at, ChangeType.RETRACTED)))
    pushed(database, told, HEARD + timedelta(hours=1))
    assert "denied" not in listed(ask)


def test_an_announcement_is_open_until_its_day_is_over(ask, store):
    planned = replace(RUMOUR, stage=Stage.PLANNED, day=NOW.date())
    store(planned, report(stage=Stage.PLANNED, day=NOW.date(), at="2026-02-05T20:00"), changes=(BEGAN,))
    assert "open until 7 Feb, 00:00" in listed(ask)
    assert "expired" in listed(ask, NOW + timedelta(days=1))
    undated = replace(planned, day_given=False, touched=NOW)
    store(undated, report(stage=Stage.PLANNED, day=None), changes=(BEGAN,))
    assert "open until 20 Feb, 12:30" in listed(ask, NOW + timedelta(days=1))


def test_what_was_announced_by_an_official_and_then_reported_by_an_outlet_is_open_again(ask, store):
    done = HEARD + timedelta(hours=3)
    again = (BEGAN, step("confirmation", "one_side", "reported", done))
    store(replace(RUMOUR, touched=done), report(RU_MOD, stage=Stage.AGREED), WORD, changes=again)
    assert "heard 6 Feb, 01:00" in listed(ask)


def test_what_only_looks_back_is_no_rumour(ask, store):
    store(RUMOUR, replace(WORD, claim=replace(WORD.claim, background=True)), changes=(BEGAN,))
    assert "Nothing is open." in listed(ask)


def test_a_word_behind_the_command_is_not_understood(ask):
    assert "/unconfirmed" in ask("/unconfirmed 5").html


@pytest.mark.parametrize(("language", "words"), [("uk", "чекаємо до"), ("ru", "ждём до")])
def test_in_each_language(ask, store, language, words):
    store(RUMOUR, WORD, changes=(BEGAN,))
    assert words in listed(ask, HEARD + timedelta(hours=1), language=language)


def test_latest_leads_there(ask, store):
    store(RUMOUR, WORD, changes=(BEGAN,))
    assert "Unconfirmed, not pushed · /unconfirmed" in as_text(ask("/latest", at=HEARD + timedelta(hours=1)).html)


def test_many_keep_to_one_message(ask, store):
    for _ in range(9):
        store(RUMOUR, WORD, changes=(BEGAN,))
    assert listed(ask, HEARD + timedelta(hours=1)).count("heard 5 Feb") == 7
    assert "expired: 9." in listed(ask)
