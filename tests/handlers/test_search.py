"""Words that find, words that are typed to break the index."""

from dataclasses import replace

import pytest
from handler_examples import EXCHANGE, TALKS, UA_PRESIDENT, report, stored

from storage import search, statements
from storage.search import Hit
from storage.vocabulary import Kind, Stage, Statement


@pytest.fixture
def indexed(database, dossier):
    """An exchange, talks and a statement, findable; as their numbers."""

    def fill(session):
        swap = stored(session, EXCHANGE, report(UA_PRESIDENT))
        talks = stored(session, TALKS, report(kind=Kind.TALKS, stage=Stage.HELD))
        said = Statement(
            day=EXCHANGE.day,
            text={"en": "Guarantees must be real."},
            person="zelensky",
            party="UA",
            topic="security_guarantees",
        )
        number = statements.add(session, said)
        search.refresh(session, dossier)
        return swap.id, talks.id, number

    return database.run(fill, write=True)


def found(database, words):
    return database.run(lambda session: search.find(session, words))


@pytest.mark.parametrize(
    "words", ["Abu Dhabi", "абу-дабі", "АБУ-ДАБИ", "Абу Дабі переговорів", "talks 2026-02-04", "переговоры Дабі"]
)
def test_talks_by_place_in_any_language(database, indexed, words):
    assert Hit(development=indexed[1]) in found(database, words)


def test_all_words_have_to_be_there(database, indexed):
    assert found(database, "Дабі телескоп") == []


@pytest.mark.parametrize(
    "words", ["обмін полоненими", "обмены пленных", "swaps Zelensky", "Зеленського обмін", "157 exchange"]
)
def test_exchanges_whatever_the_ending(database, indexed, words):
    assert Hit(development=indexed[0]) in found(database, words)


def test_statements_too(database, indexed):
    assert found(database, "guarantees real") == [Hit(statement=indexed[2])]


@pytest.mark.parametrize(
    "words",
    ['"', '"x', "-x", "words:x", "NEAR(a b)", "a OR b", "*", "x*", "'; DROP TABLE entry", "(", "🙂", "", " ", "AND"],
)
def test_nothing_typed_is_an_operator(database, indexed, words):
    found(database, words)


def test_doing_it_again_adds_nothing(database, indexed, dossier):
    assert database.run(search.refresh, dossier, write=True) == 0


def test_sentences_of_articles_are_not_searched(database, indexed):
    """They may name prisoners."""
    assert found(database, "sides exchanged prisoners Thursday") == []


def test_nobody_is_found_by_a_name_that_an_official_spoke(database, dossier):
    said = Statement(
        day=EXCHANGE.day,
        text={"en": "Marine Taras Vymyshlenko is in a hospital in Velyke Misto, Lubinets said."},
        person="lubinets",
        party="UA",
        topic="prisoners",
    )
    database.run(
        lambda session: search.index_statements(session, [replace(said, id=statements.add(session, said))], dossier),
        write=True,
    )
    assert found(database, "Lubinets hospital")
    for name in ("Taras", "Vymyshlenko", "Velyke Misto"):
        assert found(database, name) == []
