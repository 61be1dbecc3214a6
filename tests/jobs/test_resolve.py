"""A wave of claims becomes developments, changes, alerts and broadcasts, on a real database."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.jobs.resolve import WaveResult, resolve_wave
from storage import alerts, developments, judgements, reports, search
from storage.database import Database
from storage.judgements import NotThere, Verdict
from storage.tables import AlertRow, BroadcastRow, ClaimFigureRow, ClaimRow, DevelopmentRow
from storage.vocabulary import (
    Alert,
    ChangeType,
    Confirmation,
    Development,
    Dossier,
    Kind,
    Origin,
    Phase,
    Purpose,
    Report,
    Scope,
    Stage,
)
from tests.delivery.owing import subscriber
from tests.telling import DAY, DOSSIER, NOON, days, hours, of_deal, soldiers, tell

EDIT_SECONDS = 600
NOW = NOON + hours(1)


def compose(
    session: Session,
    dossier: Dossier,
    alert: Alert,
    *,
    purpose: Purpose,
    languages: tuple[str, ...],
    now: datetime,
) -> Mapping[str, Mapping[str, object]]:
    """Words the message from what is stored, as the real one does."""
    found = developments.get(session, alert.development_id)
    assert found is not None
    told = {f.party or "all": f.value for f in found.figures if f.scope in (Scope.TOTAL, Scope.COMBINED)}
    return {language: {"html": f"{purpose} {alert.kind} {found.stage} {told}", "buttons": []} for language in languages}


def wave(session: Session, *told: Report, now: datetime = NOW, reviewed: bool = False) -> WaveResult:
    """Stores these reports and decides them."""
    for report in told:
        reports.add(session, report)
    return resolve_wave(session, DOSSIER, now, edit_seconds=EDIT_SECONDS, compose=compose, reviewed=reviewed)


def all_developments(session: Session) -> list[Development]:
    return list(developments.export(session))


def broadcasts(session: Session) -> list[tuple[str, str]]:
    rows = session.exec(select(BroadcastRow).order_by(BroadcastRow.id)).all()  # type: ignore[arg-type]
    return [(row.purpose, row.texts["en"]["html"]) for row in rows]


@pytest.fixture
def session(database: Database) -> Session:
    with database.session(write=True) as opened:
        yield opened  # type: ignore[misc]


class TestDevelopments:
    def test_a_first_report_makes_one(self, session: Session) -> None:
        result = wave(session, tell(red=157, by="RE"))
        (one,) = all_developments(session)
        assert result.resolved == 1
        assert result.changed == (one.id,)
        assert one.figure("RE").value == 157  # type: ignore[union-attr]
        assert one.confirmation is Confirmation.ONE_SIDE
        assert [step.type for step in developments.changes(session, one.id)] == [ChangeType.NEW]
        assert search.find(session, "157")[0].development == one.id

    def test_a_second_joins_and_leaves_a_trace(self, session: Session) -> None:
        wave(session, tell(red=157, by="RE"))
        wave(session, tell(red=157, blue=160, by="BL", at=NOON + hours(1)), now=NOON + hours(2))
        (one,) = all_developments(session)
        steps = {step.slot: step for step in developments.changes(session, one.id)}
        assert one.confirmation is Confirmation.BOTH_SIDES
        assert steps["BL.total"].after == "160"
        assert steps["confirmation"].after == "both_sides"
        assert steps["BL.total"].report_id == one.reports[1].id
        word = judgements.of_claim(session, one.reports[1].id)[0]
        assert (word.verdict, word.rule, word.by) == (Verdict.SAME, "same day", "rule")
        assert word.reasons

    def test_a_second_call_finds_nothing_to_do(self, session: Session) -> None:
        wave(session, tell(red=157, by="RE"))
        assert wave(session) == WaveResult()

    def test_background_of_the_unknown_is_kept_and_attached_to_nothing(self, session: Session) -> None:
        result = wave(session, tell(red=49, background=True))
        assert result.resolved == 1
        assert all_developments(session) == []
        (row,) = session.exec(select(ClaimRow)).all()
        assert row.development_id is None
        assert row.resolved is not None

    def test_background_joins_without_touching_what_is_shown(self, session: Session) -> None:
        wave(session, tell(red=157, by="RE"))
        before = all_developments(session)[0]
        later = tell(red=49, background=True, by="BL", at=NOON + days(9))
        result = wave(session, later, now=NOON + days(9))
        after = all_developments(session)[0]
        assert len(after.reports) == 2
        assert replace(after, reports=()) == replace(before, reports=())
        assert result.pushed == ()

    def test_stages_of_a_deal_have_it_as_parent(self, session: Session) -> None:
        wave(session, tell(Stage.AGREED, day=None, red=400, blue=400, by="RE", at=NOON - days(2)), now=NOON - days(2))
        wave(session, tell(red=180, blue=180, by="RE"))
        wave(session, tell(red=220, blue=220, by="RE", day=DAY + days(1), at=NOON + days(1)), now=NOON + days(1))
        deal, first, second = sorted(all_developments(session), key=lambda one: one.id)
        assert deal.framework
        assert deal.stage is Stage.COMPLETED
        assert (first.parent, second.parent) == (deal.id, deal.id)
        assert [alert.phase for alert in alerts.of_development(session, deal.id)] == [Phase.ANNOUNCED]

    def test_a_deal_and_its_stage_in_one_wave(self, session: Session) -> None:
        stage = tell(red=307, by="RE", figures=[of_deal(1000, "RE")], entry_id=None)
        wave(session, stage, tell(Stage.AGREED, day=None, figures=[of_deal(1000, "RE")], by="RE"))
        deal, one = sorted(all_developments(session), key=lambda found: not found.framework)
        assert one.parent == deal.id

    def test_a_doubt_is_left_open(self, session: Session) -> None:
        wave(session, tell(red=157), tell(red=90, day=DAY - days(1), at=NOON - days(1)))
        result = wave(session, tell(day=None, by="RE"))
        assert result.unsure == 1
        assert result.pushed == ()
        (question,) = judgements.open_questions(session)
        assert question.verdict is Verdict.UNSURE
        assert len(question.candidates) == 2

    def test_conflict_is_an_admins_to_settle_where_there_is_one(
        self, session: Session, caplog: pytest.LogCaptureFixture
    ) -> None:
        wave(session, tell(red=157, blue=157))
        assert wave(session, tell(red=300, blue=310, by="RE"), reviewed=True).unsure == 1
        with caplog.at_level(logging.WARNING):
            wave(session, tell(red=300, blue=310, by="BL"))
        assert "other figures for the same day" in caplog.text

    def test_both_engines(self, either: Database) -> None:
        either.run(wave, tell(red=157, by="RE"), tell(red=157, blue=160, by="BL"), write=True)
        result = either.run(wave, tell(red=250, by="RE", at=NOON + hours(1)), now=NOON + hours(2), write=True)
        with either.session() as session:
            (one,) = all_developments(session)
            assert one.figure("RE").value == 250  # type: ignore[union-attr]
            assert [kind for kind, _ in broadcasts(session)] == ["alert", "correction"]
            assert [pushed.purpose for pushed in result.pushed] == [Purpose.CORRECTION, Purpose.EDIT]


class TestAlerts:
    def test_one_alert_and_one_broadcast(self, session: Session) -> None:
        result = wave(session, tell(red=157, by="RE"), tell(red=157, blue=157, by="BL", outlet="B"))
        (pushed,) = result.pushed
        assert pushed.purpose is Purpose.ALERT
        assert broadcasts(session) == [("alert", "alert exchange completed {'RE': 157, 'BL': 157}")]
        (row,) = session.exec(select(AlertRow)).all()
        assert (row.kind, row.phase, row.day, row.ordinal) == ("exchange", "carried_out", DAY, 1)
        assert row.wave_due is None

    def test_a_new_badge_makes_an_edit_due(self, session: Session) -> None:
        wave(session, tell(red=157, by="RE"))
        wave(session, tell(red=157, by="BL", at=NOON + hours(1)), now=NOON + hours(2))
        (alert,) = alerts.due(session, NOON + hours(2))
        assert alert.waves == 0
        assert len(broadcasts(session)) == 1, "the edit is rendered when it is due"

    def test_later_waves_wait(self, session: Session) -> None:
        wave(session, tell(red=157, by="RE"))
        (row,) = session.exec(select(AlertRow)).all()
        row.waves, row.last_wave = 2, NOON + hours(1)
        wave(session, tell(red=160, by="RE", at=NOON + hours(1)), now=NOON + hours(1.1))
        assert alerts.due(session, NOON + hours(1.4)) == []
        assert len(alerts.due(session, NOON + hours(1.5))) == 1

    def test_a_correction_is_a_broadcast_at_once_and_told_once(self, session: Session) -> None:
        wave(session, tell(red=100, by="RE"))
        wave(session, tell(red=157, by="RE", at=NOON + hours(1)), now=NOON + hours(2))
        wave(session, tell(red=157, by="RE", outlet="B", at=NOON + hours(2)), now=NOON + hours(3))
        assert [kind for kind, _ in broadcasts(session)] == ["alert", "correction"]

    def test_a_denial_retracts(self, session: Session) -> None:
        one, other = tell(red=94, outlet="A", simhash=1 << 40), tell(red=94, outlet="B", simhash=(1 << 30) - 1)
        assert wave(session, one, other).pushed[0].alert.independent
        wave(session, tell(Stage.DENIED, by="RE", at=NOON + hours(1)), now=NOON + hours(2))
        (found,) = all_developments(session)
        assert found.retracted
        assert alerts.of_development(session, found.id)[0].retracted
        assert [kind for kind, _ in broadcasts(session)] == ["alert", "correction"]

    def test_who_waited_for_an_official_is_told_when_one_speaks(self, session: Session) -> None:
        one, other = tell(red=94, outlet="A", simhash=1 << 40), tell(red=94, outlet="B", simhash=(1 << 30) - 1)
        wave(session, one, other)
        wave(session, tell(red=94, by="RE", at=NOON + hours(1)), now=NOON + hours(2))
        wave(session, tell(red=94, by="RE", outlet="C", at=NOON + hours(2)), now=NOON + hours(3))
        (alert,) = alerts.of_development(session, all_developments(session)[0].id)
        assert not alert.independent
        assert [kind for kind, _ in broadcasts(session)] == ["alert", "alert"]

    @pytest.mark.parametrize(
        ("waits", "after", "told"),
        [(True, 2, ["alert", "alert"]), (False, 2, ["alert"]), (True, 80, ["alert"])],
    )
    def test_who_waited_for_both_sides_is_told_when_the_other_speaks(
        self, session: Session, waits: bool, after: int, told: list[str]
    ) -> None:
        session.add(subscriber(5, both_sides=waits))
        wave(session, tell(red=157, blue=157, by="RE"))
        other = tell(red=157, blue=157, by="BL", outlet="B", at=NOON + hours(after - 1))
        wave(session, other, now=NOON + hours(after))
        wave(session, tell(red=157, by="BL", outlet="C", at=NOON + hours(after)), now=NOON + hours(after + 1))
        assert all_developments(session)[0].confirmation is Confirmation.BOTH_SIDES
        assert [kind for kind, _ in broadcasts(session)] == told

    def test_the_key_forbids_a_second_and_says_so(self, session: Session, caplog: pytest.LogCaptureFixture) -> None:
        wave(session, tell(red=157, by="RE"))
        with caplog.at_level(logging.WARNING):
            result = wave(session, tell(day=None, red=20, by="BL"))
        assert result.clashes == 1
        assert result.pushed == ()
        assert "is not pushed" in caplog.text
        (question,) = judgements.open_questions(session)
        assert question.verdict is Verdict.CLASH
        assert len(session.exec(select(AlertRow)).all()) == 1

    def test_the_clash_is_reported_once(self, session: Session) -> None:
        wave(session, tell(red=157, by="RE"))
        wave(session, tell(day=None, red=20, by="BL"))
        wave(session, tell(day=None, red=20, by="BL", outlet="B"))
        assert len(judgements.open_questions(session)) == 1

    def test_the_key_moves_with_the_day(self, session: Session) -> None:
        wave(session, tell(day=None, red=157, by="RE"), now=NOON + hours(1))
        yesterday = [tell(red=157, day=DAY - days(1), outlet=outlet, by="RE", at=NOON + hours(2)) for outlet in "ABC"]
        wave(session, *yesterday, now=NOON + hours(3))
        (row,) = session.exec(select(AlertRow)).all()
        assert row.day == DAY - days(1)

    def test_what_a_first_fetch_brought_waits_for_a_later_one(self, session: Session) -> None:
        assert wave(session, tell(red=157, by="RE", silent=True)).pushed == ()
        assert len(wave(session, tell(red=157, by="BL", outlet="B")).pushed) == 1

    def test_an_announcement_and_what_came_of_it(self, session: Session) -> None:
        wave(session, tell(Stage.PLANNED, red=150, by="RE", at=NOON - hours(6)), now=NOON - hours(6))
        result = wave(session, tell(red=150, by="RE"))
        announced, done = session.exec(select(AlertRow).order_by(AlertRow.id)).all()  # type: ignore[arg-type]
        assert (announced.phase, done.phase) == ("announced", "carried_out")
        assert done.reply_to == announced.id
        assert [pushed.purpose for pushed in result.pushed] == [Purpose.ALERT]


class TestRepublished:
    def test_an_old_text_published_once_more_is_no_news(self, session: Session) -> None:
        wave(session, tell(red=157, blue=157, by="RE", simhash=12345))
        again = tell(red=157, blue=157, by="RE", simhash=12347, day=DAY + days(70), at=NOON + days(70))
        assert wave(session, again, now=NOON + days(70)).pushed == ()
        assert len(all_developments(session)) == 1
        (_, copy) = session.exec(select(ClaimRow).order_by(ClaimRow.id)).all()  # type: ignore[arg-type]
        assert copy.silent
        assert copy.background

    def test_another_text_is(self, session: Session) -> None:
        wave(session, tell(red=157, blue=157, by="RE", simhash=12345))
        later = tell(red=157, blue=157, by="RE", simhash=-1, day=DAY + days(70), at=NOON + days(70))
        assert len(wave(session, later, now=NOON + days(70)).pushed) == 1


class TestPeople:
    """Joining, parting, assigning, withdrawing: stored judgements, old ids lead on."""

    def two(self, session: Session) -> tuple[Development, Development]:
        wave(session, tell(red=157, by="RE"))
        wave(session, tell(day=DAY - days(1), red=20, blue=20, at=NOON - hours(20)))
        one, other = sorted(all_developments(session), key=lambda found: found.id)
        return one, other

    def test_join(self, session: Session) -> None:
        keep, gone = self.two(session)
        judgements.join(session, keep.id, gone.id, "admin", NOON)
        wave(session)
        (found,) = all_developments(session)
        assert found.id == keep.id
        assert len(found.reports) == 2
        assert found.figure("BL").value == 20  # type: ignore[union-attr]
        assert developments.get(session, gone.id).id == keep.id  # type: ignore[union-attr]
        first, last = judgements.of_claim(session, gone.reports[0].id)
        assert first.withdrawn == NOON
        assert (last.by, last.verdict, last.development_id) == ("admin", Verdict.SAME, keep.id)
        assert ChangeType.JOINED in {step.type for step in developments.changes(session, keep.id)}

    def test_join_takes_the_alert_along(self, session: Session) -> None:
        keep, gone = self.two(session)
        judgements.join(session, gone.id, keep.id, "admin", NOON)
        wave(session)
        assert [alert.phase for alert in alerts.of_development(session, gone.id)] == [Phase.CARRIED_OUT]

    def test_part(self, session: Session) -> None:
        wave(session, tell(red=157, by="RE"), tell(red=90, outlet="B"))
        (one,) = all_developments(session)
        strange = next(report for report in one.reports if report.outlet == "B")
        new = judgements.part(session, one.id, [strange.id], "admin", NOON)
        wave(session)
        kept, made = developments.get(session, one.id), developments.get(session, new)
        assert kept is not None
        assert made is not None
        assert [report.outlet for report in made.reports] == ["B"]
        assert made.figure("RE").value == 90  # type: ignore[union-attr]
        assert made.confirmation is Confirmation.REPORTED
        assert kept.figure("RE").value == 157  # type: ignore[union-attr]
        assert ChangeType.PARTED in {step.type for step in developments.changes(session, one.id)}

    def test_a_wave_does_not_undo_it(self, session: Session) -> None:
        wave(session, tell(red=157, by="RE"), tell(red=90, outlet="B"))
        (one,) = all_developments(session)
        new = judgements.part(session, one.id, [one.reports[1].id], "admin", NOON)
        wave(session)
        wave(session, tell(red=157, outlet="C"))
        assert len(developments.get(session, new).reports) == 1  # type: ignore[union-attr]

    def test_assign_an_open_one_and_take_it_back(self, session: Session) -> None:
        wave(session, tell(red=157), tell(red=90, day=DAY - days(1), at=NOON - days(1)))
        wave(session, tell(day=None, blue=33))
        (question,) = judgements.open_questions(session)
        judgements.assign(session, question.claim_id, question.candidates[0], "admin", NOON)
        wave(session)
        chosen = developments.get(session, question.candidates[0])
        assert chosen is not None
        assert chosen.figure("BL").value == 33  # type: ignore[union-attr]
        judgements.withdraw(session, question.claim_id, NOON)
        wave(session)
        assert developments.get(session, chosen.id).figure("BL") is None  # type: ignore[union-attr]
        assert len(judgements.open_questions(session)) == 1
        assert len(judgements.of_claim(session, question.claim_id)) == 3, "withdrawn, never erased"

    def test_dismiss(self, session: Session) -> None:
        wave(session, tell(red=157, by="RE"), tell(red=90, blue=7, outlet="B"))
        (one,) = all_developments(session)
        judgements.assign(session, one.reports[1].id, None, "admin", NOON)
        wave(session)
        (after,) = all_developments(session)
        assert len(after.reports) == 1

    def test_what_makes_no_sense_is_refused(self, session: Session) -> None:
        keep, gone = self.two(session)
        with pytest.raises(NotThere):
            judgements.join(session, keep.id, keep.id, "admin", NOON)
        with pytest.raises(NotThere):
            judgements.part(session, keep.id, [report.id for report in keep.reports], "admin", NOON)
        with pytest.raises(NotThere):
            judgements.part(session, keep.id, [gone.reports[0].id], "admin", NOON)
        with pytest.raises(NotThere):
            judgements.assign(session, keep.reports[0].id, 999, "admin", NOON)


def state(database: Database) -> object:
    """What a reader would see, without ids and in an order of its own."""
    with database.session() as session:
        found = all_developments(session)
        pushed = session.exec(select(AlertRow)).all()
        days_of = {one.id: (one.kind, one.day, _outlets(one.reports)) for one in found}
        shown = sorted(
            repr((one.kind, one.stage, one.day, one.end_day, one.figures, one.confirmation, one.speakers, one.place,
                  days_of.get(one.parent or 0), _outlets(one.reports))) for one in found
        )  # fmt: skip
        alerted = sorted(repr((row.kind, row.phase, row.day, days_of.get(row.development_id))) for row in pushed)
        return shown, alerted


def _outlets(found: Sequence[Report]) -> tuple[str, ...]:
    return tuple(sorted(report.outlet for report in found))


POOL = (
    tell(red=157, by="RE", outlet="a"),
    tell(red=157, blue=160, by="BL", outlet="b"),
    tell(joint=314, outlet="c", day=None),
    tell(outlet="d", day=None),
    tell(red=90, day=DAY - days(1), by="RE", at=NOON - hours(20), outlet="e"),
    tell(red=90, background=True, day=DAY - days(1), outlet="f"),
    tell(Stage.PLANNED, day=DAY + days(1), red=143, outlet="g", by="RE"),
    tell(Stage.AGREED, day=None, red=400, blue=400, outlet="h", by="RE", at=NOON - hours(22)),
    tell(red=400, blue=400, day=DAY - days(1), end_day=DAY, outlet="i", by="BL"),
    tell(Stage.DENIED, outlet="j", by="BL", at=NOON + hours(0.5)),
    tell(Stage.POSTPONED, day=DAY + days(1), outlet="k", by="BL"),
    tell(kind=Kind.TALKS, stage=Stage.HELD, place="Geneva", outlet="l", by="RE"),
    tell(kind=Kind.TALKS, stage=Stage.SCHEDULED, day=None, place="Geneva", outlet="m"),
    tell(figures=[soldiers(146, "RE")], outlet="n", day=None),
)


@pytest.fixture
def fresh(_migrated: object, tmp_path_factory: pytest.TempPathFactory) -> object:
    """Makes empty databases, one an example."""
    import shutil

    def make() -> Database:
        path = tmp_path_factory.mktemp("wave") / "parley.db"
        shutil.copyfile(str(_migrated), path)
        return Database(f"sqlite:///{path}")

    return make


def run(make: object, told: Sequence[Report]) -> object:
    with make() as database:  # type: ignore[operator]
        database.run(wave, *told, write=True)
        return state(database)


PROPERTIES = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@PROPERTIES
@given(order=st.permutations(POOL))
def test_the_order_inside_a_wave_changes_nothing(fresh: object, order: list[Report]) -> None:
    assert run(fresh, order) == run(fresh, POOL)


@PROPERTIES
@given(told=st.lists(st.sampled_from(POOL), min_size=1, max_size=6, unique=True))
def test_repeats_change_nothing(fresh: object, told: list[Report]) -> None:
    """The same words from the same outlets once more, in the same wave or the next."""
    with fresh() as database:  # type: ignore[operator]
        database.run(wave, *told, write=True)
        pushed = len(state(database)[1])  # type: ignore[index]
        result = database.run(wave, *told, write=True)
        assert len(state(database)[1]) == pushed  # type: ignore[index]
        assert [one for one in result.pushed if one.purpose is not Purpose.EDIT] == []
    with fresh() as database:  # type: ignore[operator]
        database.run(wave, *told, *told, write=True)
        assert len(state(database)[1]) == pushed  # type: ignore[index]


@PROPERTIES
@given(
    told=st.lists(
        st.builds(
            tell,
            st.sampled_from(list(Stage)),
            day=st.sampled_from([None, DAY, DAY - days(1), DAY - days(3)]),
            red=st.sampled_from([None, 157, 160, 1000]),
            outlet=st.sampled_from("ABC"),
            by=st.sampled_from([None, "RE", "XX"]),
            background=st.booleans(),
            silent=st.booleans(),
            at=st.sampled_from([NOON, NOON - days(2), NOON - hours(8)]),
            failed=st.sampled_from([(), ("a finite verb",)]),
        ),
        max_size=8,
    )
)
def test_no_alert_without_a_report_that_justifies_it(fresh: object, told: list[Report]) -> None:
    with fresh() as database:  # type: ignore[operator]
        result = database.run(wave, *told, write=True)
        with database.session() as session:
            causes = [reports.get(session, one.report_id or 0) for one in result.pushed]
    for cause in causes:
        assert cause is not None
        forbidden = (cause.silent, cause.claim.background, cause.claim.stage.off, bool(cause.claim.failed))
        assert not any(forbidden)
        assert NOW - cause.published <= hours(24)
    keys = [(one.alert.kind, one.alert.phase, one.alert.day) for one in result.pushed]
    assert len(keys) == len(set(keys))


def test_fifty_claims_against_three_thousand_developments(database: Database) -> None:
    database.run(_fill, 3000, write=True)
    told = [tell(red=150 + n, by="RE", outlet=f"o{n}", day=DAY if n % 2 else None) for n in range(50)]
    begun = time.process_time()
    result = database.run(wave, *told, write=True)
    took = time.process_time() - begun
    assert result.resolved == 50
    assert took < 1, f"{took:.2f} s of processor time, where a third of it is usual"


def _fill(session: Session, number: int) -> None:
    """One and a half exchanges a day over five years, three reports each."""
    for n in range(1, number + 1):
        at = NOON - days(2) - hours(16 * n)
        session.add(DevelopmentRow(id=n, kind="exchange", stage="completed", day=at.date(), first_seen=at, touched=at))
    session.flush()
    figures = [
        ClaimFigureRow(claim_id=n, party="RE", scope="total", value=100 + n // 3) for n in range(3, 3 * number + 3)
    ]
    origins = [{"id": "re-ministry", "name": "RE ministry", "party": "RE", "official": True}]
    for n in range(1, number + 1):
        at = NOON - days(2) - hours(16 * n)
        for place, outlet in enumerate("ABC"):
            placed = {"id": 3 * n + place, "development_id": n, "resolved": at, "published": at, "seen": at}
            told = {"kind": "exchange", "stage": "completed", "day": at.date(), "origins": origins}
            session.add(ClaimRow(**placed, **told, outlet=outlet, owner=outlet, checks=["one"]))
    session.flush()
    session.add_all(figures)


def test_unnamed_sources_never_push(session: Session) -> None:
    assert wave(session, tell(red=157, origins=(Origin("unnamed", "a source"),))).pushed == ()
