"""Whether a development is a deal in stages: worked out from the reports that stand, never kept (Rule M, 9)."""

from __future__ import annotations

import pytest

from bot.resolution.decide import New, Same, decide
from bot.resolution.frameworks import is_deal
from storage.vocabulary import Development, Report, Stage
from tests.telling import DAY, DOSSIER, NOON, days, hours, known, of_deal, tell

LAST = DAY + days(1)


def lot(outlet: str, **more: object) -> Report:
    return tell(**{"red": 300, "blue": 300, "outlet": outlet, **more})  # type: ignore[arg-type]


def whole(outlet: str, stage: Stage = Stage.COMPLETED, **more: object) -> Report:
    return tell(stage, **{"figures": [of_deal(300, "RE"), of_deal(300, "BL")], "outlet": outlet, **more})  # type: ignore[arg-type]


BOTH_DAYS = lot("A", end_day=LAST)
AGREED = whole("A", Stage.AGREED, day=None, at=NOON - days(2))


@pytest.mark.parametrize(
    ("reports", "deal"),
    [
        pytest.param([AGREED], True, id="agreed"),
        pytest.param([BOTH_DAYS], True, id="round hundreds over two days"),
        pytest.param([BOTH_DAYS, lot("B")], True, id="as many tell of a lot"),
        pytest.param([BOTH_DAYS, lot("B"), lot("B")], True, id="one outlet, twice"),
        pytest.param([BOTH_DAYS, lot("B"), lot("C")], False, id="more tell of a lot"),
        pytest.param([BOTH_DAYS, lot("B"), lot("C", day=None)], False, id="without a day"),
        pytest.param([BOTH_DAYS, lot("B"), lot("C", background=True)], True, id="recalled"),
        pytest.param([AGREED, lot("B")], False, id="agreed, then done at once"),
        pytest.param([AGREED, lot("B", stage=Stage.UNDER_WAY)], True, id="only begun"),
        pytest.param([AGREED, whole("B"), lot("C")], True, id="the deal is told of as done too"),
        pytest.param([lot("A"), whole("B", Stage.AGREED, day=None), lot("C")], False, id="a lot, called a deal"),
        pytest.param([lot("A"), lot("B")], False, id="nobody tells of a deal"),
    ],
)
def test_by_its_reports(reports: list[Report], deal: bool) -> None:
    for ordered in (reports, reports[::-1]):
        assert is_deal(known(*ordered), [], list, DOSSIER) is deal


def stage(red: int, before: int, *, at: Stage = Stage.COMPLETED, parent: int | None = 1) -> Development:
    day = DAY - days(before)
    return known(tell(at, red=red, day=day, at=NOON - days(before)), id=2, parent=parent)


@pytest.mark.parametrize(
    ("beside", "deal"),
    [
        pytest.param(stage(100, 1), True, id="a stage of the day before"),
        pytest.param(stage(100, -1, at=Stage.PLANNED), True, id="a stage to come"),
        pytest.param(stage(150, 4), True, id="half of it done"),
        pytest.param(stage(100, 4), False, id="something smaller, days before"),
        pytest.param(stage(200, 0, parent=None), True, id="another of that day"),
        pytest.param(stage(200, 1, parent=None), False, id="another of the day before"),
        pytest.param(stage(100, 1, at=Stage.POSTPONED), False, id="a stage put off"),
    ],
)
def test_by_what_stands_beside_it(beside: Development, deal: bool) -> None:
    done = known(AGREED, lot("B"), lot("C"))
    stages = [beside] if beside.parent else []
    assert is_deal(done, stages, lambda: [done, beside], DOSSIER) is deal


def test_no_stage_is_a_deal_and_the_record_stands() -> None:
    assert not is_deal(known(BOTH_DAYS, parent=9), [], list, DOSSIER)
    assert is_deal(known(lot("A"), framework=True, record_id="deal-x"), [], list, DOSSIER)


def test_a_few_civilians_on_top_are_of_the_same_deal() -> None:
    deal = known(tell(figures=[of_deal(500, "RE"), of_deal(500, "BL")]), framework=True, id=7)
    more = tell(day=None, figures=[of_deal(502, "RE")], at=NOON + hours(2))
    other = tell(day=None, figures=[of_deal(400, "RE")], at=NOON + hours(2))
    assert isinstance(decide(more, [deal], dossier=DOSSIER), Same)
    assert isinstance(decide(other, [deal], dossier=DOSSIER), New)
