"""What operators see and decide, through the commands, and what the next wave makes of it; on both engines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from handler_examples import RU_MOD, UA_PRESIDENT, report
from markup_checker import check
from sqlmodel import select

from bot.jobs.resolve import WaveResult, resolve_wave
from bot.plaintext import as_text
from handlers.alerting import compose
from handlers.conversation import Chat, Reply, Request
from handlers.dispatch import answer, parse, pressed
from handlers.operators import tell_of_questions
from storage import alerts, developments, figures, judgements, notices, reports, reviews, search
from storage.database import Database
from storage.judgements import Verdict
from storage.tables import BroadcastRow, DeliveryRow, DevelopmentRow, JudgementRow
from storage.vocabulary import (
    ChangeType,
    Development,
    Dossier,
    Figure,
    Kind,
    Outcome,
    Purpose,
    Qualifier,
    Report,
    Stage,
)

START = datetime(2026, 2, 5, 12, 0, tzinfo=UTC)
CHECKS = ("title or first four sentences", "both parties known")
OPERATOR, OTHER, READER = 1001, 1002, 7


class Desk:
    """A database with a clock, reports that come in, and chats that ask."""

    def __init__(self, database: Database, dossier: Dossier) -> None:
        self.database, self.dossier, self.at = database, dossier, START
        self.numbers = count(1)

    def tell(self, *told: Report, reviewed: bool = True) -> WaveResult:
        """One wave with these reports."""
        self.at += timedelta(minutes=1)

        def wave(session):
            for one in told:
                reports.add(session, replace(one, claim=replace(one.claim, checks=CHECKS)))
            return resolve_wave(
                session, self.dossier, self.at, edit_seconds=600, compose=compose, reviewed=reviewed
            )  # fmt: skip

        return self.database.run(wave, write=True)

    def settle(self) -> WaveResult:
        """What the running bot does soon after an operator's word."""
        assert self.database.run(reviews.waiting)
        result = self.tell()
        assert not self.database.run(reviews.waiting)
        return result

    def ask(self, line: str, *, chat: int = OPERATOR, button: bool = False, language: str = "en") -> Reply:
        self.at += timedelta(seconds=10)
        asked = pressed(line) if button else parse(line)
        assert asked is not None
        request = Request(
            command=asked.command,
            arguments=asked.arguments,
            text=asked.text,
            chat=Chat(id=chat, language=language, admin=chat != READER),
            at=self.at,
            dossier=self.dossier,
            pressed=button,
            operators=(OPERATOR, OTHER),
        )
        reply = self.database.run(lambda session: answer(request, session), write=True)
        check(reply.html)
        assert all(len((one.data or "").encode()) <= 64 for row in reply.buttons for one in row)
        return reply

    def press(self, reply: Reply, label: str) -> Reply:
        """The button whose label begins so."""
        (data,) = [one.data for row in reply.buttons for one in row if one.label.startswith(label)]
        return self.ask(data or "", button=True)

    def all(self) -> list[Development]:
        return self.database.run(lambda session: list(developments.export(session)))

    def get(self, number: int) -> Development:
        found = self.database.run(developments.get, number)
        assert found is not None
        return found

    def steps(self, number: int) -> list[ChangeType]:
        return [step.type for step in self.database.run(developments.changes, number)]

    def open(self) -> list[judgements.Judgement]:
        return self.database.run(judgements.open_questions)


@pytest.fixture
def desk(either: Database, dossier: Dossier) -> Desk:
    return Desk(either, dossier)


def told(*origins, outlet: str = "Wire", at: str = "2026-02-05T11:00", **slots) -> Report:
    return report(*origins, outlet=outlet, at=at, **slots)


def conflict(desk: Desk) -> tuple[Development, int]:
    """An exchange, and a report whose official figures contradict it: (the exchange, the report's number)."""
    desk.tell(told(RU_MOD, figures={"UA": 157, "RU": 157}))
    desk.tell(told(UA_PRESIDENT, figures={"UA": 300, "RU": 310}, outlet="Courier"))
    (one,) = desk.all()
    (question,) = desk.open()
    return one, question.claim_id


def clash(desk: Desk) -> tuple[Development, Development]:
    """Two exchanges of one day, of which the second was not pushed."""
    one, claim = conflict(desk)
    desk.ask(f"/review own {claim}")
    assert desk.settle().clashes == 1
    other = next(found for found in desk.all() if found.id != one.id)
    return one, other


class TestUnclear:
    """A report that may be about several events, or contradicts the only one."""

    def test_is_shown_with_its_evidence_its_outlet_and_what_it_may_be_about(self, desk: Desk) -> None:
        one, claim = conflict(desk)
        reply = desk.ask("/review")
        text = as_text(reply.html)
        assert "An official's figures contradict an event of the same day." in text
        assert f"Report {claim}" in text
        assert "“The sides exchanged prisoners on Thursday.” (Courier <https://news.example/courier/1100>)" in text
        assert "exchanges · 300 to Ukraine, 310 to Russia · carried out · 5 Feb · Volodymyr Zelensky" in text
        assert f"/d{one.id} · Prisoner exchange: 157 returned to Russia, 157 to Ukraine · 5 Feb" in text
        assert [one.label for row in reply.buttons for one in row] == [
            f"1: same as d{one.id}", "1: new event", "1: dismiss"
        ]  # fmt: skip

    def test_nothing_of_it_is_shown_to_readers_meanwhile(self, desk: Desk) -> None:
        one, _ = conflict(desk)
        assert "300" not in desk.ask(f"/d{one.id}", chat=READER).html

    def test_joined_to_the_event(self, desk: Desk) -> None:
        one, claim = conflict(desk)
        reply = desk.press(desk.ask("/review"), "1: same")
        assert f"report {claim} belongs to /d{one.id}" in reply.html
        desk.settle()
        found = desk.get(one.id)
        assert found.figure("UA").value == 300
        assert len(found.reports) == 2
        assert desk.open() == []
        assert ChangeType.CORRECTION in desk.steps(one.id)

    def test_an_event_of_its_own(self, desk: Desk) -> None:
        one, claim = conflict(desk)
        desk.press(desk.ask("/review"), "1: new")
        desk.settle()
        new = next(found for found in desk.all() if found.id != one.id)
        assert [found.id for found in new.reports] == [claim]
        assert new.figure("UA").value == 300
        assert desk.steps(new.id)[0] is ChangeType.NEW
        assert ChangeType.CORRECTION not in desk.steps(new.id)
        assert new.id in {hit.development for hit in desk.database.run(search.find, "310")}
        assert "cannot be done" in desk.ask(f"/review own {claim}").html, "it is one already"

    def test_dismissed(self, desk: Desk) -> None:
        _, claim = conflict(desk)
        desk.press(desk.ask("/review"), "1: dismiss")
        desk.settle()
        assert len(desk.all()) == 1
        assert desk.open() == []
        word = desk.database.run(judgements.of_claim, claim)[-1]
        assert (word.verdict, word.by, word.at) == (Verdict.IGNORED, "operator 1", desk.at - timedelta(minutes=1))

    def test_taken_back_it_is_open_again(self, desk: Desk) -> None:
        one, claim = conflict(desk)
        done = desk.press(desk.ask("/review"), "1: new")
        desk.settle()
        new = next(found for found in desk.all() if found.id != one.id)
        desk.press(done, "Take back")
        desk.settle()
        assert [question.claim_id for question in desk.open()] == [claim]
        assert desk.get(new.id).retracted, "it rests on nothing any more"
        assert ChangeType.RETRACTED in desk.steps(new.id)
        verdicts = [
            one.verdict for one in desk.database.run(judgements.of_claim, claim) if one.verdict is not Verdict.CLASH
        ]
        assert verdicts == [Verdict.UNSURE, Verdict.NEW, Verdict.UNSURE], "withdrawn, never erased"

    def test_with_several_candidates(self, desk: Desk) -> None:
        desk.tell(told(figures={"RU": 157}))
        desk.tell(told(figures={"RU": 90}, day=date(2026, 2, 4), at="2026-02-04T12:00"))
        desk.tell(told(RU_MOD, day=None))
        one, other = sorted(desk.all(), key=lambda found: found.id)
        reply = desk.ask("/review")
        assert "It fits several events equally well." in reply.html
        desk.press(reply, f"1: same as d{other.id}")
        desk.settle()
        assert (len(desk.get(one.id).reports), len(desk.get(other.id).reports)) == (1, 2)


class TestClash:
    """A second exchange of one day is pushed only if an operator says so."""

    def test_it_is_held_back_and_asked_about(self, desk: Desk) -> None:
        one, other = clash(desk)
        assert desk.database.run(alerts.of_development, other.id) == []
        reply = desk.ask("/review")
        assert f"A second alert for one day was held back: /d{other.id}." in as_text(reply.html)
        assert [button.label for row in reply.buttons for button in row] == [
            f"1: same as d{one.id}", "1: second of the day", "1: no alert"
        ]  # fmt: skip

    def test_released_it_goes_out_as_the_second_of_its_day(self, desk: Desk) -> None:
        _, other = clash(desk)
        done = desk.press(desk.ask("/review"), "1: second")
        assert f"/d{other.id} is a second event of its day" in done.html
        (pushed,) = desk.settle().pushed
        assert (pushed.purpose, pushed.alert.ordinal, pushed.alert.development_id) == (Purpose.ALERT, 2, other.id)
        assert desk.open() == []
        desk.tell(told(RU_MOD, figures={"UA": 300, "RU": 310}, outlet="Third"))
        assert desk.open() == [], "it is asked once"

    def test_no_alert_is_remembered(self, desk: Desk) -> None:
        _, other = clash(desk)
        done = desk.press(desk.ask("/review"), "1: no alert")
        desk.tell(told(UA_PRESIDENT, figures={"UA": 300, "RU": 310}, outlet="Third"))
        assert desk.open() == []
        assert desk.database.run(alerts.of_development, other.id) == []
        desk.press(done, "Take back")
        assert len(desk.open()) == 1

    def test_joined_its_number_leads_on_and_one_alert_stands(self, desk: Desk) -> None:
        one, other = clash(desk)
        desk.press(desk.ask("/review"), "1: same")
        desk.settle()
        assert desk.get(other.id).id == one.id
        assert desk.open() == []
        assert [alert.ordinal for alert in desk.database.run(alerts.of_development, one.id)] == [1]

    def test_pressed_twice_it_is_said(self, desk: Desk) -> None:
        clash(desk)
        asked = desk.ask("/review")
        desk.press(asked, "1: second")
        assert "cannot be done" in desk.press(asked, "1: second").html
        assert "cannot be done" in desk.press(asked, "1: no alert").html


class TestJoinAndPart:
    def two(self, desk: Desk) -> tuple[Development, Development]:
        desk.tell(told(RU_MOD, figures={"UA": 157, "RU": 157}))
        desk.tell(told(figures={"UA": 20, "RU": 25}, day=date(2026, 2, 4), at="2026-02-04T15:00", outlet="Courier"))
        one, other = sorted(desk.all(), key=lambda found: found.id)
        return one, other

    def test_join(self, desk: Desk) -> None:
        one, other = self.two(desk)
        done = desk.ask(f"/review join {one.id} d{other.id}")
        assert f"/d{other.id} is the same event as /d{one.id}" in done.html
        desk.settle()
        assert [found.id for found in desk.all()] == [one.id]
        assert f"/d{one.id}" in desk.ask(f"/review {other.id}").html, "the old number leads on"
        assert ChangeType.JOINED in desk.steps(one.id)
        assert {hit.development for hit in desk.database.run(search.find, "exchange")} == {one.id}

    def test_the_number_of_the_record_is_the_one_that_stays(self, desk: Desk) -> None:
        one, other = self.two(desk)
        with desk.database.session(write=True) as session:
            session.get_one(DevelopmentRow, other.id).record_id = "exchange-1"
        assert f"/d{one.id} is the same event as /d{other.id}" in desk.ask(f"/review join {one.id} {other.id}").html
        desk.settle()
        assert desk.get(one.id).id == other.id

    def test_a_join_is_taken_back(self, desk: Desk) -> None:
        one, other = self.two(desk)
        done = desk.ask(f"/review join {one.id} {other.id}")
        desk.settle()
        desk.press(done, "Take back")
        desk.settle()
        assert sorted(found.id for found in desk.all()) == [one.id, other.id]
        assert desk.get(other.id).figure("RU").value == 25
        assert len(desk.get(one.id).reports) == 1
        assert ChangeType.PARTED in desk.steps(other.id)
        assert other.id in {hit.development for hit in desk.database.run(search.find, "25")}

    def test_taking_back_can_be_taken_back(self, desk: Desk) -> None:
        one, other = self.two(desk)
        done = desk.ask(f"/review join {one.id} {other.id}")
        desk.settle()
        back = desk.press(done, "Take back")
        desk.settle()
        desk.press(back, "Take back")
        desk.settle()
        assert [found.id for found in desk.all()] == [one.id]
        assert desk.get(other.id).id == one.id

    def test_joined_alerts_come_along_and_go_back(self, desk: Desk) -> None:
        one, other = self.two(desk)
        done = desk.ask(f"/review join {other.id} {one.id}")
        desk.settle()
        assert len(desk.database.run(alerts.of_development, other.id)) == 1
        desk.press(done, "Take back")
        desk.settle()
        assert desk.database.run(alerts.of_development, other.id) == []
        assert len(desk.database.run(alerts.of_development, one.id)) == 1

    def test_part_and_take_back(self, desk: Desk) -> None:
        desk.tell(told(RU_MOD, figures={"UA": 157, "RU": 157}), told(figures={"UA": 160}, outlet="Courier"))
        (one,) = desk.all()
        strange = next(found.id for found in one.reports if found.outlet == "Courier")
        listed = as_text(desk.ask(f"/review {one.id}").html)
        assert f"{strange} · 5 Feb, 13:00 · Courier" in listed
        done = desk.ask(f"/review part {one.id} {strange}")
        desk.settle()
        new = next(found for found in desk.all() if found.id != one.id)
        assert (new.figure("UA").value, new.figure("RU")) == (160, None)
        assert ChangeType.PARTED in desk.steps(new.id)
        assert not {ChangeType.CORRECTION, ChangeType.FIGURE} & set(desk.steps(new.id)), "never shown otherwise"
        desk.press(done, "Take back")
        desk.settle()
        assert [found.id for found in desk.all()] == [one.id]
        assert desk.get(new.id).id == one.id

    def test_the_only_report_dismissed_withdraws_the_event_and_its_alert(self, desk: Desk) -> None:
        desk.tell(told(RU_MOD, figures={"UA": 157, "RU": 157}))
        (one,) = desk.all()
        done = desk.ask(f"/review dismiss {one.reports[0].id}")
        (first, *_) = desk.settle().pushed
        assert first.purpose is Purpose.CORRECTION
        assert "withdrawn" in first.texts["en"]["html"]
        assert desk.get(one.id).retracted
        assert desk.database.run(figures.before, Kind.EXCHANGE, date(2026, 2, 6)) is None, "no total counts it"
        desk.press(done, "Take back")
        desk.settle()
        assert not desk.get(one.id).retracted
        assert desk.get(one.id).figure("UA").value == 157
        assert "the withdrawal was taken back" in desk.ask(f"/changes {one.id}").html

    @pytest.mark.parametrize(
        "line",
        [
            "/review join 1 1", "/review join 1 99", "/review part 1 99", "/review put 99 1", "/review put 1 99",
            "/review own 99", "/review dismiss 99", "/review withdraw 99", "/review second 99", "/review quiet 1",
            "/review join 1", "/review part 1", "/review own 1 2",
        ],
    )  # fmt: skip
    def test_what_makes_no_sense_is_refused_and_changes_nothing(self, desk: Desk, line: str) -> None:
        desk.tell(told(RU_MOD, figures={"UA": 157}))
        assert "That cannot be done" in desk.ask(line).html
        assert not desk.database.run(reviews.waiting)

    @pytest.mark.parametrize("line", ["/review frobnicate 1", "/review join x y", "/review part", "/review join -1 2"])
    def test_a_wrong_word_gets_the_right_form(self, desk: Desk, line: str) -> None:
        assert "Try: /review" in desk.ask(line).html


class TestLog:
    def test_the_last_words_stand_there_each_to_be_taken_back(self, desk: Desk) -> None:
        one, claim = conflict(desk)
        desk.ask(f"/review put {claim} {one.id}")
        desk.ask(f"/review dismiss {claim}", chat=OTHER)
        reply = desk.ask("/review log")
        assert f"operator 2 · report {claim} was dismissed" in reply.html
        assert "operator 1" not in reply.html, "the later word stands"
        desk.press(reply, "Take back")
        desk.settle()
        assert len(desk.get(one.id).reports) == 2

    def test_no_number_of_a_chat_is_stored(self, desk: Desk) -> None:
        one, claim = conflict(desk)
        desk.ask(f"/review put {claim} {one.id}")
        with desk.database.session() as session:
            assert {row.by for row in session.exec(select(JudgementRow))} == {"rule", "operator 1"}

    def test_nobody_else_may(self, desk: Desk) -> None:
        one, claim = conflict(desk)
        for line in ("/review", f"/review put {claim} {one.id}", f"/correct {one.id} UA 1 https://a.example"):
            assert "I don't know" in desk.ask(line, chat=READER).html
        assert len(desk.open()) == 1
        assert "/review" not in desk.ask("/help", chat=READER).html


class TestNotice:
    def test_operators_are_told_of_a_question_once(self, desk: Desk) -> None:
        conflict(desk)
        tell = lambda: desk.database.run(  # noqa: E731
            tell_of_questions, desk.dossier, (OPERATOR, OTHER), desk.at, write=True
        )
        assert [tell(), tell()] == [True, False]
        with desk.database.session() as session:
            (row,) = session.exec(select(BroadcastRow).where(BroadcastRow.purpose == "notice")).all()
            assert len(session.exec(select(DeliveryRow).where(DeliveryRow.broadcast_id == row.id)).all()) == 2
        assert "1 question waits for an operator." in row.texts["en"]["html"]
        assert set(row.texts) == {"en", "uk", "ru"}
        assert row.finished, "it goes to nobody else"

    def test_the_status_tells_of_it(self, desk: Desk) -> None:
        conflict(desk)
        assert "Open questions: 1 · /review" in desk.ask("/status").html
        assert "Open questions" not in desk.ask("/status", chat=READER).html


class TestReports:
    """A reader's report reaches the operators and leaves nothing behind but a number."""

    def test_it_reaches_them_without_saying_from_whom(self, desk: Desk) -> None:
        desk.tell(told(RU_MOD, figures={"UA": 157}))
        (one,) = desk.all()
        reply = desk.ask(f"/report d{one.id} Kyiv says <b>160</b>, see their site", chat=READER)
        assert reply.html.startswith("Passed on to the operators")
        with desk.database.session() as session:
            (row,) = session.exec(select(BroadcastRow).where(BroadcastRow.purpose == "notice")).all()
            owed = session.exec(select(DeliveryRow).where(DeliveryRow.broadcast_id == row.id)).all()
        html = row.texts["en"]["html"]
        assert "“Kyiv says &lt;b&gt;160&lt;/b&gt;, see their site”" in html
        assert str(READER) not in html.replace("157", "")
        assert len(owed) == 2
        assert "Reports of readers passed on: 1" in desk.ask("/status").html

    def test_its_text_goes_once_it_has_arrived(self, desk: Desk) -> None:
        desk.tell(told(RU_MOD, figures={"UA": 157}))
        desk.ask(f"/report {desk.all()[0].id} Kyiv says 160 now", chat=READER)
        assert desk.database.run(notices.forget, write=True) == 0, "still owed"
        with desk.database.session(write=True) as session:
            for row in session.exec(select(DeliveryRow)):
                row.state = "sent"
        assert desk.database.run(notices.forget, write=True) == 1
        with desk.database.session() as session:
            (row,) = session.exec(select(BroadcastRow).where(BroadcastRow.purpose == "notice")).all()
            assert row.texts == {}
        assert desk.database.run(notices.forget, write=True) == 0

    def test_a_plea_gets_the_kind_answer_and_is_not_passed_on(self, desk: Desk) -> None:
        desk.tell(told(RU_MOD, figures={"UA": 157}))
        (one,) = desk.all()
        reply = desk.ask(f"/report {one.id} please help find my brother", chat=READER)
        assert reply.html.startswith("Parley keeps no lists of people")
        assert desk.database.run(notices.reported).total == 0

    def test_there_is_a_most_a_day(self, desk: Desk) -> None:
        desk.tell(told(RU_MOD, figures={"UA": 157}))
        (one,) = desk.all()
        for _ in range(100):
            desk.database.run(notices.count_report, desk.at.date(), write=True)
        assert "tomorrow" in desk.ask(f"/report {one.id} the day is wrong", chat=READER).html
        desk.at += timedelta(days=1)
        assert "Passed on" in desk.ask(f"/report {one.id} the day is wrong", chat=READER).html

    @pytest.mark.parametrize("line", ["/report", "/report 1", "/report x y"])
    def test_how_it_is_typed(self, desk: Desk, line: str) -> None:
        desk.tell(told(RU_MOD, figures={"UA": 157}))
        assert "/report 41 Ukraine says 160, not 157" in desk.ask(line, chat=READER).html


class TestCorrect:
    """An operator's correction is a claim of its own, moves what is shown, and can be taken back."""

    def one(self, desk: Desk) -> Development:
        desk.tell(told(RU_MOD, figures={"UA": 100, "RU": 157}))
        (one,) = desk.all()
        return one

    def test_a_figure(self, desk: Desk) -> None:
        one = self.one(desk)
        done = desk.ask(f"/correct {one.id} UA 104 https://www.gov.example/news/1")
        pushed = desk.settle().pushed
        found = desk.get(one.id)
        assert found.figure("UA").value == 104
        assert found.confirmation is one.confirmation, "operators confirm nothing"
        (step,) = [step for step in desk.database.run(developments.changes, one.id) if step.slot == "UA.total"]
        assert (step.type, step.before, step.after) == (ChangeType.CORRECTION, "100", "104")
        assert [one.purpose for one in pushed] == [Purpose.EDIT], "less than a quarter: without a sound"
        card = as_text(desk.ask(f"/d{one.id}", chat=READER).html)
        assert "Corrected by Parley's operators after gov.example <https://www.gov.example/news/1>." in card
        assert "corrected by Parley's operators" in desk.ask(f"/sources {one.id}", chat=READER).html
        desk.press(done, "Take back")
        desk.settle()
        assert desk.get(one.id).figure("UA").value == 100
        assert "Parley's operators" not in desk.ask(f"/d{one.id}", chat=READER).html

    def test_a_far_one_is_as_loud_as_the_alert(self, desk: Desk) -> None:
        one = self.one(desk)
        desk.ask(f"/correct d{one.id} Ukraine.total 157 https://gov.example/1")
        purposes = {one.purpose: one for one in desk.settle().pushed}
        html = as_text(purposes[Purpose.CORRECTION].texts["en"]["html"])
        assert "The alert said 100 returned to Ukraine. It is 157." in html
        assert "Corrected by Parley's operators after gov.example" in html

    def test_it_stands_against_later_reports(self, desk: Desk) -> None:
        one = self.one(desk)
        desk.ask(f"/correct {one.id} UA 104 https://gov.example/1")
        desk.settle()
        desk.tell(told(RU_MOD, UA_PRESIDENT, figures={"UA": 100}, outlet="Late", at="2026-02-05T12:30"))
        assert desk.get(one.id).figure("UA").value == 104

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("UA civilians 7", lambda one: one.figure("UA", "civilians").value == 7),
            ("RU soldiers 150", lambda one: one.figure("RU", "military").value == 150),
            ("day 2026-02-04", lambda one: one.day == date(2026, 2, 4)),
            ("day 4 February 2026", lambda one: one.day == date(2026, 2, 4)),
            ("stage denied", lambda one: one.stage is Stage.DENIED and one.retracted),
            ("stage under way", lambda one: one.stage is Stage.UNDER_WAY),
            ("end_day 2026-02-06", lambda one: one.end_day == date(2026, 2, 6)),
            ("mediators UAE Turkey", lambda one: one.mediators == ("AE", "TR")),
            ("RU about 150", lambda one: one.figure("RU") == Figure(150, "RU", qualifier=Qualifier.ABOUT)),
            ("UA wounded at least 20", lambda one: one.figure("UA", "wounded").qualifier is Qualifier.AT_LEAST),
        ],
    )
    def test_other_slots(self, desk: Desk, typed: str, shown: Callable[[Development], bool]) -> None:
        one = self.one(desk)
        assert desk.ask(f"/correct {one.id} {typed} https://gov.example/1").html.startswith("Noted.")
        desk.settle()
        assert shown(desk.get(one.id))
        slots = {ChangeType.CORRECTION, ChangeType.RETRACTED}
        assert slots & set(desk.steps(one.id))

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("place Doha", lambda one: one.place == "Doha"),
            ("place Абу-Дабі", lambda one: one.place == "Abu Dhabi"),
            ("round 3", lambda one: one.round == 3),
            ("outcome no breakthrough", lambda one: one.outcome is Outcome.NO_BREAKTHROUGH),
            ("outcome partial", lambda one: one.outcome is Outcome.PARTIAL),
        ],
    )
    def test_the_slots_of_talks(self, desk: Desk, typed: str, shown: Callable[[Development], bool]) -> None:
        desk.tell(told(RU_MOD, kind=Kind.TALKS, stage=Stage.HELD, place="Riyadh"))
        (one,) = desk.all()
        done = desk.ask(f"/correct {one.id} {typed} https://gov.example/1")
        desk.settle()
        assert shown(desk.get(one.id))
        assert ChangeType.CORRECTION in desk.steps(one.id)
        assert "gov.example" in desk.ask("/corrections", chat=READER).html
        desk.press(done, "Take back")
        desk.settle()
        found = desk.get(one.id)
        assert (found.place, found.round, found.outcome) == (one.place, one.round, one.outcome)

    def test_a_stage_gives_way_to_what_officials_say_later(self, desk: Desk) -> None:
        one = self.one(desk)
        desk.ask(f"/correct {one.id} stage postponed https://gov.example/1")
        desk.settle()
        assert desk.get(one.id).stage is Stage.POSTPONED
        later = (desk.at + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
        desk.at += timedelta(hours=3)
        desk.tell(told(UA_PRESIDENT, figures={"UA": 100, "RU": 157}, outlet="Late", at=later))
        assert desk.get(one.id).stage is Stage.COMPLETED

    @pytest.mark.parametrize(
        "typed",
        ["UA", "UA 104", "UA x https://a.example", "XX 1 https://a.example", "UA 1 ftp://a.example", "UA 1 https://a",
         "day tomorow https://a.example", "stage held https://a.example", "UA horses 3 https://a.example",
         "US 3 https://a.example", "place Doha https://a.example", "round 3 https://a.example",
         "mediators Mars https://a.example", "UA at about 3 https://a.example", "outcome partial https://a.example"],
    )  # fmt: skip
    def test_a_wrong_form_is_answered_with_the_right_one(self, desk: Desk, typed: str) -> None:
        one = self.one(desk)
        assert "Try: /correct 41 RU 157" in desk.ask(f"/correct {one.id} {typed}").html
        assert not desk.database.run(reviews.waiting)

    def test_what_is_shown_already_is_no_correction(self, desk: Desk) -> None:
        one = self.one(desk)
        assert "shown already" in desk.ask(f"/correct {one.id} RU 157 https://a.example").html


class TestCorrections:
    def test_everybody_sees_every_one_newest_first(self, desk: Desk) -> None:
        assert "No correction was made so far." in desk.ask("/corrections", chat=READER).html
        desk.tell(told(RU_MOD, figures={"UA": 100, "RU": 157}))
        (one,) = desk.all()
        desk.tell(told(UA_PRESIDENT, figures={"UA": 157}, outlet="Courier"))
        desk.ask(f"/correct {one.id} RU 160 https://gov.example/1")
        desk.settle()
        desk.tell(told(UA_PRESIDENT, RU_MOD, stage=Stage.DENIED, at="2026-02-05T12:01", outlet="Late"))
        text = as_text(desk.ask("/corrections", chat=READER).html)
        first = text.index("returned to Ukraine: told as 100, it is 157 · Volodymyr Zelensky (Courier")
        second = text.index("returned to Russia: told as 157, it is 160 · corrected by Parley's operators (gov.example")
        assert second < first
        assert f"exchange of prisoners · 5 February 2026 · /d{one.id}" in text

    def test_they_are_paged(self, desk: Desk) -> None:
        desk.tell(told(RU_MOD, figures={"UA": 100, "RU": 157}))
        (one,) = desk.all()
        for value in range(101, 112):
            desk.ask(f"/correct {one.id} UA {value} https://gov.example/{value}")
            desk.settle()
        reply = desk.ask("/corrections", chat=READER)
        assert "told as 110, it is" in as_text(reply.html)
        assert "told as 100, it is" in as_text(desk.press(reply, "More").html)

    @pytest.mark.parametrize("language", ["uk", "ru"])
    def test_in_each_language(self, desk: Desk, language: str) -> None:
        one, _ = conflict(desk)
        for line in ("/review", "/review log", f"/review {one.id}", "/corrections", "/report", "/correct", "/privacy"):
            words = re.sub(
                r"<[^>]*>|“[^”]*”|«[^»]*»|/\w+[^.·]*|https\S+|Parley", " ", desk.ask(line, language=language).html
            )
            assert not re.search(r"\b(?!Courier|Wire|example)[a-z]{4,}\b", words), words
