"""A meeting that somebody proposes is none that was held on the day on which it was proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

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


def test_a_second_report_of_talks_joins_those_that_were_held() -> None:
    earlier = known(held("Istanbul"), dossier=DOSSIER)
    proposed = tell(
        Stage.PROPOSED, kind=Kind.TALKS, day=None, place="Istanbul", parties=("RU", "UA"), at=NOON + hours(2)
    )
    later = replace(known(proposed, dossier=DOSSIER), id=earlier.id + 1)
    told = decide(held("Istanbul"), [later, earlier], dossier=DOSSIER)
    assert isinstance(told, Same)
    assert told.development_id == earlier.id


def put_off(day: date | None = None) -> Report:
    return tell(Stage.POSTPONED, kind=Kind.TALKS, day=day, place="Abu Dhabi", parties=("RU", "UA"), at=NOON)


def set_for(days: int) -> Development:
    report = tell(
        Stage.SCHEDULED, kind=Kind.TALKS, day=TODAY + timedelta(days), parties=("RU", "UA"), at=NOON - hours(20)
    )
    return known(report, dossier=DOSSIER)


def test_what_is_put_off_without_a_day_is_what_lies_just_ahead() -> None:
    assert isinstance(decide(put_off(), [set_for(3)], dossier=DOSSIER), Same)
    assert isinstance(decide(put_off(), [set_for(9)], dossier=DOSSIER), New)
    assert isinstance(decide(put_off(TODAY), [set_for(3)], dossier=DOSSIER), New)
