"""What becomes of a claim that rests on outlets alone: it stays open, is confirmed, denied, or expires (Rule A3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from storage.rumours import Heard
from storage.vocabulary import Change, ChangeType, Confirmation, Development, Dossier, Phase, Report

OPEN_FOR = timedelta(hours=14)
"""After as long a rumour that nobody took up is no longer open: true ones mostly settled within two hours."""
AWAITED_FOR = timedelta(days=14)
"""What is announced for no day and was not heard of for so long is no longer awaited."""
_REPORTED = Confirmation.REPORTED.value


class Fate(StrEnum):
    """How it stands with a claim of outlets alone. `taken_up`: a second outlet, or the mediator, said so: pushed."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    TAKEN_UP = "taken_up"
    DENIED = "denied"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Rumour:
    """A development that began with outlets alone: since when, how it stands, and when that ended or will."""

    development: Development
    fate: Fate
    since: datetime
    ends: datetime


def rumour(heard: Heard, dossier: Dossier, now: datetime) -> Rumour | None:
    """How it stands with it at an instant; None for what an official's word came with."""
    one = heard.development
    if one.stage.off or one.retracted:
        return _denied(heard)
    confirmed = next(
        (step.at for step in heard.steps if step.slot == "confirmation" and step.before == _REPORTED), None
    )
    since = _since(heard, confirmed)
    pushed = min((alert.created for alert in heard.alerts if alert.phase is one.phase), default=None)
    ended = [at for at in (confirmed, pushed) if at]
    if not ended:
        return None if _stood_behind(one) else _left(one, since, dossier, now)
    if min(ended) <= since or _official_then(one, since):
        return None
    unofficial = one.confirmation is Confirmation.REPORTED
    return Rumour(one, Fate.TAKEN_UP if unofficial else Fate.CONFIRMED, since, min(ended))


def _denied(heard: Heard) -> Rumour | None:
    """Denied, put off or withdrawn before anybody was told of it; None where an official had stood behind it."""
    off = [step.at for step in heard.steps if step.slot in ("stage", "retracted")]
    if heard.alerts or not off or _confirmation_before(heard, off[-1]) != _REPORTED:
        return None
    since = _since(heard, off[-1])
    return None if _official_then(heard.development, since) else Rumour(heard.development, Fate.DENIED, since, off[-1])


def _confirmation_before(heard: Heard, at: datetime) -> str | None:
    """Whose word stood behind it before that instant."""
    steps = [step for step in heard.steps if step.slot == "confirmation"]
    earlier = [step.after for step in steps if step.at < at]
    return earlier[-1] if earlier else next((step.before for step in steps), heard.development.confirmation.value)


def _since(heard: Heard, until: datetime | None) -> datetime:
    """When outlets alone stood behind it: from the beginning, or since it was said to have taken place."""
    again = [step.at for step in heard.steps if _began(step) and (until is None or step.at <= until)]
    return again[-1] if again else heard.development.first_seen


def _official_then(one: Development, at: datetime) -> bool:
    """Whether an official, the mediator's too, had said by then what was shown then."""
    known = [report for report in (*one.reports, *one.earlier) if report.seen <= at and not report.claim.background]
    phase = Phase.CARRIED_OUT if any(one.claim.phase is Phase.CARRIED_OUT for one in known) else Phase.ANNOUNCED
    return any(_official(report) for report in known if report.claim.phase is phase)


def _official(report: Report) -> bool:
    return report.official_of is not None or any(origin.official for origin in report.claim.origins)


def _began(step: Change) -> bool:
    return step.type is ChangeType.NEW or (step.slot == "confirmation" and step.after == _REPORTED)


def _stood_behind(one: Development) -> bool:
    """Whether an official of anybody has spoken for it, or it is looked back upon only."""
    return bool(one.speakers) or all(report.claim.background for report in one.reports)


def _left(one: Development, since: datetime, dossier: Dossier, now: datetime) -> Rumour:
    """Nobody else said so: still open, or expired."""
    ends = open_until(one, dossier)
    return Rumour(one, Fate.OPEN if now < ends else Fate.EXPIRED, since, ends)


def open_until(one: Development, dossier: Dossier) -> datetime:
    """14 hours after it was last heard of; an announcement until its day is over, or 14 days where it has none."""
    if one.phase is Phase.CARRIED_OUT:
        return one.touched + OPEN_FOR
    last = one.end_day or one.day
    if last is None or not one.day_given:
        return one.touched + AWAITED_FOR
    zone = ZoneInfo(dossier.zone)
    return datetime(last.year, last.month, last.day, tzinfo=zone) + timedelta(days=1)
