"""Follow: one event for one chat, by a button or typed; how it ends; what followers are told."""

from dataclasses import replace

import pytest
from handler_examples import BEFORE, BOTH, EXCHANGE, MOVED, NEW, NOW, RU_MOD, STRIKES, UA_PRESIDENT, report
from markup_checker import check
from sqlmodel import select

from bot.plaintext import as_text
from handlers.alerting import compose
from handlers.dispatch import parse
from handlers.links import payload_of
from storage import alerts, developments, follows, subscribers
from storage.tables import BroadcastRow, FollowRow
from storage.vocabulary import Change, ChangeType, ChatKind, Kind, Purpose

GROUP = {"id": -100, "kind": ChatKind.SUPERGROUP}


def followed(database, chat=7, topic=None):
    known = database.run(subscribers.get, chat, topic)
    return database.run(follows.of_subscriber, known.id) if known else []


def labels(answer):
    return [button.label for row in answer.buttons for button in row]


@pytest.fixture
def told(store):
    return store(EXCHANGE, report(RU_MOD, figures={"UA": 157}), changes=(NEW,))


def test_a_button_under_the_card_follows_and_ends_it(ask, database, told):
    card = ask(f"/d{told.id}")
    assert "Follow" in labels(card)
    after = ask(button=f"follow {told.id}")
    assert after.html == card.html
    assert "Unfollow" in labels(after)
    assert after.notice.startswith("Followed: each new stage, confirmation and correction of it comes here.")
    assert followed(database) == [told.id]
    assert not database.run(subscribers.get, 7).subscribed
    ended = ask(button=f"unfollow {told.id}")
    assert "Follow" in labels(ended)
    assert ended.notice == "It is no longer followed."
    assert followed(database) == []


def test_under_an_alert_the_alert_stays_as_it_is(ask, database, told):
    answer = ask(button=f"follow {told.id} new")
    assert (answer.html, bool(answer.notice)) == ("", True)
    assert followed(database) == [told.id]
    assert len(answer.notice) <= 200


def test_twice_is_once(ask, database, told):
    ask(f"/follow {told.id}")
    assert ask(f"/follow d{told.id}").html.startswith("Followed:")
    assert followed(database) == [told.id]
    ask(f"/unfollow {told.id}")
    assert "It was not followed here." in ask(f"/unfollow {told.id}").html


@pytest.mark.parametrize("word", ["all", "Усі", "все"])
def test_all_is_said_in_any_language(ask, database, told, word):
    ask(f"/follow {told.id}")
    assert "No event is followed here." in ask(f"/unfollow {word}").html


def test_what_is_followed_is_listed_and_ended_at_once(ask, database, store, told):
    assert "No event is followed here." in ask("/follow").html
    other = store(STRIKES)
    ask(f"/follow {told.id}")
    ask(f"/follow {other.id}")
    text = as_text(ask("/follow").html)
    assert text.index(f"/d{other.id}") < text.index(f"/d{told.id}")
    assert "No event is followed here." in ask(button="unfollow all").html
    assert followed(database) == []


@pytest.mark.parametrize("data", ["follow 999", "follow x", "follow -1", "follow 99999999999999999999", "unfollow 999"])
def test_what_nothing_has_is_not_followed(ask, database, data):
    assert ask(button=data).html
    assert followed(database) == []


def test_a_chat_follows_so_many_and_no_more(ask, database, store):
    ids = [store(STRIKES).id for _ in range(follows.MOST + 1)]
    for one in ids:
        answer = ask(button=f"follow {one}")
    assert "50 events are followed here already." in answer.notice
    assert len(followed(database)) == follows.MOST
    text = as_text(ask("/follow").html)
    assert "and 40 more" in text


def test_only_administrators_follow_for_a_group(ask, database, told):
    assert ask(button=f"follow {told.id}", manages=False, **GROUP).notice.startswith("Only the administrators")
    assert "Only the administrators" in ask(f"/unfollow {told.id}", manages=False, **GROUP).html
    assert database.run(subscribers.get, -100) is None
    ask(button=f"follow {told.id}", **GROUP)
    assert followed(database, -100) == [told.id]


def test_a_topic_follows_for_itself(ask, database, told):
    ask(f"/follow {told.id}", topic_id=5, **GROUP)
    assert followed(database, -100, 5) == [told.id]
    assert "Unfollow" in labels(ask(f"/d{told.id}", topic_id=5, **GROUP))
    assert "Follow" in labels(ask(f"/d{told.id}", topic_id=6, **GROUP))


def test_a_link_never_follows():
    assert parse("/start follow_41").command == "start"


def test_an_event_that_only_the_record_knows_is_over(ask, store):
    assert "Follow" not in labels(ask(f"/d{store(BEFORE).id}"))


@pytest.mark.parametrize("line", ["/stop", "/unsubscribe", "/settings off"])
def test_whoever_stops_follows_nothing(ask, database, told, line):
    ask(f"/follow {told.id}")
    ask(line)
    assert followed(database) == []


def test_stop_says_what_ended(ask, told):
    ask(f"/follow {told.id}")
    assert "1 event is no longer followed." in ask("/stop").html
    assert "No alerts were on here." in ask("/stop").html


def test_deleteme_leaves_no_follow(ask, database, told):
    ask(f"/follow {told.id}")
    assert f"Followed events: /d{told.id}" in ask("/mydata").html
    ask("/deleteme yes")
    assert database.run(lambda session: session.exec(select(FollowRow)).all()) == []


def test_settings_say_how_many_and_lead_there(ask, told):
    assert "Followed events" not in ask("/settings").html
    ask(f"/follow {told.id}")
    answer = ask("/settings")
    assert "Followed events: 1" in as_text(answer.html)
    assert "follow" in [button.data for row in answer.buttons for button in row]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("News of an event that is followed here", "New: confirmation: one side → both sides")),
        ("uk", ("Новини про подію, за якою тут стежать", "Нове: підтвердження: одна сторона → обидві сторони")),
        ("ru", ("Новости о событии, за которым здесь следят", "Новое: подтверждение: одна сторона → обе стороны")),
    ],
)
def test_followers_read_what_changed_and_how_it_stands(database, dossier, store, language, words):
    at = NOW
    steps = (
        NEW,
        replace(MOVED, at=at),
        Change(type=ChangeType.CONFIRMATION, at=at, slot="confirmation", before="one_side", after="both_sides"),
    )
    kyiv = report(UA_PRESIDENT, figures={"UA": 157}, at="2026-02-05T10:38")
    told = store(BOTH, report(RU_MOD, figures={"RU": 160}), kyiv, changes=steps)
    made = database.run(
        lambda session: compose(
            session, dossier, alerts.stand_in(told, at), purpose=Purpose.FOLLOWED, languages=[language], now=at
        )
    )
    html = made[language]["html"]
    check(html)
    for word in words:
        assert word in as_text(html)
    assert "157 → 160" not in html, "a figure that moves a little is no news"
    assert html.partition("<blockquote")[0].count("160") >= 2, "each side's figure stands in the card below"
    does = [button.get("data", "") for row in made[language]["buttons"] for button in row]
    assert f"unfollow {told.id} new" in does


def test_what_an_operator_withdraws_is_told_to_its_followers(ask, database, told):
    ask(f"/follow {told.id}")
    ask(f"/retract d{told.id} yes", admin=True, id=99)
    assert database.run(developments.get, told.id).retracted
    owed = database.run(
        lambda session: [(row.purpose, row.texts["en"]["html"]) for row in session.exec(select(BroadcastRow))]
    )
    ((purpose, html),) = owed
    assert purpose == "followed"
    assert "New: withdrawn" in html


def test_where_links_stand_for_buttons_follow_leads_to_the_card():
    assert payload_of("follow 41 new") == payload_of("follow 41") == "dev_41"
    assert payload_of("follow") is None
    assert payload_of("unfollow 41") is None


def test_a_kind_is_followed_as_in_the_settings(ask, database):
    reply = ask("/follow statements")
    assert "A message comes for: exchanges and statements." in reply.html
    assert "no alert comes" in reply.html
    assert Kind.STATEMENT in database.run(subscribers.get, 7).kinds
    assert "statements" not in ask("/unfollow заяви").html
    assert Kind.STATEMENT not in database.run(subscribers.get, 7).kinds
    assert "I don't know" in ask("/follow strikes").html


@pytest.mark.parametrize(
    "line", ["search стамбул", "swaps 5 лютого", "issues security_guarantees", "d41", "talks abu dhabi p2"]
)
def test_a_link_carries_what_a_button_asks(line):
    payload = payload_of(line)
    assert len(payload) <= 64
    asked = parse(f"/start {payload}")
    assert " ".join((asked.command, *asked.arguments)).replace("d 41", "d41") == line


@pytest.mark.parametrize("payload", ["u-", "u-!!", "u-gICA", "u-c2V0dGluZ3Mgb2Zm", "U-c3dhcHM"])
def test_a_link_that_is_none_only_starts(payload):
    assert parse(f"/start {payload}").command == "start"
