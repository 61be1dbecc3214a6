"""The calendar of talks and the Atom feed: what they must have, one name for ever, newer where something moved."""

from dataclasses import replace
from datetime import date, timedelta

import feedparser
import pytest
from handler_examples import BEFORE, BOTH, EXCHANGE, MOVED, NEW, NOW, RU_MOD, TALKS, report
from icalendar import Calendar

from handlers.export import files
from handlers.wording.language import translator
from storage import developments, identity
from storage.vocabulary import Change, ChangeType, Stage


def events(database, dossier, year=None, language="en"):
    file = database.run(files.calendar_file, dossier, translator(language), NOW.date(), year)
    lines = file.content.decode().split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    return Calendar.from_ical(file.content).walk("VEVENT")


def test_the_calendar_holds_what_is_ahead_and_of_the_last_days(database, dossier, store):
    ahead = replace(TALKS, stage=Stage.SCHEDULED, day=date(2026, 2, 20), end_day=date(2026, 2, 21))
    store(TALKS)
    store(ahead)
    store(replace(ahead, day_given=False))
    store(replace(TALKS, day=date(2025, 12, 1), end_day=None))
    held, coming = events(database, dossier)
    assert (held["DTSTART"].dt, held["DTEND"].dt) == (date(2026, 2, 4), date(2026, 2, 6))
    assert (coming["DTSTART"].dt, coming["DTEND"].dt) == (date(2026, 2, 20), date(2026, 2, 22))
    assert (held["STATUS"], coming["STATUS"]) == ("CONFIRMED", "TENTATIVE")
    assert "Abu Dhabi" in coming["SUMMARY"]
    assert "sometimes postponed" in coming["DESCRIPTION"]
    assert [one["DTSTART"].dt for one in events(database, dossier, year=2025)] == [date(2025, 12, 1)]


def test_an_event_keeps_its_name_and_says_that_it_is_newer(database, dossier, store):
    one = store(replace(TALKS, stage=Stage.SCHEDULED, day=date(2026, 2, 20), end_day=None), changes=(NEW,))
    [before] = events(database, dossier)
    off = Change(type=ChangeType.STAGE, at=NOW, slot="stage", before="scheduled", after="postponed")
    with database.session(write=True) as session:
        developments.update(session, replace(one, stage=Stage.POSTPONED))
        developments.add_changes(session, one.id, [off])
    [after] = events(database, dossier)
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (after["STATUS"], after["DTSTAMP"].dt) == ("CANCELLED", NOW)


def test_two_parleys_name_their_events_differently(database, dossier, store):
    store(replace(TALKS, day=NOW.date()))
    [nameless] = events(database, dossier)
    database.run(identity.ensure, write=True)
    [named] = events(database, dossier)
    database.run(identity.ensure, write=True)
    [again] = events(database, dossier)
    assert nameless["UID"] != named["UID"] == again["UID"]


def feed(database, dossier, language="en", year=None):
    content = database.run(files.atom_file, dossier, translator(language), NOW, year, "https://here.example/a").content
    found = feedparser.parse(content)
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def test_the_feed_has_all_that_an_atom_feed_must_have(database, dossier, store):
    store(BOTH, report(RU_MOD, figures={"RU": 160}), changes=(NEW, MOVED))
    store(BEFORE)
    found = feed(database, dossier)
    assert found.feed.id.startswith("urn:uuid:")
    assert found.feed.author == "Parley"
    assert found.feed.updated == "2026-02-05T11:00:00Z" == found.entries[0].updated
    assert [(link.rel, link.href) for link in found.feed.links] == [("self", "https://here.example/a")]
    for entry in found.entries:
        assert entry.id.startswith("urn:uuid:")
        assert entry.title
        assert entry.summary
        assert entry.published <= entry.updated
        assert entry.content[0].type == "text/html"
    assert found.entries[0].title.startswith("Prisoner exchange: 157 returned to Ukraine, 160 to Russia")
    assert [tag.term for tag in found.entries[0].tags] == ["exchange", "completed"]
    assert [link.rel for link in found.entries[0].links] == ["via"]


def test_an_entry_keeps_its_id_and_comes_first_when_it_moves(database, dossier, store):
    older = store(EXCHANGE, changes=(NEW,))
    store(TALKS, changes=(replace(NEW, at=NEW.at + timedelta(hours=1)),))
    before = feed(database, dossier).entries
    with database.session(write=True) as session:
        developments.add_changes(session, older.id, [replace(MOVED, at=NOW)])
    after = feed(database, dossier).entries
    assert before[1].id == after[0].id
    assert (before[1].updated, after[0].updated) == ("2026-02-05T10:04:00Z", "2026-02-06T10:30:00Z")


def test_control_characters_break_no_feed(database, dossier, store):
    store(EXCHANGE, report(outlet="Out\x0blet & <b>"))
    assert "&amp;" in feed(database, dossier).entries[0].content[0].value


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_calendar_and_feed_speak_the_readers_language(database, dossier, store, language):
    store(TALKS)
    [event] = events(database, dossier, language=language)
    assert {"uk": "Абу-Дабі", "ru": "Абу-Даби"}[language] == event["LOCATION"]
    assert {"uk": "Переговори", "ru": "Переговоры"}[language] in feed(database, dossier, language).entries[0].title
