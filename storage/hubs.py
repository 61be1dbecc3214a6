"""Subscriptions of feeds at their hubs: asked for, verified, renewed, denied and ended (W3C WebSub, 5)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, delete, func, select, update

from storage import feeds
from storage.tables import FeedRow, HubRow
from storage.upsert import change
from storage.vocabulary import LIVE, FeedState, HubState, Offer, Subscription

LEASE = timedelta(days=10)
"""What is asked for: a good default, by the Recommendation's section on security."""
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=10), timedelta(days=1)
_MOST_FAREWELLS = 4
_LIVE = [state.value for state in LIVE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a hub is to be asked for; `name` is the feed's address, for the log."""

    id: int
    name: str
    hub: str
    topic: str
    subscribes: bool
    callback: str = field(repr=False)
    secret: str = field(repr=False)


def offered(session: Session, feed_id: int, offer: Offer | None, beneath: str, now: datetime) -> None:
    """Notes what a feed's whole document says of its hubs; a hub that is new there is asked soon.

    A hub that is no longer named is left, if another one is named as soon as that one has agreed. Callbacks are made
    `beneath` that address.
    """
    if offer is None and not _of(session, feed_id):
        return
    feeds.hold(session, feed_id)
    known = _of(session, feed_id)
    named = {(hub, offer.topic) for hub in offer.hubs} if offer else set()
    standing = [row for row in known if (row.hub, row.topic) in named and row.state != HubState.ENDING.value]
    denied = {row.hub for row in standing if row.state == HubState.DENIED.value}
    left = next((hub for hub in offer.hubs if hub not in denied), None) if offer else None
    for row in known:
        if row not in standing and (row.state not in _LIVE or left is None):
            _end(session, row, now)
    if offer and left and len(denied) == len(standing):
        session.add(_made(feed_id, left, offer.topic, beneath, now))
    if left is None:
        at_own_pace(session, feed_id, now)


def waiting(session: Session, now: datetime) -> bool:
    """Whether there is anything to do for `tidy` or `claim`."""
    due = select(HubRow.id).join(FeedRow).where(or_(col(HubRow.due_at) <= now, _over(now))).limit(1)
    return session.exec(due).first() is not None


def tidy(session: Session, beneath: str, now: datetime) -> None:
    """Ends what is over: leases that ran out (asked for anew where nobody did), and those of feeds not polled."""
    ids = select(HubRow.feed_id).join(FeedRow).where(_over(now)).distinct().order_by(col(HubRow.feed_id))
    for feed_id in session.exec(ids).all():
        feed = feeds.hold(session, feed_id)
        for row in _of(session, feed_id):
            _tidy(session, row, beneath, now, polled=_is_polled(feed))
        at_own_pace(session, feed_id, now)


def claim(session: Session, beneath: str, now: datetime, limit: int = 10) -> list[Request]:
    """The requests that are due, each noted as sent before it is: whoever dies over it is followed by a later one."""
    due = col(HubRow.due_at) <= now
    rows = session.exec(
        select(HubRow).where(due).order_by(col(HubRow.due_at)).limit(limit).with_for_update(skip_locked=True)
    ).all()
    asked = [one for row in rows if (one := _next_of(session, row, beneath, now)) is not None]
    session.flush()
    names = {feed.id: feed.url for feed in session.exec(select(FeedRow).where(col(FeedRow.id).in_(_feeds(asked))))}
    return [_request(row, names[row.feed_id]) for row in asked]


def put_off(session: Session, request_id: int, cause: str, now: datetime, *, temporary: bool) -> None:
    """The hub did not take a request: it is asked again later, or in a day where it would say the same."""
    row = session.get(HubRow, request_id)
    if row is None:
        return
    if row.state == HubState.ENDING.value and not temporary:  # it knows of none
        session.delete(row)
        return
    row.reason = cause
    row.due_at = row.due_at if temporary else now + _LONGEST_PAUSE
    session.add(row)


def verified(session: Session, callback: str, topic: str, lease: timedelta, now: datetime) -> bool:
    """The hub asks whether this subscription is meant: True, and it lives for that long, if so."""
    row = _by_callback(session, callback)
    if row is None or row.topic != topic or not _agrees(session, row):
        return False
    row.lease_until = now + lease
    if row.state == HubState.EXPIRING.value:  # its successor is on the way
        return True
    row.state, row.failures, row.reason = HubState.VERIFIED.value, 0, None
    row.due_at = row.lease_until - min(lease / 5, timedelta(days=1))
    for other in _of(session, row.feed_id):
        if other.id != row.id and other.state != HubState.ENDING.value:
            _end(session, other, now)
    feed = session.get_one(FeedRow, row.feed_id)
    feed.pushed_until = row.lease_until if feed.pushed_until else None
    session.add_all([row, feed])
    return True


def denied(session: Session, callback: str, topic: str, reason: str, now: datetime) -> Subscription | None:
    """The hub will not have this subscription (any more): which one it was, None where there is none such."""
    row = _by_callback(session, callback)
    if row is None or row.topic != topic:
        return None
    told = _as_subscription(row, wanted=True)
    if row.state == HubState.ENDING.value:
        session.delete(row)
    else:
        row.state, row.reason, row.due_at, row.lease_until = HubState.DENIED.value, reason or None, None, None
        session.add(row)
        session.flush()
        at_own_pace(session, row.feed_id, now)
    return told


def unsubscribed(session: Session, callback: str, topic: str) -> bool:
    """The hub asks whether the end of this subscription is meant: True, and it is forgotten, if so."""
    row = _by_callback(session, callback)
    meant = row is not None and row.topic == topic and row.state == HubState.ENDING.value
    if meant:
        session.delete(row)
    return meant


def get(session: Session, callback: str) -> Subscription | None:
    """The subscription that is reached by this address."""
    row = session.exec(select(HubRow).where(col(HubRow.callback) == callback)).first()
    if row is None:
        return None
    return _as_subscription(row, wanted=_is_polled(session.get_one(FeedRow, row.feed_id)))


def keep(session: Session, beneath: str) -> None:
    """The start: what cannot be reached any more is forgotten, and what may have been missed is polled for soon.

    `beneath` is where hubs reach this Parley, empty where they cannot.
    """
    lost = ~col(HubRow.callback).startswith(f"{beneath}/", autoescape=True) if beneath else col(HubRow.id).is_not(None)
    change(session, delete(HubRow).where(lost))
    live = select(HubRow.feed_id).where(col(HubRow.state).in_(_LIVE))
    slowed = col(FeedRow.pushed_until).is_not(None)
    change(session, update(FeedRow).where(slowed).values(due_at=None))
    change(session, update(FeedRow).where(slowed, col(FeedRow.id).not_in(live)).values(pushed_until=None))


def by_feed(session: Session) -> dict[int, Subscription]:
    """The newest subscription of each feed, those that are ending left out."""
    going_on = col(HubRow.state) != HubState.ENDING.value
    rows = session.exec(select(HubRow).where(going_on).order_by(col(HubRow.id)))
    return {row.feed_id: _as_subscription(row, wanted=True) for row in rows}


def pushed(session: Session, now: datetime) -> int:
    """How many of the feeds that are polled come pushed at present."""
    query = select(func.count()).select_from(FeedRow).where(_polled(), col(FeedRow.pushed_until) > now)
    return session.exec(query).one()


def at_own_pace(session: Session, feed_id: int, now: datetime) -> None:
    """The feed is polled at its own pace again, beginning now, where no live subscription is left."""
    session.flush()
    feed = session.get_one(FeedRow, feed_id)
    if feed.pushed_until is None or any(row.state in _LIVE for row in _of(session, feed_id)):
        return
    feed.pushed_until, feed.due_at = None, min(feed.due_at or now, now)
    session.add(feed)


def _tidy(session: Session, row: HubRow, beneath: str, now: datetime, *, polled: bool) -> None:
    lapsed = row.lease_until is not None and row.lease_until <= now
    if lapsed and polled and row.state == HubState.VERIFIED.value:
        session.add(_made(row.feed_id, row.hub, row.topic, beneath, now))
    if lapsed:
        session.delete(row)
    elif not polled:
        _end(session, row, now)


def _next_of(session: Session, row: HubRow, beneath: str, now: datetime) -> HubRow | None:
    """The row to ask for: a renewal is a new one, with a callback and a secret of its own."""
    if row.state == HubState.ENDING.value and row.failures >= _MOST_FAREWELLS:
        session.delete(row)
        return None
    if row.state == HubState.VERIFIED.value:
        row.state, row.due_at = HubState.EXPIRING.value, None
        session.add(row)
        row = _made(row.feed_id, row.hub, row.topic, beneath, now)
    if row.state == HubState.OFFERED.value:
        row.state = HubState.REQUESTED.value
    row.due_at = now + min(_FIRST_PAUSE * 2.0 ** min(row.failures, 16), _LONGEST_PAUSE)
    row.failures += 1
    session.add(row)
    return row


def _made(feed_id: int, hub: str, topic: str, beneath: str, now: datetime) -> HubRow:
    callback = f"{beneath}/{secrets.token_urlsafe(32)}"
    return HubRow(
        feed_id=feed_id, hub=hub, topic=topic, callback=callback, secret=secrets.token_hex(32), due_at=now,
        state=HubState.OFFERED.value,
    )  # fmt: skip


def _end(session: Session, row: HubRow, now: datetime) -> None:
    """What lives is taken leave of at the hub; what never did goes."""
    if row.state in _LIVE:
        row.state, row.failures, row.due_at = HubState.ENDING.value, 0, now
        session.add(row)
    elif row.state != HubState.ENDING.value:
        session.delete(row)


def _over(now: datetime) -> ColumnElement[bool]:
    unwanted = ~_polled() & (col(HubRow.state) != HubState.ENDING.value)
    return unwanted | (col(HubRow.lease_until) <= now)


def _agrees(session: Session, row: HubRow) -> bool:
    meant = row.state in {HubState.REQUESTED.value, *_LIVE}
    return meant and _is_polled(session.get_one(FeedRow, row.feed_id))


def _polled() -> ColumnElement[bool]:
    return (col(FeedRow.state) == FeedState.ACTIVE.value) & ~col(FeedRow.removed)


def _is_polled(feed: FeedRow) -> bool:
    return feed.state == FeedState.ACTIVE.value and not feed.removed


def _of(session: Session, feed_id: int) -> Sequence[HubRow]:
    query = select(HubRow).where(col(HubRow.feed_id) == feed_id).order_by(col(HubRow.id))
    return session.exec(query.execution_options(populate_existing=True)).all()


def _by_callback(session: Session, callback: str) -> HubRow | None:
    """The subscription, its feed kept from others: whoever changes one takes the feed first."""
    query = select(HubRow).where(col(HubRow.callback) == callback)
    found = session.exec(query).first()
    if found is not None:
        feeds.hold(session, found.feed_id)
    return session.exec(query.execution_options(populate_existing=True)).first()


def _feeds(rows: Iterable[HubRow]) -> set[int]:
    return {row.feed_id for row in rows}


def _request(row: HubRow, name: str) -> Request:
    assert row.id is not None
    return Request(
        id=row.id, name=name, hub=row.hub, topic=row.topic, subscribes=row.state != HubState.ENDING.value,
        callback=row.callback, secret=row.secret,
    )  # fmt: skip


def _as_subscription(row: HubRow, *, wanted: bool) -> Subscription:
    assert row.id is not None
    return Subscription(
        id=row.id, feed_id=row.feed_id, hub=row.hub, topic=row.topic, state=HubState(row.state), callback=row.callback,
        secret=row.secret, lease_until=row.lease_until, reason=row.reason, asked=row.failures, wanted=wanted,
    )  # fmt: skip
