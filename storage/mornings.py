"""The morning after quiet hours: what waited is one message that shows the latest state only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session, col, select

from storage import broadcasts, waves
from storage.alerts import as_alert
from storage.holds import held
from storage.quiet import waits
from storage.tables import AlertRow, BroadcastRow, DeliveryRow, SubscriberRow
from storage.vocabulary import Alert, DeliveryState, Priority, Purpose

MOST = 500
"""Chats whose morning is made in one go."""
_AS_WORDED = (Purpose.CORRECTION.value, Purpose.FOLLOWED.value)
_FOLDED = "folded into one message in the morning"
_OVERTAKEN = "withdrawn or overtaken in the quiet hours"


class Morning(Protocol):
    """Words one message out of alerts (as they stand now) and corrections (as they were worded)."""

    def __call__(
        self, session: Session, told: Sequence[Alert], corrections: Sequence[str], language: str, now: datetime
    ) -> Mapping[str, object]: ...


def fold(session: Session, compose: waves.Compose, morning: Morning, now: datetime) -> int:
    """Makes ready what has waited for the morning that has come, and says for how many chats.

    One message goes as it is, with its newest text; of several one is made, and what was to be an announcement and
    has happened meanwhile, or was withdrawn, is left out. None is made while pushes are held: what stands then is told.
    """
    if held(session):
        return 0
    ids = session.exec(
        select(DeliveryRow.subscriber_id).where(waits(), col(DeliveryRow.due_at) <= now).distinct().limit(MOST)
    ).all()
    alike: dict[tuple[str, tuple[tuple[int, int | None], ...]], list[list[DeliveryRow]]] = defaultdict(list)
    for language, rows in _by_chat(session, ids, now):
        alike[language, tuple((row.broadcast_id or 0, row.alert_id) for row in rows)].append(rows)
    for (language, _), chats in alike.items():
        _Fold(session, compose, morning, now).make(language, chats)
    return len(ids)


def _by_chat(session: Session, ids: Sequence[int | None], now: datetime) -> list[tuple[str, list[DeliveryRow]]]:
    found = session.exec(
        select(DeliveryRow, SubscriberRow.language)
        .join(SubscriberRow, col(SubscriberRow.id) == col(DeliveryRow.subscriber_id))
        .where(waits(), col(DeliveryRow.due_at) <= now, col(DeliveryRow.subscriber_id).in_(ids))
        .order_by(col(DeliveryRow.id))
        .with_for_update(of=DeliveryRow, skip_locked=True)
    )
    rows: dict[int | None, tuple[str, list[DeliveryRow]]] = {}
    for row, language in found:
        rows.setdefault(row.subscriber_id, (language, []))[1].append(row)
    return list(rows.values())


class _Fold:
    """One morning message for all chats that wait for the same."""

    def __init__(self, session: Session, compose: waves.Compose, morning: Morning, now: datetime) -> None:
        self._session, self._compose, self._morning, self._now = session, compose, morning, now

    def make(self, language: str, chats: Sequence[list[DeliveryRow]]) -> None:
        alerts = self._alerts(chats[0])
        newest = {alert.development_id: alert.id for alert in alerts.values() if not alert.retracted}
        told = [alert for alert in alerts.values() if newest.get(alert.development_id) == alert.id]
        kept = {alert.id for alert in told}
        chosen = [_wanted(rows, kept) for rows in chats]
        if len(chosen[0]) < 2:  # noqa: PLR2004 (one message needs no folding)
            self._let_go(chats, told)
            return
        corrections = [self._words(row, language) for row in chosen[0] if row.purpose in _AS_WORDED]
        message = self._morning(self._session, [as_alert(one) for one in told], corrections, language, self._now)
        self._replace(chats, {language: dict(message)}, kept)

    def _alerts(self, rows: Sequence[DeliveryRow]) -> dict[int | None, AlertRow]:
        """The alerts to be told of, in the order in which they came."""
        ids = [row.alert_id for row in rows if row.purpose == Purpose.ALERT.value]
        found = self._session.exec(select(AlertRow).where(col(AlertRow.id).in_(ids)).order_by(col(AlertRow.id)))
        return {alert.id: alert for alert in found}

    def _words(self, row: DeliveryRow, language: str) -> str:
        broadcast = self._session.get(BroadcastRow, row.broadcast_id) if row.broadcast_id else None
        texts: Mapping[str, Any] = broadcast.texts if broadcast else {}
        return str((texts.get(language) or texts.get("en") or {}).get("html", ""))

    def _let_go(self, chats: Sequence[list[DeliveryRow]], told: Sequence[AlertRow]) -> None:
        """What is left goes as it is; what is not wanted any more is dropped at its turn."""
        kept = {alert.id for alert in told}
        for rows in chats:
            for row in rows:
                row.due_at = None
                if not _wanted([row], kept):
                    row.state, row.error = DeliveryState.SKIPPED.value, _OVERTAKEN
                self._session.add(row)
        for alert in told:
            waves.renew(self._session, alert, self._compose, self._now)

    def _replace(
        self, chats: Sequence[list[DeliveryRow]], texts: Mapping[str, Mapping[str, object]], kept: set[int | None]
    ) -> None:
        ids = [rows[0].subscriber_id for rows in chats]
        folds = broadcasts.add_for(self._session, ids, Purpose.FOLDED, Priority.CARRIED_OUT, self._now, texts=texts)
        for made, rows in zip(folds, chats, strict=True):
            for row in rows:
                told = bool(_wanted([row], kept))
                row.state, row.error = DeliveryState.SKIPPED.value, _FOLDED if told else _OVERTAKEN
                row.folded_into = made.id if told else None
                self._session.add(row)


def _wanted(rows: Sequence[DeliveryRow], kept: set[int | None]) -> list[DeliveryRow]:
    return [row for row in rows if row.purpose != Purpose.ALERT.value or row.alert_id in kept]
