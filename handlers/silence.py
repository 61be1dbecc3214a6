"""The silence: how long ago the last exchange was, and how long it usually takes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from sqlmodel import Session

from handlers import around
from handlers.wording.silence import Gaps, Silence
from storage import figures
from storage.vocabulary import Dossier, Kind

_OVER = timedelta(days=365)
_LEAST = 3
"""Of fewer gaps none is usual."""


def since_last(session: Session, dossier: Dossier, today: date, now: datetime) -> Silence | None:
    """The last exchange that is sure, and the gaps of the last 12 months; None where none is known."""
    last = figures.before(session, Kind.EXCHANGE, today, inclusive=True)
    if last is None or last.day is None:
        return None
    known = around.unbroken(session, dossier, Kind.EXCHANGE, last, today, now)
    gaps = _gaps(session, dossier, today, now) if known else None
    return Silence(last=last, days=(today - last.day).days if known else None, gaps=gaps)


def _gaps(session: Session, dossier: Dossier, today: date, now: datetime) -> Gaps | None:
    """Between exchanges of the last 12 months, where none of these can have been missed."""
    days = figures.days(session, Kind.EXCHANGE, today - _OVER, today)
    found = [(later - earlier).days for earlier, later in pairwise(days)]
    if len(found) < _LEAST:
        return None
    first = figures.before(session, Kind.EXCHANGE, days[0], inclusive=True)
    if not around.unbroken(session, dossier, Kind.EXCHANGE, first, days[-1], now):
        return None
    return Gaps(usual=int(median(found) + 0.5), longest=max(found))
