"""Publish, part, join and dismiss by buttons beside the evidence; on both engines."""

from __future__ import annotations

from desk import Desk, conflict, told
from handler_examples import RU_MOD

from bot.plaintext import as_text
from storage import judgements
from storage.judgements import Verdict
from storage.vocabulary import Purpose


def test_published_its_alert_goes_out_beside_the_other_of_its_day(desk: Desk) -> None:
    one, claim = conflict(desk)
    done = desk.press(desk.ask("/review"), "1: publish")
    (pushed,) = desk.settle().pushed
    new = next(found for found in desk.all() if found.id != one.id)
    assert f"report {claim} was published as an event of its own, /d{new.id}" in done.html
    assert (pushed.purpose, pushed.alert.ordinal, pushed.alert.development_id) == (Purpose.ALERT, 2, new.id)
    assert desk.open() == []
    desk.press(done, "Take back")
    desk.settle()
    assert [question.claim_id for question in desk.open()] == [claim]
    assert desk.get(new.id).retracted
    verdicts = [word.verdict for word in desk.database.run(judgements.of_claim, claim)]
    assert verdicts == [Verdict.UNSURE, Verdict.SECOND, Verdict.UNSURE], "withdrawn, never erased"


def test_the_way_to_parting_is_a_tap(desk: Desk) -> None:
    one, _ = conflict(desk)
    reply = desk.press(desk.ask("/review"), "1: part")
    assert as_text(reply.html).startswith("Prisoner exchange: 157 returned to Russia, 157 to Ukraine")
    assert "“The sides exchanged prisoners on Thursday.”" in reply.html
    assert [button.label for row in reply.buttons for button in row] == [f"Dismiss {one.reports[0].id}"]


def test_part_dismiss_and_join_are_buttons_beside_the_evidence(desk: Desk) -> None:
    desk.tell(told(RU_MOD, figures={"UA": 157, "RU": 157}), told(figures={"UA": 160}, outlet="Courier"))
    (one,) = desk.all()
    strange = next(found.id for found in one.reports if found.outlet == "Courier")
    listed = desk.ask(f"/review {one.id}")
    assert listed.html.count("“The sides exchanged prisoners on Thursday.”") == 2
    done = desk.press(listed, f"Part {strange}")
    assert f"was parted from /d{one.id}" in done.html
    desk.settle()
    new = next(found for found in desk.all() if found.id != one.id)
    again = desk.ask(f"/review {one.id}")
    assert f"Of those days:\n/d{new.id} · " in again.html
    desk.press(again, f"Join with d{new.id}")
    desk.settle()
    assert [found.id for found in desk.all()] == [one.id]
    desk.press(desk.ask(f"/review {one.id}"), f"Dismiss {strange}")
    desk.settle()
    assert strange not in {found.id for found in desk.get(one.id).reports}
    rules = [word.rule for word in desk.database.run(judgements.of_claim, strange) if word.by == "operator 1"]
    assert rules == ["parted", "joined", "assigned"], "withdrawn, never erased"
