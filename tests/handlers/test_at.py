"""/at: the state at an instant of the past, from what had been read by then, by the same rule."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from handler_examples import BEFORE, BOTH, EXCHANGE, NOW, RU_MOD, TALKS, UA_PRESIDENT, US_ENVOY, report

from bot.plaintext import as_text
from storage import developments
from storage.vocabulary import Change, ChangeType, Confirmation, Figure, Kind, Stage

AHEAD = report(
    US_ENVOY, figures={"UA": 157, "RU": 157}, stage=Stage.AGREED, day=None, at="2026-02-05T09:12", outlet="Wire"
)
MOSCOW = report(RU_MOD, figures={"UA": 157, "RU": 157})
KYIV = report(UA_PRESIDENT, figures={"UA": 157}, at="2026-02-05T10:38", outlet="Courier")
LATER = report(RU_MOD, figures={"RU": 160}, at="2026-02-05T13:05", outlet="Late")
FIRST = datetime(2026, 2, 5, 9, 12, tzinfo=UTC)


@pytest.fixture
def told(store):
    """The exchange of 5 February, of which four reports came one after the other."""
    return store(replace(BOTH, first_seen=FIRST), AHEAD, MOSCOW, KYIV, LATER)


def known(ask, when, **chat):
    return as_text(ask(f"/at {when}", **chat).html)


def test_before_anything_was_read(ask, told):
    text = known(ask, "2026-02-05 11:00")
    assert text.startswith("What Parley knew on 5 February 2026, 11:00 Kyiv time\n")
    assert "It had read nothing of this by then." in text


def test_each_hour_has_its_own_state(ask, told):
    assert "exchange of prisoners, 157 for 157 · no day given" in known(ask, "2026-02-05 11:30")
    one_side = known(ask, "2026-02-05 12:10")
    assert "Prisoner exchange: 157 returned to Ukraine, 157 to Russia\n" in one_side.replace(
        "157 returned to Russia, 157 to Ukraine", "157 returned to Ukraine, 157 to Russia"
    )
    assert "5 Feb 2026 · confirmed by one side · Outlet" in one_side
    assert "confirmed by both sides" in known(ask, "2026-02-05 12:40")
    assert "157 returned to Ukraine, 157 to Russia" in known(ask, "2026-02-05 15:00")
    assert "157 returned to Ukraine, 160 to Russia" in known(ask, "2026-02-05 15:10")


def test_what_had_not_been_seen_was_not_known_whenever_it_was_published(ask, store):
    slow = replace(MOSCOW, seen=datetime(2026, 2, 5, 12, 0, tzinfo=UTC))
    store(replace(EXCHANGE, first_seen=slow.seen), slow)
    assert "nothing of this" in known(ask, "2026-02-05 13:00")
    assert "confirmed by one side" in known(ask, "2026-02-05 14:00")


@pytest.mark.parametrize("when", ["2026-02-06 23:00", "2027-01-01"])
def test_what_is_ahead_is_said_to_be(ask, when):
    answer = ask(f"/at {when}")
    assert answer.html.startswith(f"“{when}” is still ahead. Try: /at ")
    assert answer.examples


@pytest.mark.parametrize(
    ("when", "heading"),
    [
        ("5 лютого о 12:38", "5 February 2026, 12:38 Kyiv time"),
        ("5 февраля 2026 года в 12:38", "5 February 2026, 12:38 Kyiv time"),
        ("05.02.2026 12.38", "5 February 2026, 12:38 Kyiv time"),
        ("yesterday at 9:00", "5 February 2026, 09:00 Kyiv time"),
        ("9:00", "6 February 2026, 09:00 Kyiv time"),
        ("5 February", "5 February 2026, 23:59 Kyiv time"),
        ("5 лютого 14:30", "5 February 2026, 14:30 Kyiv time"),
        ("yesterday 9:00", "5 February 2026, 09:00 Kyiv time"),
        ("2026-02-05", "5 February 2026, 23:59 Kyiv time"),
        ("9:05", "6 February 2026, 09:05 Kyiv time"),
        ("today", "6 February 2026, 12:30 Kyiv time"),
    ],
)
def test_times_as_people_write_them(ask, when, heading):
    assert known(ask, when).startswith(f"What Parley knew on {heading}\n")


@pytest.mark.parametrize(
    "when",
    ["soon", "5 February 25:00", "February", "2026", "7 Feb 2027", "12:31", "today 13:00", "31.02.2026 9:00", ":"],
)
def test_what_is_no_past_instant_is_not_understood(ask, when):
    assert "Try: /at 2026-02-05 14:30 · /at 5 February" in ask(f"/at {when}").html


def test_nothing_behind_it_asks_for_a_time(ask):
    assert ask("/at").html.startswith("Something has to follow it.")


def test_the_time_is_the_readers(ask, told):
    """13:10 in Warsaw is 14:10 in Kyiv."""
    text = known(ask, "2026-02-05 11:10", zone="Europe/Warsaw")
    assert "5 February 2026, 11:10 (Warsaw)" in text
    assert "confirmed by one side" in text
    assert "nothing of this" in known(ask, "2026-02-05 11:10", zone="Europe/Kyiv")


def test_a_withdrawal_counts_from_when_it_was_made(ask, store, database):
    at = datetime(2026, 2, 5, 18, 0, tzinfo=UTC)
    step = Change(type=ChangeType.RETRACTED, at=at, slot="retracted", after="retracted")
    told = store(replace(EXCHANGE, retracted=True, first_seen=FIRST), MOSCOW, changes=(step,))
    assert "withdrawn" in known(ask, "2026-02-05 20:30")
    assert "confirmed by one side" in known(ask, "2026-02-05 19:30")
    back = Change(type=ChangeType.RETRACTED, at=NOW, slot="retracted", before="retracted")
    database.run(developments.add_changes, told.id, [back], write=True)
    assert "confirmed by one side" in known(ask, "6 February 12:30")


def test_what_the_record_added_later_is_left_out(ask, store):
    late = replace(report(figures={"RU": 160}, at="2026-02-05T10:00"), record_id="exchange-2026-02-05", seen=NOW)
    store(replace(BOTH, record_id="exchange-2026-02-05", confidence="high", first_seen=FIRST), MOSCOW, late)
    assert "157 returned to Russia" in known(ask, "2026-02-05 20:00").replace("157 to Russia", "157 returned to Russia")


def test_the_last_before_a_silence_is_told(ask, store):
    seen = datetime(2026, 2, 4, 8, 0, tzinfo=UTC)
    store(
        replace(BEFORE, first_seen=datetime(2025, 10, 2, tzinfo=UTC)),
        replace(MOSCOW, record_id="exchange-2025-10-02", seen=seen),
    )
    assert "2 Oct 2025" in known(ask, "2026-02-04 12:00")
    assert "nothing of this" in known(ask, "2026-02-04 09:00")


def test_talks_ahead_are_awaited_until_their_day_is_over(ask, store):
    planned = replace(TALKS, stage=Stage.SCHEDULED, outcome=None)
    store(
        planned,
        report(UA_PRESIDENT, kind=Kind.TALKS, stage=Stage.SCHEDULED, day=date(2026, 2, 4), at="2026-02-04T08:00"),
    )
    assert "Announced and awaited\nTalks in Abu Dhabi" in known(ask, "2026-02-05 12:00")
    assert "awaited" not in known(ask, "6 February 9:00")


def test_one_walks_from_day_to_day(ask, told):
    answer = ask("/at 2026-02-04 14:30")
    assert [button.data for button in answer.buttons[0]] == ["at 2026-02-03 14:30", "at 2026-02-05 14:30"]
    assert len(ask("/at 2026-02-05 14:30").buttons[0]) == 1
    assert "confirmed by both sides" in ask(button="at 2026-02-05 14:30").html


@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("uk", "Що Parley знав: 5 лютого 2026, 14:30 за Києвом"),
        ("ru", "Что Parley знал: 5 февраля 2026, 14:30 по Киеву"),
    ],
)
def test_in_each_language(ask, told, language, head):
    assert known(ask, "2026-02-05 14:30", language=language).startswith(head)


def test_what_was_reported_by_outlets_alone_says_so(ask, store):
    rumour = replace(EXCHANGE, confirmation=Confirmation.ONE_SIDE, first_seen=FIRST, figures=(Figure(157, "UA"),))
    store(rumour, report(figures={"UA": 100}, at="2026-02-05T09:40", outlet="Early"), MOSCOW)
    text = known(ask, "2026-02-05 11:50")
    assert "100 returned to Ukraine" in text
    assert "reported, not confirmed officially" in text
