"""What has changed between two states of a development, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from bot.resolution.values import by_content, corrected, total
from storage.vocabulary import (
    Change,
    ChangeType,
    Development,
    Figure,
    Qualifier,
    Report,
    Scope,
    Stage,
)

MOVED = 0.25
"""A total that moves by more than this share of what was shown is a correction (RULES, 3)."""

_PREFIX = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.AT_MOST: "at most ",
}
_WHOLE = (Scope.TOTAL, Scope.COMBINED, Scope.FRAMEWORK)
_SLOTS = {
    "stage": ChangeType.STAGE,
    "day": ChangeType.DAY,
    "end_day": ChangeType.DAY,
    "confirmation": ChangeType.CONFIRMATION,
    "place": ChangeType.DETAIL,
    "round": ChangeType.DETAIL,
    "outcome": ChangeType.DETAIL,
    "mediators": ChangeType.DETAIL,
    "parent": ChangeType.DETAIL,
}


def diff(before: Development, after: Development, at: datetime, new: Sequence[Report] = ()) -> list[Change]:
    """The steps from one state to the other; `new` are the reports that came between: one of them caused each."""
    ordered = sorted(new, key=by_content)
    return [*_figures(before, after, at, ordered), *_rest(before, after, at, ordered)]


def as_slot(party: str | None, scope: Scope) -> str:
    """The name of a figure's slot in the history: UA.total, combined."""
    return f"{party}.{scope.value}" if party else scope.value


def moved_far(before: int, after: int) -> bool:
    """Whether a total has moved by more than a quarter."""
    return abs(after - before) > MOVED * before


def _figures(before: Development, after: Development, at: datetime, new: Sequence[Report]) -> Iterator[Change]:
    old, now = _by_slot(before.figures), _by_slot(after.figures)
    for slot in {**old, **now}:
        was, becomes = old.get(slot), now.get(slot)
        if as_told(was) == as_told(becomes):
            continue
        far = was is not None and becomes is not None and slot[1] in _WHOLE and moved_far(was.value, becomes.value)
        name = as_slot(*slot)
        yield Change(
            type=ChangeType.CORRECTION if far or corrected(new, name) else ChangeType.FIGURE,
            at=at,
            slot=name,
            before=as_told(was),
            after=as_told(becomes),
            report_id=_cause(new, slot, becomes),
        )


def _rest(before: Development, after: Development, at: datetime, new: Sequence[Report]) -> Iterator[Change]:
    told = next((report.id for report in new if not report.claim.background), None)
    for name, kind in _SLOTS.items():
        word = corrected(new, name)
        cause = word.id if word else told
        was, becomes = getattr(before, name), getattr(after, name)
        if was == becomes:
            continue
        retracted = name == "stage" and becomes is Stage.DENIED
        yield Change(
            type=ChangeType.RETRACTED if retracted else ChangeType.CORRECTION if word else kind,
            at=at,
            slot=name,
            before=_text(was),
            after=_text(becomes),
            report_id=_stage_cause(new, becomes) if name == "stage" else cause,
        )


def _stage_cause(new: Iterable[Report], stage: Stage) -> int | None:
    return next((report.id for report in new if report.claim.stage is stage), None)


def _cause(new: Iterable[Report], slot: tuple[str | None, Scope], figure: Figure | None) -> int | None:
    if figure is None:
        return None
    party, scope = slot
    word = corrected(new, as_slot(party, scope))
    for report in (word, *new) if word else new:
        said = total(report.claim, party) if party and scope is Scope.TOTAL else report.claim.figure(party, scope)
        if said is not None and said.value == figure.value:
            return report.id
    return None


def _by_slot(figures: Iterable[Figure]) -> dict[tuple[str | None, Scope], Figure]:
    return {(figure.party, figure.scope): figure for figure in figures}


def as_told(figure: Figure | None) -> str | None:
    """A figure as the history has it: 157, about 300."""
    return f"{_PREFIX[figure.qualifier]}{figure.value}" if figure else None


def _text(value: object) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ", ".join(value) or None
    return None if value is None else str(value)
