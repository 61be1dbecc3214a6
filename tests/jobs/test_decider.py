"""One claim that cannot be decided keeps no other from being told of."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import text
from sqlmodel import Session, select

from bot.jobs.decider import REST, Decider
from bot.jobs.resolve import resolve_wave
from storage import reports
from storage.database import Database, DatabaseFailed
from storage.reports import Chosen
from storage.tables import AlertRow
from storage.vocabulary import Kind
from tests.delivery.owing import Clock
from tests.jobs.test_resolve import compose
from tests.telling import DAY, DOSSIER, days, hours, tell


def _decide(session: Session, now: datetime, chosen: Chosen) -> None:
    resolve_wave(session, DOSSIER, now, edit_seconds=600, compose=compose, chosen=chosen)


def _stage(database: Database, stage: str) -> None:
    """A development that no rule can make anything of, as a fault of ours might leave it."""
    change = text("UPDATE development SET stage = :stage WHERE kind = 'exchange'")
    database.run(lambda session: session.execute(change, {"stage": stage}), write=True)


def _told(database: Database) -> list[str]:
    return sorted(database.run(lambda session: list(session.exec(select(AlertRow.kind)))))


async def test_it_is_set_aside_told_once_and_tried_again(either: Database, caplog: pytest.LogCaptureFixture) -> None:
    alarms, clock = list[str](), Clock()
    decider = Decider(either, _decide, clock, alarms.append)
    either.run(reports.add, tell(red=157), write=True)
    await decider.run()
    _stage(either, "nonsense")
    for kind in (Kind.EXCHANGE, Kind.BODIES, Kind.CIVILIANS):
        either.run(reports.add, tell(kind=kind, red=30, by="RE"), write=True)
    await decider.run()
    assert _told(either) == ["bodies", "civilians"]
    clock.advance(60)
    either.run(reports.add, tell(kind=Kind.BODIES, day=DAY - days(1), red=20, by="RE"), write=True)
    await decider.run()
    assert _told(either) == ["bodies", "bodies", "civilians"], "what comes meanwhile"
    clock.advance(REST.total_seconds())
    await decider.run()
    assert (len(alarms), "ValueError" in alarms[0]) == (1, True)
    _stage(either, "completed")
    clock.advance(REST.total_seconds())
    await decider.run()
    assert _told(either) == ["bodies", "bodies", "civilians", "exchange"]
    assert caplog.text.count("could be decided now") == 1


async def test_what_is_no_claims_fault_costs_none(database: Database) -> None:
    alarms, broken = list[str](), [True]

    def decide(session: Session, now: datetime, chosen: Chosen) -> None:
        _decide(session, now, chosen)
        if broken[0]:
            raise ZeroDivisionError

    decider = Decider(database, decide, Clock(), alarms.append)
    database.run(reports.add, tell(red=157, by="RE"), write=True)
    with pytest.raises(ZeroDivisionError):
        await decider.run()
    assert _told(database) == []
    broken[0] = False
    await decider.run()
    assert (_told(database), alarms) == (["exchange"], [])


async def test_a_database_that_fails_sets_nothing_aside(database: Database) -> None:
    alarms, full = list[str](), "CREATE TRIGGER full BEFORE INSERT ON development BEGIN SELECT RAISE(ABORT, '%s'); END"
    decider = Decider(database, _decide, Clock(), alarms.append)
    database.run(reports.add, tell(red=157, by="RE", at=Clock()() - hours(1)), write=True)
    database.run(lambda session: session.execute(text(full % "database or disk is full")), write=True)
    with pytest.raises(DatabaseFailed):
        await decider.run()
    database.run(lambda session: session.execute(text("DROP TRIGGER full")), write=True)
    await decider.run()
    assert (_told(database), alarms) == (["exchange"], [])
