"""Who is told what, and when (Rule A)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.alerts.decide import Correct, Edit, Intent, Nothing, Push, Standing, Why, decide, snapshot
from bot.alerts.eligible import independent
from storage.vocabulary import Alert, Development, Kind, Origin, Phase, Report, Stage, copies
from tests.telling import DAY, DOSSIER, NOON, days, hours, known, of_deal, tell

NOW = NOON + hours(1)


def intents(development: Development, *standing: Standing, now: object = NOW) -> list[Intent]:
    return decide(development, standing, dossier=DOSSIER, now=now)  # type: ignore[arg-type]


def push(*reports: Report, now: object = NOW, **more: object) -> Push | None:
    """The new alert for a development that rests on these reports, None where there is none."""
    found = intents(known(*reports, **more), now=now)
    return next((one for one in found if isinstance(one, Push)), None)


def standing(development: Development, phase: Phase | None = None, **more: object) -> Standing:
    """That an alert went out for a development as it then stood."""
    assert development.day
    alert = Alert(
        id=5,
        development_id=1,
        kind=development.kind,
        phase=phase or development.phase,
        day=development.day,
        created=NOON,
    )
    return Standing(replace(alert, **more), snapshot(development))  # type: ignore[type-var]


def test_whose_a_lot_is_its_deal_tells() -> None:
    """'The second group completes the Qatari-brokered exchange' names no party; the deal's other reports do."""
    lot = known(tell(red=120, blue=120, by="RE", checks=("a finite verb",), failed=("both parties known",)))
    deal = known(tell(Stage.AGREED, figures=[of_deal(240, "RE")], at=NOON - days(3)), framework=True)
    unsaid = known(tell(Stage.AGREED, figures=[of_deal(240, "RE")], background=True), framework=True)
    found = [decide(lot, [], dossier=DOSSIER, now=NOW, deal=one) for one in (deal, unsaid, None)]
    assert [isinstance(intents[0], Push) for intents in found] == [True, False, False]


class TestAtOnce:
    """A1: an official of a side or of the mediator, quoted by name."""

    @pytest.mark.parametrize(
        "report",
        [
            pytest.param(tell(red=157, by="RE"), id="an official of a side"),
            pytest.param(tell(red=157, by="GO"), id="an official of the mediator"),
            pytest.param(tell(red=157, official_of="BL"), id="a side's own feed"),
            pytest.param(tell(red=157, by="QA", mediators=("QA",)), id="a mediator that the text names"),
            pytest.param(tell(day=None, red=157, by="RE"), id="no day: that of publication"),
            pytest.param(tell(Stage.UNDER_WAY, red=157, by="RE"), id="under way"),
            pytest.param(tell(day=DAY - days(1), red=157, by="RE"), id="yesterday's"),
        ],
    )
    def test_pushed(self, report: Report) -> None:
        found = push(report)
        assert found is not None
        assert (found.report_id, found.independent) == (report.id, False)
        assert found.phase is Phase.CARRIED_OUT

    @pytest.mark.parametrize(
        "report",
        [
            pytest.param(tell(red=157), id="an outlet alone (A3)"),
            pytest.param(tell(red=157, origins=(Origin("unnamed", "two sources"),)), id="unnamed sources (A3)"),
            pytest.param(tell(red=157, by="XX"), id="an official of somebody else"),
            pytest.param(tell(red=157, by="RE", background=True), id="looking back"),
            pytest.param(tell(red=157, by="RE", inconsistent=True), id="contradicts itself"),
            pytest.param(tell(red=157, by="RE", silent=True), id="a feed's first fetch"),
            pytest.param(tell(red=157, by="RE", failed=("a finite verb",)), id="not alert-grade"),
            pytest.param(tell(red=157, by="RE", checks=()), id="never checked"),
            pytest.param(tell(red=157, by="RE", day=DAY - days(2)), id="the day before yesterday"),
            pytest.param(tell(red=157, by="RE", at=NOW - hours(25)), id="published more than a day ago"),
            pytest.param(tell(red=157, by="RE", at=NOW + hours(3)), id="published in the future"),
            pytest.param(tell(Stage.DENIED, by="RE"), id="a denial"),
            pytest.param(tell(Stage.PROPOSED, by="RE"), id="a proposal"),
            pytest.param(tell(Stage.HELD, kind=Kind.TALKS, by="RE", checks=()), id="talks of nobody knows whom"),
            pytest.param(tell(kind=Kind.STRIKES, by="RE"), id="strikes"),
        ],
    )
    def test_not_pushed(self, report: Report) -> None:
        assert push(report) is None

    def test_it_says_why_not(self) -> None:
        found = intents(known(tell(red=157, failed=("a finite verb",), outlet="Northern Post")))
        assert found == [Nothing(("Northern Post: a finite verb",))]

    def test_the_first_official_report_is_the_cause(self) -> None:
        first, second = tell(by="RE", at=NOON - hours(2)), tell(by="BL", at=NOON - hours(3))
        found = push(first, second, tell(at=NOON - hours(4)))
        assert found is not None
        assert found.report_id == second.id

    def test_another_report_of_the_event_names_the_other_party(self) -> None:
        half = tell(red=100, by="RE", checks=("a finite verb",), failed=("both parties known",))
        assert push(half) is None
        assert push(half, tell(red=100, blue=100)) is not None

    def test_bodies_children_and_talks_follow_the_same_rule(self) -> None:
        for kind in (Kind.BODIES, Kind.CHILDREN, Kind.CIVILIANS):
            assert push(tell(kind=kind, red=7, by="RE"))
        assert push(tell(Stage.HELD, kind=Kind.TALKS, by="RE"))
        assert push(tell(Stage.SCHEDULED, kind=Kind.TALKS, day=DAY + days(3), by="RE"))

    def test_talks_are_known_by_who_meets_and_where(self) -> None:
        held = tell(Stage.HELD, kind=Kind.TALKS, by="RE", checks=(), place="Geneva", parties=("RE", "BL"))
        assert push(held)


class TestTwoOutlets:
    """A2: two independent origins within six hours."""

    ONE = tell(red=157, outlet="A", simhash=0x0F0F_0F0F_0F0F_0F0F, at=NOON)
    OTHER = tell(red=157, outlet="B", simhash=0x00FF_00FF_00FF_00FF, at=NOON + hours(0.5))

    def test_pushed_with_the_second(self) -> None:
        found = push(self.ONE, self.OTHER)
        assert found is not None
        assert (found.report_id, found.independent) == (self.OTHER.id, True)

    @pytest.mark.parametrize(
        "change",
        [
            pytest.param({"owner": "A"}, id="one owner"),
            pytest.param({"simhash": 0x0F0F_0F0F_0F0F_0F0E}, id="a copy"),
            pytest.param({"published": NOON - hours(7)}, id="too far apart"),
            pytest.param({"silent": True}, id="silent"),
        ],
    )
    def test_not_pushed(self, change: dict[str, object]) -> None:
        assert push(self.ONE, replace(self.OTHER, **change)) is None  # type: ignore[arg-type]

    def test_both_quote_the_same_channel(self) -> None:
        channel = (Origin("channel:x", "a channel"),)
        reports = [replace(one, claim=replace(one.claim, origins=channel)) for one in (self.ONE, self.OTHER)]
        assert push(*reports) is None

    def test_an_official_comes_first(self) -> None:
        found = push(self.ONE, self.OTHER, tell(by="RE", at=NOON + hours(0.9)))
        assert found is not None
        assert not found.independent

    def test_independence_goes_both_ways(self) -> None:
        assert independent(self.ONE, self.OTHER)
        assert independent(self.OTHER, self.ONE)

    def test_no_fingerprint_is_no_copy(self) -> None:
        assert not copies(0, 0)
        assert copies(-1, -2)


class TestAnnounced:
    PLANNED = tell(Stage.PLANNED, day=DAY + days(2), red=150, by="RE")

    def test_pushed(self) -> None:
        found = push(self.PLANNED)
        assert found is not None
        assert (found.phase, found.day) == (Phase.ANNOUNCED, DAY + days(2))

    def test_not_for_a_day_that_has_passed(self) -> None:
        assert push(tell(Stage.PLANNED, day=DAY - days(1), red=150, by="RE")) is None

    @pytest.mark.parametrize("stage", [Stage.POSTPONED, Stage.CANCELLED, Stage.DENIED])
    def test_never_for_what_is_off(self, stage: Stage) -> None:
        assert push(tell(stage, day=DAY + days(2), red=150, by="RE")) is None

    def test_carried_out_is_a_new_message_in_reply(self) -> None:
        planned = known(tell(Stage.PLANNED, red=150, by="RE", at=NOON - hours(5)))
        done = known(*planned.reports, tell(red=150, by="RE"))
        found = intents(done, standing(planned))
        assert isinstance(found[0], Push)
        assert (found[0].phase, found[0].reply_to) == (Phase.CARRIED_OUT, 5)
        assert len(found) == 1

    @pytest.mark.parametrize("stage", [Stage.POSTPONED, Stage.CANCELLED])
    def test_put_off_is_told_to_those_who_got_the_plan(self, stage: Stage) -> None:
        planned = known(tell(Stage.PLANNED, day=DAY, red=150, by="RE", at=NOON - hours(5)))
        off = known(*planned.reports, tell(stage, day=DAY, by="RE"))
        kinds = [type(one) for one in intents(off, standing(planned))]
        assert kinds == [Correct, Edit, Nothing]

    def test_on_again(self) -> None:
        off = known(tell(Stage.POSTPONED, by="RE", at=NOON - hours(1)))
        again = known(*off.reports, tell(Stage.PLANNED, day=DAY + days(1), by="RE"))
        found = intents(again, standing(off, Phase.ANNOUNCED))
        assert isinstance(found[0], Correct)
        assert found[0].why is Why.RESTORED

    def test_a_deal_is_alerted_as_announced_and_never_as_carried_out(self) -> None:
        agreed = tell(Stage.AGREED, day=None, figures=[of_deal(1000, "RE")], by="RE")
        done = tell(figures=[of_deal(1000, "RE")], by="RE")
        assert push(agreed, framework=True) is not None
        assert push(done, framework=True) is None


class TestOnce:
    def test_what_was_alerted_is_not_again(self) -> None:
        one = known(tell(red=157, by="RE"))
        assert intents(one, standing(one)) == [Nothing(("alerted already",))]

    def test_what_an_admin_retracted_is_not_pushed(self) -> None:
        assert push(tell(red=157, by="RE"), retracted=True) is None


class TestUpkeep:
    BEFORE = known(tell(red=157, by="RE"))

    def later(self, *reports: Report, **more: object) -> list[Intent]:
        found = intents(known(*self.BEFORE.reports, *reports), standing(self.BEFORE, **more))
        return [one for one in found if not isinstance(one, Nothing)]

    def test_a_badge_is_edited(self) -> None:
        assert self.later(tell(red=157, by="BL")) == [Edit(5, ("confirmation changed",))]

    def test_a_total_that_was_missing_is_edited(self) -> None:
        assert self.later(tell(blue=160)) == [Edit(5, ("totals changed",))]

    def test_a_part_alone_is_no_reason(self) -> None:
        assert self.later(tell(mediators=("GO",))) == []

    def test_a_total_that_moved_a_little_is_edited(self) -> None:
        assert self.later(tell(red=160, by="RE")) == [Edit(5, ("totals changed",))]

    def test_a_total_that_moved_by_more_than_a_quarter_is_corrected_aloud(self) -> None:
        correction, edit = self.later(tell(red=250, by="RE"))
        assert isinstance(correction, Correct)
        assert correction.why is Why.FIGURE
        assert "157" in correction.reasons[0]
        assert isinstance(edit, Edit)

    def test_small_steps_add_up(self) -> None:
        """What counts is what was last told aloud, not what the last edit showed."""
        edited = known(tell(red=190, by="RE"))
        shown = Standing(standing(self.BEFORE).alert, snapshot(edited, told={"RE.total": 157}))
        found = intents(known(tell(red=200, by="RE")), shown)
        assert any(isinstance(one, Correct) for one in found)

    def test_a_denial_retracts_aloud(self) -> None:
        correction, edit = self.later(tell(Stage.DENIED, by="BL", at=NOON + hours(1)))
        assert isinstance(correction, Correct)
        assert correction.why is Why.RETRACTED
        assert isinstance(edit, Edit)

    def test_a_retraction_is_told_once(self) -> None:
        denied = known(*self.BEFORE.reports, tell(Stage.DENIED, by="BL", at=NOON + hours(1)))
        assert intents(denied, standing(denied, retracted=True)) == [Nothing(("alerted already",))]

    def test_and_withdrawn_aloud(self) -> None:
        denied = known(*self.BEFORE.reports, tell(Stage.DENIED, by="BL", at=NOON + hours(1)))
        again = known(*denied.reports, tell(by="BL", at=NOON + hours(2)))
        found = intents(again, standing(denied, retracted=True))
        assert isinstance(found[0], Correct)
        assert found[0].why is Why.RESTORED

    def test_in_the_end_only_the_badge_is_edited(self) -> None:
        assert self.later(tell(red=160, by="RE"), waves=5) == []
        assert self.later(tell(red=157, by="BL"), waves=5) == [Edit(5, ("confirmation changed",))]


def test_an_official_without_a_day_says_so_on_the_day_of_publication() -> None:
    found = push(tell(day=None, red=157, by="RE", at=NOON))
    assert found is not None
    assert found.day == DAY
