"""A report that says nothing else is taken in without working all out anew: with the same result, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.resolution.agreeing import is_plain, with_one_more
from bot.resolution.compare import profile
from bot.resolution.fits import Known
from bot.resolution.shown import show
from storage.vocabulary import Development, Figure, Kind, Outcome, Qualifier, Report, Scope, Stage, Target
from tests.telling import DAY, DOSSIER, NOON, civilians, days, hours, known, of_deal, official, soldiers, tell

PARTIES = st.sampled_from(["RE", "BL", None])
PLAIN = (Scope.TOTAL, Scope.MILITARY, Scope.CIVILIANS, Scope.COMBINED)
FIGURES = st.lists(
    st.builds(
        Figure, st.sampled_from([100, 157]), PARTIES, st.sampled_from(PLAIN), st.sampled_from(list(Qualifier)[:2])
    ),
    min_size=1,
    max_size=2,
)
STAGES = (Stage.UNDER_WAY, Stage.AGREED, Stage.SCHEDULED, Stage.DENIED)
OTHERWISE: dict[str, st.SearchStrategy[object]] = {
    "stage": st.sampled_from(STAGES),
    "day": st.sampled_from([None, DAY + days(1)]),
    "end_day": st.sampled_from([DAY + days(1), DAY + days(2)]),
    "red": st.sampled_from([None, 100]),
    "figures": FIGURES.map(tuple),
    "at": st.integers(-9, 9).map(lambda past: NOON + hours(past)),
    "seen": st.just(NOON - hours(1)),
    "origins": st.sampled_from([(), (official("BL"),), (official("RE"), official("GO"))]),
    "place": st.sampled_from(["Here", "There"]),
    "round": st.sampled_from([1, 2]),
    "parties": st.sampled_from([("RE",), ("RE", "BL"), ("BL", "RE")]),
    "mediators": st.sampled_from([("GO",), ("XX",), ("GO", "XX")]),
    "outcome": st.sampled_from(list(Outcome)),
    "targets": st.just((Target("power station", "Here"),)),
    "background": st.just(True),
    "inconsistent": st.just(True),
    "record_id": st.just("r1"),
}
"""In what a report may differ from what most say."""


@st.composite
def report(draw: st.DrawFn, kind: Kind, most: int, **more: object) -> Report:
    """What most say, said otherwise in a few things."""
    slots = draw(st.lists(st.sampled_from(list(OTHERWISE)), max_size=most))
    usual: dict[str, object] = {"red": 157, "origins": (official("RE"),), "outlet": draw(st.sampled_from("ABCDEF"))}
    return tell(**{"kind": kind, **usual, **{slot: draw(OTHERWISE[slot]) for slot in slots}, **more})  # type: ignore[arg-type]


@st.composite
def telling(draw: st.DrawFn) -> tuple[list[Report], Report]:
    """Some reports, and one more that came after them."""
    kind = draw(st.sampled_from([Kind.EXCHANGE, Kind.TALKS, Kind.STRIKES]))
    first = draw(st.lists(report(kind, 2), min_size=1, max_size=7))
    return first, draw(report(kind, 2, at=NOON + hours(10)) | report(kind, 1))


@settings(max_examples=1000, deadline=None)
@given(telling(), st.sampled_from([None, "low"]))
def test_it_is_as_if_all_had_been_worked_out(given: tuple[list[Report], Report], confidence: str | None) -> None:
    first, one = given
    shown = known(*first, confidence=confidence)
    more = Known.of(shown, DOSSIER, plain=is_plain(shown)).joined(one, DOSSIER)
    if more is not None:
        whole = show(replace(shown, reports=(*shown.reports, one)), DOSSIER)
        assert more.development == whole
        assert more.profile == profile(whole, DOSSIER.sides)
        assert is_plain(whole)


def joins(shown: Development, one: Report) -> bool:
    return is_plain(shown) and with_one_more(shown, one, DOSSIER) is not None


def test_what_all_say_is_said_once_more() -> None:
    shown = known(tell(red=157, blue=157, by="RE"), tell(red=157, blue=157, outlet="B"))
    assert joins(shown, tell(red=157, outlet="C", at=NOON + hours(1)))
    assert joins(shown, tell(day=None, by="RE", outlet="D", at=NOON + hours(2)))


@pytest.mark.parametrize(
    "one",
    [
        pytest.param(tell(red=158, at=NOON + hours(1)), id="another figure"),
        pytest.param(tell(red=157, figures=[soldiers(100, "RE")], at=NOON + hours(1)), id="a part of it"),
        pytest.param(tell(figures=[civilians(3, "BL")], at=NOON + hours(1)), id="a part of what is not known"),
        pytest.param(tell(red=157, day=DAY + days(1), at=NOON + hours(1)), id="another day"),
        pytest.param(tell(Stage.UNDER_WAY, red=157, at=NOON + hours(1)), id="another stage"),
        pytest.param(tell(Stage.DENIED, red=157, at=NOON + hours(1)), id="it is off"),
        pytest.param(tell(red=157, by="BL", at=NOON + hours(1)), id="the other side's word"),
        pytest.param(tell(red=157, mediators=("GO",), at=NOON + hours(1)), id="a mediator"),
        pytest.param(tell(red=157, place="Here", by="RE", at=NOON + hours(1)), id="a place, by an official"),
        pytest.param(tell(red=157, at=NOON - hours(1)), id="it was told before the others"),
        pytest.param(tell(red=157, background=True, at=NOON + hours(1)), id="background"),
    ],
)
def test_what_may_change_something_is_worked_out(one: Report) -> None:
    assert not joins(known(tell(red=157, by="RE")), one)


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(known(tell(figures=[of_deal(1000, "RE")]), framework=True), id="a deal in stages"),
        pytest.param(known(tell(red=157, background=True)), id="background alone"),
        pytest.param(known(tell(red=157), tell(Stage.DENIED)), id="a denial"),
        pytest.param(known(tell(red=157), tell(red=3, inconsistent=True)), id="what does not add up"),
    ],
)
def test_what_is_not_plain_is_worked_out(shown: Development) -> None:
    assert not joins(shown, tell(red=157, at=NOON + hours(1)))
