"""Digests: at the reader's hour one message with each event once, as it then stands; none where nothing happened.

Each is made in the transaction that moves its reader's next one on, so that no crash makes a second. They are made
no faster than they are sent, and what could not leave is made anew: none tells what was withdrawn meanwhile.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, Text, cast, func
from sqlmodel import Session, col, select, update
from sqlmodel.sql.expression import SelectOfScalar

from storage import audience, broadcasts, news, quiet, rhythm
from storage.holds import held
from storage.news import Event
from storage.subscribers import as_subscriber
from storage.tables import BroadcastRow, ChangeRow, DeliveryRow, SubscriberRow
from storage.upsert import change
from storage.vocabulary import ChangeType, DeliveryState, Kind, Priority, Purpose, Rhythm, Subscriber

MOST = 250
"""Digests made in one go, and how many may wait to be sent before more are made."""
STALE = timedelta(minutes=30)
"""One that has waited for so long is made anew, whatever has happened."""
_LATEST = 5000
"""Among how many of the newest broadcasts those are looked for that are still to be sent."""
SETTLED = timedelta(minutes=1)
"""So long after its hour a digest is made: what was found before the hour is stored by then."""
_STEP = timedelta(minutes=10)
_WITH_STATEMENTS = (Rhythm.DAILY.value, Rhythm.WEEKLY.value)
_OPEN = (DeliveryState.PENDING.value, DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value)


@dataclass(frozen=True, slots=True)
class Digest:
    """What one digest tells: events since a moment, up to another; with `silence` the days without an exchange.

    With `statements` also what officials newly insist on.
    """

    rhythm: Rhythm
    since: datetime | None
    until: datetime
    events: tuple[Event, ...]
    silence: bool
    statements: bool = False


class Word(Protocol):
    """Words a digest in a language; None where there is nothing to say."""

    def __call__(
        self, session: Session, digest: Digest, language: str, now: datetime
    ) -> Mapping[str, object] | None: ...


def schedule(session: Session, before: Subscriber, after: Subscriber, now: datetime) -> None:
    """Plans the next digest anew where the settings that it goes by were changed.

    A first one tells of nothing older. Whoever wants alerts again is told at once what has happened since the last.
    """
    if _settings(before) == _settings(after):
        return
    values: dict[str, datetime | None] = {"digest_due": rhythm.next_due(after, now)}
    told_late = before.alerts_off is not None and before.digest is not Rhythm.NONE
    if told_late and after.alerts_off is None and after.subscribed:
        values["digest_due"] = now
    elif after.digest is Rhythm.NONE:
        values["digest_told"] = None
    elif before.digest is Rhythm.NONE:
        values["digest_told"] = now
    waited = _take_over(session, after.id) if before.alerts_off is None and after.alerts_off else None
    if waited and after.digest is not Rhythm.NONE:
        values["digest_told"] = min(waited - timedelta(seconds=1), before.digest_told or now)
    change(session, update(SubscriberRow).where(col(SubscriberRow.id) == after.id).values(**values))


def _take_over(session: Session, subscriber_id: int) -> datetime | None:
    """What waits in quiet hours is told by the digest that comes instead: since when it waits."""
    loud = col(DeliveryRow.purpose).in_((Purpose.ALERT.value, Purpose.CORRECTION.value))
    mine = (quiet.waits(), loud, col(DeliveryRow.subscriber_id) == subscriber_id)
    first = session.exec(select(func.min(col(DeliveryRow.created))).where(*mine)).one()
    told = {"state": DeliveryState.SKIPPED.value, "error": "a digest tells it"}
    change(session, update(DeliveryRow).where(*mine).values(**told))
    return first


def _settings(one: Subscriber) -> tuple[object, ...]:
    return (
        one.subscribed, one.active, one.zone, one.digest, one.digest_hour, one.silence, one.alerts_off,
        one.paused_until,
    )  # fmt: skip


def make(session: Session, word: Word, now: datetime, most: int = MOST) -> int:
    """Makes the digests that are due, and says for how many chats; none while pushes are held."""
    take_back(session, now)
    if held(session):
        return 0
    room = most - _unsent(session)
    rows = session.exec(_due(now, room).with_for_update(skip_locked=True)).all() if room > 0 else []
    alike: dict[tuple[str, Digest], list[SubscriberRow]] = defaultdict(list)
    for row, digest in _contents(session, rows, now):
        alike[row.language, digest].append(row)
    for (language, digest), readers in alike.items():
        message = word(session, digest, language, now)
        if message is not None:
            texts, ids = {language: message}, [row.id for row in readers]
            broadcasts.add_for(
                session, ids, Purpose.DIGEST, Priority.DIGEST, now, texts=texts, tells_since=digest.since
            )
    for row in rows:
        _move_on(row, now)
    return len(rows)


def _due(now: datetime, most: int) -> SelectOfScalar[SubscriberRow]:
    paused = col(SubscriberRow.paused_until)
    subscribed = col(SubscriberRow.subscribed).is_not(False)  # so put, SQLite reads by the hour, not all who subscribed
    return (
        select(SubscriberRow)
        .where(col(SubscriberRow.digest_due) <= now - SETTLED, col(SubscriberRow.active), subscribed)
        .where(paused.is_(None) | (paused <= now))
        .order_by(col(SubscriberRow.digest_due), col(SubscriberRow.id))
        .limit(most)
    )


def _contents(session: Session, rows: Sequence[SubscriberRow], now: datetime) -> Iterable[tuple[SubscriberRow, Digest]]:
    """Each reader's digest. Those who were last told at one time share what happened since."""
    together: dict[datetime | None, list[SubscriberRow]] = defaultdict(list)
    for row in rows:
        together[_since(row)].append(row)
    for since, readers in together.items():
        told = _told(session, readers, since, now) if since else {}
        for row in readers:
            assert row.id is not None
            events = told.get(row.id, ())
            yield row, Digest(Rhythm(row.digest), since, _until(row, now), events, _silence(row), _statements(row))


def _since(row: SubscriberRow) -> datetime | None:
    """From when on to tell: never of what happened before the subscription."""
    return max(row.digest_told, row.since) if row.digest_told and row.since else row.digest_told


def _until(row: SubscriberRow, now: datetime) -> datetime:
    """The hour itself; a late one tells more. In steps, so that many of one hour stay alike."""
    assert row.digest_due is not None
    late = (now - SETTLED - row.digest_due) // _STEP
    return row.digest_due + late * _STEP


def _silence(row: SubscriberRow) -> bool:
    """Whether this is the digest of the week that has the note."""
    one = as_subscriber(row)
    return one.silence and rhythm.local_day(one, row.digest_due or row.created).weekday() == rhythm.MONDAY


def _statements(row: SubscriberRow) -> bool:
    """Whether it tells of statements; calm mode does not, for they may speak of the dead."""
    return Kind.STATEMENT.value in row.kinds and row.digest in _WITH_STATEMENTS


def _told(
    session: Session, readers: Sequence[SubscriberRow], since: datetime, now: datetime
) -> dict[int, tuple[Event, ...]]:
    """By reader, the events that suit the reader's choices; none of the dead in calm mode."""
    untils = {row.id: _until(row, now) for row in readers}
    calm = {row.id for row in readers if row.digest == Rhythm.CALM.value}
    found: dict[int, dict[int, Event]] = defaultdict(dict)
    for until in sorted(set(untils.values())):
        ids = [key for key, one in untils.items() if one == until]
        for alert, event in news.between(session, since, until):
            suiting = session.exec(
                select(SubscriberRow.id).where(col(SubscriberRow.id).in_(ids), audience.suits(session, alert))
            )
            for key in suiting:
                if key is not None and not (key in calm and alert.kind == Kind.BODIES.value):
                    found[key].setdefault(event.development_id, event)
    return {key: tuple(events.values()) for key, events in found.items()}


def _move_on(row: SubscriberRow, now: datetime) -> None:
    """The next one; whoever wants none any more has had the last."""
    one = as_subscriber(row)
    row.digest_told = None if one.digest is Rhythm.NONE else _until(row, now)
    row.digest_due = rhythm.next_due(one, now)


def take_back(session: Session, now: datetime) -> int:
    """Drops digests that could not leave in time and makes their readers' due again; says how many.

    While pushes are held, and where something was corrected or withdrawn since, that is at once.
    """
    rows = session.exec(
        select(DeliveryRow, SubscriberRow, BroadcastRow.tells_since)
        .join(BroadcastRow, col(BroadcastRow.id) == col(DeliveryRow.broadcast_id))
        .join(SubscriberRow, col(SubscriberRow.id) == col(DeliveryRow.subscriber_id))
        .where(col(DeliveryRow.broadcast_id).in_(_sending(session)))
        .where(col(DeliveryRow.created) < _outdated(session, now), _is((DeliveryState.PENDING.value,)))
        .order_by(col(DeliveryRow.id).desc())
        .with_for_update(of=(DeliveryRow, SubscriberRow), skip_locked=True)
    ).all()
    for delivery, row, since in rows:
        delivery.state, delivery.error = DeliveryState.SKIPPED.value, "it could not leave in time and is made anew"
        if row.digest_due is not None:
            row.digest_told, row.digest_due = since, now - SETTLED
    return len(rows)


def _outdated(session: Session, now: datetime) -> datetime:
    """What was made before may say what no longer holds."""
    if held(session):
        return now
    at, wrong = col(ChangeRow.at), (ChangeType.CORRECTION.value, ChangeType.RETRACTED.value)
    last = session.exec(select(func.max(at)).where(at > now - STALE, at <= now, col(ChangeRow.type).in_(wrong))).one()
    return last or now - STALE


def _unsent(session: Session) -> int:
    mine = col(DeliveryRow.broadcast_id).in_(_sending(session))
    return session.exec(select(func.count()).select_from(DeliveryRow).where(mine, _is(_OPEN))).one()


def _is(states: Collection[str]) -> ColumnElement[bool]:
    """The state, hidden from SQLite's planner: it would read all that is owed to anybody rather than the digests."""
    return func.lower(col(DeliveryRow.state)).in_(states)


def _sending(session: Session) -> list[int | None]:
    """The digests whose texts are still there: these are erased once nobody is owed them."""
    latest = select(func.max(col(BroadcastRow.id)) - _LATEST).scalar_subquery()
    made = select(BroadcastRow.id).where(col(BroadcastRow.id) > latest)
    texts = cast(col(BroadcastRow.texts), Text)
    return list(session.exec(made.where(col(BroadcastRow.purpose) == Purpose.DIGEST.value, texts != "{}")))
