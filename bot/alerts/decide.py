"""What is owed after a wave: a new alert, an edit of one, a correction, or nothing (Rule A). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.alerts.eligible import PUSHED, Cause, cause, objections
from storage.vocabulary import Alert, Development, Dossier, Phase, Scope

MOVED = 0.25
"""A total that moved by more than this share since it was last told aloud is corrected aloud."""
EDIT_WAVES = 5
"""After so many edit waves only a changed badge or a retraction is shown any more (RULES, 5)."""
_WHOLE = (Scope.TOTAL, Scope.COMBINED, Scope.FRAMEWORK)


class Why(StrEnum):
    """What a correction is about."""

    FIGURE = "figure"
    CALLED_OFF = "called off"
    RETRACTED = "retracted"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Push:
    """A new alert is owed, caused by a report; `reply_to` is the announcement's alert where there was one."""

    phase: Phase
    day: date
    report_id: int
    independent: bool
    reasons: tuple[str, ...]
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What an alert shows has changed: its messages are to be edited in the next wave, without a sound."""

    alert_id: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Correct:
    """An alert was wrong, or what it told of is off: a message as loud as the alert, in reply to it."""

    alert_id: int
    why: Why
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """No message, and why not, in words."""

    reasons: tuple[str, ...]


Intent = Push | Edit | Correct | Nothing


@dataclass(frozen=True, slots=True)
class Standing:
    """An alert that was pushed, with what its messages show (or will show with the wave that is due)."""

    alert: Alert
    shown: Mapping[str, object] = field(default_factory=dict)


def snapshot(development: Development, told: Mapping[str, object] | None = None) -> dict[str, object]:
    """What a message about a development shows, as JSON: totals, stage, badge, day.

    `told` are the totals last told aloud (by the alert or a correction); without it, the present ones.
    """
    totals = _totals(development)
    return {
        "totals": totals,
        "stage": development.stage.value,
        "confirmation": development.confirmation.value,
        "day": development.day.isoformat() if development.day else None,
        "told": dict(told) if told is not None else totals,
    }


def _totals(development: Development) -> dict[str, object]:
    return {f"{f.party or ''}.{f.scope}": f.value for f in development.figures if f.scope in _WHOLE}


def decide(
    development: Development,
    standing: Sequence[Standing],
    *,
    dossier: Dossier,
    now: datetime,
    deal: Development | None = None,
) -> list[Intent]:
    """All that is owed for one development as it stands after a wave; `deal` is the one that it is a stage of."""
    if development.kind not in PUSHED:
        return [Nothing((f"{development.kind} are never pushed",))]
    intents = [intent for one in standing for intent in _upkeep(development, one)]
    return [*intents, _push(development, standing, dossier, now, deal)]


def _push(
    development: Development, standing: Sequence[Standing], dossier: Dossier, now: datetime, deal: Development | None
) -> Push | Nothing:
    phase = development.phase
    reason = _bar(development, standing)
    if reason:
        return Nothing((reason,))
    found = cause(development, phase, dossier, now, deal)
    if found is None:
        return Nothing(tuple(objections(development, phase, dossier, now, deal)))
    return _pushed(development, phase, found, standing)


def _bar(development: Development, standing: Sequence[Standing]) -> str:
    """What forbids any new alert, in words."""
    if any(one.alert.phase is development.phase for one in standing):
        return "alerted already"
    if development.stage.off:
        return f"it is {development.stage}"
    if development.retracted:
        return "it was retracted"
    if development.framework and development.phase is Phase.CARRIED_OUT:
        return "a deal is carried out by its stages, which are told of one by one"
    return "" if development.day else "no day"


def _pushed(development: Development, phase: Phase, found: Cause, standing: Sequence[Standing]) -> Push:
    assert development.day is not None
    announced = [one.alert.id for one in standing if one.alert.phase is Phase.ANNOUNCED]
    reply_to = announced[0] if announced and phase is Phase.CARRIED_OUT else None
    return Push(phase, development.day, found.report.id, found.independent, found.reasons, reply_to)


def _upkeep(development: Development, one: Standing) -> list[Intent]:
    """Edit and correction of one alert."""
    alert = one.alert
    if alert.phase is not development.phase and not development.stage.off:
        return []  # carried out: a message of its own tells so; an announcement is left as it was
    correction = _correction(development, one)
    edit = _edit(development, one)
    if correction and edit is None:
        edit = Edit(alert.id, ("corrected",))
    return [intent for intent in (correction, edit) if intent is not None]


def _correction(development: Development, one: Standing) -> Correct | None:
    alert, off = one.alert, development.stage.off or development.retracted
    was_off = alert.retracted or _was_off(one.shown)
    if off and not was_off:
        why = Why.RETRACTED if alert.phase is Phase.CARRIED_OUT else Why.CALLED_OFF
        return Correct(alert.id, why, (f"it is {development.stage if development.stage.off else 'withdrawn'}",))
    if was_off and not off:
        return Correct(alert.id, Why.RESTORED, (f"it is {development.stage} after all",))
    moved = [] if off else _moved(development, one.shown)
    return Correct(alert.id, Why.FIGURE, tuple(moved)) if moved else None


def _was_off(shown: Mapping[str, object]) -> bool:
    return shown.get("stage") in ("postponed", "cancelled", "denied")


def _moved(development: Development, shown: Mapping[str, object]) -> list[str]:
    """The totals that lie more than a quarter from what was last told aloud."""
    told = shown.get("told")
    before = told if isinstance(told, Mapping) else {}
    now = _totals(development)
    return [
        f"{slot} was told as {old}, is {now[slot]}"
        for slot, old in before.items()
        if slot in now and abs(_number(now[slot]) - _number(old)) > MOVED * _number(old)
    ]


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _edit(development: Development, one: Standing) -> Edit | None:
    """Only a total, the stage, the badge or the day is worth an edit; in the end only the badge and what is off."""
    now = snapshot(development)
    moved = [name for name in ("totals", "stage", "confirmation", "day") if now[name] != one.shown.get(name)]
    if one.alert.waves >= EDIT_WAVES and "confirmation" not in moved:
        return None
    return Edit(one.alert.id, tuple(f"{name} changed" for name in moved)) if moved else None
