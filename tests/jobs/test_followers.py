"""Who follows one event is told of each step of it, and never beside an alert that tells the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.jobs.resolve import resolve_wave
from storage import broadcasts, deliveries, developments, follows, judgements, mornings, reports, subscribers
from storage.database import Database
from storage.tables import BroadcastRow, DeliveryRow, SubscriberRow
from storage.vocabulary import Alert, Delivery, Dossier, Kind, Purpose, Report, Stage
from tests.delivery.owing import subscriber
from tests.telling import DOSSIER, NOON, hours, tell

NOW = NOON + hours(1)
READER, FOLLOWER = 1, 2


def compose(
    session: Session, dossier: Dossier, alert: Alert, *, purpose: Purpose, languages: tuple[str, ...], now: datetime
) -> Mapping[str, Mapping[str, object]]:
    found = developments.get(session, alert.development_id)
    assert found is not None
    return {one: {"html": f"{purpose} {found.stage} {found.confirmation} {one}", "buttons": []} for one in languages}


def wave(session: Session, *told: Report, now: datetime = NOW) -> None:
    for report in told:
        reports.add(session, report)
    resolve_wave(session, DOSSIER, now, edit_seconds=600, compose=compose)
    while broadcasts.expand(session, now):
        pass


def owed(session: Session, chat: int) -> list[str]:
    """The purposes of what was made for a chat, in order."""
    rows = session.exec(
        select(DeliveryRow.purpose)
        .join(SubscriberRow, col(SubscriberRow.id) == col(DeliveryRow.subscriber_id))
        .where(col(SubscriberRow.chat_id) == chat)
        .order_by(col(DeliveryRow.id))
    )
    return list(rows)


def event(session: Session) -> int:
    return next(iter(developments.export(session))).id


def key(session: Session, chat: int) -> int:
    found = subscribers.get(session, chat)
    assert found is not None
    return found.id


def follow(session: Session, chat: int, development_id: int | None = None, at: datetime = NOW) -> None:
    assert follows.add(session, key(session, chat), development_id or event(session), at)


@pytest.fixture
def session(either: Database) -> Any:
    with either.session(write=True) as opened:
        opened.add_all([subscriber(READER), subscriber(FOLLOWER, subscribed=False, language="uk")])
        opened.flush()
        yield opened


def test_who_is_not_subscribed_is_told_of_this_event_alone(session: Session) -> None:
    wave(session, tell(red=94))
    follow(session, FOLLOWER)
    wave(session, tell(red=94, by="RE", at=NOON + hours(1)), now=NOW + hours(1))
    assert owed(session, FOLLOWER) == ["followed"]
    assert owed(session, READER) == ["alert"]
    wave(session, tell(kind=Kind.BODIES, red=500, by="RE", at=NOON + hours(2)), now=NOW + hours(2))
    assert owed(session, FOLLOWER) == ["followed"]


def test_an_alert_that_tells_the_same_is_not_doubled(session: Session) -> None:
    wave(session, tell(red=94))
    follow(session, READER)
    wave(session, tell(red=94, by="RE", at=NOON + hours(1)), now=NOW + hours(1))
    assert owed(session, READER) == ["alert"]


def arrive(session: Session, message_id: int = 77) -> None:
    """All that is owed is sent."""
    for row in session.exec(select(DeliveryRow).where(col(DeliveryRow.state) == "pending")):
        row.state, row.message_id = "sent", message_id
    session.flush()


def test_an_alert_that_has_not_gone_out_yet_tells_the_newest_itself(session: Session) -> None:
    wave(session, tell(red=94, by="RE"))
    follow(session, READER)
    wave(session, tell(red=94, by="BL", at=NOON + hours(1)), now=NOW + hours(1))
    assert owed(session, READER) == ["alert"]


def test_what_an_edit_says_without_a_sound_is_told_to_followers(session: Session) -> None:
    wave(session, tell(red=94, by="RE"))
    arrive(session)
    follow(session, READER)
    wave(session, tell(red=94, by="BL", at=NOON + hours(1)), now=NOW + hours(1))
    assert owed(session, READER) == ["alert", "followed"]
    texts = session.exec(select(BroadcastRow.texts).where(col(BroadcastRow.purpose) == "followed")).one()
    assert texts["en"]["html"] == "followed completed both_sides en"


def test_a_correction_is_told_once(session: Session) -> None:
    wave(session, tell(red=100, by="RE"))
    arrive(session)
    follow(session, READER)
    follow(session, FOLLOWER)
    wave(session, tell(red=157, by="RE", at=NOON + hours(1)), now=NOW + hours(1))
    assert owed(session, READER) == ["alert", "correction"]
    assert owed(session, FOLLOWER) == ["followed"]


def test_a_figure_that_moves_a_little_is_told_to_nobody(session: Session) -> None:
    wave(session, tell(red=157, by="RE"))
    follow(session, FOLLOWER)
    wave(session, tell(red=160, by="RE", at=NOON + hours(1)), now=NOW + hours(1))
    assert owed(session, FOLLOWER) == []


def test_a_rumour_that_is_denied_is_told_to_its_followers(session: Session) -> None:
    wave(session, tell(red=94))
    follow(session, FOLLOWER)
    wave(session, tell(Stage.DENIED, by="RE", at=NOON + hours(1)), now=NOW + hours(1))
    assert owed(session, FOLLOWER) == ["followed"]
    assert owed(session, READER) == []


def test_the_text_is_in_the_followers_language_whoever_subscribes(session: Session) -> None:
    wave(session, tell(red=94))
    follow(session, FOLLOWER)
    wave(session, tell(red=94, by="RE", at=NOON + hours(1)), now=NOW + hours(1))
    message = loaded(session, FOLLOWER)
    assert isinstance(message, Delivery)
    assert message.message["html"] == "followed completed one_side uk"


def loaded(session: Session, chat: int, now: datetime | None = None) -> Any:
    row = session.exec(
        select(DeliveryRow)
        .where(col(DeliveryRow.subscriber_id) == key(session, chat), col(DeliveryRow.purpose) == "followed")
        .order_by(col(DeliveryRow.id).desc())
    ).first()
    assert row is not None
    return deliveries.load(session, row.id or 0, now=now)


def told_of(session: Session, **more: Any) -> None:
    """The follower is owed the news of a confirmation."""
    wave(session, tell(red=94))
    follow(session, FOLLOWER)
    for name, value in more.items():
        setattr(session.get_one(SubscriberRow, key(session, FOLLOWER)), name, value)
    session.flush()
    wave(session, tell(red=94, by="RE", at=NOON + hours(1)), now=NOW + hours(1))


def test_what_was_owed_is_dropped_where_it_is_followed_no_longer(session: Session) -> None:
    told_of(session)
    follows.drop(session, key(session, FOLLOWER))
    dropped = loaded(session, FOLLOWER)
    assert isinstance(dropped, deliveries.Dropped)
    assert dropped.reason == "it is no longer followed"


def test_it_replies_to_the_alert_that_the_chat_has(session: Session) -> None:
    wave(session, tell(red=94, by="RE"))
    follow(session, READER)
    arrive(session, 77)
    wave(session, tell(red=94, by="BL", at=NOON + hours(1)), now=NOW + hours(1))
    assert loaded(session, READER).target_message_id == 77


@pytest.mark.parametrize(
    "more", [{"active": False}, {"paused_until": NOW + timedelta(days=7)}], ids=["out of reach", "in a pause"]
)
def test_nothing_is_owed_to_whom_nothing_comes(session: Session, more: Mapping[str, Any]) -> None:
    told_of(session, **more)
    assert owed(session, FOLLOWER) == []


def test_quiet_hours_hold_it_until_the_morning(session: Session) -> None:
    told_of(session, quiet_from=0, quiet_until=23, zone="UTC", exchanges_any_hour=False)
    found = loaded(session, FOLLOWER, NOW + hours(1))
    assert isinstance(found, deliveries.Deferred)
    told_of_at_once = session.get_one(SubscriberRow, key(session, FOLLOWER))
    told_of_at_once.exchanges_any_hour = True
    session.flush()
    assert isinstance(loaded(session, FOLLOWER, NOW + hours(1)), Delivery)


def test_of_what_waits_only_the_newest_is_told(session: Session) -> None:
    told_of(session)
    wave(session, tell(red=94, by="BL", at=NOON + hours(2)), now=NOW + hours(2))
    mine = select(DeliveryRow.state).where(col(DeliveryRow.subscriber_id) == key(session, FOLLOWER))
    assert list(session.exec(mine.order_by(col(DeliveryRow.id)))) == ["skipped", "pending"]


def test_a_morning_tells_the_news_of_two_events_in_one_message(session: Session) -> None:
    told_of(session, language="en")
    other = tell(kind=Kind.BODIES, red=500, at=NOON + hours(1), outlet="B")
    wave(session, other, now=NOW + hours(1))
    bodies = next(one.id for one in developments.export(session) if one.kind is Kind.BODIES)
    follow(session, FOLLOWER, bodies)
    wave(session, tell(kind=Kind.BODIES, red=500, by="RE", at=NOON + hours(2)), now=NOW + hours(2))
    morning = NOW + hours(9)
    for row in session.exec(select(DeliveryRow).where(col(DeliveryRow.subscriber_id) == key(session, FOLLOWER))):
        row.due_at = row.quiet_until = morning
    session.flush()

    def words(_: Session, told: Sequence[Alert], texts: Sequence[str], language: str, now: datetime) -> Any:
        return {"html": f"{len(told)} alerts; " + "; ".join(texts), "buttons": []}

    def composed(session: Session, alert: Alert, *, purpose: Purpose, languages: Any, now: datetime) -> Any:
        return compose(session, DOSSIER, alert, purpose=purpose, languages=languages, now=now)

    mornings.fold(session, composed, words, morning)
    folded = session.exec(select(BroadcastRow.texts).where(col(BroadcastRow.purpose) == "folded")).one()
    assert folded["en"]["html"].startswith("0 alerts; followed completed one_side en; followed completed one_side en")


def test_followers_go_with_an_event_that_is_joined_into_another(session: Session) -> None:
    wave(session, tell(red=94))
    wave(session, tell(red=300, day=NOON.date() - timedelta(days=1), at=NOON + hours(0.5), outlet="B"))
    first, second = (one.id for one in developments.export(session))
    follow(session, FOLLOWER, second)
    follow(session, READER, second)
    follow(session, READER, first)
    judgements.join(session, first, second, "99", NOW)
    assert follows.of_subscriber(session, key(session, FOLLOWER)) == [first]
    assert follows.of_subscriber(session, key(session, READER)) == [first]


def test_a_group_that_moves_takes_along_what_it_follows(session: Session) -> None:
    wave(session, tell(red=94))
    session.add_all([subscriber(-5), subscriber(-1005)])
    session.flush()
    follow(session, -5)
    subscribers.migrate(session, -5, -1005)
    assert follows.of_subscriber(session, key(session, -1005)) == [event(session)]


def test_a_chat_that_is_erased_leaves_no_follow(session: Session) -> None:
    wave(session, tell(red=94))
    follow(session, FOLLOWER)
    subscribers.forget(session, FOLLOWER)
    assert not follows.any_of(session, event(session))
