"""What operators have to know of: feeds that are dead or dry, a queue that stands, and which of it they were told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import case, func
from sqlmodel import Session, col, delete, select

from storage import broadcasts, entries, subscribers
from storage.tables import DeliveryRow, EntryRow, FeedRow, MetaRow, SubscriberRow
from storage.upsert import change, insert_new
from storage.vocabulary import ChatKind, DeliveryState, FeedState, Priority, Purpose, without_login

_TOLD = "told:"
RECENT, BEFORE = timedelta(days=7), timedelta(days=28)
USUAL_GAPS, WEEKEND = 3, timedelta(days=2)
"""An official body or agency is silent after so many usual gaps between its entries, but not for a weekend."""
ENOUGH_RELEVANT, ENOUGH_NEW = 20, 10
"""A feed with so many relevant entries in four weeks has none in a week by chance less than once in a hundred."""


@dataclass(frozen=True, slots=True)
class DeadFeed:
    """A feed that fails, since when (None: it never answered), and its last error.

    `gone` where its server asked never to be asked again, so that it is polled no more.
    """

    id: int
    name: str
    since: datetime | None
    error: str
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What operators are told now: dead feeds with the time since when, those that are gone, dry ones, silent ones.

    Beside them the queue, since when pushes are held, deliveries that were given up at a restart, other alarms.
    """

    dead: tuple[tuple[DeadFeed, timedelta], ...] = ()
    gone: tuple[DeadFeed, ...] = ()
    dry: tuple[str, ...] = ()
    silent: tuple[tuple[str, timedelta], ...] = ()
    queue: tuple[int, timedelta] | None = None
    held: timedelta | None = None
    given_up: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, part.name) for part in fields(self))


def failing(session: Session) -> list[DeadFeed]:
    """The feeds whose last poll failed, and those that were given up since their servers asked for it."""
    asked = col(FeedRow.state).in_((FeedState.ACTIVE.value, FeedState.GONE.value))
    rows = session.exec(
        select(FeedRow)
        .where(asked, ~col(FeedRow.removed), col(FeedRow.failures) > 0)
        .order_by(func.lower(col(FeedRow.outlet)), col(FeedRow.url))
    )
    return [_as_dead(row) for row in rows]


def _as_dead(row: FeedRow) -> DeadFeed:
    gone = row.state == FeedState.GONE.value
    return DeadFeed(row.id or 0, row.outlet or without_login(row.url), row.last_success, row.error or "", gone)


def dry(session: Session, now: datetime) -> list[tuple[int, str]]:
    """Feeds that go on bringing entries out of which nothing is read any more: (id, outlet).

    Entries that yielded nothing count as long as they are kept, which is as long as they are shown and two days longer.
    """
    lately = now - RECENT
    recent = func.sum(case((col(EntryRow.published) >= lately, 1), else_=0))
    given = func.sum(case(((col(EntryRow.published) < lately) & col(EntryRow.relevant), 1), else_=0))
    gives = func.sum(case(((col(EntryRow.published) >= lately) & col(EntryRow.relevant), 1), else_=0))
    counted = (
        select(EntryRow.feed_id)
        .where(entries.published_since(lately - BEFORE))
        .group_by(col(EntryRow.feed_id))
        .having(recent >= ENOUGH_NEW, given >= ENOUGH_RELEVANT, gives == 0)
    )
    rows = session.exec(
        select(FeedRow)
        .where(col(FeedRow.id).in_(counted), col(FeedRow.state) == FeedState.ACTIVE.value, ~col(FeedRow.removed))
        .order_by(func.lower(col(FeedRow.outlet)))
    )
    return [(row.id or 0, row.outlet or without_login(row.url)) for row in rows]


def silent(session: Session, now: datetime) -> dict[int, tuple[str, timedelta]]:
    """Feeds of officials and agencies that answer, but whose newest entry is older than their rhythm explains."""
    rows = session.exec(
        select(FeedRow)
        .where(col(FeedRow.state) == FeedState.ACTIVE.value, ~col(FeedRow.removed), col(FeedRow.tier) == 1)
        .where(col(FeedRow.failures) == 0, col(FeedRow.last_entry) < now - WEEKEND, col(FeedRow.usual_gap).is_not(None))
        .order_by(func.lower(col(FeedRow.outlet)))
    )
    ages = {row.id or 0: (row, now - row.last_entry) for row in rows if row.last_entry}
    return {
        number: (row.outlet or without_login(row.url), age)
        for number, (row, age) in ages.items()
        if age > USUAL_GAPS * timedelta(seconds=row.usual_gap or 0)
    }


def sent_since(session: Session, moment: datetime) -> int:
    """How many messages were sent since then."""
    sent = col(DeliveryRow.state) == DeliveryState.SENT.value
    query = select(func.count()).select_from(DeliveryRow).where(sent, col(DeliveryRow.answered) >= moment)
    return session.exec(query).one()


def begun(session: Session, current: Iterable[str], now: datetime) -> dict[str, datetime]:
    """Since when each of these troubles has been noticed; those that are over are forgotten."""
    names = {f"{_TOLD}{one}" for one in current}
    known = col(MetaRow.name).startswith(_TOLD, autoescape=True)
    change(session, delete(MetaRow).where(known, col(MetaRow.name).not_in(names)))
    insert_new(session, MetaRow, [{"name": name, "value": now.isoformat()} for name in sorted(names)])
    rows = session.exec(select(MetaRow).where(known)).all()
    return {row.name.removeprefix(_TOLD): datetime.fromisoformat(row.value.split()[0]) for row in rows}


def untold(session: Session, troubles: Iterable[str]) -> set[str]:
    """Those of these troubles that no operator has been told of; they count as told from now on."""
    found = set()
    for one in troubles:
        row = session.get(MetaRow, f"{_TOLD}{one}", populate_existing=True)
        if row is not None and " " not in row.value:
            row.value += " told"
            session.add(row)
            found.add(one)
    return found


def tell(session: Session, chats: Iterable[int], texts: Mapping[str, Mapping[str, object]], now: datetime) -> int:
    """Owes a notice to these chats and to nobody else: the broadcast's id."""
    kinds = {chat: ChatKind.PRIVATE if chat > 0 else ChatKind.SUPERGROUP for chat in chats}
    known = [subscribers.ensure(session, chat, None, kind, "en", now) for chat, kind in kinds.items()]
    ids = [one.id for one in known]
    made = broadcasts.add_for(session, ids, Purpose.NOTICE, Priority.REPLY, now, texts=texts)
    return made[0].broadcast_id or 0 if made else 0


def languages(session: Session, chats: Iterable[int]) -> tuple[str, ...]:
    """What these chats read, and English."""
    theirs = col(SubscriberRow.chat_id).in_(list(chats))
    return tuple(sorted({"en", *session.exec(select(SubscriberRow.language).where(theirs).distinct())}))
