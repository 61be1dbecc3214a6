"""What a wave makes of claims that their outlets have taken back: deals, confirmation, second alerts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session, col, update

from bot.jobs.resolve import WaveResult, resolve_wave
from storage import alerts, developments, judgements, reports
from storage.database import Database
from storage.judgements import Judgement, Verdict
from storage.tables import ClaimRow
from storage.upsert import change
from storage.vocabulary import Confirmation, Development, Report, Stage
from tests.telling import DAY, DOSSIER, NOON, days, hours, tell

NOW = NOON + hours(1)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.session(write=True) as opened:
        yield opened


def wave(session: Session, *told: Report, now: datetime = NOW) -> WaveResult:
    def worded(*_: Any, languages: tuple[str, ...], **__: Any) -> dict[str, dict[str, object]]:
        return {language: {"html": "told", "buttons": []} for language in languages}

    for report in told:
        reports.add(session, report)
    return resolve_wave(session, DOSSIER, now, edit_seconds=600, compose=worded)


def take_back(session: Session, *outlets: str, now: datetime = NOW) -> None:
    """Their articles say nothing of it any more."""
    theirs = update(ClaimRow).where(col(ClaimRow.outlet).in_(outlets))
    change(session, theirs.values(withdrawn=now, resolved=None))
    session.expire_all()


def every(session: Session) -> list[Development]:
    return sorted(developments.export(session), key=lambda one: one.id)


def test_a_deal_comes_no_further_than_the_stages_that_stand(session: Session) -> None:
    before = NOON - days(2)
    wave(session, tell(Stage.AGREED, day=None, red=400, blue=400, by="RE", at=before), now=before)
    wave(session, tell(red=180, blue=180, by="RE", outlet="Wire"))
    wave(session, tell(red=220, blue=220, by="RE", day=DAY + days(1), at=NOON + days(1)), now=NOW + days(1))
    assert every(session)[0].stage is Stage.COMPLETED
    take_back(session, "Wire", now=NOW + days(1))
    wave(session, now=NOW + days(1))
    deal, first, second = every(session)
    assert (deal.stage, first.retracted, second.retracted) == (Stage.UNDER_WAY, True, False)


def test_one_side_is_left_where_the_other_is_quoted_no_more(session: Session) -> None:
    wave(session, tell(red=157, blue=157, by="RE", outlet="Wire"), tell(red=157, blue=157, by="BL", outlet="Courier"))
    assert every(session)[0].confirmation is Confirmation.BOTH_SIDES
    take_back(session, "Courier")
    result = wave(session)
    [one] = every(session)
    assert (one.confirmation, one.speakers, len(one.earlier)) == (Confirmation.ONE_SIDE, ("RE",), 1)
    assert [pushed.purpose for pushed in result.pushed] == ["edit"]
    assert wave(session) == WaveResult()


def test_what_all_have_taken_back_is_told_once_and_another_day_is_another_event(session: Session) -> None:
    wave(session, tell(red=157, blue=157, by="RE", outlet="Wire"))
    take_back(session, "Wire")
    assert [pushed.purpose for pushed in wave(session).pushed] == ["edit", "correction"][::-1]
    later = tell(red=300, blue=300, by="RE", day=None, at=NOON + days(1), outlet="Courier")
    wave(session, later, now=NOW + days(1))
    gone, new = every(session)
    assert (gone.retracted, gone.reports, new.retracted) == (True, (), False)
    assert [len(alerts.of_development(session, one.id)) for one in (gone, new)] == [1, 1]
    assert developments.changes(session, gone.id)[-1].after == "retracted"


def test_a_question_about_what_was_taken_back_is_closed(session: Session) -> None:
    wave(session, tell(red=157), tell(red=90, day=DAY - days(1), at=NOON - days(1)))
    wave(session, tell(day=None, by="RE", outlet="Wire"))
    assert len(judgements.open_questions(session)) == 1
    take_back(session, "Wire")
    wave(session)
    assert judgements.open_questions(session) == []


def test_two_that_people_join_take_along_what_was_taken_back(session: Session) -> None:
    wave(session, tell(red=157, outlet="Wire"), tell(red=157, outlet="Courier"))
    wave(session, tell(red=60, day=DAY - days(1), at=NOON - days(1)))
    take_back(session, "Courier")
    wave(session)
    [kept, gone] = sorted(every(session), key=lambda one: len(one.earlier))
    judgements.join(session, kept.id, gone.id, "operator", NOW + hours(1))
    wave(session, now=NOW + hours(2))
    [one] = every(session)
    assert (len(one.reports), len(one.earlier)) == (2, 1)
    told = [step.type for step in developments.changes(session, one.id)]
    assert told.count("revised") == 0, "it was taken back before, not now"


def test_what_takes_the_place_of_a_dismissed_report_is_dismissed(session: Session) -> None:
    [number] = reports.add_all(session, [tell(red=157, by="RE", outlet="Wire", entry_id=None)])
    wave(session)
    judgements.assign(session, number, None, "operator", NOW)
    wave(session)
    take_back(session, "Wire")
    result = wave(session, tell(red=160, by="RE", outlet="Wire", replaces=number))
    [word] = judgements.of_claim(session, number + 1)
    assert isinstance(word, Judgement)
    assert (word.verdict, word.by, word.development_id) == (Verdict.IGNORED, "operator", None)
    assert [pushed.purpose for pushed in result.pushed] == []
