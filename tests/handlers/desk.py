"""Operators at their desk: a database with a clock, reports that come in, and chats that ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from handler_examples import RU_MOD, UA_PRESIDENT, report
from markup_checker import check

from bot.jobs.resolve import WaveResult, resolve_wave
from handlers.alerting import compose
from handlers.conversation import Chat, Reply, Request
from handlers.dispatch import answer, parse, pressed
from storage import developments, judgements, reports, reviews
from storage.database import Database
from storage.vocabulary import (
    ChangeType,
    Development,
    Dossier,
    Report,
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
