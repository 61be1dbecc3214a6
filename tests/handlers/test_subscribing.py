"""What a chat gets, keeps and can erase."""

from dataclasses import replace

import pytest
from handler_examples import EXCHANGE, NOW, RU_MOD, report
from sqlmodel import select

from storage import subscribers
from storage.tables import SubscriberRow
from storage.vocabulary import ChatKind, Kind


def row(database, topic=None):
    return database.run(lambda session: subscribers.get(session, 7, topic))


def test_subscribing_switches_on_what_the_bare_command_promises(ask, database):
    html = ask("/subscribe").html
    made = row(database)
    assert made.subscribed
    assert made.active
    assert made.since == NOW
    assert not made.announced
    assert "A message comes for: exchanges. Only what was carried out" in html


def test_kinds_that_are_named_come_besides(ask, database):
    assert "A message comes for: exchanges and bodies." in ask("/subscribe bodies").html
    assert "exchanges, bodies and civilians" in ask("/subscribe цивільні").html
    assert row(database).kinds == {Kind.EXCHANGE, Kind.BODIES, Kind.CIVILIANS}


def test_a_kind_that_is_never_told_switches_nothing_on(ask, database):
    assert ask("/subscribe strikes").examples
    assert row(database) is None


def test_it_shows_the_last_alert_as_an_example(ask, store):
    store(EXCHANGE, report(RU_MOD, figures={"UA": 157, "RU": 157}))
    html = ask("/subscribe").html
    assert "This is how the last one looks:" in html
    assert "157 returned to Russia" in html


@pytest.mark.parametrize("command", ["/stop", "/unsubscribe"])
def test_stopping_keeps_the_settings(ask, database, command):
    ask("/subscribe")
    with database.session(write=True) as session:
        subscribers.save(session, replace(subscribers.get(session, 7), minimum=50, announced=True))
    assert ask(command).html.startswith("Alerts are off.")
    kept = row(database)
    assert (kept.subscribed, kept.minimum, kept.announced) == (False, 50, True)
    ask("/subscribe")
    assert (row(database).subscribed, row(database).minimum) == (True, 50)


def test_subscribing_twice_does_not_begin_anew(ask, database):
    ask("/subscribe")
    later = NOW.replace(day=7)
    ask("/subscribe", at=later)
    assert row(database).since == NOW


def test_stopping_where_nothing_was_on(ask):
    assert ask("/stop").html.startswith("No alerts were on here.")


def test_erasing_asks_first(ask, database):
    ask("/subscribe")
    answer = ask("/deleteme")
    assert row(database) is not None
    assert answer.buttons[0][0].data == "deleteme yes"
    assert ask(button="deleteme yes").html == "Erased. Nothing about this chat is stored any more."
    with database.session() as session:
        assert session.exec(select(SubscriberRow)).all() == []
    assert ask(button="deleteme yes").html == "Nothing was stored about this chat."


def test_what_is_stored_is_shown(ask):
    assert ask("/mydata").html == "Nothing is stored about this chat."
    ask("/subscribe")
    html = ask("/mydata").html
    assert "<code>7</code>" in html
    assert "Alerts on: yes" in html


def test_a_topic_is_subscribed_by_itself(ask, database):
    ask("/subscribe", kind=ChatKind.SUPERGROUP, topic_id=3)
    assert row(database, 3).subscribed
    assert row(database) is None


@pytest.mark.parametrize("command", ["/subscribe", "/stop", "/deleteme", "/unsubscribe"])
def test_only_who_manages_a_chat_changes_it(ask, database, command):
    html = ask(command, kind=ChatKind.GROUP, manages=False).html
    assert html == "Only the administrators of this chat can change that."
    assert row(database) is None


@pytest.mark.parametrize(
    "line", ["/latest", "/swaps", "/help", "/start", "/mydata", "Петренко Олександр", "/search Umerov"]
)
def test_asking_stores_nothing(ask, database, line):
    ask(line)
    with database.session() as session:
        assert session.exec(select(SubscriberRow)).all() == []
