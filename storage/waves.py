"""Edit waves: an alert that went out is brought up to date in few, ever rarer steps (RULES, 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage import broadcasts
from storage.alerts import as_alert
from storage.tables import AlertRow, BroadcastRow, DeliveryRow, SubscriberRow
from storage.vocabulary import Alert, DeliveryState, Priority, Purpose

GAPS = (0, 1, 3, 12, 48)
"""How many times `PARLEY_EDIT_SECONDS` lie between a wave and the one before it: the first, the second, …"""


class Compose(Protocol):
    """Renders an alert as it stands now, for each of the languages."""

    def __call__(
        self, session: Session, alert: Alert, *, purpose: Purpose, languages: tuple[str, ...], now: datetime
    ) -> Mapping[str, Mapping[str, object]]: ...


def start(session: Session, compose: Compose, gap: timedelta, now: datetime) -> int:
    """Begins the waves that are due and says how many; renews the text of alerts that are still going out.

    An alert's first wave is due as soon as it has gone out to all. One whose text would not change sends nothing.
    Whoever is told only after a wave, as the call had failed or operators let it go later, gets the text of that wave.
    """
    begun = 0
    rows = session.exec(select(AlertRow).where(col(AlertRow.wave_due) <= now).with_for_update(skip_locked=True))
    for row in rows.all():
        if _going_out(session, row):
            renew(session, row, compose, now)
        elif row.last_wave is None or now >= row.last_wave + gap * GAPS[min(row.waves, len(GAPS) - 1)]:
            renew(session, row, compose, now)
            begun += _wave(session, row, compose, now)
    return begun


def languages(session: Session) -> tuple[str, ...]:
    """The languages that live subscribers read, and English."""
    wanted = col(SubscriberRow.active) & col(SubscriberRow.subscribed)
    return tuple(sorted({"en", *session.exec(select(SubscriberRow.language).where(wanted).distinct())}))


def _going_out(session: Session, row: AlertRow) -> bool:
    """Whether chats are still to be told for the first time; one that is tried again, or later, holds up nobody."""
    mine = select(BroadcastRow.id).where(col(BroadcastRow.alert_id) == row.id)
    unfinished = mine.where(col(BroadcastRow.purpose) == Purpose.ALERT.value, col(BroadcastRow.finished).is_(False))
    if session.exec(unfinished.limit(1)).first() is not None:
        return True
    fresh = (
        select(DeliveryRow.id)
        .where(col(DeliveryRow.alert_id) == row.id)
        .where(col(DeliveryRow.purpose) == Purpose.ALERT.value)
        .where(col(DeliveryRow.state) == DeliveryState.PENDING.value)
        .where(col(DeliveryRow.attempt) == 0)
        .where(col(DeliveryRow.due_at).is_(None), col(DeliveryRow.quiet_until).is_(None))
    )
    return session.exec(fresh.limit(1)).first() is not None


def renew(session: Session, row: AlertRow, compose: Compose, now: datetime) -> None:
    """Whoever is still to be told gets the newest text at once."""
    for broadcast in session.exec(_broadcasts(row).where(col(BroadcastRow.purpose) == Purpose.ALERT.value)).all():
        broadcast.texts = _composed(session, row, compose, Purpose.ALERT, now)
        session.add(broadcast)


def _wave(session: Session, row: AlertRow, compose: Compose, now: datetime) -> int:
    texts = _composed(session, row, compose, Purpose.EDIT, now)
    shown = _broadcasts(row).where(col(BroadcastRow.purpose).in_((Purpose.ALERT.value, Purpose.EDIT.value)))
    last = session.exec(shown.order_by(col(BroadcastRow.id).desc())).first()
    row.wave_due = None
    session.add(row)
    same = last is not None and last.texts == texts and last.purpose == Purpose.EDIT.value
    if same or not texts:
        return 0
    broadcasts.add(session, Purpose.EDIT, Priority.EDIT, now, texts=texts, alert_id=row.id)
    row.waves += 1
    row.last_wave = now
    return 1


def _broadcasts(row: AlertRow) -> SelectOfScalar[BroadcastRow]:
    return select(BroadcastRow).where(col(BroadcastRow.alert_id) == row.id)


def _composed(
    session: Session, row: AlertRow, compose: Compose, purpose: Purpose, now: datetime
) -> dict[str, dict[str, object]]:
    texts = compose(session, as_alert(row), purpose=purpose, languages=languages(session), now=now)
    return {language: dict(text) for language, text in texts.items()}
