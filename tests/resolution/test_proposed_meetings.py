"""A meeting that somebody proposes is none that was held on the day on which it was proposed."""

from __future__ import annotations

from bot.resolution.decide import New, Same, decide
from storage.seeds import default_folder, load_dossier
from storage.vocabulary import Development, Kind, Report, Stage
from tests.telling import NOON, hours, known, tell

DOSSIER = load_dossier(default_folder())
TODAY = NOON.date()


def held(place: str | None) -> Report:
    return tell(Stage.HELD, kind=Kind.TALKS, day=TODAY, place=place, parties=("RU", "UA"), at=NOON + hours(1))


def ahead(stage: Stage, place: str | None = None) -> Development:
    return known(tell(stage, kind=Kind.TALKS, day=None, place=place, parties=("RU", "UA"), at=NOON), dossier=DOSSIER)


def test_what_was_held_is_not_what_was_proposed_that_day() -> None:
    assert isinstance(decide(held("Istanbul"), [ahead(Stage.PROPOSED)], dossier=DOSSIER), New)


def test_what_was_set_or_proposed_for_that_place_was_held() -> None:
    assert isinstance(decide(held("Istanbul"), [ahead(Stage.SCHEDULED)], dossier=DOSSIER), Same)
    assert isinstance(decide(held("Istanbul"), [ahead(Stage.PROPOSED, "Istanbul")], dossier=DOSSIER), Same)
