"""Writes what a wave made of its developments: values, history, search words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.jobs.neighbourhood import Neighbourhood
from bot.resolution.changes import diff
from bot.resolution.revised import revised
from storage import developments, search
from storage.vocabulary import Change, ChangeType, Development, Report, Stage


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
        withdrawn = near.withdrawn.get(after.id, [])
        steps = [
            *_restored(before, after, arrived, now),
            *_said_otherwise(withdrawn, arrived, now),
            *diff(before, after, now, arrived or withdrawn),
        ]
        if before != after:
            developments.update(session, after)
    developments.add_changes(session, stored, steps)
    search.index_development(session, replace(after, id=stored), near.dossier)
    return stored


def _said_otherwise(withdrawn: Sequence[Report], arrived: Sequence[Report], now: datetime) -> Iterator[Change]:
    """What outlets have taken back, or put in the place of what they had said."""
    left = list(withdrawn)
    for report in arrived:
        before = next((one for one in left if _takes_its_place(report, one)), None)
        if before is not None:
            left.remove(before)
            yield from revised(before, report, now)
    for report in left:
        yield from revised(report, None, now)


def _takes_its_place(report: Report, before: Report) -> bool:
    """Whether it is what the same entry says now: made for it, or said once more."""
    again = report.entry_id == before.entry_id and report.id < before.id
    return report.entry_id is not None and (report.replaces == before.id or again)


def _restored(before: Development, after: Development, arrived: Sequence[Report], now: datetime) -> Iterator[Change]:
    """What had been withdrawn, not by a denial, is said again."""
    if before.retracted and not after.retracted and before.stage is not Stage.DENIED:
        cause = arrived[0].id if arrived else None
        yield Change(type=ChangeType.RETRACTED, at=now, slot="retracted", before="retracted", report_id=cause)
