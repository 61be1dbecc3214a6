"""Writes what a wave made of its developments: values, history, search words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.jobs.neighbourhood import Neighbourhood
from bot.resolution.changes import diff
from storage import developments, search
from storage.vocabulary import Change, ChangeType, Development


def write(session: Session, near: Neighbourhood, now: datetime) -> dict[int, int]:
    """Stores every development that the wave touched; gives the ids by those of the working copy."""
    ids: dict[int, int] = {}
    touched = [one for key in near.touched if (one := near.find(key))]
    for one in sorted(touched, key=lambda one: (not one.framework, one.parent is not None)):
        parent = ids.get(one.parent, one.parent) if one.parent is not None else None
        ids[one.id] = _write(session, replace(one, parent=parent), near, now)
    return ids


def _write(session: Session, after: Development, near: Neighbourhood, now: datetime) -> int:
    before = near.before.get(after.id)
    arrived = near.arrived.get(after.id, [])
    if before is None:
        stored = developments.add(session, after)
        cause = arrived[0].id if arrived else None
        steps = [Change(type=ChangeType.NEW, at=now, after=after.stage.value, report_id=cause)]
    else:
        stored = after.id
        steps = diff(before, after, now, arrived)
        if before != after:
            developments.update(session, after)
    developments.add_changes(session, stored, steps)
    search.index_development(session, replace(after, id=stored), near.dossier)
    return stored
