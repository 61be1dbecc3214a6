"""Digests: at the reader's hour, once, of what suits the reader's choices, and only where there is something to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from storage import alerts, digests, rhythm
from storage.database import Database
from storage.digests import Digest
from storage.tables import AlertRow, BroadcastRow, DeliveryRow, SubscriberRow
from storage.vocabulary import Purpose, Rhythm
from tests.delivery.digesting import (
    BODIES,
    BOTH_KINDS,
    CALM,
    DAILY,
    MADE,
    MONDAY,
    NINE,
    arrive,
    changed,
    event,
    expand,
    make,
    one,
    owed,
    reader,
)
from tests.delivery.owing import DAY, START, alert, follow_up, rows, subscribe


class TestWhen:
    @pytest.mark.parametrize(
        ("zone", "hour", "now", "expected"),
        [
            ("Europe/Kyiv", 9, "2026-02-06T06:59", "2026-02-06T07:00"),
            ("Europe/Kyiv", 9, "2026-02-06T07:00", "2026-02-07T07:00"),
            ("Europe/Kyiv", 9, "2026-03-28T08:00", "2026-03-29T06:00"),  # the clocks go forward: 23 hours
            ("Europe/Kyiv", 9, "2026-10-24T07:00", "2026-10-25T07:00"),  # and back: 25 hours
            ("Europe/Kyiv", 3, "2026-03-28T12:00", "2026-03-29T01:00"),  # 3:00 is left out: 4:00
            ("Europe/Kyiv", 3, "2026-10-24T12:00", "2026-10-25T00:00"),  # 3:00 comes twice: the first
            ("Europe/Kyiv", 3, "2026-10-25T00:00", "2026-10-26T01:00"),  # and not again
            ("Europe/Kyiv", 3, "2026-10-25T00:30", "2026-10-26T01:00"),
            ("America/New_York", 20, "2026-02-06T12:00", "2026-02-07T01:00"),
            ("Asia/Kathmandu", 0, "2026-02-06T12:00", "2026-02-06T18:15"),
        ],
    )
    def test_the_next_day(self, zone: str, hour: int, now: str, expected: str) -> None:
        due = rhythm.next_due(reader(zone=zone, digest_hour=hour), datetime.fromisoformat(now).replace(tzinfo=UTC))
        assert due == datetime.fromisoformat(expected).replace(tzinfo=UTC)

    @given(
        st.sampled_from(["Europe/Kyiv", "America/New_York", "Australia/Lord_Howe", "UTC"]), st.integers(0, 23),
        st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)),
        st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY, Rhythm.CALM]),
    )  # fmt: skip
    def test_one_a_day_or_week_whatever_the_clocks_do(self, zone: str, hour: int, now: datetime, often: Rhythm) -> None:
        asked = reader(zone=zone, digest_hour=hour)
        asked = replace(asked, digest=often)
        first = rhythm.next_due(asked, now)
        assert first is not None
        second = rhythm.next_due(asked, first)
        assert second is not None
        days = 7 if often is Rhythm.WEEKLY else 1
        assert now < first <= now + timedelta(days=days, hours=2)
        assert rhythm.local_day(asked, second) - rhythm.local_day(asked, first) == timedelta(days=days)
        assert often is not Rhythm.WEEKLY or rhythm.local_day(asked, first).weekday() == 0

    def test_weekly_and_the_note_come_on_mondays(self) -> None:
        weekly = replace(reader(), digest=Rhythm.WEEKLY)
        note = replace(reader(), digest=Rhythm.NONE, silence=True)
        monday = MONDAY - timedelta(minutes=1)
        assert rhythm.next_due(weekly, NINE) == rhythm.next_due(note, NINE) == monday
        assert rhythm.next_due(replace(reader(), digest=Rhythm.NONE), NINE) is None
        assert rhythm.next_due(replace(weekly, subscribed=False), NINE) is None

    def test_a_pause_ends_at_the_readers_hour_weeks_later(self) -> None:
        end = rhythm.pause_end(reader(), 8, NINE)
        assert end.isoformat() == "2026-04-03T06:00:00+00:00"  # summer time has begun
        assert rhythm.next_due(replace(reader(), paused_until=end), NINE) == end


class TestWhat:
    def test_each_event_once_and_what_changed_in_those_told_before(self, either: Database) -> None:
        subscribe(either, [1], **BOTH_KINDS, **DAILY, since=START - timedelta(days=5))
        old = either.run(event, day=date(2026, 2, 3), created=START - timedelta(days=2), write=True)
        either.run(changed, old, START, "RU.total", "100", "150", write=True)
        either.run(changed, old, START + timedelta(hours=1), "RU.total", "150", "160", write=True)
        either.run(changed, old, START, "place", None, "Kyiv", write=True)
        same = either.run(event, day=date(2026, 2, 2), created=START - timedelta(days=2), write=True)
        either.run(changed, same, START, "stage", "completed", "postponed", write=True)
        either.run(changed, same, START, "stage", "postponed", "completed", write=True)
        new = either.run(event, write=True)
        either.run(changed, new, START, "RU.total", None, "157", write=True)
        with either.session(write=True) as session:  # announced and carried out: one event
            session.add(AlertRow(development_id=new, kind="exchange", phase="announced", day=DAY, created=START))
        assert make(either) == 1
        assert owed(either) == {1: [f"daily: {new}; {old} RU.total 100>160"]}

    def test_nothing_happened_nothing_comes_and_the_next_is_planned(self, either: Database) -> None:
        subscribe(either, [1], **DAILY)
        assert make(either) == 1
        assert owed(either) == {}
        assert (one(either).digest_told, one(either).digest_due) == (NINE, NINE + timedelta(days=1))
        assert make(either) == 0

    def test_what_is_told_once_is_not_told_again(self, either: Database) -> None:
        subscribe(either, [1], **DAILY)
        first = either.run(event, write=True)
        make(either)
        arrive(either)
        late = either.run(event, day=date(2026, 2, 6), created=NINE + timedelta(seconds=30), write=True)
        make(either, MADE + timedelta(days=1))
        assert owed(either) == {1: [f"daily: {first}", f"daily: {late}"]}

    def test_it_goes_by_the_choices_of_its_reader(self, either: Database) -> None:
        subscribe(either, [1], **DAILY, kinds=["talks"])
        subscribe(either, [2], **DAILY, minimum=158)
        subscribe(either, [3], **DAILY, both_sides=True)
        subscribe(either, [4], **DAILY, official_only=True)
        subscribe(either, [5], **DAILY, since=START + timedelta(hours=1))
        subscribe(either, [6], **DAILY, **BOTH_KINDS)
        exchange = either.run(event, independent=True, write=True)
        bodies = either.run(event, **BODIES, write=True)
        either.run(event, day=DAY + timedelta(days=3), phase="announced", write=True)
        make(either)
        assert owed(either) == {6: [f"daily: {bodies}; {exchange}"]}

    def test_what_was_withdrawn_is_told_only_where_it_had_been_told(self, either: Database) -> None:
        subscribe(either, [1], **DAILY)
        with either.session(write=True) as session:
            never = alert(session)
            alerts.retract(session, never, START)
            changed(session, session.get_one(AlertRow, never).development_id, START, "retracted", None, "retracted")
            wrong = alert(session, day=date(2026, 2, 3), created=START - timedelta(days=1))
            alerts.retract(session, wrong, START)
            was = session.get_one(AlertRow, wrong).development_id
            changed(session, was, START, "retracted", None, "retracted")
        make(either)
        assert owed(either) == {1: [f"daily: {was} retracted None>retracted"]}
        arrive(either)
        either.run(changed, was, NINE + timedelta(hours=1), "RU.total", "1", "2", write=True)
        make(either, MADE + timedelta(days=1))
        assert len(owed(either)[1]) == 1

    def test_the_note_comes_on_mondays_and_no_events_where_no_digest_is_wanted(self, either: Database) -> None:
        note = {"silence": True, "digest_due": MONDAY - timedelta(minutes=1)}
        subscribe(either, [1], **note)
        subscribe(either, [2], **DAILY, silence=True)
        number = either.run(event, write=True)
        for day in (MADE, MONDAY - timedelta(days=2), MONDAY - timedelta(days=1)):
            make(either, day)
            arrive(either)
        make(either, MONDAY)
        assert owed(either) == {1: ["none: silence"], 2: [f"daily: {number}", "daily: silence"]}

    def test_many_of_one_kind_share_one_text(self, either: Database) -> None:
        subscribe(either, range(1, 30), **DAILY)
        subscribe(either, range(30, 40), **DAILY, language="uk")
        subscribe(either, [50], **DAILY, kinds=["bodies"])
        either.run(event, write=True)
        assert make(either) == 40
        with either.session() as session:
            assert len(session.exec(select(BroadcastRow).where(BroadcastRow.purpose == "digest")).all()) == 2
        assert len(owed(either)) == 39


class TestCalm:
    def test_no_alert_nothing_of_the_dead_one_message(self, either: Database) -> None:
        subscribe(either, [1], **BOTH_KINDS, **CALM)
        number = either.run(event, write=True)
        either.run(event, **BODIES, write=True)
        expand(either)
        assert rows(either) == []
        make(either)
        assert owed(either) == {1: [f"calm: {number}"]}

    def test_nothing_comes_in_a_pause_and_all_of_it_afterwards(self, either: Database) -> None:
        end = NINE + timedelta(weeks=2)
        subscribe(either, [1], **CALM | {"paused_until": end, "digest_due": end})
        number = either.run(event, write=True)
        make(either, NINE + timedelta(days=3))
        assert owed(either) == {}
        make(either, end + timedelta(minutes=1))
        assert owed(either) == {1: [f"calm: {number}"]}

    def test_an_alert_made_before_it_was_switched_on_still_comes(self, either: Database) -> None:
        subscribe(either, [1], **CALM | {"alerts_off": START + timedelta(seconds=1)})
        subscribe(either, [2], **CALM | {"alerts_off": START})
        either.run(alert, write=True)
        expand(either)
        assert [row.subscriber_id for row in rows(either)] == [one(either).id]

    def test_a_correction_is_in_the_next_message_alone(self, either: Database) -> None:
        subscribe(either, [1])
        number = either.run(alert, write=True)
        expand(either)
        with either.session(write=True) as session:
            delivery = session.exec(select(DeliveryRow)).one()
            delivery.state = "sent"
            mine = session.exec(select(SubscriberRow)).one()
            mine.digest, mine.digest_told, mine.digest_due = "calm", START, NINE
            mine.alerts_off = START - timedelta(seconds=1)
        either.run(follow_up, number, Purpose.CORRECTION, "it was wrong", write=True)
        expand(either)
        assert [row.purpose for row in rows(either)] == ["alert"]


def test_who_follows_statements_is_told_of_them_by_day_or_week_and_not_in_calm_mode(either: Database) -> None:
    follows = {"kinds": ["statement_only"]}
    subscribe(either, [1], **DAILY, **follows)
    subscribe(either, [2], **DAILY)
    subscribe(either, [3], **CALM, **follows)
    seen: list[Digest] = []

    def word(_session: Session, digest: Digest, _language: str, _now: datetime) -> Mapping[str, object] | None:
        seen.append(digest)
        return {"html": "Newly said", "buttons": []} if digest.statements else None

    assert either.run(digests.make, word, MADE, write=True) == 3
    assert sorted((digest.rhythm, digest.statements) for digest in seen) == [
        (Rhythm.CALM, False), (Rhythm.DAILY, False), (Rhythm.DAILY, True),
    ]  # fmt: skip
    assert owed(either) == {1: ["Newly said"]}
