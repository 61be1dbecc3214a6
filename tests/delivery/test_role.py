"""Who may fetch updates and send: won, kept by beats, lost without them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.jobs.role import TRUSTED, Role
from storage import deliveries, doubts, feeds, instances
from storage.database import Database
from storage.vocabulary import Feed
from tests.delivery.owing import START, alert, expand_all, rows, subscribe


class _Holder:
    """A Role on a clock of its own, and what it was told."""

    def __init__(self, database: Database, name: str) -> None:
        self.at = 0.0
        self.told: list[bool] = []
        self.role = Role(database, name, lambda: datetime.now(UTC), self.told.append, lambda: self.at)


async def test_one_has_it_and_the_other_stands_by(either: Database) -> None:
    first, second = _Holder(either, "first"), _Holder(either, "second")
    for one in (first, second, first, second):
        await one.role.beat()
    assert (first.told, second.told) == ([True], [False])
    either.run(instances.leave, "first", write=True)
    await second.role.beat()
    assert second.told == [False, True]


async def test_a_holder_whose_beats_do_not_arrive_lets_go_before_it_is_taken_for_dead(postgres: Database) -> None:
    holder = _Holder(postgres, "first")
    await holder.role.beat()
    holder.at = TRUSTED - 0.1
    await holder.role.watch()
    assert holder.told == [True]
    holder.at = TRUSTED
    await holder.role.watch()
    assert holder.told == [True, False]
    assert timedelta(seconds=TRUSTED) < instances.DEAD
    await holder.role.beat()
    assert holder.told == [True, False, True]


async def test_alone_on_a_file_nothing_is_lost_by_waiting(database: Database) -> None:
    holder = _Holder(database, "first")
    await holder.role.beat()
    holder.at = 1e9
    assert holder.role.held


def test_what_was_taken_over_is_not_sent_by_the_one_before(database: Database) -> None:
    subscribe(database, [1])
    database.run(alert, write=True)
    expand_all(database)
    delivery = database.run(deliveries.claim, "first", START, 5, write=True)[0].id
    assert database.run(deliveries.load, delivery, "first") is not None
    database.run(doubts.take_over, ["first"], START, write=True)
    assert database.run(deliveries.load, delivery, "first") is None
    database.run(deliveries.claim, "second", START, 5, write=True)
    assert database.run(deliveries.load, delivery, "first") is None
    assert [row.owner for row in rows(database)] == ["second"]


def test_the_feeds_of_a_dead_one_are_free_at_once(either: Database) -> None:
    either.run(feeds.synchronise, [Feed(url="https://example.org/rss")], write=True)
    real = datetime.now(UTC)
    either.run(instances.beat, "first", real, write=True)
    assert either.run(feeds.claim_due, real, "first", timedelta(minutes=3), write=True)
    assert not either.run(feeds.claim_due, real, "second", timedelta(minutes=3), write=True)
    either.run(_silence, "first", write=True)
    either.run(instances.take_role, "second", real, write=True)
    assert either.run(feeds.claim_due, real, "second", timedelta(minutes=3), write=True)


def _silence(session, name):
    from storage.tables import InstanceRow

    session.get_one(InstanceRow, name).beat -= timedelta(seconds=30)
