"""What falls into quiet hours waits; in the morning it is one message that shows the latest state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from bot.telegram.faults import reset
from storage import alerts, broadcasts, health, holds, mornings, quiet, subscribers
from storage.database import Database
from storage.tables import AlertRow
from storage.vocabulary import Alert, ChatKind, Purpose
from tests.delivery.owing import DAY, LABEL, START, Clock, alert, follow_up, post, rows, states, subscribe

NIGHT = datetime(2026, 2, 5, 21, 30, tzinfo=UTC)  # 23:30 in Kyiv
MORNING = timedelta(hours=7.5)  # until 7:00 in Kyiv
SLEEPS = {"quiet_from": 22, "quiet_until": 7, "exchanges_any_hour": False}
BODIES = {"kind": "bodies"}


def composed(session: Session, one: Alert, *, purpose: Purpose, languages: Sequence[str], now: datetime) -> Any:
    """The alert as it stands: its id and revision."""
    html = f"{purpose} {one.id}, revision {session.get_one(AlertRow, one.id).revision}"
    return {language: {"html": html, "buttons": []} for language in languages}


def morning(session: Session, told: Sequence[Alert], corrections: Sequence[str], language: str, now: datetime) -> Any:
    parts = [*corrections, *(f"alert {one.id}, revision {session.get_one(AlertRow, one.id).revision}" for one in told)]
    return {"html": f"{language}: " + "; ".join(parts), "buttons": []}


@pytest.fixture
def night(either: Database) -> Any:
    clock = Clock()
    clock.now = NIGHT
    return partial(post, either, clock=clock, compose=composed, morning=morning)


def _changes(database: Database, number: int) -> None:
    database.run(alerts.set_shown, number, {}, wave_due=NIGHT, write=True)


@pytest.mark.parametrize(
    ("begin", "end", "zone", "now", "expected"),
    [
        (22, 7, "Europe/Kyiv", "2026-02-05T21:30", "2026-02-06T05:00"),
        (22, 7, "Europe/Kyiv", "2026-02-06T04:59", "2026-02-06T05:00"),
        (22, 7, "Europe/Kyiv", "2026-02-06T05:00", None),
        (22, 7, "Europe/Kyiv", "2026-02-05T19:59", None),
        (13, 15, "UTC", "2026-02-05T14:00", "2026-02-05T15:00"),
        (13, 15, "UTC", "2026-02-05T15:00", None),
        (22, 0, "UTC", "2026-02-05T23:00", "2026-02-06T00:00"),
        (0, 6, "America/New_York", "2026-02-05T06:00", "2026-02-05T11:00"),
        (22, 7, "Europe/Kyiv", "2026-03-28T22:00", "2026-03-29T04:00"),  # the clocks go forward
        (None, None, "UTC", "2026-02-05T23:00", None),
    ],
)
def test_when_the_quiet_hours_end(begin: Any, end: Any, zone: str, now: str, expected: str | None) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    ends = quiet.end_of(begin, end, zone, at)
    assert ends == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)


@given(
    st.integers(0, 23), st.integers(0, 23), st.sampled_from(["UTC", "Europe/Kyiv", "Asia/Kathmandu"]),
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
)  # fmt: skip
def test_their_end_is_ahead_within_a_day_and_quiet_no_more(begin: int, end: int, zone: str, now: datetime) -> None:
    ends = quiet.end_of(begin, end, zone, now)
    if begin != end and ends is not None:
        assert now < ends <= now + timedelta(hours=25)
        assert quiet.end_of(begin, end, zone, ends) is None


async def test_several_are_one_message_with_the_latest_state(night: Any, either: Database) -> None:
    subscribe(either, [1, 2], kinds=["exchange", "bodies"], **SLEEPS)
    subscribe(either, [3], kinds=["exchange", "bodies"])
    first = either.run(alert, "one", write=True)
    second = either.run(alert, "two", day=DAY - timedelta(days=1), **BODIES, write=True)
    async with night() as sending:
        await sending.deliverer.drain()
        assert (sending.texts(1), len(sending.texts(3))) == ([], 2)
        _changes(either, second)
        await sending.later(60)
        assert either.run(health.backlog, sending.clock()).waiting == 0
        await sending.later(MORNING.total_seconds())
        assert sending.texts(1) == sending.texts(2) == [f"en: alert {first}, revision 1; alert {second}, revision 2"]
        assert len(sending.texts(3)) == 2


async def test_one_alone_comes_as_it_is_and_is_edited_later(night: Any, either: Database) -> None:
    subscribe(either, [1], **SLEEPS)
    number = either.run(alert, "one", write=True)
    async with night() as sending:
        await sending.deliverer.drain()
        _changes(either, number)
        await sending.later(MORNING.total_seconds())
        # Sent with the newest words, or edited to them by the wave of that minute: one message either way.
        assert sending.texts(1) in ([f"alert {number}, revision 2"], [f"edit {number}, revision 2"])
        either.run(follow_up, number, Purpose.EDIT, "edited", write=True)
        await sending.deliverer.drain()
        assert sending.texts(1) == ["edited"]


async def test_exchanges_pass_where_that_is_wanted_and_overtake_what_waits(night: Any, either: Database) -> None:
    subscribe(either, [1], kinds=["exchange", "bodies"], **SLEEPS | {"exchanges_any_hour": True})
    either.run(alert, "bodies", **BODIES, write=True)
    either.run(alert, "exchange", write=True)
    either.run(alert, "planned", phase="announced", day=DAY + timedelta(days=3), write=True)
    async with night() as sending:
        await sending.deliverer.drain()
        assert sending.texts(1) == ["exchange"]
        await sending.later(MORNING.total_seconds())
        assert len(sending.texts(1)) == 2


async def test_what_was_withdrawn_at_night_is_never_told(night: Any, either: Database) -> None:
    subscribe(either, [1], kinds=["exchange", "bodies"], **SLEEPS)
    wrong = either.run(alert, "wrong", write=True)
    right = either.run(alert, "right", **BODIES, write=True)
    async with night() as sending:
        await sending.deliverer.drain()
        either.run(alerts.retract, wrong, NIGHT, write=True)
        either.run(follow_up, wrong, Purpose.CORRECTION, "it was wrong", write=True)
        await sending.later(MORNING.total_seconds())
        assert sending.texts(1) == [f"alert {right}, revision 1"]


async def test_what_was_withdrawn_while_pushes_were_held_is_never_told(night: Any, either: Database) -> None:
    subscribe(either, [1], kinds=["exchange", "bodies", "talks"], **SLEEPS)
    wrong = either.run(alert, "wrong", write=True)
    right = [either.run(alert, "right", kind=kind, write=True) for kind in ("bodies", "talks")]
    async with night() as sending:
        await sending.deliverer.drain()
        either.run(holds.hold, on=True, write=True)
        await sending.later(MORNING.total_seconds())
        either.run(alerts.retract, wrong, sending.clock(), write=True)
        either.run(follow_up, wrong, Purpose.CORRECTION, "it was wrong", write=True)
        either.run(holds.hold, on=False, write=True)
        await sending.later(5)
        assert sending.texts(1) == [f"en: alert {right[0]}, revision 1; alert {right[1]}, revision 1"]


async def test_a_message_of_the_morning_not_sent_yet_leaves_out_what_is_withdrawn(night: Any, either: Database) -> None:
    subscribe(either, [1, 2], kinds=["exchange", "bodies", "talks"], **SLEEPS)
    wrong = either.run(alert, "wrong", write=True)
    right = [either.run(alert, "right", kind=kind, write=True) for kind in ("bodies", "talks")]
    async with night(cap=1) as sending:
        await sending.deliverer.drain()
        sending.clock.advance(MORNING.total_seconds())
        sending.deliverer._rounds.hurry()
        await sending.deliverer.run_once()  # one of the two is on its way, the other waits
        either.run(alerts.retract, wrong, sending.clock(), write=True)
        either.run(follow_up, wrong, Purpose.CORRECTION, "it was wrong", write=True)
        await sending.later(5)
        kept = f"alert {right[0]}, revision 1; alert {right[1]}, revision 1"
        told = sorted((sending.texts(chat) for chat in (1, 2)), key=len)
        assert told == [[f"en: {kept}"], [f"en: alert {wrong}, revision 1; {kept}", "it was wrong"]]


async def test_a_correction_waits_and_one_after_the_morning_reaches_who_was_told(night: Any, either: Database) -> None:
    subscribe(either, [1], kinds=["exchange", "bodies"], **SLEEPS)
    clock = Clock()
    clock.now = NIGHT - timedelta(hours=3)
    before = either.run(alert, "before", write=True)
    async with night(clock=clock) as sending:
        await sending.deliverer.drain()
        clock.now = NIGHT
        either.run(follow_up, before, Purpose.CORRECTION, "corrected", write=True)
        during = either.run(alert, "during", **BODIES, write=True)
        await sending.deliverer.drain()
        assert sending.texts(1) == ["before"]
        await sending.later(MORNING.total_seconds())
        assert sending.texts(1)[1:] == [f"en: corrected; alert {during}, revision 1"]
        either.run(follow_up, during, Purpose.CORRECTION, "corrected too", write=True)
        await sending.deliverer.drain()
        assert sending.texts(1)[2:] == ["corrected too"]


async def test_whoever_switches_them_off_gets_what_waits_at_once(night: Any, either: Database) -> None:
    subscribe(either, [1], **SLEEPS)
    number = either.run(alert, "one", write=True)
    async with night() as sending:
        await sending.deliverer.drain()
        either.run(_switch_off, 1, write=True)
        await sending.deliverer.drain()
        assert sending.texts(1) == [f"alert {number}, revision 1"]


def _switch_off(session: Session, chat: int) -> None:
    known = subscribers.get(session, chat)
    assert known is not None
    subscribers.save(session, _awake(known))
    quiet.wake(session, known.id, NIGHT)


def _awake(known: Any) -> Any:
    return replace(known, quiet_from=None, quiet_until=None)


async def test_whoever_left_at_night_gets_nothing(night: Any, either: Database) -> None:
    subscribe(either, [1, 2], kinds=["exchange", "bodies"], **SLEEPS)
    either.run(alert, "one", write=True)
    either.run(alert, "two", **BODIES, write=True)
    async with night() as sending:
        await sending.deliverer.drain()
        either.run(_leave, 1, write=True)
        either.run(subscribers.forget, 2, write=True)
        await sending.later(MORNING.total_seconds())
        assert sending.texts(1) == sending.texts(2) == []
        assert set(states(either)) == {"skipped"}


def _leave(session: Session, chat: int) -> None:
    known = subscribers.get(session, chat)
    assert known is not None
    subscribers.save(session, replace(known, subscribed=False))


async def test_a_long_fan_out_that_reaches_into_the_night_stops_there(night: Any, either: Database) -> None:
    """Made before the hours begin, sent after."""
    subscribe(either, [1], **SLEEPS)
    number = either.run(alert, "one", write=True)
    clock = Clock()
    clock.now = NIGHT - timedelta(hours=3)
    async with night(clock=clock) as sending:
        while either.run(broadcasts.expand, clock(), write=True):
            pass
        clock.now = NIGHT
        await sending.deliverer.drain()
        assert sending.texts(1) == []
        assert rows(either)[0].attempt == 0
        await sending.later(MORNING.total_seconds())
        assert sending.texts(1) == [f"alert {number}, revision 1"]


async def test_a_message_of_the_morning_is_repeated_with_its_label(night: Any, either: Database) -> None:
    subscribe(either, [1], kinds=["exchange", "bodies"], **SLEEPS)
    either.run(alert, "one", write=True)
    either.run(alert, "two", **BODIES, write=True)
    async with night() as sending:
        await sending.deliverer.drain()
        sending.api.faults.add(reset(accepted=True))
        await sending.later(MORNING.total_seconds())
        await sending.later(31)
        assert len(sending.texts(1)) == 2
        assert sending.texts(1)[1].startswith(LABEL)


async def test_others_are_edited_while_somebody_sleeps(night: Any, either: Database) -> None:
    subscribe(either, [1], **SLEEPS)
    subscribe(either, [2])
    number = either.run(alert, "one", write=True)
    async with night() as sending:
        await sending.deliverer.drain()
        _changes(either, number)
        await sending.later(1)
        assert sending.texts(2) == [f"edit {number}, revision 2"]


async def test_in_the_morning_the_queue_is_young(night: Any, either: Database) -> None:
    subscribe(either, [1, 2], **SLEEPS)
    either.run(alert, "one", write=True)
    async with night() as sending:
        await sending.deliverer.drain()
        either.run(mornings.fold, composed, morning, NIGHT + MORNING, write=True)
        waiting = either.run(health.backlog, NIGHT + MORNING)
        assert (waiting.waiting, waiting.oldest) == (2, NIGHT + MORNING)


def test_a_channel_may_sleep_as_well(either: Database) -> None:
    subscribe(either, [-100], **SLEEPS | {"kind": ChatKind.CHANNEL.value})
    either.run(alert, "one", write=True)
    while either.run(broadcasts.expand, NIGHT, write=True):
        pass
    assert [row.quiet_until for row in rows(either)] == [NIGHT + MORNING]
    assert START < NIGHT


async def test_where_they_are_silent_all_comes_at_once_without_a_sound(night: Any, either: Database) -> None:
    subscribe(either, [1], kinds=["exchange", "bodies"], **SLEEPS | {"quiet_silent": True})
    subscribe(either, [2], kinds=["exchange", "bodies"], **SLEEPS | {"quiet_silent": True, "quiet_until": 23})
    either.run(alert, "bodies", **BODIES, write=True)
    number = either.run(alert, "exchange", write=True)
    async with night("http") as sending:
        await sending.deliverer.drain()
        either.run(follow_up, number, Purpose.CORRECTION, "corrected", write=True)
        await sending.deliverer.drain()
        assert sending.texts(1) == sending.texts(2) == ["bodies", "exchange", "corrected"]
        assert _silent(sending, 1) == [True] * 3
        assert _silent(sending, 2) == [False] * 3  # theirs are over
        await sending.later(MORNING.total_seconds())
        either.run(follow_up, number, Purpose.CORRECTION, "by day", write=True)
        await sending.deliverer.drain()
        assert _silent(sending, 1) == [True] * 3 + [False]


def _silent(sending: Any, chat: int) -> list[bool]:
    return [message.get("disable_notification", False) for message in sending.api.said(chat)]
