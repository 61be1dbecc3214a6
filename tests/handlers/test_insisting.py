"""What officials newly insist on, by party, in the digest of those who follow statements."""

from dataclasses import replace
from datetime import timedelta

import pytest
from handler_examples import NOW, UA_PRESIDENT, report
from markup_checker import check

from bot.plaintext import as_text
from handlers import digesting
from storage import feeds, reports, statements, subscribers
from storage.digests import Digest
from storage.tables import EntryRow
from storage.vocabulary import Feed, Kind, Rhythm, Statement

OLD = "Russia will not accept foreign troops as part of security guarantees, the minister said."
NEW = "Security guarantees have to be ratified before any vote, the president said in Kherson of Ivan Petrenko."


@pytest.fixture
def hear(database):
    def heard(words, party, at, **more):
        def store(session):
            feeds.synchronise(session, [Feed(id=0, url="https://news.example/feed", outlet="Courier")])
            feed = feeds.get(session, "https://news.example/feed").id
            entry = EntryRow(feed_id=feed, guid=f"{words} {more}", published=at, seen=at)
            session.add(entry)
            session.flush()
            return statements.add(
                session,
                Statement(
                    day=at.date(), text={"en": words}, party=party, speaker="Official", outlet="Courier",
                    link="https://news.example/1", entry_id=entry.id,
                    **({"topic": "security_guarantees"} | more),
                ),
            )  # fmt: skip

        return database.run(store, write=True)

    return heard


@pytest.fixture
def told(database, dossier):
    def made(language="en", *, wanted=True, rhythm=Rhythm.DAILY):
        asked = Digest(rhythm, NOW - timedelta(days=1), NOW, (), False, wanted)
        message = database.run(digesting.message, dossier, asked, language, NOW)
        if message is not None:
            check(message["html"])
        return message and as_text(message["html"])

    return made


def test_new_stands_by_party_with_who_said_it(hear, told):
    hear(OLD, "RU", NOW - timedelta(hours=3))
    hear(NEW, "UA", NOW - timedelta(hours=2), person="zelensky")
    text = told()
    assert text.startswith("Newly said on the sticking points (all of them: /issues)\n")
    assert "Ukraine\nSecurity guarantees · Volodymyr Zelensky, 6 Feb: “" in text
    assert "Russia\nSecurity guarantees · Official, 6 Feb: “Russia will not accept" in text
    assert "Petrenko" not in text
    assert "(Courier" in text


def test_what_was_told_before_or_is_only_repeated_is_not_told(hear, told):
    hear(OLD, "RU", NOW - timedelta(days=3))
    assert told() is None
    hear(OLD.replace("said", "repeated"), "RU", NOW - timedelta(hours=1))
    assert told() is None
    hear("Russia may discuss security guarantees with European observers, the envoy said.", "RU", NOW)
    assert "European observers" in told()
    assert told(wanted=False) is None


def test_one_sentence_is_told_once_and_narration_is_nobodys(hear, told):
    both = "Territory and security guarantees will be discussed later, the minister said."
    hear(both, "RU", NOW)
    hear(both, "RU", NOW, topic="territory")
    hear("Kyiv wants security guarantees, while Moscow rejects any foreign troops.", "UA", NOW)
    assert told().count("will be discussed later") == 1
    assert "Ukraine\n" not in told()


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_in_each_language(hear, told, language):
    hear(OLD, "RU", NOW)
    assert "Newly" not in told(language)
    assert "will not accept foreign troops" in told(language)


def test_no_party_takes_the_place_of_the_other(hear, told, dossier):
    for number, topic in enumerate(dossier.topics):
        hear(f"Demand {number}: " + "withdraw nothing at all " * 12, "RU", NOW, topic=topic)
    hear(NEW, "UA", NOW)
    assert "Ukraine\nSecurity guarantees" in told()


def test_they_are_chosen_by_a_tap_and_where_they_come_is_said(ask, database):
    ask(button="welcome kinds statement_only")
    assert Kind.STATEMENT in database.run(subscribers.get, 7).kinds
    done = ask(button="welcome word any")
    assert "stands in a digest by the day or week" in done.html
    assert "A digest every day" in [button.label for line in done.buttons for button in line]
    ask(button="settings digest daily")
    assert "stands in the digest; no alert comes" in ask("/settings kinds").html
    assert "statements" in ask("/unmute statements").html
    assert "statements" not in ask("/mute заяви").html
    assert "I don't know" in ask("/latest statements").html


def test_what_a_report_of_a_return_says_of_prisoners_is_told_with_the_return(hear, told, database):
    number = hear("We brought 157 people home, the president said.", "UA", NOW, topic="prisoners")

    def store(session):
        entry = statements.by_ids(session, [number])[number].entry_id
        reports.add(session, replace(report(UA_PRESIDENT, figures={"UA": 157}), entry_id=entry))

    assert "157 people home" in told()
    database.run(store, write=True)
    assert told() is None
