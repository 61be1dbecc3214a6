"""Each side's stand on a topic: its own words on the matter, and since when it has said so."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extraction.voices.authorities import ENDING, OFFICIAL
from bot.plaintext import as_text
from handlers.wording.language import translator
from handlers.wording.positions import is_narration, present
from handlers.wording.stands import lately, words
from storage import statements
from storage.vocabulary import Statement


def said(text: str, day: str = "2026-02-05", *, party: str = "RU", **more: object) -> Statement:
    more.setdefault("topic", "security_guarantees")
    return Statement(day=date.fromisoformat(day), text={"en": text}, party=party, speaker="Official", **more)


NARRATION = (
    "The second is guarantees: Kyiv wants security guarantees ratified first, while Moscow rejects any foreign troops, "
    "as the minister has said again."
)
WORD = "Russia will not accept foreign troops as part of security guarantees, the minister said."


@pytest.mark.parametrize(
    ("text", "party", "narration"),
    [
        (NARRATION, "RU", True),
        (WORD, "RU", False),
        ("The teams led by Umerov for Kyiv and Kostyukov for Moscow are to report home.", "RU", True),
        ("Zelensky said on Friday that he was ready to meet Putin anywhere but in Moscow.", "UA", False),
        ("Kremlin: Kyiv has to decide on Donbas", "RU", False),
        ("Київ наполягає на гарантіях, тоді як Москва їх відкидає, сказав міністр.", "UA", True),
        ("Киев требует гарантий, тогда как Москва их отвергает, сказал министр.", "RU", True),
        ("Лавров заявил, что Киев затягивает переговоры.", "RU", False),
    ],
)
def test_what_an_outlet_tells_of_both_sides_is_nobodys_stand(text, party, narration, dossier):
    assert is_narration(said(text, party=party), dossier) is narration


def test_the_record_has_been_gone_over_by_people(dossier):
    assert not is_narration(said(NARRATION, record_id="position-1"), dossier)


def test_ones_own_word_comes_before_a_later_account(dossier):
    own = [said(NARRATION, "2026-02-05"), said(WORD, "2026-02-04")]
    assert present(own, dossier).text["en"] == WORD
    assert present(own[:1], dossier) is None


def test_a_word_on_the_matter_comes_before_a_later_remark_beside_it(dossier):
    remark = said("The talks were constructive, the envoy said.", "2026-02-05")
    assert present([remark, said(WORD, "2026-02-01")], dossier).text["en"] == WORD
    assert present([remark, said(WORD, "2025-11-01")], dossier) == remark.__class__(
        **{name: getattr(remark, name) for name in remark.__slots__ if name != "since"}, since=remark.day
    )


def test_who_only_repeats_has_not_changed(dossier):
    own = [
        said("Foreign troops will not be accepted under any security guarantees, the Kremlin said.", "2026-02-05"),
        said(WORD, "2026-01-10"),
        said("Security guarantees have to be given to Russia too, the ministry said.", "2025-08-01"),
    ]
    assert present(own, dossier).since == date(2026, 1, 10)
    changed = said("Russia may discuss security guarantees with European observers, the envoy said.", "2026-02-06")
    assert present([changed, *own], dossier).since == date(2026, 2, 6)


def test_who_says_that_nothing_has_changed_stands_where_he_stood(dossier):
    own = [
        said("The position on security guarantees has not changed, the minister repeated.", "2026-02-05"),
        said(WORD, "2026-01-10"),
        said("No foreign troops will be accepted as security guarantees, the minister said.", "2025-12-01"),
    ]
    assert present(own, dossier).since == date(2025, 12, 1)


def test_the_answers_tell_it(ask, database):
    def store(session):
        for one in (said(WORD, "2026-01-10", outlet="A", entry_id=None), said(NARRATION, "2026-02-05", outlet="B")):
            statements.add(session, one)
        statements.add(session, said("Security guarantees come first, the president said.", party="UA", outlet="C"))

    database.run(store, write=True)
    for line in ("/issues", "/issues guarantees", "/parties Russia"):
        text = as_text(ask(line).html)
        assert "will not accept foreign troops" in text
        assert "Kyiv wants" not in text.split("Said before")[0]
    assert "Security guarantees · last heard 5 Feb" in as_text(ask("/issues").html)
    assert "(last: 10 Jan)" in as_text(ask("/issues").html)
    for asked in ("/issues Russia", "/issues росії", "/issues Peskov", "/parties Пєсков"):
        assert ask(asked).html == ask("/parties Russia").html
    assert ask("/parties посередники").html == ask("/parties mediators").html


@pytest.mark.parametrize(("language", "name"), [("uk", "Міноборони Росії"), ("ru", "Минобороны России")])
def test_bodies_are_named_in_the_readers_language(ask, store, language, name):
    from handler_examples import EXCHANGE, RU_MOD, report

    told = store(EXCHANGE, report(RU_MOD, figures={"RU": 157}))
    for line in (f"/d{told.id}", f"/sources {told.id}"):
        html = ask(line, language=language).html
        assert name in html
        assert "Defence Ministry" not in html


def test_every_body_of_the_words_has_its_names(dossier):
    known = {body for table in dossier.words.values() for body in table.get("bodies", {})}
    unnamed = {f"{party.lower()}{kind}" for party in ("UA", "RU") for kind in (ENDING, OFFICIAL)}
    assert known | unnamed == dossier.bodies.keys()
    assert all({"en", "uk", "ru"} <= names.keys() for names in dossier.bodies.values())


PRISONER = "Marine Taras Vymyshlenko, freed on Thursday, is being taken to Chernihiv, {who} said."


@pytest.mark.parametrize(
    ("party", "who", "place"),
    [("UA", "Lubinets", "Chernihiv"), ("AE", "the UAE Foreign Ministry", "[…]"), ("US", "Witkoff", "[…]")],
)
def test_a_quoted_official_names_no_prisoner_and_a_place_only_for_a_side(dossier, party, who, place):
    one = said(PRISONER.format(who=who), party=party, topic="prisoners")
    shown = as_text(words(one, dossier, translator("en")))
    assert shown.endswith(f"Marine […], freed on Thursday, is being taken to {place}, {who} said.”")


def test_what_the_record_says_stands_as_it_is(dossier):
    one = said("Marines of Vymyshlene came home.", topic="prisoners", record_id="position-1")
    assert as_text(words(one, dossier, translator("en"))) == "Marines of Vymyshlene came home."


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (said("The talks went well, Peskov said.", person="peskov"), "Dmitry Peskov, 5 Feb: “The talks went well"),
        (said("The Kremlin will wait.", person="peskov", record_id="r"), "Dmitry Peskov, 5 Feb: The Kremlin will"),
        (said("Spokesman Peskov says no.", person="peskov", record_id="r"), "5 Feb: Spokesman Peskov says no."),
        (said("The talks went well.", record_id="r"), "Official, 5 Feb: The talks went well."),
    ],
)
def test_what_was_said_lately_stands_after_who_said_it(told, shown, dossier):
    assert as_text(lately(told, dossier, translator("en"), 2026)).startswith(shown)
