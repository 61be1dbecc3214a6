"""Digests planned, made and sent: none twice, none lost, none that tells what no longer holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlmodel import select

from bot.telegram.faults import reset
from storage import alerts, digests, doubts, holds, notices, subscribers
from storage.database import Database
from storage.tables import AlertRow, ChangeRow, DeliveryRow, DevelopmentRow, SubscriberRow
from storage.vocabulary import Rhythm, Subscriber
from tests.delivery.digesting import (
    BODIES,
    BOTH_KINDS,
    CALM,
    DAILY,
    MADE,
    MONDAY,
    NINE,
    arrive,
    event,
    expand,
    make,
    one,
    owed,
    told,
)
from tests.delivery.owing import START, Clock, alert, post, rows, states, subscribe


class TestPlanning:
    def _plan(self, database: Database, **changes: Any) -> Subscriber:
        before = one(database)
        after = replace(before, **changes)
        database.run(subscribers.save, after, write=True)
        database.run(digests.schedule, before, after, MADE, write=True)
        return one(database)

    def test_a_first_one_tells_of_nothing_older(self, either: Database) -> None:
        subscribe(either, [1])
        planned = self._plan(either, digest=Rhythm.WEEKLY)
        assert (planned.digest_told, planned.digest_due) == (MADE, MONDAY - timedelta(minutes=1))

    def test_another_hour_or_zone_moves_it_and_forgets_nothing(self, either: Database) -> None:
        subscribe(either, [1], **DAILY)
        assert self._plan(either, digest_hour=20).digest_due == NINE + timedelta(hours=11)
        planned = self._plan(either, zone="America/New_York")
        assert planned.digest_due == datetime(2026, 2, 7, 1, tzinfo=UTC)
        assert planned.digest_told == DAILY["digest_told"]

    def test_what_is_no_matter_of_digests_plans_nothing(self, either: Database) -> None:
        subscribe(either, [1], **DAILY)
        assert self._plan(either, minimum=5).digest_due == NINE

    def test_whoever_wants_alerts_again_is_told_what_happened_meanwhile(self, either: Database) -> None:
        subscribe(either, [1], **CALM)
        number = either.run(event, write=True)
        assert self._plan(either, digest=Rhythm.NONE, alerts_off=None).digest_due == MADE
        make(either, MADE + timedelta(minutes=1))
        assert owed(either) == {1: [f"none: {number}"]}
        assert (one(either).digest_told, one(either).digest_due) == (None, None)

    def test_what_waits_in_quiet_hours_is_told_by_the_digest_that_comes_instead(self, either: Database) -> None:
        subscribe(either, [1], **BOTH_KINDS, quiet_from=12, quiet_until=7, exchanges_any_hour=False)
        number = either.run(event, write=True)
        either.run(event, **BODIES, write=True)
        expand(either)
        assert len(states(either)) == 2
        with either.session(write=True) as session:
            waiting = session.exec(select(DeliveryRow)).first()
            assert waiting is not None
            followed = DeliveryRow(**waiting.model_dump(exclude={"id", "purpose", "part"}), purpose="followed", part=1)
            session.add(followed)
        before = one(either)
        after = replace(before, digest=Rhythm.CALM, alerts_off=START + timedelta(hours=1))
        either.run(subscribers.save, after, write=True)
        either.run(digests.schedule, before, after, START + timedelta(hours=1), write=True)
        assert states(either) == ["skipped", "skipped", "pending"], "what is followed by itself still comes"
        make(either)
        assert owed(either) == {1: [f"calm: {number}"]}

    def test_whoever_wants_none_or_nothing_gets_none(self, either: Database) -> None:
        subscribe(either, [1, 2], **DAILY)
        either.run(event, write=True)
        assert self._plan(either, digest=Rhythm.NONE).digest_due is None
        with either.session(write=True) as session:
            session.exec(select(SubscriberRow).where(SubscriberRow.chat_id == 2)).one().subscribed = False
        make(either)
        assert owed(either) == {}


def test_two_that_make_them_at_once_make_none_twice(postgres: Database) -> None:
    """Whoever has just lost the role may be making still while the other begins."""
    subscribe(postgres, range(1, 61), **CALM)
    postgres.run(event, write=True)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: make(postgres, most=100), range(8)))
    made = [row.subscriber_id for row in rows(postgres)]
    assert len(made) == len(set(made)) == 60


def test_what_is_due_is_found_by_its_hour_among_all_who_subscribed(database: Database) -> None:
    with database.session() as session:
        for query in (digests._due(MADE, 10), select(DeliveryRow).where(digests._is(("pending",)))):
            statement = query.compile(session.connection(), compile_kwargs={"literal_binds": True})
            plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
            assert "ix_subscriber_subscribed" not in str(plan)
            assert "ix_delivery_due" not in str(plan)


async def test_whoever_does_not_hold_the_role_makes_none(either: Database) -> None:
    subscribe(either, [1], **CALM)
    either.run(event, write=True)
    clock = Clock()
    clock.now = MADE
    async with post(either, clock=clock, digest=told, allowed=lambda: False) as standing_by:
        assert not await standing_by.deliverer.run_once()
    assert rows(either) == []
    assert one(either).digest_due == NINE


class TestDelivery:
    @pytest.fixture
    def morning(self, either: Database) -> Any:
        clock = Clock()
        clock.now = MADE
        return partial(post, either, clock=clock, digest=told)

    async def test_it_comes_in_quiet_hours_too_for_the_hour_was_chosen(self, morning: Any, either: Database) -> None:
        subscribe(either, [1], **CALM, quiet_from=0, quiet_until=23, exchanges_any_hour=False)
        number = either.run(event, write=True)
        async with morning() as sending:
            await sending.deliverer.drain()
            assert sending.texts(1) == [f"calm: {number}"]
            await sending.later(24 * 3600)
            assert len(sending.texts(1)) == 1

    async def test_a_doubtful_one_is_not_repeated(self, morning: Any, either: Database) -> None:
        subscribe(either, [1], **CALM)
        either.run(event, write=True)
        async with morning() as sending:
            sending.api.faults.add(reset(accepted=True))
            await sending.deliverer.drain()
            await sending.later(3600)
            assert len(sending.texts(1)) == 1
            assert states(either, purpose="digest") == ["failed"]

    async def test_a_fault_of_ours_repeats_none_either(self, morning: Any, either: Database) -> None:
        subscribe(either, [1], **CALM)
        either.run(event, write=True)
        make(either)
        with either.session(write=True) as session:
            session.exec(select(DeliveryRow)).one().state = "unknown"
        async with morning() as sending:
            await sending.deliverer.drain()
            assert sending.texts(1) == []
            assert states(either) == ["skipped"]

    async def test_a_restart_between_making_and_sending_makes_no_second(self, morning: Any, either: Database) -> None:
        subscribe(either, range(1, 6), **CALM)
        either.run(event, write=True)
        assert make(either, most=2) == 2
        async with morning() as first:
            await first.deliverer.run_once()
            await first.deliverer.stop(0)
        either.run(doubts.take_over, ["me"], MADE, write=True)
        async with morning(owner="another") as second:
            await second.deliverer.drain()
            sent = [chat for chat in range(1, 6) for _ in (*first.texts(chat), *second.texts(chat))]
        assert sorted(set(sent)) == sorted(sent)
        made = [row.subscriber_id for row in rows(either, purpose="digest")]
        assert sorted(made) == sorted(set(made))
        assert len(made) == 5

    async def test_while_pushes_are_held_none_is_made_and_later_as_it_then_stands(
        self, morning: Any, either: Database
    ) -> None:
        subscribe(either, [1], **CALM)
        either.run(event, write=True)
        either.run(partial(holds.hold, on=True), write=True)
        async with morning() as sending:
            await sending.deliverer.drain()
            assert rows(either) == []
            either.run(partial(holds.hold, on=False), write=True)
            late = either.run(event, day=date(2026, 2, 6), created=NINE + timedelta(hours=1), write=True)
            await sending.later(3 * 3600)
            assert sending.texts(1)[0].startswith(f"calm: {late};")
            await sending.later(24 * 3600)
            assert len(sending.texts(1)) == 1

    async def test_what_could_not_leave_is_made_anew_as_it_stands(self, morning: Any, either: Database) -> None:
        subscribe(either, [1], **CALM)
        right = either.run(event, write=True)
        wrong = either.run(alert, day=date(2026, 2, 6), write=True)
        make(either)
        either.run(alerts.retract, wrong, NINE, write=True)
        async with morning() as sending:
            sending.clock.advance(31 * 60)
            make(either, sending.clock())
            await sending.deliverer.drain()
            assert sending.texts(1) == [f"calm: {right}"]
            await sending.later(24 * 3600)
            assert len(sending.texts(1)) == 1

    @pytest.mark.parametrize("hold", [True, False])
    async def test_one_made_before_a_withdrawal_or_a_hold_is_made_anew_at_once(
        self, morning: Any, either: Database, hold: bool
    ) -> None:
        subscribe(either, [1], **CALM)
        right = either.run(event, write=True)
        wrong = either.run(alert, day=date(2026, 2, 6), write=True)
        make(either)
        either.run(partial(holds.hold, on=hold), write=True)
        either.run(alerts.retract, wrong, NINE, write=True)
        with either.session(write=True) as session:
            about = session.get_one(AlertRow, wrong).development_id
            step = ChangeRow(development_id=about, type="retracted", at=MADE + timedelta(seconds=5), slot="retracted")
            session.add(step)
        make(either, MADE + timedelta(seconds=10))
        either.run(partial(holds.hold, on=False), write=True)
        async with morning() as sending:
            await sending.later(20)
            assert sending.texts(1) == [f"calm: {right}"]

    async def test_no_faster_than_they_are_sent(self, either: Database) -> None:
        subscribe(either, range(1, 8), **CALM)
        either.run(event, write=True)
        assert [make(either, most=3), make(either, most=3)] == [3, 0]
        arrive(either)
        assert [make(either, most=4), make(either, most=4)] == [4, 0]

    async def test_its_text_goes_once_it_has_arrived(self, morning: Any, either: Database) -> None:
        subscribe(either, [1], **CALM)
        either.run(event, write=True)
        async with morning() as sending:
            await sending.deliverer.drain()
        assert either.run(notices.forget, write=True) == 1
        assert owed(either) == {1: []}

    async def test_whoever_left_meanwhile_gets_none(self, morning: Any, either: Database) -> None:
        subscribe(either, [1, 2], **CALM)
        either.run(event, write=True)
        make(either)
        either.run(subscribers.forget, 2, write=True)
        with either.session(write=True) as session:
            session.exec(select(SubscriberRow)).one().subscribed = False
        async with morning() as sending:
            await sending.deliverer.drain()
            assert sending.texts(1) == sending.texts(2) == []


def test_a_group_that_moves_takes_its_digest_along(either: Database) -> None:
    subscribe(either, [-5], **CALM)
    subscribe(either, [-1005], subscribed=False)
    either.run(subscribers.migrate, -5, -1005, write=True)
    moved = one(either, -1005)
    assert (moved.digest, moved.digest_due, moved.digest_told) == (Rhythm.CALM, NINE, CALM["digest_told"])
    with either.session() as session:
        assert session.exec(select(DevelopmentRow)).all() == []
