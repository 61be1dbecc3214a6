"""The operators' brake: whether pushes are held."""

from __future__ import annotations

from sqlmodel import Session

from storage.tables import MetaRow

_HELD = "pushes held"


def hold(session: Session, *, on: bool) -> None:
    """Stops all pushes (they queue), or lets them go."""
    session.merge(MetaRow(name=_HELD, value="yes" if on else ""))


def held(session: Session) -> bool:
    row = session.get(MetaRow, _HELD, populate_existing=True)
    return row is not None and bool(row.value)
