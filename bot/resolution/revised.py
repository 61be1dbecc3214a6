"""What a report's own outlet says otherwise than before, step by step: for the history of its development. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.resolution.changes import as_slot, as_told
from storage.vocabulary import Change, ChangeType, Report, Scope

_TOLD = (Scope.TOTAL, Scope.MILITARY, Scope.CIVILIANS, Scope.WOUNDED, Scope.COMBINED, Scope.FRAMEWORK)
_NO_FIGURES = ("stage", "day")


def revised(before: Report | None, after: Report | None, at: datetime) -> list[Change]:
    """From what was said to what is said now; None where nothing was, or nothing is any more.

    A claim without any figure is told by its stage.
    """
    moved = [step for step in _steps(before, after, at) if step.before != step.after]
    if before is not None and after is not None:
        return moved
    return [step for step in moved if step.slot not in _NO_FIGURES] or [s for s in moved if s.slot == "stage"]


def _steps(before: Report | None, after: Report | None, at: datetime) -> Iterator[Change]:
    old, new = _values(before), _values(after)
    cause = after or before
    for slot in dict.fromkeys((*old, *new)):
        yield Change(
            type=ChangeType.REVISED,
            at=at,
            slot=slot,
            before=old.get(slot),
            after=new.get(slot),
            report_id=cause.id if cause else None,
        )


def _values(report: Report | None) -> dict[str, str | None]:
    if report is None:
        return {}
    claim = report.claim
    told = {as_slot(one.party, one.scope): as_told(one) for one in claim.figures if one.scope in _TOLD}
    return {**told, "stage": claim.stage.value, **({"day": claim.day.isoformat()} if claim.day else {})}
