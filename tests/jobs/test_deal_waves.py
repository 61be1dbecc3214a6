"""Reports of a deal in stages and of its lots, wave by wave: who comes first makes no difference to the alerts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import permutations

import pytest
from sqlmodel import Session, select

from storage import developments, reviews
from storage.database import Database
from storage.tables import AlertRow, ClaimRow
from storage.vocabulary import Development, Phase, Report, Scope, Stage
from tests.jobs.test_resolve import all_developments, wave
from tests.telling import DAY, NOON, days, hours, of_deal, tell

LAST = DAY + days(1)
EVENING = NOON + hours(8)


@pytest.fixture
def session(database: Database) -> Session:
    with database.session(write=True) as opened:
        yield opened  # type: ignore[misc]


def carried_out(session: Session) -> list[tuple[object, int]]:
    """The day and the largest figure of each alert of something carried out."""
    rows = session.exec(select(AlertRow).where(AlertRow.phase == Phase.CARRIED_OUT.value)).all()
    found = [(row.day, developments.get(session, row.development_id)) for row in rows]
    return sorted((day, max(f.value for f in one.figures)) for day, one in found if one)


def one_by_one(session: Session, told: Sequence[Report], now: datetime) -> None:
    for report in told:
        wave(session, report, now=now)


def deal(session: Session) -> Development:
    (found,) = [one for one in all_developments(session) if one.framework]
    return found


MISREAD = [
    tell(red=200, blue=200, end_day=LAST, by="RE", outlet="A"),
    tell(red=200, by="RE", outlet="B", at=NOON + hours(1)),
    tell(red=200, blue=200, day=None, by="BL", outlet="C", at=NOON + hours(2)),
]
AT_ONCE = [
    tell(Stage.AGREED, day=None, figures=[of_deal(300, "RE"), of_deal(300, "BL")], by="RE", at=NOON - days(1)),
    tell(red=300, blue=300, by="RE", outlet="B"),
    tell(red=300, by="BL", outlet="C", at=NOON + hours(1)),
]


@pytest.mark.parametrize("told", [MISREAD, AT_ONCE], ids=["a lot with both days of its deal", "a deal done at once"])
@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_lot_that_somebody_takes_for_the_deal(session: Session, told: list[Report], order: tuple[int, ...]) -> None:
    one_by_one(session, [told[place] for place in order], EVENING)
    (one,) = all_developments(session)
    assert not one.framework
    assert one.figure("RE").value == max(f.value for f in told[0].claim.figures)  # type: ignore[union-attr]
    assert len(carried_out(session)) == 1


def told_of_a_deal() -> tuple[list[Report], list[Report], list[Report]]:
    """The agreement, the two lots, and what sums them up."""
    agreed = tell(Stage.AGREED, day=None, figures=[of_deal(500, "RE"), of_deal(500, "BL")], by="RE", at=NOON - days(1))
    lots = [
        tell(red=200, blue=200, by="RE", outlet="A"),
        tell(red=200, by="BL", outlet="B", at=NOON + hours(1)),
        tell(red=300, blue=300, by="RE", outlet="A", day=LAST, at=NOON + days(1)),
        tell(red=300, by="BL", outlet="B", day=LAST, at=NOON + days(1)),
    ]
    sums = [
        tell(red=500, blue=500, by="BL", outlet="C", day=LAST, at=NOON + days(1) + hours(3)),
        tell(red=500, blue=500, by="RE", outlet="D", day=None, at=NOON + days(1) + hours(3)),
        tell(red=500, blue=500, by="RE", outlet="E", end_day=LAST, at=NOON + days(1) + hours(4)),
    ]
    return [agreed], lots, sums


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_sums_a_deal_up_is_no_lot(session: Session, order: tuple[int, ...]) -> None:
    """However many say so on the day of the last one, once the lots are known."""
    agreed, lots, sums = told_of_a_deal()
    one_by_one(session, [*agreed, *lots[:2]], NOON + hours(2))
    one_by_one(session, [*lots[2:], *(sums[place] for place in order)], EVENING + days(1))
    assert carried_out(session) == [(DAY, 200), (LAST, 300)]
    assert deal(session).figure("RE", Scope.FRAMEWORK).value == 500  # type: ignore[union-attr]


def test_all_of_the_last_day_in_one_wave(session: Session) -> None:
    agreed, lots, sums = told_of_a_deal()
    wave(session, *agreed, *lots[:2], now=NOON + hours(2))
    wave(session, *sums, *lots[2:], now=EVENING + days(1))
    assert carried_out(session) == [(DAY, 200), (LAST, 300)]


def test_a_deal_keeps_stages_that_lie_weeks_back(session: Session) -> None:
    agreed, lots, _ = told_of_a_deal()
    wave(session, *agreed, now=NOON)
    wave(session, *lots[2:], now=EVENING + days(1))
    stands = tell(Stage.AGREED, day=None, figures=[of_deal(500, "RE")], by="RE", at=NOON + days(12))
    wave(session, stands, now=NOON + days(12))
    late = [tell(red=500, blue=500, by="RE", outlet=one, day=DAY + days(24), at=NOON + days(24)) for one in "CDE"]
    wave(session, *late, now=NOON + days(24))
    assert len(deal(session).reports) == 5
    assert carried_out(session) == [(LAST, 300)]


def test_an_alert_of_what_turns_out_to_be_a_deal_keeps_its_day(session: Session) -> None:
    """Else the last lot would alert a second time under the day that it left."""
    _, lots, sums = told_of_a_deal()
    wave(session, sums[0], now=EVENING + days(1))
    wave(session, sums[2], now=EVENING + days(1))
    wave(session, lots[2], now=EVENING + days(1))
    assert [day for day, _ in carried_out(session)] == [LAST]


def test_a_person_parts_the_report_that_made_it_a_deal(session: Session) -> None:
    both_days, first, _ = MISREAD
    wave(session, both_days, first, now=EVENING)
    assert carried_out(session) == []
    report = next(one for one in deal(session).reports if one.claim.end_day)
    reviews.make_own(session, report.id, "tg:1", EVENING)
    wave(session, now=EVENING)
    assert carried_out(session) == [(DAY, 200)]


def test_an_outlet_takes_back_what_made_it_a_deal(session: Session) -> None:
    both_days, first, _ = MISREAD
    wave(session, both_days, first, now=EVENING)
    report = next(one for one in deal(session).reports if one.claim.end_day)
    row = session.get_one(ClaimRow, report.id)
    row.withdrawn, row.resolved = EVENING, None
    wave(session, now=EVENING)
    assert carried_out(session) == [(DAY, 200)]
