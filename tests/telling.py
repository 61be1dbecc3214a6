"""Reports for tests of merging and alerting, told in one line each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

from bot.resolution.shown import show
from storage.vocabulary import (
    Claim,
    Development,
    Dossier,
    Figure,
    Kind,
    Origin,
    Party,
    Qualifier,
    Report,
    Scope,
    Stage,
)

DAY = date(2026, 2, 5)
NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)
CHECKS = ("title or first four sentences", "both parties known")

DOSSIER = Dossier(
    name={"en": "Reds and Blues"},
    parties={
        "RE": Party(code="RE", name={"en": "Reds"}, side=True, order=1),
        "BL": Party(code="BL", name={"en": "Blues"}, side=True, order=2),
        "GO": Party(code="GO", name={"en": "Go-betweens"}, mediator=True, order=3),
    },
    people={},
    places={},
    topics={},
)
_numbers = count(1)


def official(party: str) -> Origin:
    return Origin(f"{party.lower()}-ministry", f"{party} ministry", party, official=True)


def tell(
    stage: Stage = Stage.COMPLETED,
    *,
    kind: Kind = Kind.EXCHANGE,
    day: date | None = DAY,
    end_day: date | None = None,
    red: int | None = None,
    blue: int | None = None,
    joint: int | None = None,
    figures: Sequence[Figure] = (),
    by: str | None = None,
    at: datetime = NOON,
    outlet: str = "Outlet",
    **more: object,
) -> Report:
    """A report: `red` and `blue` were returned to each side, `by` is the party whose official says so."""
    told = [Figure(value, party) for value, party in ((red, "RE"), (blue, "BL")) if value is not None]
    told += [Figure(joint, None, Scope.COMBINED)] if joint is not None else []
    placed = {name: more.pop(name) for name in list(more) if name in Report.__slots__}
    claim: Mapping[str, object] = {
        "kind": kind,
        "stage": stage,
        "day": day,
        "end_day": end_day,
        "figures": (*told, *figures),
        "origins": (official(by),) if by else (),
        "evidence": f"{outlet} {stage} {red} {blue}",
        "checks": CHECKS,
        **more,
    }
    report: Mapping[str, object] = {
        "id": next(_numbers),
        "outlet": outlet,
        "owner": outlet,
        "published": at,
        "seen": at,
        **placed,
    }
    return Report(claim=Claim(**claim), **report)  # type: ignore[arg-type]


def known(*reports: Report, id: int = 1, dossier: Dossier = DOSSIER, **more: object) -> Development:  # noqa: A002
    """The development that rests on these reports."""
    first = reports[0]
    blank = Development(
        id=id, kind=first.claim.kind, stage=first.claim.stage, touched=first.published, first_seen=first.seen
    )
    return show(replace(blank, reports=reports, **more), dossier)  # type: ignore[arg-type]


def days(number: int) -> timedelta:
    return timedelta(days=number)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def soldiers(value: int, party: str) -> Figure:
    return Figure(value, party, Scope.MILITARY)


def civilians(value: int, party: str) -> Figure:
    return Figure(value, party, Scope.CIVILIANS)


def about(value: int, party: str) -> Figure:
    return Figure(value, party, Scope.TOTAL, Qualifier.ABOUT)


def of_deal(value: int, party: str) -> Figure:
    return Figure(value, party, Scope.FRAMEWORK)
