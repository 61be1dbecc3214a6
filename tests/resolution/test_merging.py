"""Which development a report is about (Rule M), by the number of the rule."""

from __future__ import annotations

from datetime import date

import pytest

from bot.resolution.decide import Decision, Ignored, New, Same, Unsure, decide, in_order
from bot.resolution.frameworks import is_deal
from storage.vocabulary import Development, Figure, Kind, Report, Scope, Stage, Target
from tests.telling import DAY, DOSSIER, NOON, civilians, days, hours, known, of_deal, tell

NEXT = DAY + days(1)


def placed(report: Report, *developments: Development, reviewed: bool = False) -> Decision:
    return decide(report, developments, dossier=DOSSIER, reviewed=reviewed)


def joins(report: Report, *developments: Development) -> int | None:
    """The id that it joins, None where it joins nothing."""
    found = placed(report, *developments)
    return found.development_id if isinstance(found, Same) else None


class TestDays:
    def test_one_day_is_one_event_whatever_the_figures(self) -> None:
        found = placed(tell(red=114, blue=114), known(tell(red=144)))
        assert isinstance(found, Same)
        assert found.rule == "same day"
        assert "on the same day" in found.reasons

    def test_another_kind_is_another_event(self) -> None:
        assert isinstance(placed(tell(kind=Kind.BODIES, red=157), known(tell(red=157))), New)

    def test_midnight_and_zones(self) -> None:
        assert joins(tell(day=NEXT, red=157), known(tell(red=157))) == 1

    def test_the_next_day_with_other_figures_is_the_next_stage(self) -> None:
        assert isinstance(placed(tell(day=NEXT, red=307), known(tell(red=390))), New)

    def test_the_next_day_without_figures_says_nothing(self) -> None:
        assert isinstance(placed(tell(day=NEXT), known(tell(red=390))), New)

    def test_bodies_come_in_round_numbers_day_after_day(self) -> None:
        before = known(tell(kind=Kind.BODIES, red=1200))
        assert isinstance(placed(tell(kind=Kind.BODIES, red=1200, day=NEXT), before), New)
        assert joins(tell(kind=Kind.BODIES, red=1212, day=NEXT), known(tell(kind=Kind.BODIES, red=1212))) == 1

    def test_a_late_report_joins_the_event_of_its_day(self) -> None:
        assert joins(tell(red=157, at=NOON + days(4)), known(tell(red=157))) == 1

    def test_said_to_be_done_on_a_day_to_come(self) -> None:
        assert isinstance(placed(tell(day=DAY + days(5))), Ignored)


class TestConflict:
    REPORT = tell(red=300, blue=310, by="RE")
    KNOWN = known(tell(red=157, blue=160))

    def test_without_an_admin_it_joins_and_says_so(self) -> None:
        found = placed(self.REPORT, self.KNOWN)
        assert isinstance(found, Same)
        assert found.conflict

    def test_with_an_admin_it_is_left_open(self) -> None:
        found = placed(self.REPORT, self.KNOWN, reviewed=True)
        assert isinstance(found, Unsure)
        assert found.candidates == (1,)

    def test_an_outlet_alone_is_no_such_doubt(self) -> None:
        assert isinstance(placed(tell(red=300, blue=310), self.KNOWN, reviewed=True), Same)

    def test_one_side_alone_is_no_such_doubt(self) -> None:
        assert isinstance(placed(tell(red=300, by="RE"), self.KNOWN, reviewed=True), Same)


class TestAnnounced:
    PLANNED = known(tell(Stage.PLANNED, red=150, blue=150, at=NOON - hours(5)))

    def test_it_is_carried_out_on_its_day(self) -> None:
        assert joins(tell(red=150), self.PLANNED) == 1
        assert joins(tell(), self.PLANNED) == 1

    def test_it_turns_out_otherwise(self) -> None:
        """On its very day, whatever the figures; two on one day hardly ever happen."""
        assert joins(tell(red=112, blue=4), self.PLANNED) == 1
        done = known(tell(red=112, blue=4), id=2)
        assert joins(tell(red=130, blue=130), self.PLANNED, done) == 2, "done comes before planned"

    def test_but_not_what_may_be_the_first_stage_of_a_deal(self) -> None:
        agreed = known(tell(Stage.AGREED, red=300, blue=300, at=NOON - hours(5)))
        assert isinstance(placed(tell(red=140), agreed), New)

    def test_its_day_slipped(self) -> None:
        assert joins(tell(day=DAY + days(4), red=150, blue=150, at=NOON + days(4)), self.PLANNED) == 1
        assert isinstance(placed(tell(day=DAY + days(4), red=90, at=NOON + days(4)), self.PLANNED), New)
        assert isinstance(placed(tell(day=DAY + days(4), at=NOON + days(4)), self.PLANNED), New)

    def test_not_after_two_weeks(self) -> None:
        assert isinstance(placed(tell(day=DAY + days(20), red=150, blue=150, at=NOON + days(20)), self.PLANNED), New)

    def test_a_next_one_soon_is_not_the_last_one(self) -> None:
        soon = tell(Stage.PLANNED, day=None, at=NOON + hours(3))
        assert isinstance(placed(soon, known(tell(red=157))), New)

    def test_done_today_is_not_what_is_planned_for_tomorrow(self) -> None:
        planned = known(tell(Stage.PLANNED, day=NEXT))
        assert isinstance(placed(tell(day=None), planned), New)


class TestUndated:
    """Rule M, 7: figures decide among what news has touched in the last three days."""

    def test_same_figures(self) -> None:
        found = placed(tell(day=None, red=157, at=NOON + days(2)), known(tell(red=157)))
        assert isinstance(found, Same)
        assert found.score == 7

    def test_a_part(self) -> None:
        found = placed(tell(day=None, red=150, at=NOON + days(2)), known(tell(red=157)))
        assert isinstance(found, Same)
        assert found.score == 5

    def test_no_figures(self) -> None:
        found = placed(tell(day=None, at=NOON + days(2)), known(tell(red=157)))
        assert isinstance(found, Same)
        assert found.score == 3

    def test_other_figures_are_another_event(self) -> None:
        assert isinstance(placed(tell(day=None, red=300), known(tell(red=157))), New)

    def test_two_candidates_and_no_figure_is_left_open(self) -> None:
        one, other = known(tell(red=157), id=1), known(tell(red=90, day=NEXT, at=NOON + days(1)), id=2)
        found = placed(tell(day=None, at=NOON + days(1)), one, other)
        assert isinstance(found, Unsure)
        assert found.candidates == (1, 2)

    def test_figures_decide_between_two(self) -> None:
        one, other = known(tell(red=157), id=1), known(tell(red=90, day=NEXT, at=NOON + days(1)), id=2)
        assert joins(tell(day=None, red=157, at=NOON + days(1)), one, other) == 1

    def test_a_tie_goes_to_what_was_touched_last(self) -> None:
        one, other = known(tell(red=150), id=1), known(tell(red=150, day=DAY + days(3), at=NOON + days(3)), id=2)
        assert joins(tell(day=None, red=150, at=NOON + days(3)), one, other) == 2

    def test_long_ago_is_another_event(self) -> None:
        assert isinstance(placed(tell(day=None, red=157, at=NOON + days(9)), known(tell(red=157))), New)

    def test_a_dated_report_joins_an_event_known_without_a_day(self) -> None:
        undated = known(tell(day=None, red=46, at=NOON))
        assert joins(tell(day=DAY, red=46), undated) == 1


class TestDeniedAhead:
    """Who denies an exchange planned for Saturday calls it off, days before."""

    PLAN = tell(Stage.PLANNED, day=DAY + days(3), red=250, by="RE")

    def test_it_joins_the_plan(self) -> None:
        assert joins(tell(Stage.DENIED, day=DAY + days(3), by="BL", at=NOON + hours(4)), known(self.PLAN)) == 1

    def test_it_is_nothing_where_nothing_was_planned(self) -> None:
        other = known(tell(Stage.PLANNED, day=DAY + days(9), red=250, by="RE"))
        assert isinstance(placed(tell(Stage.DENIED, day=DAY + days(3), by="BL"), other), Ignored)


class TestRecalled:
    """Rule M, 10: what is only looked back at is never news."""

    def test_background_joins_the_event_of_its_day(self) -> None:
        found = placed(tell(background=True, red=49, at=NOON + days(9)), known(tell(red=49)))
        assert isinstance(found, Same)
        assert found.recalled

    def test_background_of_something_unknown_is_nothing(self) -> None:
        assert isinstance(placed(tell(background=True, red=49)), Ignored)

    def test_undated_background_is_found_by_its_figures(self) -> None:
        assert joins(tell(background=True, day=None, red=49, at=NOON + days(30)), known(tell(red=49))) == 1
        found = placed(tell(background=True, day=None, red=50, at=NOON + days(30)), known(tell(red=49)))
        assert isinstance(found, Ignored)

    def test_an_equal_pair_without_a_day_is_recalled(self) -> None:
        found = placed(tell(day=None, red=157, blue=157, at=NOON + days(30)), known(tell(red=157, blue=157)))
        assert isinstance(found, Same)
        assert found.recalled

    @pytest.mark.parametrize(
        "report",
        [
            pytest.param(tell(day=None, red=157, blue=157, fresh=True, at=NOON + days(30)), id="a fresh day cue"),
            pytest.param(tell(day=None, red=157, at=NOON + days(30)), id="one figure is no pair"),
            pytest.param(tell(day=None, red=157, blue=157, at=NOON + days(60)), id="too long ago"),
        ],
    )
    def test_but_not(self, report: Report) -> None:
        assert isinstance(placed(report, known(tell(red=157, blue=157))), New)


class TestDeals:
    """Rule M, 3 (second exception) and 9."""

    def test_a_round_thousand_is_the_deal_not_the_day(self) -> None:
        assert isinstance(placed(tell(red=1000, blue=1000), known(tell(red=307))), New)
        assert isinstance(placed(tell(red=307), known(tell(red=1000, blue=1000))), New)

    def test_round_hundreds_over_several_days_are_a_deal(self) -> None:
        told = tell(red=400, blue=400, end_day=NEXT)
        assert placed(told, known(tell(red=180))) == New(reasons=("no known development fits",))
        assert is_deal(known(told), [], list, DOSSIER)

    def test_its_figures_find_it(self) -> None:
        agreed = known(tell(Stage.AGREED, day=None, red=400, blue=400, at=NOON - days(3)), id=1)
        first = known(tell(red=180), id=2)
        assert joins(tell(red=400, blue=400, end_day=NEXT, at=NOON + days(1)), agreed, first) == 1

    def test_a_stage_is_not_the_deal(self) -> None:
        deal = known(tell(Stage.AGREED, day=None, figures=[of_deal(1000, "RE")]), framework=True)
        assert isinstance(placed(tell(red=307), deal), New)
        assert isinstance(placed(tell(), deal), New)

    def test_what_was_agreed_and_what_came_of_it_told_in_one_entry(self) -> None:
        """'The exchange agreed in Geneva is over: 500 each': one deal, not one that is announced once more."""
        told = tell(red=500, blue=500, entry_id=7)
        deal = known(tell(Stage.AGREED, day=None, figures=[of_deal(500, "RE")]), told, framework=True)
        assert joins(tell(Stage.AGREED, day=None, red=500, blue=500, entry_id=7), deal) == 1

    def test_the_deal_named_beside_the_days_figure(self) -> None:
        stage = known(tell(red=307))
        assert joins(tell(red=307, figures=[of_deal(1000, "RE")]), stage) == 1


class TestCalledOff:
    def test_a_postponement_joins_what_was_planned(self) -> None:
        planned = known(tell(Stage.PLANNED, red=500, at=NOON - days(2)))
        assert joins(tell(Stage.POSTPONED), planned) == 1
        assert joins(tell(Stage.CANCELLED, day=None), planned) == 1

    def test_a_denial_joins_what_was_said_to_be_done(self) -> None:
        assert joins(tell(Stage.DENIED), known(tell(red=94, blue=95))) == 1
        assert joins(tell(Stage.DENIED, day=None, at=NOON + days(1)), known(tell(red=94, blue=95))) == 1

    def test_a_denial_of_another_day_does_not(self) -> None:
        assert isinstance(placed(tell(Stage.DENIED, day=NEXT), known(tell(red=94))), New)

    def test_a_denial_comes_first(self) -> None:
        assert joins(tell(red=94, blue=95), known(tell(Stage.DENIED))) == 1


class TestOneEntry:
    def test_its_claims_are_of_different_events(self) -> None:
        first = tell(red=49, day=None, entry_id=7)
        assert isinstance(placed(tell(red=49, day=DAY, entry_id=7), known(first)), New)

    def test_but_not_those_of_one_day(self) -> None:
        assert joins(tell(blue=49, entry_id=7), known(tell(red=49, entry_id=7))) == 1

    def test_nor_the_same_figures_a_day_apart(self) -> None:
        joint = [Figure(234, None, Scope.COMBINED)]
        first = known(tell(figures=joint, entry_id=7))
        assert joins(tell(figures=joint, day=NEXT, entry_id=7), first) == 1

    def test_its_later_wording_is_of_the_same(self) -> None:
        later = tell(red=144, day=None, entry_id=7, seen=NOON + hours(2))
        assert joins(later, known(tell(red=114, day=None, entry_id=7), tell(red=144))) == 1


class TestTalks:
    """Rule M, 12."""

    HELD = known(tell(Stage.HELD, kind=Kind.TALKS, end_day=NEXT, place="Abu Dhabi", parties=("RE", "BL")))

    @pytest.mark.parametrize(
        ("more", "expected"),
        [
            pytest.param({"day": NEXT, "place": "Abu Dhabi"}, 1, id="spans overlap"),
            pytest.param({"day": DAY, "place": None}, 1, id="place unknown"),
            pytest.param(
                {"day": DAY + days(2), "place": "Abu Dhabi", "at": NOON + days(2)}, 1, id="one day apart, same place"
            ),
            pytest.param(
                {"day": DAY + days(2), "place": None, "at": NOON + days(2)}, None, id="one day apart, place unknown"
            ),
            pytest.param({"day": DAY, "place": "Geneva"}, None, id="a different place is another round"),
            pytest.param({"day": None, "place": "Abu Dhabi", "at": NOON + days(2)}, 1, id="undated, same place"),
            pytest.param({"day": DAY, "parties": ("RE", "GO")}, None, id="one side with a third party"),
            pytest.param({"day": DAY, "parties": ("RE", "BL", "GO")}, 1, id="one more at the table"),
        ],
    )
    def test_rounds(self, more: dict[str, object], expected: int | None) -> None:
        assert joins(tell(Stage.HELD, kind=Kind.TALKS, **more), self.HELD) == expected

    def test_round_numbers_differ(self) -> None:
        first = known(tell(Stage.HELD, kind=Kind.TALKS, place="Abu Dhabi", round=1))
        assert joins(tell(Stage.HELD, kind=Kind.TALKS, place="Abu Dhabi", round=2), first) is None

    def test_the_next_round_is_not_the_one_just_held(self) -> None:
        soon = tell(Stage.SCHEDULED, kind=Kind.TALKS, day=None, place="Abu Dhabi", at=NOON + days(1))
        assert joins(soon, self.HELD) is None

    def test_what_was_awaited_without_a_day_is_held(self) -> None:
        awaited = known(tell(Stage.SCHEDULED, kind=Kind.TALKS, day=None, place="Abu Dhabi", at=NOON - days(9)))
        assert joins(tell(Stage.HELD, kind=Kind.TALKS, place="Abu Dhabi"), awaited) == 1

    def test_once_the_day_that_was_awaited_has_passed_the_next_ones_are_others(self) -> None:
        awaited = known(tell(Stage.SCHEDULED, kind=Kind.TALKS, day=NEXT, place=None))
        further = tell(Stage.PROPOSED, kind=Kind.TALKS, day=None, place="Geneva", at=NOON + days(2))
        assert joins(further, awaited) is None
        before = tell(Stage.PROPOSED, kind=Kind.TALKS, day=None, place="Geneva", at=NOON)
        assert joins(before, awaited) == 1

    def test_called_off(self) -> None:
        awaited = known(tell(Stage.SCHEDULED, kind=Kind.TALKS, day=None, place="Budapest", at=NOON - days(5)))
        assert joins(tell(Stage.POSTPONED, kind=Kind.TALKS, day=None, place="Budapest"), awaited) == 1

    def test_long_past_talks_recalled(self) -> None:
        assert isinstance(placed(tell(Stage.HELD, kind=Kind.TALKS, day=date(2025, 6, 2), background=True)), Ignored)


class TestStrikes:
    def test_one_a_day_and_place(self) -> None:
        first = known(tell(kind=Kind.STRIKES, targets=(Target("a power plant", "Northport"),)))
        same = tell(kind=Kind.STRIKES, targets=(Target("substations", "Northport"),))
        elsewhere = tell(kind=Kind.STRIKES, targets=(Target("a depot", "Southport"),))
        assert joins(same, first) == 1
        assert joins(tell(kind=Kind.STRIKES), first) == 1
        assert joins(elsewhere, first) is None
        assert joins(tell(kind=Kind.STRIKES, day=NEXT), first) is None


def test_words_about_events_are_no_event() -> None:
    assert isinstance(placed(tell(Stage.PROPOSED, kind=Kind.STATEMENT, day=None)), Ignored)


def test_civilians_by_their_figure() -> None:
    first = known(tell(kind=Kind.CIVILIANS, day=None, blue=46, figures=[civilians(46, "BL")]))
    assert joins(tell(kind=Kind.CIVILIANS, blue=46), first) == 1


def test_children_counted_jointly_then_by_side() -> None:
    first = known(tell(kind=Kind.CHILDREN, figures=[Figure(8, None, Scope.COMBINED)]))
    assert joins(tell(kind=Kind.CHILDREN, red=7, blue=1), first) == 1


def test_the_order_of_decision_follows_from_the_reports_alone() -> None:
    reports = [
        tell(background=True, red=1),
        tell(Stage.PLANNED, day=None),
        tell(Stage.DENIED),
        tell(Stage.PLANNED),
        tell(day=None),
        tell(),
    ]
    expected = [reports[5], reports[3], reports[2], reports[4], reports[1], reports[0]]
    assert in_order(reports) == expected
    assert in_order(reversed(reports)) == expected
