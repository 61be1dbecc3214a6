"""Another negotiation is another folder of data: the same code reads it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.extraction import Reader
from storage.seeds import load_dossier
from storage.vocabulary import Claim, Entry, Kind, Reading, Scope, Stage

NOW = datetime(2031, 4, 10, 15, tzinfo=UTC)  # a Thursday


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_dossier(Path(__file__).parent / "dossier"))


def read(reader: Reader, title: str, text: str) -> Reading:
    return reader.read(Entry(feed="f", guid="g", title=title, text=text, published=NOW, seen=NOW), zone="Europe/Vienna")


def total(claim: Claim, party: str) -> int | None:
    figure = claim.figure(party, Scope.TOTAL)
    return figure.value if figure else None


def test_an_exchange(reader: Reader) -> None:
    reading = read(
        reader,
        "Ruritania brings home 40 soldiers in swap with Graustark",
        "Elphberg mediated Wednesday's exchange, the Ruritanian War Office said; 38 Graustarkians went the other way.",
    )
    (claim,) = reading.claims
    assert (claim.kind, claim.stage, claim.day) == (Kind.EXCHANGE, Stage.COMPLETED, date(2031, 4, 9))
    assert (total(claim, "RT"), total(claim, "GK"), claim.mediators) == (40, 38, ("EB",))
    assert [(o.id, o.party, o.official) for o in claim.origins] == [("rt-mod", "RT", True)]
    assert claim.alert_grade


def test_direction_is_the_frames(reader: Reader) -> None:
    (claim,) = read(reader, "Graustark hands over 12 prisoners to Strelsau", "It got nobody in return today.").claims
    assert (total(claim, "RT"), total(claim, "GK")) == (12, None)


def test_talks(reader: Reader) -> None:
    reading = read(
        reader,
        "Ruritania and Graustark to hold third round of talks in Tarlenheim on Saturday",
        "Hentzau said that Strelsau would not give up the bridges.",
    )
    (claim,) = reading.claims
    assert (claim.kind, claim.stage, claim.day) == (Kind.TALKS, Stage.SCHEDULED, date(2031, 4, 12))
    assert (claim.place, claim.round, set(claim.parties)) == ("Tarlenheim", 3, {"RT", "GK"})
    (statement,) = reading.statements
    assert (statement.person, statement.party, statement.topic) == ("hentzau", "RT", "bridges")


def test_bodies(reader: Reader) -> None:
    (claim,) = read(reader, "Ruritania receives 7 bodies", "Yetive said that the dead were returned today.").claims
    assert (claim.kind, total(claim, "RT")) == (Kind.BODIES, 7)


def test_the_shipped_negotiation_is_none_of_its_business(reader: Reader) -> None:
    assert not read(reader, "Russia and Ukraine exchange 157 prisoners each", "Strelsau welcomed it.").claims
