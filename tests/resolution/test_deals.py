"""Deals in stages: what is one, which developments are its stages, how far it has come (Rule M, 9)."""

from __future__ import annotations

import pytest

from bot.resolution.frameworks import deal_of, is_framework, progressed
from storage.vocabulary import Development, Kind, Report, Stage
from tests.telling import DAY, DOSSIER, NOON, days, known, of_deal, tell

SIDES = DOSSIER.sides


@pytest.mark.parametrize(
    ("report", "deal"),
    [
        pytest.param(tell(figures=[of_deal(1000, "RE")]), True, id="a figure of a deal alone"),
        pytest.param(tell(red=307, figures=[of_deal(1000, "RE")]), False, id="beside the day's figure"),
        pytest.param(tell(red=400, blue=400, end_day=DAY + days(1)), True, id="round hundreds over days"),
        pytest.param(tell(red=390, end_day=DAY + days(1)), False, id="no round number"),
        pytest.param(tell(Stage.PLANNED, red=500, end_day=DAY + days(1)), False, id="some day of the week-end"),
        pytest.param(tell(Stage.HELD, kind=Kind.TALKS, end_day=DAY + days(1)), False, id="talks"),
        pytest.param(tell(red=400), False, id="one day"),
    ],
)
def test_is_a_deal(report: Report, deal: bool) -> None:
    assert is_framework(report.claim) is deal


def agreed(number: int, *, stage: Stage = Stage.AGREED, entry_id: int | None = None) -> Development:
    return known(tell(stage, day=None, red=number, blue=number, at=NOON - days(3), entry_id=entry_id), id=9)


@pytest.mark.parametrize(
    ("deal", "stage", "found"),
    [
        pytest.param(agreed(400), known(tell(red=180)), True, id="agreed shortly before, much larger"),
        pytest.param(agreed(157), known(tell(red=100)), False, id="no round number"),
        pytest.param(agreed(260), known(tell(red=130, blue=130)), True, id="half of it"),
        pytest.param(agreed(260), known(tell(red=130, blue=100)), False, id="half of it to one side alone"),
        pytest.param(agreed(100), known(tell(red=60)), False, id="too small for stages"),
        pytest.param(agreed(400), known(tell(red=380)), False, id="nearly all of it at once"),
        pytest.param(agreed(400, stage=Stage.PLANNED), known(tell(red=180)), False, id="planned for a day"),
        pytest.param(agreed(400), known(tell(red=180, day=DAY + days(30), at=NOON + days(30))), False, id="long ago"),
        pytest.param(agreed(400), known(tell(Stage.POSTPONED, red=180)), False, id="put off"),
        pytest.param(
            known(tell(red=1000, end_day=DAY + days(2)), framework=True, id=9),
            known(tell(red=307, day=DAY + days(1))),
            True,
            id="within its days",
        ),
        pytest.param(
            known(tell(Stage.AGREED, figures=[of_deal(1000, "RE")], entry_id=5), framework=True, id=9),
            known(tell(red=307, day=DAY + days(1), entry_id=5)),
            True,
            id="told of together",
        ),
        pytest.param(
            known(tell(Stage.AGREED, figures=[of_deal(1000, "RE")]), framework=True, id=9),
            known(tell(red=307, day=DAY + days(20), figures=[of_deal(1000, "RE")])),
            True,
            id="named by its figure",
        ),
        pytest.param(
            known(tell(Stage.UNDER_WAY, figures=[of_deal(1000, "RE")]), framework=True, id=9),
            known(tell(red=307)),
            True,
            id="the day on which it began",
        ),
        pytest.param(
            known(tell(figures=[of_deal(1000, "RE")]), framework=True, id=9),
            known(tell(red=307)),
            False,
            id="the day on which it was completed",
        ),
        pytest.param(
            known(tell(Stage.AGREED, figures=[of_deal(1000, "RE")]), framework=True, id=9),
            known(tell(red=307, day=DAY + days(20))),
            False,
            id="nothing ties them",
        ),
        pytest.param(
            known(tell(Stage.UNDER_WAY, figures=[of_deal(1000, "RE")]), framework=True, id=9),
            known(tell(red=307, day=DAY + days(20))),
            False,
            id="weeks after it began",
        ),
        pytest.param(
            known(tell(Stage.AGREED, figures=[of_deal(1000, "RE")]), framework=True, id=9),
            known(tell(red=307)),
            False,
            id="agreed on that day",
        ),
    ],
)
def test_stage_of(deal: Development, stage: Development, found: bool) -> None:
    assert (deal_of(stage, [stage, deal], SIDES) is not None) is found


def lot(number: int, day: int, **more: object) -> Development:
    return known(tell(red=number, blue=number, day=DAY + days(day), at=NOON + days(day)), **more)


@pytest.mark.parametrize(
    ("last", "found"),
    [
        pytest.param(lot(120, 1, id=3), True, id="all that was left, the next day"),
        pytest.param(lot(110, 1, id=3), False, id="less than was left"),
        pytest.param(lot(120, 0, id=3), False, id="on the day of the other"),
        pytest.param(lot(120, 9, id=3), False, id="long after it"),
        pytest.param(known(tell(Stage.PLANNED, red=120, blue=120, day=DAY + days(1)), id=3), False, id="planned"),
    ],
)
def test_what_completes_a_deal_is_a_stage_of_it(last: Development, found: bool) -> None:
    deal = known(
        tell(
            Stage.UNDER_WAY,
            day=DAY - days(20),
            figures=[of_deal(240, "RE"), of_deal(240, "BL")],
            at=NOON - days(20),
        ),
        framework=True,
        id=9,
    )
    assert (deal_of(last, [deal, lot(120, 0, id=2, parent=9), last], SIDES) is not None) is found


def test_how_far_it_has_come() -> None:
    deal = known(tell(Stage.AGREED, figures=[of_deal(400, "RE"), of_deal(400, "BL")]), framework=True)
    first, last = known(tell(red=180, blue=180)), known(tell(red=220, blue=220, day=DAY + days(1)))
    planned = known(tell(Stage.PLANNED, red=220))
    assert progressed(deal, [], SIDES).stage is Stage.AGREED
    assert progressed(deal, [planned], SIDES).stage is Stage.AGREED
    assert progressed(deal, [first, planned], SIDES).stage is Stage.UNDER_WAY
    assert progressed(deal, [first, last], SIDES).stage is Stage.COMPLETED


def test_what_is_called_off_stays_so() -> None:
    off = known(tell(Stage.CANCELLED, figures=[of_deal(400, "RE")]), framework=True)
    assert progressed(off, [known(tell(red=180))], SIDES).stage is Stage.CANCELLED
