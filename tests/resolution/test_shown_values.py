"""The values shown for a development, and what is said to have changed (RULES, 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.resolution.changes import diff
from bot.resolution.shown import show
from storage.vocabulary import ChangeType, Confirmation, Figure, Kind, Outcome, Report, Scope, Stage
from tests.telling import (
    DAY,
    DOSSIER,
    NOON,
    about,
    civilians,
    days,
    hours,
    known,
    of_deal,
    official,
    soldiers,
    tell,
)


def totals(*reports: Report) -> dict[str | None, int]:
    return {f.party: f.value for f in known(*reports).figures if f.scope in (Scope.TOTAL, Scope.COMBINED)}


class TestFigures:
    @pytest.mark.parametrize(
        ("reports", "red"),
        [
            pytest.param([tell(red=277, by="RE"), tell(red=246, by="BL"), tell(red=246)], 277, id="its own officials"),
            pytest.param([tell(red=246, by="RE"), tell(red=277, by="RE")], 277, id="their largest"),
            pytest.param([tell(red=185, outlet="A"), tell(red=205, outlet="B")], 205, id="a tie goes to the larger"),
            pytest.param(
                [tell(red=185, outlet="A"), tell(red=205, outlet="B"), tell(red=185, outlet="C")], 185, id="most say so"
            ),
            pytest.param(
                [tell(red=205, by="BL", outlet=o) for o in "ABC"] + [tell(red=185, outlet=o) for o in "DE"],
                185,
                id="ten outlets that quote one ministry are one origin",
            ),
            pytest.param([tell(figures=[soldiers(185, "RE"), civilians(20, "RE")])], 205, id="added up"),
            pytest.param([tell(red=303), tell(figures=[about(300, "RE")], outlet="B")], 303, id="exact before about"),
            pytest.param(
                [tell(figures=[about(300, "RE")], by="RE"), tell(red=296, by="RE", at=NOON + hours(1))],
                296,
                id="a side's own, roughly first",
            ),
            pytest.param(
                [tell(figures=[about(300, "RE")], by="RE"), tell(red=246, by="RE", at=NOON + hours(1))],
                300,
                id="too far from it to be the same, told roughly",
            ),
            pytest.param([tell(red=157), tell(red=49, background=True, outlet="B", by="RE")], 157, id="not background"),
            pytest.param(
                [tell(Stage.PLANNED, red=95, by="RE"), tell(red=90)], 90, id="not what was planned, once it is done"
            ),
            pytest.param(
                [tell(red=900, inconsistent=True, by="RE"), tell(red=157)], 157, id="not what contradicts itself"
            ),
        ],
    )
    def test_total(self, reports: list[Report], red: int) -> None:
        assert totals(*reports)["RE"] == red

    def test_a_plan_is_no_count_of_people_returned(self) -> None:
        assert totals(tell(Stage.PLANNED, red=95, blue=95), tell(red=95)) == {"RE": 95}

    def test_deal_and_running_totals_fill_no_slot(self) -> None:
        cumulative = Figure(8000, "RE", Scope.CUMULATIVE)
        assert totals(tell(figures=[of_deal(1000, "RE"), cumulative], red=307)) == {"RE": 307}

    def test_joint_only_where_the_sides_do_not_tell(self) -> None:
        assert totals(tell(joint=314)) == {None: 314}
        assert totals(tell(joint=314), tell(red=157)) == {"RE": 157, None: 314}
        assert totals(tell(joint=314), tell(red=157, blue=157)) == {"RE": 157, "BL": 157}

    def test_about_stays_about(self) -> None:
        figure = known(tell(figures=[about(300, "RE")])).figure("RE")
        assert figure == about(300, "RE")

    def test_parts_come_from_those_who_give_the_shown_total(self) -> None:
        shown = known(
            tell(red=154, by="RE", figures=[soldiers(146, "RE"), civilians(8, "RE")]),
            tell(red=160, figures=[soldiers(160, "RE")]),
        )
        assert shown.figure("RE", Scope.MILITARY) == soldiers(146, "RE")
        assert shown.figure("RE", Scope.CIVILIANS) == civilians(8, "RE")

    def test_parts_never_exceed_the_whole(self) -> None:
        shown = known(tell(red=100, by="RE"), tell(figures=[soldiers(120, "RE"), civilians(7, "RE")]))
        assert [f.scope for f in shown.figures] == [Scope.TOTAL, Scope.CIVILIANS]

    def test_a_deal_shows_its_own_figures(self) -> None:
        shown = known(tell(Stage.AGREED, red=400, blue=400), framework=True)
        assert shown.figures == (of_deal(400, "RE"), of_deal(400, "BL"))

    def test_the_record_was_gone_over_by_people(self) -> None:
        record = tell(red=160, record_id="ex-1", silent=True)
        assert totals(tell(red=157, by="RE"), record) == {"RE": 160}
        unsure = known(tell(red=157, by="RE"), record, confidence="low")
        assert unsure.figure("RE") == Figure(157, "RE")


class TestStage:
    @pytest.mark.parametrize(
        ("reports", "stage"),
        [
            pytest.param([tell(), tell(Stage.PLANNED, at=NOON + hours(2))], Stage.COMPLETED, id="done is done"),
            pytest.param([tell(), tell(Stage.UNDER_WAY, at=NOON + hours(2))], Stage.COMPLETED, id="completed stays"),
            pytest.param([tell(Stage.AGREED), tell(Stage.PLANNED)], Stage.PLANNED, id="the furthest plan"),
            pytest.param(
                [tell(Stage.PLANNED), tell(Stage.POSTPONED, at=NOON + hours(1))], Stage.POSTPONED, id="put off"
            ),
            pytest.param(
                [tell(Stage.POSTPONED), tell(Stage.PLANNED, at=NOON + hours(1))], Stage.PLANNED, id="a new day is set"
            ),
            pytest.param(
                [tell(Stage.POSTPONED), tell(Stage.AGREED, day=None, at=NOON + hours(1))],
                Stage.POSTPONED,
                id="a plan without a day sets none",
            ),
            pytest.param(
                [tell(Stage.POSTPONED), tell(at=NOON + hours(3))], Stage.COMPLETED, id="it took place after all"
            ),
            pytest.param(
                [tell(), tell(Stage.DENIED, by="BL", at=NOON + hours(1))], Stage.DENIED, id="officially denied"
            ),
            pytest.param(
                [tell(by="RE"), tell(Stage.DENIED, outlet="B", at=NOON + hours(1))],
                Stage.COMPLETED,
                id="an outlet cannot deny an official",
            ),
            pytest.param(
                [tell(by="RE"), tell(Stage.DENIED, by="BL", at=NOON + hours(1))], Stage.DENIED, id="one side denies"
            ),
            pytest.param(
                [tell(Stage.DENIED, by="BL"), tell(by="RE", at=NOON + hours(1))],
                Stage.COMPLETED,
                id="denied in the morning, done in the afternoon",
            ),
            pytest.param(
                [tell(by="RE"), tell(by="BL"), tell(Stage.DENIED, by="BL", at=NOON + hours(1))],
                Stage.COMPLETED,
                id="both sides have confirmed",
            ),
            pytest.param([tell(Stage.DENIED)], Stage.DENIED, id="nothing but a denial"),
            pytest.param(
                [tell(Stage.PLANNED, by="RE"), tell(Stage.DENIED, by="BL", at=NOON + hours(1))],
                Stage.DENIED,
                id="one side denies the other's plan",
            ),
            pytest.param(
                [tell(Stage.PLANNED, by="RE"), tell(Stage.DENIED, outlet="B", at=NOON + hours(1))],
                Stage.PLANNED,
                id="an outlet cannot deny an official's plan",
            ),
            pytest.param(
                [
                    tell(Stage.PLANNED, by="RE"),
                    tell(Stage.DENIED, by="BL", at=NOON + hours(1)),
                    tell(Stage.PLANNED, by="RE", outlet="B", at=NOON + hours(2)),
                ],
                Stage.DENIED,
                id="a plan repeated is no new word either",
            ),
            pytest.param(
                [
                    tell(Stage.PLANNED, by="RE"),
                    tell(Stage.DENIED, by="BL", at=NOON + hours(1)),
                    tell(Stage.PLANNED, by="BL", at=NOON + hours(5)),
                ],
                Stage.PLANNED,
                id="planned by both in the end",
            ),
            pytest.param(
                [tell(by="RE"), tell(Stage.DENIED, by="BL", at=NOON + hours(1)), tell(by="RE", at=NOON + hours(2))],
                Stage.DENIED,
                id="what others repeat of it is no new word",
            ),
        ],
    )
    def test_shown(self, reports: list[Report], stage: Stage) -> None:
        assert known(*reports).stage is stage

    def test_a_denied_plan_keeps_what_was_planned(self) -> None:
        shown = known(tell(Stage.PLANNED, red=94, by="RE"), tell(Stage.DENIED, by="BL", at=NOON + hours(1)))
        assert (shown.stage, shown.day) == (Stage.DENIED, DAY)
        assert shown.figure("RE")
        assert shown.speakers == ("BL",)

    def test_a_denial_retracts_and_keeps_what_it_denies(self) -> None:
        shown = known(tell(red=94, blue=95), tell(Stage.DENIED, by="BL", at=NOON + hours(1)))
        assert shown.retracted
        assert shown.day == DAY
        assert shown.figure("RE")
        assert shown.speakers == ("BL",)

    def test_an_admins_retraction_stays(self) -> None:
        shown = show(known(tell(red=94), retracted=True), DOSSIER)
        assert shown.retracted


class TestBadge:
    @pytest.mark.parametrize(
        ("reports", "badge"),
        [
            pytest.param([tell()], Confirmation.REPORTED, id="outlets alone"),
            pytest.param([tell(by="GO")], Confirmation.REPORTED, id="a mediator alone"),
            pytest.param([tell(by="RE")], Confirmation.ONE_SIDE, id="one side"),
            pytest.param([tell(by="RE"), tell(by="GO")], Confirmation.ONE_SIDE_AND_MEDIATOR, id="and the mediator"),
            pytest.param([tell(by="RE"), tell(by="BL")], Confirmation.BOTH_SIDES, id="both have spoken"),
            pytest.param([tell(by="RE"), tell(by="BL", background=True)], Confirmation.ONE_SIDE, id="looking back"),
            pytest.param([tell(by="RE"), tell(Stage.PLANNED, by="BL")], Confirmation.ONE_SIDE, id="only of the plan"),
            pytest.param([tell(official_of="RE")], Confirmation.ONE_SIDE, id="its own feed"),
        ],
    )
    def test_shown(self, reports: list[Report], badge: Confirmation) -> None:
        assert known(*reports).confirmation is badge


class TestDay:
    def test_no_report_names_it(self) -> None:
        late = tell(day=None, at=NOON + days(1))
        shown = known(late, tell(day=None))
        assert (shown.day, shown.day_given) == (DAY, False)

    def test_what_most_say(self) -> None:
        wrong = tell(day=date(2026, 1, 29), outlet="A")
        shown = known(wrong, tell(outlet="B"), tell(outlet="C"))
        assert (shown.day, shown.day_given) == (DAY, True)

    def test_an_entry_that_names_three_people_says_it_once(self) -> None:
        named = replace(official("RE"), id="first"), replace(official("BL"), id="second"), official("RE")
        wrong = tell(day=DAY - days(1), outlet="A", origins=named)
        assert known(wrong, tell(outlet="B"), tell(outlet="C")).day == DAY

    def test_a_tie_goes_to_the_official(self) -> None:
        assert known(tell(day=DAY - days(1), outlet="A"), tell(by="RE")).day == DAY

    def test_not_the_planned_one_once_it_is_done(self) -> None:
        planned = [tell(Stage.PLANNED, day=DAY + days(2), outlet=outlet) for outlet in "ABC"]
        assert known(*planned, tell()).day == DAY

    def test_a_return_lasts_as_long_as_half_of_its_reports_say(self) -> None:
        both_days, others = tell(end_day=DAY + days(1)), [tell(outlet=outlet) for outlet in "AB"]
        assert known(both_days, others[0]).end_day == DAY + days(1)
        assert known(both_days, *others).end_day is None
        assert known(both_days, *others, framework=True).end_day == DAY + days(1)

    def test_talks_last_as_long_as_any_report_says(self) -> None:
        shown = known(
            tell(Stage.UNDER_WAY, kind=Kind.TALKS), tell(Stage.HELD, kind=Kind.TALKS, day=DAY + days(1), outlet="B")
        )
        assert (shown.day, shown.end_day) == (DAY, DAY + days(1))


class TestPlace:
    """RULES, 8.8: nowhere is named before an official of a side has named it, nor while it is under way."""

    @pytest.mark.parametrize(
        ("report", "place"),
        [
            pytest.param(tell(by="RE", place="Northport"), "Northport", id="a side's official"),
            pytest.param(tell(place="Northport"), None, id="an outlet"),
            pytest.param(tell(by="GO", place="Northport"), None, id="a mediator"),
            pytest.param(tell(Stage.UNDER_WAY, by="RE", place="Northport"), None, id="still under way"),
            pytest.param(tell(Stage.PLANNED, by="RE", place="Northport"), None, id="only planned"),
            pytest.param(tell(Stage.HELD, kind=Kind.TALKS, place="Geneva"), "Geneva", id="talks are public"),
        ],
    )
    def test_shown(self, report: Report, place: str | None) -> None:
        assert known(report).place == place


def test_outcome_is_what_was_said_last() -> None:
    early = tell(Stage.HELD, kind=Kind.TALKS, outcome=Outcome.PARTIAL)
    late = tell(Stage.HELD, kind=Kind.TALKS, outcome=Outcome.NO_BREAKTHROUGH, at=NOON + hours(3))
    assert known(late, early).outcome is Outcome.NO_BREAKTHROUGH


def test_a_mediator_that_one_of_many_names_is_left_out() -> None:
    many = [tell(mediators=("GO",), outlet=outlet) for outlet in "ABCDE"]
    assert known(*many, tell(mediators=("GO", "BE"))).mediators == ("GO",)
    assert known(many[0], tell(mediators=("BE",))).mediators == ("GO", "BE")


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [tell(red=185, outlet="A"), tell(red=205, by="BL"), tell(Stage.PLANNED), tell(Stage.DENIED, outlet="Z")]
    assert known(*reports) == known(*reversed(reports))


class TestChanges:
    BEFORE = known(tell(red=100, by="RE"))

    def test_nothing_changed(self) -> None:
        assert diff(self.BEFORE, self.BEFORE, NOON) == []

    def test_figure_confirmation_and_cause(self) -> None:
        more = tell(red=110, blue=157, by="BL", origins=(official("RE"), official("BL")), at=NOON + hours(1))
        after = show(known(tell(red=100, by="RE"), more), DOSSIER)
        found = {step.slot: step for step in diff(self.BEFORE, after, NOON, [more])}
        assert found["RE.total"].type is ChangeType.FIGURE
        assert (found["RE.total"].before, found["RE.total"].after) == ("100", "110")
        assert found["BL.total"].before is None
        assert found["confirmation"].after == "both_sides"
        assert {step.report_id for step in found.values()} == {more.id}

    def test_moving_by_more_than_a_quarter_is_a_correction(self) -> None:
        after = known(tell(red=157, by="RE"))
        assert [step.type for step in diff(self.BEFORE, after, NOON)] == [ChangeType.CORRECTION]

    def test_about_is_told(self) -> None:
        after = known(tell(figures=[about(110, "RE")], by="RE"))
        assert diff(self.BEFORE, after, NOON)[0].after == "about 110"

    def test_a_denial_is_a_retraction(self) -> None:
        after = known(tell(red=100, by="RE"), tell(Stage.DENIED, by="BL", at=NOON + hours(1)))
        assert ChangeType.RETRACTED in {step.type for step in diff(self.BEFORE, after, NOON)}
