"""What a few words offer to share in any chat: the answers of the commands, and the cards of what they list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from handler_examples import BEFORE, BOTH, NOW, TALKS, UA_PRESIDENT, report
from markup_checker import check

from handlers.conversation import Chat, Request
from handlers.sharing import MOST, PAGE, offer
from handlers.wording.markup import MESSAGE_LIMIT, length
from storage import search, subscribers
from storage.vocabulary import ChatKind, Kind, Stage


@pytest.fixture
def offered(database, dossier):
    """What is offered for a text, each card checked as any answer is."""

    def typed(text="", begin=0, **chat):
        asking = replace(Chat(id=7, manages=False), **chat)
        request = Request(command="", text=text, chat=asking, at=NOW, dossier=dossier)
        found = database.run(lambda session: offer(request, session, begin))
        for card in found.cards:
            check(card.html)
            assert 0 < length(card.html) <= MESSAGE_LIMIT
            assert card.title
            assert "<" not in card.title + card.description
        return found

    return typed


@pytest.fixture
def known(store, database, dossier):
    """An exchange, the one before it and talks, findable: their numbers."""
    made = [
        store(BOTH, report(UA_PRESIDENT)).id,
        store(BEFORE).id,
        store(TALKS, report(kind=Kind.TALKS, stage=Stage.HELD)).id,
    ]
    database.run(search.refresh, dossier, write=True)
    return made


def ids(found):
    return [card.id for card in found.cards]


def test_a_command_offers_its_answer_and_a_card_of_each_that_it_lists(offered, known, ask):
    swap, before, _ = known
    found = offered("swaps")
    assert ids(found) == ["swaps", f"d{swap}"]
    assert found.cards[0].html == ask("/swaps").html
    assert found.cards[1].html == ask(f"/d{swap}").html
    assert found.cards[1].title == "Prisoner exchange: 157 returned to Ukraine, 160 to Russia"
    assert ids(offered("swaps 2025")) == ["swaps", f"d{before}"]
    assert offered("/swaps 2 October 2025").cards[0].html == ask(f"/d{before}").html


def test_nothing_typed_offers_what_lately_happened(offered, known):
    assert ids(offered())[0] == "latest"
    assert f"d{known[0]}" in ids(offered())


@pytest.mark.parametrize("text", ["5 February", "5 лютого", "5 февраля 2026", "2026-02-05", "05.02.2026"])
def test_a_day_offers_what_happened_on_it(offered, known, text):
    swap, _, talks = known
    assert set(ids(offered(text))) == {f"d{swap}", f"d{talks}"}


def test_talks_announced_for_no_day_went_on_on_none(offered, known, store):
    ahead = store(replace(TALKS, stage=Stage.SCHEDULED, day=date(2026, 2, 5), day_given=False, end_day=None))
    assert f"d{ahead.id}" not in ids(offered("5 February"))


def test_a_day_on_which_nothing_happened_says_so_and_offers_its_neighbours(offered, known):
    found = offered("1 January 2026")
    assert "No exchange of prisoners on 1 January 2026" in found.cards[0].html
    assert f"d{known[0]}" in ids(found)


@pytest.mark.parametrize("text", ["abu dhabi", "Абу-Дабі", "АБУ-ДАБИ"])
def test_words_offer_what_has_all_of_them(offered, known, text):
    assert ids(offered(text)) == [f"d{known[2]}"]


def test_a_kind_in_any_language_means_its_command(offered, known):
    assert ids(offered("обмін", language="uk"))[0] == "swaps"
    assert ids(offered("переговоры", language="ru"))[0] == "talks"


def test_a_number_offers_that_card(offered, known):
    for text in (str(known[0]), f"d{known[0]}", f"/d{known[0]}"):
        assert ids(offered(text)) == [f"d{known[0]}"]


@pytest.mark.parametrize(
    "text", ["nothing like it", "swaps tomorow", "mydata", "subscribe", "d999", "search", "🙂", "<b>"]
)
def test_what_is_not_known_offers_nothing_but_the_bot_itself(offered, known, text):
    found = offered(text)
    assert (found.cards, found.hint, found.payload) == ((), "Nothing found: see what Parley knows", "help")


@pytest.mark.parametrize("text", ["Іван Петренко", "looking for my brother", "сын пропал без вести"])
def test_after_a_person_nothing_is_searched_and_who_can_be_asked_is_offered(offered, known, text, ask):
    found = offered(text)
    assert ids(found) == ["families"]
    assert found.cards[0].html == ask("/families").html


def test_it_is_in_the_language_that_the_asker_has_chosen(offered, known, database):
    assert offered("swaps", language="uk").cards[0].title.startswith("Обміни полоненими")
    database.run(subscribers.ensure, 7, None, ChatKind.PRIVATE, "ru", NOW, write=True)
    assert offered("swaps", language="uk").cards[0].title.startswith("Обмены пленными")


def test_many_come_in_pages_without_a_gap_or_a_double(offered, store, database, dossier):
    for number in range(MOST + 12):
        store(replace(TALKS, day=date(2025, 1, 1) + timedelta(days=number), end_day=None))
    database.run(search.refresh, dossier, write=True)
    seen, begin = [], 0
    while begin is not None:
        found = offered("abu dhabi", begin)
        assert len(found.cards) <= PAGE + 1
        seen += ids(found)
        begin = found.following
    assert len(seen) == len(set(seen)) == MOST
    assert offered("abu dhabi", 900).cards == ()
    assert offered("abu dhabi", 900).hint == ""
