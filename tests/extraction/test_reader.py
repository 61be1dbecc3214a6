"""What comes along with the figures: origins, checks, statements, strikes, topics, the gate."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.extraction import Reader
from bot.extraction.schema import as_entry
from storage.vocabulary import Claim, Entry, Kind, Qualifier, Scope, Stage

NOW = datetime(2026, 2, 5, 15, tzinfo=UTC)


def entry(title: str, text: str = "", language: str = "en") -> Entry:
    return Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW, language=language)


def only(reader: Reader, title: str, text: str = "", language: str = "en") -> Claim:
    (claim,) = reader.read(entry(title, text, language)).claims
    return claim


def test_origins_are_stable_and_official(reader: Reader) -> None:
    english = only(
        reader, "Russia gets 157 soldiers back in swap with Ukraine", "The Russian Defence Ministry said so today."
    )
    russian = only(
        reader, "157 российских военных вернулись из украинского плена", "Об этом сообщило Минобороны РФ.", "ru"
    )
    assert [(o.id, o.party, o.official) for o in english.origins] == [("ru-mod", "RU", True)]
    assert [o.id for o in russian.origins] == ["ru-mod"]


def test_an_office_is_its_holders(reader: Reader) -> None:
    claim = only(
        reader, "Forty-nine Ukrainians are home from captivity", "They crossed back on Wednesday, the president said."
    )
    assert [(o.id, o.official) for o in claim.origins] == [("zelensky", True)]


def test_alert_grade_needs_all_checks(reader: Reader) -> None:
    good = only(reader, "Ukraine and Russia exchange 157 prisoners each", "Zelensky announced the swap today.")
    assert good.alert_grade
    assert good.fresh
    old = only(reader, "The last swap between Ukraine and Russia, on 2 October, brought home 185 soldiers")
    assert old.background
    assert "no background" in old.failed
    late = "Some talks were held. " * 5 + "Ukraine brought home 157 prisoners from Russia."
    assert all(not c.alert_grade for c in reader.read(entry("Kyiv and Moscow in the news", late)).claims)


def test_a_denial_carries_no_figures(reader: Reader) -> None:
    claim = only(
        reader,
        "Kyiv denies that it refused to take back 140 prisoners in swap",
        "The Coordination Headquarters spoke today.",
    )
    assert claim.stage is Stage.DENIED
    assert claim.figures == ()


def test_a_qualifier_is_kept_and_a_sum_is_marked(reader: Reader) -> None:
    about = only(reader, "Ukraine brings home about 300 prisoners in swap with Russia").figure("UA")
    assert about is not None
    assert about.qualifier is Qualifier.ABOUT
    summed = only(reader, "Ukraine brings home 185 soldiers and 20 civilians in swap with Russia").figure("UA")
    assert summed is not None
    assert (summed.value, summed.derived) == (205, True)


def test_a_deal_is_a_framework(reader: Reader) -> None:
    claims = reader.read(
        entry(
            "307 Ukrainian soldiers freed on second day of 1,000-for-1,000 swap", "They came home today, Zelensky said."
        )
    ).claims
    scopes = {(f.value, f.scope) for c in claims for f in c.figures if f.party == "UA"}
    assert (1000, Scope.FRAMEWORK) in scopes
    assert (307, Scope.TOTAL) in scopes


def test_statements_name_person_party_topic(reader: Reader) -> None:
    text = "Putin said that Ukraine must leave Donbas. Umerov said that security guarantees were nearly agreed."
    statements = reader.read(entry("Talks in Abu Dhabi between Russia and Ukraine", text)).statements
    told = {(s.person, s.party, s.topic, s.text["en"]) for s in statements}
    assert ("putin", "RU", "territory", "Putin said that Ukraine must leave Donbas.") in told
    assert ("umerov", "UA", "security_guarantees", "Umerov said that security guarantees were nearly agreed.") in told
    assert all(s.day == date(2026, 2, 5) for s in statements)


def test_nobody_named_is_no_statement(reader: Reader) -> None:
    assert (
        reader.read(entry("Observers: Russia will not leave Donbas", "A source said so before the talks.")).statements
        == ()
    )


@pytest.mark.parametrize(
    ("language", "title", "text"),
    [
        (
            "en",
            "Russian missiles hit power plant in Kharkiv",
            "The strike on Wednesday left homes without heating, Zelensky said.",
        ),
        ("uk", "Росіяни вдарили по електростанції в Харкові", "Удар стався в середу, повідомив Зеленський."),
        ("ru", "Россия ударила по электростанции в Харькове", "Удар нанесён в среду, сообщил Зеленский."),
    ],
)
def test_strikes_are_context_and_never_alert(reader: Reader, language: str, title: str, text: str) -> None:
    claim = only(reader, title, text, language)
    assert (claim.kind, claim.day) == (Kind.STRIKES, date(2026, 2, 4))
    assert claim.targets[0].where == "Kharkiv"
    assert not claim.alert_grade
    assert [o.id for o in claim.origins] == ["zelensky"]


def test_the_gate_and_unknown_languages(reader: Reader) -> None:
    assert reader.read(entry("Bakery wins bread prize", "The crust was praised.")).claims == ()
    strange = replace(entry("Ukraine and Russia exchange 157 prisoners each"), language="pt")
    assert reader.read(strange).claims
    assert reader.read(entry("", "")).claims == ()


def test_an_officials_own_feed_speaks_for_its_side(reader: Reader) -> None:
    claims = reader.read(entry("Обмін: вдома 95 захисників", "", "uk"), official_of="UA").claims
    assert [c.figure("UA").value for c in claims if c.figure("UA")] == [95]  # type: ignore[union-attr]


def test_without_a_day_of_publication_only_whole_dates_are_told(reader: Reader) -> None:
    def day(text: str) -> date | None:
        item = {"id": "x", "title": "Ukraine and Russia exchange 157 prisoners each", "text": text, "published": None}
        (claim,) = reader.read(as_entry(item)).claims
        return claim.day

    assert day("The swap took place on Thursday.") is None
    assert day("The swap took place today, on 5 February.") is None
    assert day("The swap took place on 5 February 2026.") == date(2026, 2, 5)
