"""A land and a town in it are one place: outlets name either."""

from __future__ import annotations

from bot.resolution.decide import New, Same, decide
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Development, Kind, Report, Stage
from tests.telling import NOON, hours, known, tell

DOSSIER = load_dossier(default_folder())


def told(place: str | None, stage: Stage = Stage.SCHEDULED) -> Report:
    return tell(stage, kind=Kind.TALKS, place=place, parties=("RU", "UA"), at=NOON + hours(1))


def awaited(place: str) -> Development:
    return known(told(place), dossier=DOSSIER)


def test_a_town_is_in_its_land() -> None:
    assert isinstance(decide(told("Istanbul"), [awaited("Türkiye")], dossier=DOSSIER), Same)
    assert isinstance(decide(told("Türkiye"), [awaited("Istanbul")], dossier=DOSSIER), Same)


def test_another_land_is_another_meeting() -> None:
    assert isinstance(decide(told("Geneva"), [awaited("Türkiye")], dossier=DOSSIER), New)
    assert isinstance(decide(told("Ankara"), [awaited("Istanbul")], dossier=DOSSIER), New)


def test_the_town_is_shown() -> None:
    both = known(told("Türkiye"), told("Türkiye"), told("Istanbul"), dossier=DOSSIER)
    assert both.place == "Istanbul"
