"""What readers report and operators put right: moved by rule, attributed, and taken back; on both engines."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from desk import OPERATOR, OTHER, READER, Desk, conflict, told
from handler_examples import RU_MOD, UA_PRESIDENT
from sqlmodel import select

from bot.plaintext import as_text
from handlers.operators import tell_of_questions
from storage import developments, notices, reviews
from storage.tables import BroadcastRow, DeliveryRow
from storage.vocabulary import (
    ChangeType,
    Development,
    Figure,
    Kind,
    Outcome,
    Purpose,
    Qualifier,
    Stage,
)


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
