"""The operators' brake: pushes wait and go out; an alert is withdrawn as loudly as it came."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest
from handler_examples import EXCHANGE, NOW, RU_MOD, report, stored
from sqlalchemy import update

from bot.telegram import faults
from handlers.alerting import compose
from storage import alerts, broadcasts, developments, holds
from storage.tables import DeliveryRow
from storage.vocabulary import ChangeType, Dossier, Phase, Priority, Purpose
from tests.delivery.owing import LABEL, Clock, expand_all, post, rows, states, subscribe

OPERATOR = {"admin": True}


def _push(session, dossier: Dossier) -> int:
    """The exchange of 5 February, pushed: its number."""
    found = stored(session, EXCHANGE, report(RU_MOD, figures={"UA": 157, "RU": 157}))
    alert = alerts.create(session, found, Phase.CARRIED_OUT, found.day, NOW, report_id=None, independent=False,
                          reply_to=None, shown={})  # fmt: skip
    texts = compose(session, dossier, alert, purpose=Purpose.ALERT, languages=("en",), now=NOW)
    broadcasts.add(session, Purpose.ALERT, Priority.CARRIED_OUT, NOW, texts=texts, alert_id=alert.id)
    return found.id


@pytest.fixture
def clock() -> Clock:
    made = Clock()
    made.now = NOW
    return made


@pytest.fixture
def sending(database, dossier, clock):
    """A deliverer that also makes the edit waves."""

    def composed(session, alert, *, purpose, languages, now):
        return compose(session, dossier, alert, purpose=purpose, languages=languages, now=now)

    return partial(post, database, clock=clock, compose=composed)


def test_only_operators_know_of_them(ask, database):
    for line in ("/hold", "/release", "/retract 1"):
        assert ask(line).html.startswith("I don't know")
    assert not database.run(holds.held)
    assert "/hold" not in ask("/help").html
    assert "/hold" in ask("/help", **OPERATOR).html


async def test_what_is_held_waits_and_then_goes_out(ask, database, dossier, sending):
    subscribe(database, [1, 2])
    assert ask("/hold", **OPERATOR).html.startswith("Pushes are held")
    database.run(_push, dossier, write=True)
    async with sending() as made:
        await made.deliverer.drain(2)
        assert made.api.said(1) == []
        assert "2 messages wait." in ask("/hold", **OPERATOR).html
        assert re.search(r"Pushes have been held since .+: /release lets them go\.", ask("/status", **OPERATOR).html)
        assert "To be sent: 2" in ask("/status", **OPERATOR).html
        assert "held since" not in ask("/status").html
        assert ask("/release", **OPERATOR).html.startswith("Pushes go out again.")
        await made.deliverer.drain()
        assert "157 returned" in made.texts(1)[0]
    assert ask("/release", **OPERATOR).html.startswith("Pushes were not held.")
    assert "Nothing waits to be sent." in ask("/status", **OPERATOR).html


async def test_what_was_given_up_or_refused_goes_once_more(ask, database, dossier, sending):
    """What was given up may have arrived, and says that it is a repeat; what was refused has certainly not."""
    subscribe(database, [1, 2, 3])
    database.run(_push, dossier, write=True)
    async with sending() as made:
        made.api.faults.add(faults.internal(times=4, chat_id=1), faults.bad("SOMETHING_NEW", chat_id=2))
        await made.deliverer.drain()
        for _ in range(5):
            await made.later(31)
        first, second, third = sorted(rows(database), key=lambda row: row.subscriber_id)
        assert [row.state for row in (first, second, third)] == ["gave_up", "failed", "sent"]
        assert any(
            "(alert) was given up after 3 repeats" in one and f"/release {first.id} " in one for one in made.alarms
        )
        assert "Given up or refused within a week: 2 · /release lost" in ask("/status", **OPERATOR).html
        assert "Given up" not in ask("/status").html
        assert ask(f"/release {third.id}", **OPERATOR).html == "No such message was given up or refused."
        assert ask(f"/release {first.id}", **OPERATOR).html == "1 message is sent once more."
        assert ask("/release lost", **OPERATOR).html == "1 message is sent once more."
        await made.deliverer.drain()
        assert states(database) == ["sent"] * 3
        assert [[LABEL in text for text in made.texts(chat)] for chat in (1, 2, 3)] == [[True], [False], [False]]
    assert "Given up" not in ask("/status", **OPERATOR).html


def test_what_was_lost_long_ago_goes_by_its_number_alone(ask, database, dossier):
    subscribe(database, [1])
    database.run(_push, dossier, write=True)
    expand_all(database)
    lost = update(DeliveryRow).values(state="gave_up", answered=NOW - timedelta(days=8))
    database.run(lambda session: session.exec(lost), write=True)
    assert ask("/release lost", **OPERATOR).html == "No such message was given up or refused."
    ask("/hold", **OPERATOR)
    assert "it goes out after /release" in ask(f"/release {rows(database)[0].id}", **OPERATOR).html


@pytest.mark.parametrize("line", ["/release x", "/release 1 2", "/release -1"])
def test_nothing_is_let_go_by_mistake(ask, database, line):
    ask("/hold", **OPERATOR)
    assert ask(line, **OPERATOR).html.startswith("I don't know “")
    assert database.run(holds.held)


async def test_a_withdrawal_is_as_loud_as_the_alert_and_reaches_who_got_it(ask, database, dossier, sending):
    subscribe(database, [1, 2])
    number = database.run(_push, dossier, write=True)
    async with sending() as made:
        await made.deliverer.drain()
        subscribe(database, [3])
        asked = ask(f"/retract d{number}", **OPERATOR)
        assert "2 chats got its alert" in asked.html
        assert not database.run(developments.get, number).retracted, "it asks first"
        assert ask(button=asked.buttons[0][0].data, **OPERATOR).html.startswith("Withdrawn: ")
        await made.later(1)
        for chat in (1, 2):
            alert, correction = made.api.said(chat)
            assert correction["text"].startswith("Correction: 5 February exchange")
            assert "The alert is withdrawn" in correction["text"]
            assert correction["reply_to_message"]["message_id"] == alert["message_id"]
            assert not correction.get("disable_notification")
            assert "This was withdrawn" in alert["text"]
        assert made.api.said(3) == []
    found = database.run(developments.get, number)
    assert found.retracted
    assert [step.type for step in database.run(developments.changes, number)] == [ChangeType.RETRACTED]
    assert ask(f"/retract {number} yes", **OPERATOR).html.startswith("It was withdrawn already")
    assert "withdrawn" in ask("/latest").html


async def test_who_was_not_told_yet_is_told_nothing(ask, database, dossier, sending):
    subscribe(database, [1])
    number = database.run(_push, dossier, write=True)
    ask("/hold", **OPERATOR)
    ask(f"/retract {number} yes", **OPERATOR)
    ask("/release", **OPERATOR)
    async with sending() as made:
        await made.deliverer.drain()
        assert made.api.said(1) == []


async def test_it_is_named_by_its_alert_too_and_held_with_the_rest(ask, database, dossier):
    database.run(_push, dossier, write=True)
    ask("/hold", **OPERATOR)
    assert "157 returned" in ask("/retract alert 1", **OPERATOR).html
    assert "Pushes are held: it goes out after /release." in ask("/retract alert 1 yes", **OPERATOR).html


def test_without_an_alert_it_is_only_marked(ask, database, store):
    made = store(EXCHANGE, report(RU_MOD, figures={"UA": 157}))
    assert "No alert went out for it" in ask(f"/retract {made.id}", **OPERATOR).html
    ask(f"/retract {made.id} yes", **OPERATOR)
    assert database.run(developments.get, made.id).retracted


@pytest.mark.parametrize("line", ["/retract x", "/retract alert", "/retract 1 2", "/retract -1"])
def test_what_is_no_number(ask, line):
    assert ask(line, **OPERATOR).html.startswith("I don't know “")


@pytest.mark.parametrize("line", ["/retract 999", "/retract alert 999", "/retract 999 yes"])
def test_a_number_that_nothing_has(ask, line):
    assert ask(line, **OPERATOR).html.startswith("Nothing has the number 999.")


def test_something_has_to_be_named(ask):
    assert ask("/retract", **OPERATOR).html.startswith("Something has to follow it.")
