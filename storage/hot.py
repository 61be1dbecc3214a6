"""The hot hours (RULES, 6): an exchange or talks are under way, or an exchange is announced for today."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from storage.tables import DevelopmentRow
from storage.vocabulary import Kind, Stage

HOURS = timedelta(hours=3)
"""How long it stays hot after such a development was last heard of."""
_AHEAD = (Stage.AGREED.value, Stage.PLANNED.value)


def until(session: Session, zone: str, now: datetime) -> datetime | None:
    """Until when it is hot, None where it is not; `zone` tells which day is today."""
    stage, kind = col(DevelopmentRow.stage), col(DevelopmentRow.kind)
    going_on = and_(stage == Stage.UNDER_WAY.value, kind.in_([Kind.EXCHANGE.value, Kind.TALKS.value]))
    today = now.astimezone(ZoneInfo(zone)).date()
    for_today = and_(
        stage.in_(_AHEAD), kind == Kind.EXCHANGE.value, col(DevelopmentRow.day_given), col(DevelopmentRow.day) == today
    )
    heard = session.exec(
        select(func.max(DevelopmentRow.touched))
        .where(col(DevelopmentRow.touched) > now - HOURS, or_(going_on, for_today))
        .where(col(DevelopmentRow.redirect).is_(None), ~col(DevelopmentRow.retracted))
    ).one()
    return heard + HOURS if heard is not None else None
