"""When a chat is left in peace, and by what: the commands."""

import pytest

from storage import subscribers
from storage.vocabulary import ChatKind, Kind


def row(database):
    return database.run(subscribers.get, 7)


@pytest.mark.parametrize(
    ("line", "hours", "exchanges"),
    [
        ("/quiet 22-7", (22, 7), True),
        ("/quiet 22:00–07:00", (22, 7), True),
        ("/quiet 22.00-7.00", (22, 7), True),
        ("/quiet 0 - 6 all", (0, 6), False),
        ("/quiet 23-24", (23, 0), True),
        ("/quiet 13-15 ALL", (13, 15), False),
    ],
)
def test_hours_as_people_write_them(ask, database, line, hours, exchanges):
    ask("/subscribe")
    assert ask(line).html.startswith(f"Quiet hours: {hours[0]}:00–{hours[1]:02}:00 (Kyiv).")
    kept = row(database)
    assert (kept.quiet_from, kept.quiet_until, kept.exchanges_any_hour) == (*hours, exchanges)
    assert kept.subscribed


@pytest.mark.parametrize(
    "line", ["/quiet 25-7", "/quiet 7-7", "/quiet 0-24", "/quiet at night", "/quiet 22", "/quiet -1-7"]
)
def test_what_is_no_span_of_hours(ask, database, line):
    assert ask(line).html.startswith("I don't know “")
    assert row(database) is None


def test_who_only_asks_leaves_nothing_behind(ask, database):
    ask("/quiet")
    assert row(database) is None


def test_hours_where_no_alert_comes_say_so(ask):
    off = "Alerts are off here; /subscribe switches them on."
    assert ask("/quiet 22-7").html.endswith(off)
    assert ask("/quiet").html.endswith(off)
    ask("/subscribe")
    assert off not in ask("/quiet").html + ask("/quiet off").html


def test_they_are_told_and_switched_off(ask, database):
    assert ask("/quiet").html.startswith("No quiet hours")
    ask("/quiet 22-7")
    assert "come at any hour (/quiet 22-7 all" in ask("/quiet").html
    assert "Quiet hours: 22:00–07:00 (Kyiv)\n" in ask("/mydata").html
    assert "Quiet hours: 22:00–07:00" in ask("/subscribe").html
    assert ask("/quiet off").html.startswith("No quiet hours")
    assert row(database).quiet_from is None


@pytest.mark.parametrize("line", ["/quiet 22-7 silent", "/quiet 22-7 тихо", "/quiet 22-7 без звука"])
def test_they_are_silent_where_that_is_wanted(ask, database, line):
    assert "comes at once, without a sound" in ask(line).html
    assert (row(database).quiet_silent, row(database).exchanges_any_hour) == (True, False)
    assert "22:00–07:00 (Kyiv), without a sound" in ask("/settings").html
    assert "Without a sound in the quiet hours: yes" in ask("/mydata").html
    assert "without a sound" in ask("/subscribe").html
    assert ask(button="settings quiet 23-8").html
    assert row(database).quiet_silent  # other hours, the same way
    assert "/quiet 22-7 silent" in ask("/quiet 22-7").html
    assert not row(database).quiet_silent


def test_kinds_are_muted_and_unmuted(ask, database):
    ask("/subscribe")
    assert ask("/unmute bodies").html == "A message comes for: exchanges and bodies."
    assert ask("/unmute переговори").html == "A message comes for: exchanges, bodies and talks."
    assert ask("/mute exchanges").html == "A message comes for: bodies and talks."
    assert row(database).kinds == {Kind.BODIES, Kind.TALKS}
    ask("/mute bodies")
    assert ask("/mute talks").html == "No kind is left: nothing comes."


@pytest.mark.parametrize("line", ["/mute strikes", "/unmute weather", "/mute bodies talks", "/mute 5"])
def test_kinds_that_are_never_pushed(ask, line):
    assert ask(line).html.startswith("I don't know “")


@pytest.mark.parametrize("line", ["/quiet 22-7", "/mute talks", "/unmute talks"])
def test_only_who_manages_a_chat_changes_it(ask, database, line):
    html = ask(line, kind=ChatKind.GROUP, manages=False).html
    assert html == "Only the administrators of this chat can change that."
    assert row(database) is None
