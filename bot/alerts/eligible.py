"""Which reports may cause an alert (Rule A): fresh, alert-grade, and official or from two independent origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from storage.vocabulary import Claim, Development, Dossier, Kind, Phase, Report, Stage, copies

PUSHED = frozenset({Kind.EXCHANGE, Kind.BODIES, Kind.CIVILIANS, Kind.CHILDREN, Kind.TALKS})
"""The kinds that are ever pushed; strikes and statements never are."""
FRESH = timedelta(hours=24)
"""How old a report may be, at most, to cause an alert."""
TOGETHER = timedelta(hours=6)
"""How far apart two independent reports may be published (A2)."""
SUPPLIED = frozenset({"both parties known"})
"""Alert-grade checks that another report of the same event may pass for one: what the event is, not who says so."""
_AHEAD_OF_CLOCK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Cause:
    """The report that causes an alert; `independent` where it rests on two unofficial origins (A2)."""

    report: Report
    independent: bool
    reasons: tuple[str, ...]


def cause(
    development: Development, phase: Phase, dossier: Dossier, now: datetime, deal: Development | None = None
) -> Cause | None:
    """The first report that justifies an alert of that phase, None where none does; `deal` is what it is a stage of."""
    if not is_fresh_day(development, phase, now, dossier):
        return None
    supplied = _supplied(development, phase, deal)
    able = sorted((one for one in development.reports if not _failed(one, phase, now, supplied)), key=_order)
    official = next((report for report in able if official_word(report, dossier)), None)
    if official is not None:
        return Cause(official, independent=False, reasons=("A1: an official is quoted by name",))
    pair = next((later for earlier, later in combinations(able, 2) if independent(earlier, later)), None)
    return Cause(pair, independent=True, reasons=("A2: two independent origins",)) if pair else None


def objections(
    development: Development, phase: Phase, dossier: Dossier, now: datetime, deal: Development | None = None
) -> list[str]:
    """Why there is no alert of that phase, report by report, in words."""
    if not is_fresh_day(development, phase, now, dossier):
        return ["the event day is neither today nor yesterday" if phase is Phase.CARRIED_OUT else "the day has passed"]
    told, supplied = [], _supplied(development, phase, deal)
    for report in sorted(development.reports, key=_order):
        failed = _failed(report, phase, now, supplied)
        told.append(f"{report.outlet}: {', '.join(failed) if failed else 'A3: one unofficial origin'}")
    return told


def _supplied(development: Development, phase: Phase, deal: Development | None) -> frozenset[str]:
    """The checks of SUPPLIED that some news of the event passes: it holds for all that are about this event.

    Whose a lot is, those say, too, who tell of its deal: 'the second group completes the Qatari-brokered exchange'.
    """
    told = [one.claim for one in development.reports if one.claim.phase is phase]
    told += [one.claim for one in deal.reports] if deal is not None else []
    news = [claim for claim in told if not claim.background]
    return SUPPLIED & {check for claim in news for check in claim.checks}


def _failed(report: Report, phase: Phase, now: datetime, supplied: frozenset[str]) -> list[str]:
    """The checks that a report does not pass."""
    return [reason for reason, failed in _checks(report, phase, now, supplied) if failed]


def _checks(report: Report, phase: Phase, now: datetime, supplied: frozenset[str]) -> Iterator[tuple[str, bool]]:
    claim = report.claim
    yield "of the other phase", claim.phase is not phase
    yield "called off", claim.stage.off
    yield "background", claim.background
    yield "inconsistent", claim.inconsistent
    yield "silent", report.silent
    yield "older than a day", now - report.published > FRESH
    yield "dated in the future", report.published - now > _AHEAD_OF_CLOCK
    yield "only proposed", claim.stage is Stage.PROPOSED
    missing = [check for check in claim.failed if check not in supplied]
    yield "; ".join(missing), bool(missing)
    yield "no check passed", not (claim.checks or _is_plain_meeting(claim))


def _is_plain_meeting(claim: Claim) -> bool:
    """Talks are no matter of figures, which the checks look at: known are who meets and where."""
    return claim.kind is Kind.TALKS and len(claim.parties) > 1 and claim.place is not None


def is_fresh_day(development: Development, phase: Phase, now: datetime, dossier: Dossier) -> bool:
    """Today or yesterday in the dossier's zone; what is announced may lie ahead but not behind."""
    today = now.astimezone(ZoneInfo(dossier.zone)).date()
    first, last = development.day, development.end_day or development.day
    if first is None or last is None:
        return False
    if phase is Phase.ANNOUNCED:
        return last >= (today if development.day_given else today - timedelta(days=1))
    return first <= today and (today - last).days <= 1


def official_word(report: Report, dossier: Dossier) -> bool:
    """A1: an official of a side or of a mediator is quoted by name, or it is their own feed."""
    speaking = {one.party for one in report.claim.origins if one.official} | {report.official_of}
    trusted = {*dossier.sides, *report.claim.mediators, *(p.code for p in dossier.parties.values() if p.mediator)}
    return bool(speaking & trusted)


def independent(one: Report, other: Report) -> bool:
    """A2: different owners and origins, no copies of one text, published within six hours."""
    together = abs(one.published - other.published) <= TOGETHER
    own_words = one.owner != other.owner and not copies(one.simhash, other.simhash)
    return together and own_words and not _origins(one) & _origins(other)


def _origins(report: Report) -> frozenset[str]:
    quoted: Sequence[str] = [origin.id for origin in report.claim.origins]
    return frozenset(quoted or [f"outlet:{report.owner}"])


def _order(report: Report) -> tuple[object, ...]:
    return report.published, report.owner, report.outlet, report.link or "", report.title, report.claim.evidence
