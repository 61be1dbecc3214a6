"""What was put off and took place is one event; a plan made after an equal exchange is of another."""

from __future__ import annotations

from dataclasses import replace

from bot.resolution.decide import New, Same, decide
from storage.vocabulary import Development, Report, Stage
from tests.telling import DAY, DOSSIER, NOON, days, hours, known, tell

DONE = known(tell(red=50, blue=50))
WEEK_ON = DAY + days(7)


def planned(number: int, at: int) -> Report:
    return tell(Stage.PLANNED, day=WEEK_ON, red=number, blue=number, at=NOON + days(at))


def test_a_plan_made_since_is_another_exchange() -> None:
    assert isinstance(decide(planned(50, 7), [DONE], dossier=DOSSIER), New)


def test_a_plan_made_before_was_of_what_took_place() -> None:
    before = known(tell(Stage.PLANNED, day=DAY, red=50, blue=50, at=NOON - days(2)))
    late = tell(red=50, blue=50, day=DAY + days(3), at=NOON + days(3))
    assert isinstance(decide(late, [before], dossier=DOSSIER), Same)


def put_off() -> Development:
    return known(tell(Stage.POSTPONED, at=NOON - hours(20)))


def test_what_was_put_off_took_place() -> None:
    done = tell(red=115, blue=110, day=DAY + days(6), at=NOON + days(6))
    assert isinstance(decide(done, [put_off()], dossier=DOSSIER), Same)


def test_what_took_place_long_after_was_another() -> None:
    done = tell(red=115, blue=110, day=DAY + days(20), at=NOON + days(20))
    assert isinstance(decide(done, [put_off()], dossier=DOSSIER), New)


def test_a_new_day_is_set_for_what_was_put_off() -> None:
    anew = tell(Stage.PLANNED, day=DAY + days(1), at=NOON - hours(4))
    assert isinstance(decide(anew, [put_off()], dossier=DOSSIER), Same)
    other = known(tell(Stage.POSTPONED, red=200, blue=200, at=NOON - hours(20)))
    fewer = tell(Stage.PLANNED, day=DAY + days(1), red=50, blue=50, at=NOON - hours(4))
    assert isinstance(decide(fewer, [other], dossier=DOSSIER), New)


def test_what_one_entry_tells_as_put_off_is_not_what_it_tells_as_done() -> None:
    done = known(tell(red=50, blue=50, entry_id=7))
    off = tell(Stage.POSTPONED, day=None, entry_id=7)
    assert isinstance(decide(off, [done], dossier=DOSSIER), New)
    denied = tell(Stage.DENIED, day=None, entry_id=7)
    assert isinstance(decide(denied, [done], dossier=DOSSIER), Same)


def test_a_second_group_without_a_day_is_not_the_first_one() -> None:
    first = known(tell(red=50, blue=50))
    second = tell(day=None, red=50, at=NOON + days(2))
    assert isinstance(decide(second, [first], dossier=DOSSIER), Same)
    assert isinstance(decide(replace(second, claim=replace(second.claim, fresh=True)), [first], dossier=DOSSIER), New)


def test_a_second_group_is_not_the_first_one_though_neither_has_a_day() -> None:
    first = known(tell(day=None, red=50))
    second = tell(day=None, blue=50, at=NOON + days(2))
    assert isinstance(decide(second, [first], dossier=DOSSIER), Same)
    fresh = replace(second, claim=replace(second.claim, fresh=True))
    assert isinstance(decide(fresh, [first], dossier=DOSSIER), New)
    same_day = replace(fresh, published=NOON + hours(5))
    assert isinstance(decide(same_day, [first], dossier=DOSSIER), Same)


def test_a_plan_made_since_is_another_exchange_than_one_without_a_day() -> None:
    done = known(tell(day=None, red=50, blue=50))
    assert isinstance(decide(planned(50, 7), [done], dossier=DOSSIER), New)
    assert isinstance(decide(tell(Stage.PLANNED, day=DAY, red=50, blue=50, at=NOON), [done], dossier=DOSSIER), Same)
