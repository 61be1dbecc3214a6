"""Operators are told once of what is wrong, and of nothing that is well."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot.jobs.watch import Watch
from handlers.wording.notices import notice
from storage import deliveries, doubts, feeds, holds, troubles
from storage.database import Database
from storage.tables import BroadcastRow, DeliveryRow, EntryRow, FeedRow, SubscriberRow
from storage.vocabulary import Feed
from tests.delivery.owing import START, Clock, alert, expand_all, post, subscribe

OPERATOR = 99
FEED = "https://example.org/rss"


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _watch(database: Database, clock: Clock, *, admins: frozenset[int] = frozenset({OPERATOR})) -> Watch:
    return Watch(database, clock, admins, notice, lambda: True)


def _notices(database: Database) -> list[str]:
    query = select(BroadcastRow).where(BroadcastRow.purpose == "notice").order_by(col(BroadcastRow.id))
    return database.run(lambda session: [row.texts["en"]["html"] for row in session.exec(query)])


def _feed(database: Database) -> int:
    database.run(feeds.synchronise, [Feed(url=FEED, outlet="Outlet <b>")], write=True)
    return database.run(feeds.get, FEED).id


def _fails(database: Database, number: int, clock: Clock) -> None:
    database.run(feeds.failed, number, clock(), clock(), "404 not found", write=True)


def _answers(database: Database, number: int, clock: Clock) -> None:
    database.run(feeds.succeeded, number, clock(), clock(), etag=None, modified=None, write=True)


async def test_a_dead_feed_is_told_once_each_time_it_dies(either: Database, clock: Clock) -> None:
    number = _feed(either)
    watch = _watch(either, clock)
    _answers(either, number, clock)
    for hours in range(1, 9):
        clock.advance(3600)
        _fails(either, number, clock)
        await watch.look()
        assert len(_notices(either)) == int(hours >= 6), hours
    assert "Outlet &lt;b&gt;: 6 h, 404 not found" in _notices(either)[0]
    _answers(either, number, clock)
    await watch.look()
    clock.advance(7 * 3600)
    _fails(either, number, clock)
    await _watch(either, clock).look()  # another instance, after a restart
    assert len(_notices(either)) == 2


async def test_one_that_never_answered_is_dead_six_hours_after_it_was_noticed(database: Database, clock: Clock) -> None:
    number = _feed(database)
    watch = _watch(database, clock)
    _fails(database, number, clock)
    await watch.look()
    clock.advance(5 * 3600)
    await watch.look()
    assert _notices(database) == []
    clock.advance(3600)
    await watch.look()
    assert len(_notices(database)) == 1


async def test_many_that_die_together_are_one_message(database: Database, clock: Clock) -> None:
    database.run(feeds.synchronise, [Feed(url=f"{FEED}/{n}", outlet=f"Outlet {n}") for n in range(60)], write=True)
    for feed in database.run(feeds.every):
        _answers(database, feed.id, clock)
    clock.advance(6 * 3600)
    for feed in database.run(feeds.every):
        _fails(database, feed.id, clock)
    await _watch(database, clock).look()
    assert len(_notices(database)) == 1
    assert "60 feeds have not answered" in _notices(database)[0]


def _entries(session: Session, number: int, days: range, *, relevant: bool) -> None:
    for day in days:
        for part in range(2):
            at = START - timedelta(days=day)
            session.add(EntryRow(feed_id=number, guid=f"{day}/{part}", published=at, seen=at, relevant=relevant))


async def test_a_feed_out_of_which_nothing_is_read_any_more_is_told_once(either: Database, clock: Clock) -> None:
    number = _feed(either)
    either.run(_entries, number, range(10, 25), relevant=True, write=True)
    either.run(_entries, number, range(6), relevant=False, write=True)
    watch = _watch(either, clock)
    await watch.look()
    clock.advance(7200)
    await watch.look()
    assert len(_notices(either)) == 1
    assert "Outlet &lt;b&gt;" in _notices(either)[0]
    assert "nothing has been read out of them for a week" in _notices(either)[0]


@pytest.mark.parametrize(
    ("before", "lately", "relevant"),
    [(range(10, 14), range(6), False), (range(10, 25), range(1), False), (range(10, 25), range(6), True)],
    ids=["never gave much", "brings little now", "goes on giving"],
)
async def test_a_feed_that_is_only_quiet_is_not_told(
    database: Database, clock: Clock, before: range, lately: range, relevant: bool
) -> None:
    number = _feed(database)
    database.run(_entries, number, before, relevant=True, write=True)
    database.run(_entries, number, lately, relevant=relevant, write=True)
    await _watch(database, clock).look()
    assert _notices(database) == []


async def test_a_queue_that_stands_is_told_once(either: Database, clock: Clock) -> None:
    subscribe(either, [1, 2])
    either.run(alert, write=True)
    expand_all(either)
    watch = _watch(either, clock)
    for minutes in (4, 2, 2):
        clock.advance(minutes * 60)
        await watch.look()
    assert len(_notices(either)) == 1
    assert "2 messages wait to be sent, the oldest for 6 min." in _notices(either)[0]


async def test_a_long_queue_that_moves_is_no_trouble(database: Database, clock: Clock) -> None:
    subscribe(database, range(1, 202))
    database.run(alert, write=True)
    expand_all(database)
    clock.advance(360)
    database.run(_sent, clock, write=True)
    watch = Watch(database, clock, frozenset({OPERATOR}), notice, lambda: True, per_second=1)
    await watch.look()
    assert _notices(database) == []
    await _watch(database, clock).look()  # for 30 a second that would be slow
    assert len(_notices(database)) == 1


def _sent(session: Session, clock: Clock) -> None:
    for row in session.exec(select(DeliveryRow).limit(200)):
        row.state, row.answered = "sent", clock()
        session.add(row)


async def test_what_was_held_on_purpose_is_no_trouble(database: Database, clock: Clock) -> None:
    subscribe(database, [1])
    database.run(alert, write=True)
    expand_all(database)
    database.run(holds.hold, on=True, write=True)
    clock.advance(3600)
    await _watch(database, clock).look()
    assert _notices(database) == []


async def test_an_alarm_is_passed_on_but_never_one_about_a_notice(database: Database, clock: Clock) -> None:
    watch = _watch(database, clock)
    watch.alarm("delivery 7 (alert) was given up after 3 repeats")
    watch.alarm("delivery 8 (notice) was refused: Bad Request")
    await watch.look()
    await watch.look()
    assert len(_notices(database)) == 1
    assert "delivery 7 (alert) was given up" in _notices(database)[0]
    assert "delivery 8" not in _notices(database)[0]


async def test_an_alarm_that_the_database_did_not_take_is_told_at_the_next_look(
    database: Database, clock: Clock
) -> None:
    refused = "CREATE TRIGGER refused BEFORE INSERT ON broadcast BEGIN SELECT RAISE(ABORT, 'no'); END"
    database.run(lambda session: session.exec(text(refused)), write=True)
    watch = _watch(database, clock)
    watch.alarm("delivery 7 (alert) was given up after 3 repeats")
    with pytest.raises(IntegrityError):
        await watch.look()
    database.run(lambda session: session.exec(text("DROP TRIGGER refused")), write=True)
    await watch.look()
    assert len(_notices(database)) == 1


async def test_what_is_given_up_at_a_restart_is_told_once(either: Database, clock: Clock) -> None:
    subscribe(either, [1, 2])
    either.run(alert, write=True)
    expand_all(either)
    either.run(deliveries.claim, "dead", clock(), 5, write=True)
    many = update(DeliveryRow).where(col(DeliveryRow.id) == 1).values(repeats=doubts.MOST_REPEATS)
    either.run(lambda session: session.exec(many), write=True)
    either.run(doubts.take_over, {"dead"}, clock(), write=True)
    for _ in range(3):
        await _watch(either, clock).look()
        clock.advance(86_400)
    (said, *others) = _notices(either)
    assert "delivery 1 (alert) was given up after 3 repeats: interrupted" in said
    assert not [one for one in others if "given up" in one]


async def test_operators_are_reminded_of_a_hold_every_hour(database: Database, clock: Clock) -> None:
    watch = _watch(database, clock)
    database.run(holds.hold, on=True, at=clock(), write=True)
    for minutes in range(0, 181, 30):
        await watch.look()
        assert len(_notices(database)) == minutes // 60
        database.run(holds.hold, on=True, at=clock(), write=True)  # holding again begins no new hour
        clock.advance(1800)
    assert "held for 3 h" in _notices(database)[-1]
    database.run(holds.hold, on=False, write=True)
    assert database.run(holds.since) is None
    await watch.look()
    assert len(_notices(database)) == 3


async def test_a_feed_that_is_gone_for_good_is_told_at_once_and_once(database: Database, clock: Clock) -> None:
    number = _feed(database)
    watch = _watch(database, clock)
    _answers(database, number, clock)
    database.run(feeds.failed, number, clock(), clock(), "410 gone", gone=True, write=True)
    for _ in range(10):
        await watch.look()
        clock.advance(3600)
    (said,) = _notices(database)
    assert "Polled no more" in said
    assert "Outlet &lt;b&gt;: 410 gone" in said


async def test_a_notice_reaches_operators_alone_even_while_pushes_are_held(either: Database, clock: Clock) -> None:
    subscribe(either, [1, 2])
    either.run(alert, write=True)
    either.run(holds.hold, on=True, write=True)
    async with post(either, clock=clock) as sending:
        watch = _watch(either, clock)
        watch.alarm("something")
        await watch.look()
        await sending.deliverer.drain(3)
        assert [len(sending.texts(chat)) for chat in (OPERATOR, 1, 2)] == [1, 0, 0]
        either.run(holds.hold, on=False, write=True)
        await sending.deliverer.drain()
        assert [len(sending.texts(chat)) for chat in (OPERATOR, 1, 2)] == [1, 1, 1]
    chats = either.run(lambda session: set(session.exec(select(SubscriberRow.subscribed, SubscriberRow.chat_id))))
    assert (False, OPERATOR) in chats


async def test_without_operators_the_log_alone_is_told(
    database: Database, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    number = _feed(database)
    _answers(database, number, clock)
    clock.advance(6 * 3600)
    _fails(database, number, clock)
    watch = _watch(database, clock, admins=frozenset())
    for _ in range(3):
        await watch.look()
    assert _notices(database) == []
    assert caplog.text.count("has not answered for 6 h: 404 not found") == 1


def test_a_removed_feed_is_no_trouble(database: Database, clock: Clock) -> None:
    number = _feed(database)
    _fails(database, number, clock)
    assert len(database.run(troubles.failing)) == 1
    database.run(feeds.remove, FEED, write=True)
    assert database.run(troubles.failing) == []
    assert database.run(lambda session: session.get_one(FeedRow, number)).failures == 1


@pytest.mark.parametrize(
    ("tier", "gap", "age", "told"),
    [
        pytest.param(1, 3600, 49, True, id="an agency for two days"),
        pytest.param(1, 3600, 47, False, id="over a weekend"),
        pytest.param(1, 20 * 3600, 59, False, id="within three usual gaps"),
        pytest.param(1, 20 * 3600, 61, True, id="for more than three usual gaps"),
        pytest.param(1, None, 900, False, id="nobody knows how often it brings any"),
        pytest.param(2, 3600, 900, False, id="no official body or agency"),
    ],
)
async def test_an_official_that_has_fallen_silent_is_told_once(
    either: Database, clock: Clock, tier: int, gap: int | None, age: int, *, told: bool
) -> None:
    number = _feed(either)
    either.run(feeds.synchronise, [Feed(url=FEED, outlet="Outlet <b>", tier=tier)], write=True)
    either.run(feeds.brought, number, 1, clock() - timedelta(hours=age), {"usual_gap": gap}, write=True)
    for _ in range(2):
        _answers(either, number, clock)
        await _watch(either, clock).look()
        clock.advance(60)
    assert [f"Outlet &lt;b&gt;: {age} h" in one for one in _notices(either)] == [True] * told
