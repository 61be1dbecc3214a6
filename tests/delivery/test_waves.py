"""Edit waves where one chat is told later than all others: nobody waits for it, and it is told the newest state."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session

from bot.telegram import faults
from storage import doubts
from storage.database import Database
from storage.digests import Digest
from storage.tables import AlertRow
from storage.vocabulary import Alert
from tests.delivery.digesting import DAILY, NINE, told
from tests.delivery.owing import START, alert, expand_all, post, rows, subscribe, texts

LATE, OTHERS = 2, (1, 3)


def _compose(_: Session, __: Alert, **___: Any) -> dict[str, dict[str, object]]:
    return texts("160 returned")


def _owed(database: Database) -> int:
    subscribe(database, range(1, 4))
    number = database.run(alert, write=True)
    expand_all(database)
    return number


def _changed(session: Session, alert_id: int, now: Any) -> None:
    row = session.get_one(AlertRow, alert_id)
    row.wave_due = now
    session.add(row)


async def test_a_chat_that_is_flooded_for_long_keeps_no_edit_from_the_others(database: Database) -> None:
    number = _owed(database)
    async with post(database, compose=_compose) as made:
        made.api.faults.add(faults.flood(3600, chat_id=LATE))
        made.deliverer.wake()
        while len(rows(database, state="sent")) < len(OTHERS) or not rows(database, state="pending"):
            await made.deliverer.run_once()
        database.run(_changed, number, made.clock(), write=True)
        made.deliverer._rounds.hurry()
        await made.deliverer.drain(within=2)
        assert [made.texts(chat) for chat in OTHERS] == [["160 returned"]] * 2
        assert made.texts(LATE) == []


async def test_who_is_told_only_after_a_wave_is_told_what_that_showed(database: Database) -> None:
    number = _owed(database)
    async with post(database, compose=_compose) as made:
        made.api.faults.add(faults.flood(2, chat_id=LATE))
        await made.deliverer.drain()
        database.run(_changed, number, made.clock(), write=True)
        await made.deliverer.drain()
        assert [made.texts(chat) for chat in OTHERS] == [["160 returned"]] * 2
        await made.later(3)
        assert made.texts(LATE) == ["160 returned"]


async def test_what_operators_let_go_later_shows_the_last_wave(database: Database) -> None:
    number = _owed(database)
    async with post(database, compose=_compose) as made:
        made.api.faults.add(faults.bad("SOMETHING_NEW", chat_id=LATE))
        await made.deliverer.drain()
        database.run(_changed, number, made.clock(), write=True)
        await made.deliverer.drain()
        assert database.run(doubts.resume, made.clock(), write=True) == 1
        await made.deliverer.drain()
        assert made.texts(LATE) == ["160 returned"]


async def test_what_cannot_be_worded_keeps_nothing_else_back_and_is_told_once(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    subscribe(database, [9], **DAILY)
    number, broken = _owed(database), [True]

    def word(session: Session, digest: Digest, language: str, now: datetime) -> Mapping[str, object] | None:
        if broken[0]:
            raise ZeroDivisionError
        return told(session, digest, language, now)

    async with post(database, compose=_compose, digest=word) as made:
        await made.deliverer.drain()
        database.run(_changed, number, made.clock(), write=True)
        await made.later((NINE - START).total_seconds() + 60)
        await made.later(5)
        assert made.texts(1) == ["160 returned"]
        assert len(made.alarms) == 1
        assert "digests cannot be made, all else goes on: ZeroDivisionError" in made.alarms[0]
        broken[0] = False
        await made.later(5)
        assert made.texts(9)[-1].startswith("daily")
    assert caplog.text.count("digests can be made again") == 1
