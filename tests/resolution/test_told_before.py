"""What follows from when something was told: an event told of as done is not one of a later day (Rule M, 7 and 9)."""

from __future__ import annotations

from bot.resolution.decide import New, Same, decide
from bot.resolution.frameworks import deal_of
from storage.vocabulary import Stage
from tests.telling import DAY, DOSSIER, NOON, days, hours, known, tell

SIDES = DOSSIER.sides


def test_done_before_the_day_of_another() -> None:
    told = known(tell(day=None, at=NOON - days(2)))
    assert isinstance(decide(tell(day=DAY), [told], dossier=DOSSIER), New)


def test_done_and_dated_the_same_day_is_one() -> None:
    told = known(tell(day=None, at=NOON - hours(2)))
    assert isinstance(decide(tell(day=DAY), [told], dossier=DOSSIER), Same)


def test_an_undated_report_from_before_is_of_another() -> None:
    event = known(tell(day=DAY))
    assert isinstance(decide(tell(day=None, at=NOON - days(1)), [event], dossier=DOSSIER), New)
    assert isinstance(decide(tell(day=None, at=NOON + days(1)), [event], dossier=DOSSIER), Same)


def test_a_joint_figure_of_some_contradicts_no_totals() -> None:
    event = known(tell(red=215, blue=55, joint=200))
    assert isinstance(decide(tell(red=215, blue=55, day=DAY + days(1)), [event], dossier=DOSSIER), Same)


def test_a_joint_figure_that_is_one_sides_contradicts_no_totals() -> None:
    event = known(tell(red=277, blue=246), tell(red=277, joint=246))
    assert isinstance(decide(tell(red=277, blue=261, day=None), [event], dossier=DOSSIER), Same)


def test_what_was_announced_jointly_contradicts_no_equal_pair() -> None:
    event = known(tell(Stage.AGREED, day=None, joint=200), tell(red=215, blue=55))
    assert isinstance(decide(tell(red=215, blue=55, day=DAY + days(1)), [event], dossier=DOSSIER), Same)


def test_a_deal_agreed_now_has_no_stage_told_beside_it() -> None:
    agreed = tell(Stage.AGREED, day=None, red=1200, blue=1200, entry_id=5)
    done = tell(red=250, blue=250, entry_id=5)
    assert deal_of(known(done), [known(agreed, id=9)], SIDES) is None
    before = tell(Stage.AGREED, day=None, red=1200, blue=1200, entry_id=4, at=NOON - days(2))
    assert deal_of(known(done), [known(before, agreed, id=9)], SIDES) is not None


def test_a_stage_told_first_is_one_of_the_deal() -> None:
    done = tell(red=250, blue=250, entry_id=5)
    agreed = tell(Stage.AGREED, day=None, red=1200, blue=1200, entry_id=5)
    assert deal_of(known(done), [known(agreed, id=9)], SIDES) is not None


def test_what_is_planned_for_the_day_after_is_no_deal_of_its_own_first_lot() -> None:
    """One entry tells '200 each today, another 300 on Friday', of which somebody had said that it was agreed."""
    together = {"entry_id": 7, "seen": NOON}
    done = tell(red=200, blue=200, by="RE", **together)
    agreed = tell(Stage.AGREED, day=None, by="BL", at=NOON - hours(1), entry_id=6)
    planned = tell(Stage.PLANNED, day=DAY + days(1), red=300, blue=300, by="RE", **together)
    assert deal_of(known(done), [known(agreed, planned, id=9)], SIDES) is None
    for_today = tell(Stage.PLANNED, day=DAY, red=300, blue=300, by="RE", **together)
    assert deal_of(known(done), [known(agreed, for_today, id=9)], SIDES) is not None
