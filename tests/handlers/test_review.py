"""What operators see and decide, through the commands, and what the next wave makes of it; on both engines."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from desk import OTHER, READER, Desk, clash, conflict, told
from handler_examples import RU_MOD, UA_PRESIDENT
from sqlmodel import select

from bot.plaintext import as_text
from storage import alerts, figures, judgements, reviews, search
from storage.judgements import Verdict
from storage.tables import DevelopmentRow, JudgementRow
from storage.vocabulary import (
    ChangeType,
    Development,
    Kind,
    Purpose,
)


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
            f"1: same as d{one.id}", "1: new event", "1: publish", "1: dismiss", f"1: part d{one.id}"
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
            f"1: same as d{one.id}", "1: publish as second of the day", "1: no alert", f"1: part d{one.id}"
        ]  # fmt: skip

    def test_released_it_goes_out_as_the_second_of_its_day(self, desk: Desk) -> None:
        _, other = clash(desk)
        done = desk.press(desk.ask("/review"), "1: publish")
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
        desk.press(asked, "1: publish")
        assert "cannot be done" in desk.press(asked, "1: publish").html
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
