"""Writes what a wave made of its developments: values, history, search words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    steps: list[Change] = []
    stored: list[Development] = []
    touched = [one for key in near.touched if (one := near.find(key))]
    ordered = sorted(touched, key=lambda one: (not one.framework, one.parent is not None))
    for together in _parents_first(ordered):
        whole = [replace(one, parent=ids.get(one.parent or 0, one.parent)) for one in together]
        new = [one for one in whole if one.id not in near.before]
        ids |= {one.id: id_ for one, id_ in zip(new, developments.add_all(session, new), strict=True)}
        for one in whole:
            ids.setdefault(one.id, one.id)
            stored.append(replace(one, id=ids[one.id]))
            steps += (replace(step, development_id=ids[one.id]) for step in _steps(session, one, near, now))
    developments.add_all_changes(session, steps)
    search.index_developments(session, stored, near.dossier)
    return ids


def _parents_first(ordered: Iterable[Development]) -> Iterator[list[Development]]:
    """The same in lists, none of which holds both a development and its parent: that needs its id first."""
    together: dict[int, Development] = {}
    for one in ordered:
        if one.parent in together:
            yield list(together.values())
            together = {}
        together[one.id] = one
    yield list(together.values())


def _steps(session: Session, after: Development, near: Neighbourhood, now: datetime) -> list[Change]:
    """Its history goes on so; what was there before is stored as it is now."""
    before = near.before.get(after.id)
    arrived = near.arrived.get(after.id, [])
    if before is None:
        cause = arrived[0].id if arrived else None
        return [Change(type=ChangeType.NEW, at=now, after=after.stage.value, report_id=cause)]
    if before != after:
        developments.update(session, after)
    withdrawn = near.withdrawn.get(after.id, [])
    return [
        *_restored(before, after, arrived, now),
        *_said_otherwise(withdrawn, arrived, now),
        *diff(before, after, now, arrived or withdrawn),
    ]


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
