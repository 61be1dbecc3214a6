"""Expansion and claims, on both engines."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert
from sqlmodel import Session, col, select, update

from storage import broadcasts, deliveries, doubts, holds, subscribers
from storage.database import Database
from storage.tables import AlertRow, BroadcastRow, DeliveryRow, DevelopmentFigureRow, DevelopmentRow, SubscriberRow
from storage.vocabulary import ChatKind, Delivery, DeliveryState, Priority, Purpose
from tests.delivery.owing import DAY, START, alert, expand_all, follow_up, rows, states, subscribe, subscriber

OLD = START - timedelta(days=1)
LATER = timedelta(minutes=10)


def claim(database: Database, most: int = 5, busy: tuple[int, ...] = (), owner: str = "me") -> list[int]:
    claimed = database.run(deliveries.claim, owner, START, most, busy, write=True)
    return [one.chat_id for one in claimed]


def owed_to(database: Database) -> set[int]:
    query = select(SubscriberRow.chat_id).join(DeliveryRow, col(DeliveryRow.subscriber_id) == col(SubscriberRow.id))
    return set(database.run(lambda session: list(session.exec(query))))


def send_all(database: Database, limit: int = 10_000) -> None:
    while claimed := database.run(deliveries.claim, "me", START, 50, write=True):
        for number, one in enumerate(claimed):
            database.run(
                deliveries.settle, one.id, "me", DeliveryState.SENT, START, message_id=1000 + one.id, write=True
            )
            limit -= 1
            assert limit > 0, number


class TestExpansion:
    def test_each_chat_gets_one_whatever_the_batches(self, either: Database) -> None:
        subscribe(either, range(1, 1231))
        either.run(alert, write=True)
        assert expand_all(either) >= 3
        assert len(rows(either)) == 1230
        assert owed_to(either) == set(range(1, 1231))

    def test_a_crash_between_two_batches_loses_and_doubles_nothing(self, database: Database) -> None:
        subscribe(database, range(1, 1231))
        database.run(alert, write=True)
        for _ in range(40):
            with pytest.raises(ZeroDivisionError):
                database.run(_expand_and_crash, write=True)
            database.run(broadcasts.expand, START, 50, write=True)
        expand_all(database)
        assert Counter(row.subscriber_id for row in rows(database)).most_common(1)[0][1] == 1
        assert len(rows(database)) == 1230

    @pytest.mark.parametrize(
        ("choice", "told"),
        [
            ({}, True),
            ({"subscribed": False}, False),
            ({"active": False}, False),
            ({"kinds": ["bodies"]}, False),
            ({"kinds": ["bodies", "exchange"]}, True),
            ({"kinds": []}, False),
            ({"minimum": 157}, True),
            ({"minimum": 158}, False),
            ({"since": START + timedelta(seconds=1)}, False),
            ({"since": START}, True),
            ({"official_only": True}, True),
            ({"both_sides": True}, False),
        ],
    )
    def test_who_is_told_of_an_exchange(self, either: Database, choice: dict[str, object], told: bool) -> None:
        subscribe(either, [5], **choice)
        either.run(alert, write=True)
        expand_all(either)
        assert bool(rows(either)) is told

    def test_announced_and_unofficial_only_to_who_wants_them(self, either: Database) -> None:
        subscribe(either, [1])
        subscribe(either, [2], announced=True)
        subscribe(either, [3], announced=True, official_only=True)
        either.run(alert, phase="announced", write=True)
        expand_all(either)
        assert owed_to(either) == {2, 3}
        either.run(alert, independent=True, write=True)
        expand_all(either)
        assert len(rows(either, alert_id=2)) == 2

    def test_a_second_broadcast_reaches_those_whom_the_first_passed_over_and_nobody_twice(
        self, either: Database
    ) -> None:
        subscribe(either, [1, 2])
        subscribe(either, [3, 4], official_only=True)
        told = either.run(alert, independent=True, write=True)
        expand_all(either)
        assert owed_to(either) == {1, 2}
        either.run(lambda session: session.exec(update(AlertRow).values(independent=False)), write=True)
        either.run(follow_up, told, Purpose.ALERT, "confirmed", write=True)
        expand_all(either)
        assert owed_to(either) == {1, 2, 3, 4}
        assert len(rows(either)) == 4

    def test_who_waits_for_both_sides_is_told_once_both_have_spoken_and_nobody_who_came_between(
        self, either: Database
    ) -> None:
        subscribe(either, [1])
        subscribe(either, [2], both_sides=True)
        told = either.run(alert, write=True)
        expand_all(either)
        subscribe(either, [3], since=START + timedelta(minutes=5))
        confirmed = update(DevelopmentRow).values(confirmation="both_sides")
        either.run(lambda session: session.exec(confirmed), write=True)
        either.run(follow_up, told, Purpose.ALERT, "confirmed by both", write=True)
        either.run(lambda session: session.exec(update(BroadcastRow).values(created=START + LATER)), write=True)
        expand_all(either)
        assert owed_to(either) == {1, 2}
        assert len(rows(either)) == 2

    @pytest.mark.parametrize(
        ("kind", "counted", "choice", "told"),
        [
            ("bodies", {"UA": 1000, "RU": 20}, {"side": "UA", "minimum": 500}, True),
            ("bodies", {"UA": 1000, "RU": 20}, {"side": "RU", "minimum": 21}, False),
            ("bodies", {"UA": 1000, "RU": 20}, {"side": "RU"}, True),
            ("civilians", {"RU": 7}, {"side": "UA"}, False),
            ("civilians", {"RU": 7, "UA": 0}, {"side": "UA"}, False),
            ("civilians", {}, {"side": "UA", "minimum": 5}, True),
            ("exchange", {"RU": 157}, {"side": "UA", "minimum": 100}, True),
            ("exchange", {"RU": 157, "UA": 90}, {"side": "UA", "minimum": 100}, False),
            ("exchange", {"RU": 157, "UA": 90}, {"minimum": 247}, True),
        ],
    )
    def test_who_follows_one_side(
        self, either: Database, kind: str, counted: dict[str, int], choice: dict[str, object], told: bool
    ) -> None:
        subscribe(either, [5], kinds=[kind], **choice)
        number = either.run(alert, kind=kind, write=True)
        with either.session(write=True) as session:
            found = session.get_one(AlertRow, number).development_id
            session.exec(delete(DevelopmentFigureRow))
            for party, value in counted.items():
                session.add(DevelopmentFigureRow(development_id=found, party=party, scope="total", value=value))
        expand_all(either)
        assert bool(rows(either)) is told

    def test_people_are_those_of_both_sides_and_unknown_keeps_nobody_back(self, database: Database) -> None:
        subscribe(database, [1], minimum=300)
        first = database.run(alert, write=True)
        figure = DevelopmentFigureRow(development_id=first, party="RU", scope="total", value=157)
        database.run(lambda session: session.add(figure), write=True)
        expand_all(database)
        assert len(rows(database)) == 1
        second = database.run(alert, day=DAY + timedelta(days=1), write=True)
        forget = update(DevelopmentFigureRow).where(col(DevelopmentFigureRow.development_id) == second)
        database.run(lambda session: session.exec(forget.values(scope="framework")), write=True)
        expand_all(database)
        assert len(rows(database)) == 2

    def test_a_channel_is_first_and_nobody_is_always_last(self, database: Database) -> None:
        subscribe(database, range(1, 301))
        subscribe(database, [-9], kind=ChatKind.CHANNEL.value)
        lasts = set()
        for number in range(6):
            database.run(alert, day=DAY - timedelta(days=number), write=True)
            expand_all(database)
            made = rows(database, alert_id=number + 1)
            assert made[0].subscriber_id == 301
            lasts.add(made[-1].subscriber_id)
        assert len(lasts) > 2

    def test_an_edit_goes_to_who_was_told_and_takes_the_place_of_an_older_one(self, either: Database) -> None:
        subscribe(either, [1, 2, 3])
        told = either.run(alert, write=True)
        expand_all(either)
        _set(either, 1, state="sent", message_id=11)
        _set(either, 2, state="unknown")
        for words in ("160", "161"):
            either.run(follow_up, told, Purpose.EDIT, words, write=True)
            expand_all(either)
        edits = rows(either, purpose="edit")
        assert Counter(row.state for row in edits) == {"skipped": 2, "pending": 2}
        assert {row.broadcast_id for row in edits if row.state == "pending"} == {3}
        assert len({row.subscriber_id for row in edits}) == 2

    def test_a_correction_goes_to_whoever_may_have_read_the_alert(self, either: Database) -> None:
        fates = ("sent", "sending", "unknown", "gave_up", "pending", "failed", "skipped")
        subscribe(either, range(1, len(fates) + 1))
        told = either.run(alert, write=True)
        expand_all(either)
        for row, state in zip(rows(either), fates, strict=True):
            _set(either, row.id or 0, state=state)
        either.run(follow_up, told, Purpose.CORRECTION, "it did not take place", write=True)
        expand_all(either)
        concerned = {row.subscriber_id for row in rows(either, purpose="correction")}
        found = {row.state for row in rows(either, purpose="alert") if row.subscriber_id in concerned}
        assert found == {"sent", "sending", "unknown", "gave_up"}

    def test_a_more_urgent_alert_hurries_an_older_one_of_the_same_chat(self, either: Database) -> None:
        subscribe(either, [1], announced=True)
        either.run(alert, phase="announced", write=True)
        expand_all(either)
        either.run(alert, write=True)
        expand_all(either)
        assert [row.priority for row in rows(either)] == [Priority.CARRIED_OUT, Priority.CARRIED_OUT]

    def test_a_retracted_alert_is_expanded_no_further(self, database: Database) -> None:
        subscribe(database, range(1, 100))
        told = database.run(alert, write=True)
        while not rows(database):  # the first step may begin behind the last chat
            database.run(broadcasts.expand, START, 10, write=True)
        database.run(lambda session: session.exec(update(AlertRow).values(retracted=True)), write=True)
        expand_all(database)
        made = len(rows(database))
        assert made < 99
        send_all(database)
        assert {database.run(deliveries.load, row.id).reason for row in rows(database)} == {"the alert was retracted"}
        database.run(follow_up, told, Purpose.CORRECTION, "it did not take place", write=True)
        expand_all(database)
        assert len(rows(database, purpose="correction")) == made

    def test_ten_thousand_in_less_than_a_second(self, database: Database) -> None:
        _many(database, 10_000)
        database.run(alert, write=True)
        begun = time.perf_counter()
        expand_all(database)
        took = time.perf_counter() - begun
        assert _count(database) == 10_000
        assert took < 2, f"{took:.2f} s, where half a second is usual"


class TestClaims:
    def test_only_the_head_of_each_chat(self, either: Database) -> None:
        subscribe(either, [1, 2])
        either.run(alert, write=True)
        either.run(alert, day=DAY + timedelta(days=1), write=True)
        expand_all(either)
        assert sorted(claim(either)) == [1, 2]
        assert claim(either) == []
        _set(either, 1, state="sent", message_id=1)
        assert len(claim(either)) == 1

    def test_an_alert_does_not_wait_for_an_edit_of_another(self, either: Database) -> None:
        subscribe(either, [1])
        first = either.run(alert, write=True)
        expand_all(either)
        send_all(either)
        either.run(follow_up, first, Purpose.EDIT, "160", write=True)
        expand_all(either)
        either.run(alert, day=DAY + timedelta(days=1), write=True)
        expand_all(either)
        claimed = either.run(deliveries.claim, "me", START, 1, write=True)
        assert claimed[0].priority is Priority.CARRIED_OUT

    def test_an_edit_waits_for_its_own_alert(self, either: Database) -> None:
        subscribe(either, [1])
        first = either.run(alert, write=True)
        expand_all(either)
        _set(either, 1, state="unknown", due_at=START + timedelta(seconds=9))
        either.run(follow_up, first, Purpose.EDIT, "160", write=True)
        expand_all(either)
        assert claim(either) == []

    def test_the_doubtful_first_then_by_class(self, either: Database) -> None:
        subscribe(either, [1], announced=True)
        subscribe(either, [2], announced=True, official_only=True)
        either.run(alert, phase="announced", write=True)
        expand_all(either)
        either.run(alert, independent=True, write=True)
        expand_all(either)
        _set(either, 2, state="unknown")
        order = either.run(deliveries.claim, "me", START, 5, write=True)
        assert order[0].id == 2
        assert [row.repeats for row in rows(either) if row.id == 2] == [1]

    def test_busy_chats_and_those_not_due_are_left_out(self, either: Database) -> None:
        subscribe(either, [1, 2, 3])
        either.run(alert, write=True)
        expand_all(either)
        later = next(row for row in rows(either) if row.subscriber_id == 3)
        _set(either, later.id, due_at=START + timedelta(seconds=1))
        assert claim(either, busy=(1,)) == [2]

    def test_nothing_while_pushes_are_held(self, either: Database) -> None:
        subscribe(either, [1])
        either.run(alert, write=True)
        expand_all(either)
        either.run(holds.hold, on=True, write=True)
        assert claim(either) == []
        either.run(holds.hold, on=False, write=True)
        assert claim(either) == [1]

    def test_claimers_side_by_side_share_without_overlap(self, either: Database) -> None:
        subscribe(either, range(1, 401))
        either.run(alert, write=True)
        expand_all(either)

        def work(owner: str) -> list[int]:
            mine: list[int] = []
            while claimed := claim(either, 7, owner=owner):
                assert len(claimed) <= 7
                mine += claimed
            return mine

        with ThreadPoolExecutor(4) as pool:
            found = [chat for part in pool.map(work, "abcd") for chat in part]
        assert sorted(found) == list(range(1, 401))

    def test_a_claim_among_many_is_quick(self, database: Database) -> None:
        _many(database, 10_000)
        for number in range(3):
            database.run(alert, day=DAY - timedelta(days=number), write=True)
            expand_all(database)
        took = []
        for _ in range(20):
            begun = time.perf_counter()
            assert len(claim(database, busy=tuple(range(1, 40)))) == 5
            took.append(time.perf_counter() - begun)
        assert min(took) < 0.05, "a scan of all would take longer each time"

    def test_old_edits_rise(self, either: Database) -> None:
        subscribe(either, [1])
        first = either.run(alert, write=True)
        expand_all(either)
        send_all(either)
        either.run(follow_up, first, Purpose.EDIT, "160", write=True)
        expand_all(either)
        either.run(deliveries.age, START + timedelta(minutes=9), write=True)
        assert rows(either, purpose="edit")[0].priority == Priority.EDIT
        either.run(deliveries.age, START + timedelta(minutes=11), write=True)
        assert rows(either, purpose="edit")[0].priority == Priority.ANNOUNCED


class TestOutcomes:
    def test_a_dead_owners_sending_is_unknown_and_only_his(self, either: Database) -> None:
        subscribe(either, [1, 2])
        either.run(alert, write=True)
        expand_all(either)
        claim(either, 1, owner="dead")
        claim(either, 1, owner="alive")
        assert either.run(doubts.take_over, {"dead"}, START, write=True) == 1
        assert sorted(states(either)) == ["sending", "unknown"]

    def test_after_three_repeats_it_is_given_up_and_a_digest_is_dropped(self, either: Database) -> None:
        subscribe(either, [1, 2])
        either.run(alert, write=True)
        expand_all(either)
        claim(either)
        _set(either, 1, repeats=3)
        _set(either, 2, purpose="digest")
        either.run(doubts.take_over, {"me"}, START, write=True)
        assert states(either) == ["gave_up", "failed"]

    def test_what_a_storm_has_repeated_outlives_a_restart_but_not_one_after_the_other(self, either: Database) -> None:
        subscribe(either, [1, 2])
        either.run(alert, write=True)
        expand_all(either)
        claim(either)
        _set(either, 1, repeats=7, error="Internal Server Error")
        _set(either, 2, repeats=doubts.MOST_IN_A_STORM, error="Internal Server Error")
        assert either.run(doubts.take_over, {"me"}, START, write=True) == 1
        assert states(either) == ["unknown", "gave_up"]
        claim(either)
        either.run(doubts.take_over, {"me"}, START, write=True)
        assert states(either) == ["gave_up", "gave_up"]

    def test_a_storm_is_known_from_answers_that_left_doubt_and_not_from_interruptions(self, either: Database) -> None:
        subscribe(either, [1, 2, 3, 4, 5])
        either.run(alert, write=True)
        expand_all(either)
        claim(either)
        either.run(doubts.take_over, {"me"}, START, write=True)
        assert either.run(doubts.chats) == 0, "five were under way when it stopped; nobody answered badly"
        _set(either, 1, repeats=4)
        _set(either, 2, error="Internal Server Error")
        _set(either, 3, error="Internal Server Error")
        assert either.run(doubts.chats) == 3

    def test_the_late_answer_of_one_who_was_taken_for_dead_counts(self, either: Database) -> None:
        subscribe(either, [1])
        either.run(alert, write=True)
        expand_all(either)
        claim(either, owner="slow")
        either.run(doubts.take_over, {"slow"}, START, write=True)
        assert either.run(deliveries.settle, 1, "slow", DeliveryState.SENT, START, message_id=7, write=True)
        assert states(either) == ["sent"]
        _set(either, 1, state="sending", owner="other")
        assert not either.run(deliveries.settle, 1, "slow", DeliveryState.SENT, START, message_id=8, write=True)

    def test_a_reply_finds_the_message_that_it_follows(self, either: Database) -> None:
        subscribe(either, [1], announced=True)
        plan = either.run(alert, phase="announced", write=True)
        expand_all(either)
        send_all(either)
        done = either.run(alert, reply_to=plan, write=True)
        expand_all(either)
        found = either.run(deliveries.load, rows(either, alert_id=done)[0].id)
        assert isinstance(found, Delivery)
        assert found.target_message_id == 1001

    def test_deleteme_leaves_nothing_of_the_chat(self, either: Database) -> None:
        subscribe(either, [1])
        either.run(alert, write=True)
        expand_all(either)
        send_all(either)
        either.run(alert, day=DAY + timedelta(days=1), write=True)
        expand_all(either)
        assert either.run(subscribers.forget, 1, write=True) == 1
        assert [(row.subscriber_id, row.message_id, row.state) for row in rows(either)] == [
            (None, None, "sent"),
            (None, None, "skipped"),
        ]

    def test_a_migrated_group_keeps_settings_and_what_it_is_owed(self, either: Database) -> None:
        subscribe(either, [-1], minimum=50)
        subscribe(either, [-100], subscribed=False)
        either.run(alert, write=True)
        expand_all(either)
        either.run(subscribers.migrate, -1, -100, write=True)
        assert either.run(subscribers.of_chat, -1) == []
        found = either.run(subscribers.get, -100)
        assert (found.subscribed, found.minimum, found.kind) == (True, 50, ChatKind.SUPERGROUP)
        assert claim(either) == [-100]

    def test_a_group_that_was_left_before_it_migrated_is_told_what_comes(self, either: Database) -> None:
        subscribe(either, [-1])
        either.run(subscribers.deactivate, -1, START, write=True)
        either.run(subscribers.migrate, -1, -100, write=True)
        either.run(alert, write=True)
        expand_all(either)
        assert claim(either) == [-100]


def _many(database: Database, chats: int) -> None:
    made = [subscriber(chat).model_dump(exclude={"id"}) for chat in range(1, chats + 1)]
    database.run(lambda session: session.execute(insert(SubscriberRow), made), write=True)


def _count(database: Database) -> int:
    return database.run(lambda session: session.exec(select(func.count()).select_from(DeliveryRow)).one())


def _expand_and_crash(session: Session) -> None:
    broadcasts.expand(session, START, 50)
    raise ZeroDivisionError


def _set(database: Database, delivery_id: int, **values: object) -> None:
    change = update(DeliveryRow).where(col(DeliveryRow.id) == delivery_id).values(**values)
    database.run(lambda session: session.exec(change), write=True)
