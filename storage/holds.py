"""The operators' brake: whether pushes are held, and since when."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from sqlmodel import Session

from storage.tables import MetaRow

_HELD = "pushes held"


def hold(session: Session, *, on: bool, at: datetime | None = None) -> None:
    """Stops all pushes (they queue) from `at` on, or lets them go. Holding what is held changes nothing."""
    if not on or not held(session):
        session.merge(MetaRow(name=_HELD, value="" if not on else at.isoformat() if at else "yes"))


def held(session: Session) -> bool:
    return bool(_value(session))


def since(session: Session) -> datetime | None:
    """When pushes were stopped; None where they are not held, or nobody noted since when."""
    with suppress(ValueError):
        return datetime.fromisoformat(_value(session))
    return None


def _value(session: Session) -> str:
    row = session.get(MetaRow, _HELD, populate_existing=True)
    return row.value if row is not None else ""
